import type { Scope } from '../kernel/index.ts';
import type { Document } from '../stores/index.ts';
import { badBody } from './errors.ts';
import { type Body, commonAnswer, type SpecRef } from './objects.ts';
import { sayOfFlows } from './phrases.ts';
import { isObject, readNames, readOptionalObject, readText } from './read-body.ts';
import type { Params } from './secrets.ts';

/** A target connection as it is stored: the dataset records go to. */
export interface TargetConnectionBody extends Body {
  readonly connectionSpec: SpecRef;
  readonly data?: Params;
  /** `dataSetId` may be missing on drafts only. */
  readonly params: Params & { readonly dataSetId?: string };
  /** Schema of the dataset; missing with it. */
  readonly schemaId?: string;
}

/** The members that can be changed later. A draft may lack its dataset. */
export function readTargetConnection(members: Readonly<Record<string, unknown>>, draft: boolean) {
  const data = readOptionalObject(members, 'data');
  const params = readOptionalObject(members, 'params') ?? {};
  if (params.dataSetId === undefined && !draft) throw badBody(sayOfFlows('flows-dataset-required'));
  const dataSetId = params.dataSetId === undefined ? undefined : readText(params, 'dataSetId');
  if (data?.schema !== undefined && !(isObject(data.schema) && typeof data.schema.id === 'string'))
    throw badBody(sayOfFlows('flows-schema-id'));
  return {
    ...readNames(members, false),
    ...(data === undefined ? {} : { data }),
    params: { ...params, ...(dataSetId === undefined ? {} : { dataSetId }) },
  };
}

/** Schema the caller named; undefined when it was left out. */
export function namedSchema({ data }: { readonly data?: Params }): string | undefined {
  return (data?.schema as { id: string } | undefined)?.id;
}

/** A target connection as it is answered. */
export function targetConnectionAnswer(
  scope: Scope,
  document: Document<TargetConnectionBody>,
): Record<string, unknown> & { id: string } {
  const { connectionSpec, data, params } = document.body;
  return { ...commonAnswer(scope, document), connectionSpec, data: data ?? {}, params };
}
