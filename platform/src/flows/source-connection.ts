import type { Scope } from '../kernel/index.ts';
import type { Document } from '../stores/index.ts';
import type { ConnectionBody } from './connection.ts';
import { type Body, commonAnswer, type SpecRef } from './objects.ts';
import { readNames, readOptionalObject } from './read-body.ts';
import type { Params } from './secrets.ts';

/** A source connection as it is stored: what of the source is taken. */
export interface SourceConnectionBody extends Body {
  readonly connectionSpec: SpecRef;
  readonly baseConnectionId?: string;
  readonly data?: Params;
  readonly params?: Params;
}

/** The members that can be changed later. The pages ask for `data`, yet the streaming tutorials send none. */
export function readSourceConnection(members: Readonly<Record<string, unknown>>) {
  const [data, params] = [readOptionalObject(members, 'data'), readOptionalObject(members, 'params')];
  return {
    ...readNames(members, true),
    ...(data === undefined ? {} : { data }),
    ...(params === undefined ? {} : { params }),
  };
}

/** A source connection as it is answered; `inheritedAttributes` tells of its base connection. */
export function sourceConnectionAnswer(
  scope: Scope,
  document: Document<SourceConnectionBody>,
  base: Document<ConnectionBody> | undefined,
): Record<string, unknown> & { id: string } {
  const { connectionSpec, baseConnectionId, data, params } = document.body;
  return {
    ...commonAnswer(scope, document),
    ...(baseConnectionId === undefined ? {} : { baseConnectionId }),
    connectionSpec,
    data: data ?? {},
    params: params ?? {},
    ...(base === undefined
      ? {}
      : { inheritedAttributes: { baseConnection: { id: base.id, connectionSpec: base.body.connectionSpec } } }),
  };
}
