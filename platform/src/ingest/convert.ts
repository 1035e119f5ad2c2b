import type { Phrase, Said } from '@meniscus/languages/syntax';
import type { Keyword, Violation } from '@meniscus/languages/xdm';
import type { Inlet } from '../flows/index.ts';
import { type Failure, isDeeper, ofRecord, recordText, saying } from '../kernel/index.ts';
import type { CompiledMappingSet } from '../mapping/index.ts';
import type { Refusal } from './errors.ts';
import { bodyOf, type Operations, operationsOf, operationsRefusal } from './operations.ts';
import { sayOfIngest } from './phrases.ts';
import { found, type NoTarget, type Resolution, type Target, type Targets } from './targets.ts';

/** Most violations reported of one record. */
export const MAX_VIOLATIONS = 20;

/** Deepest nesting of a message; what walks it later may then be recursive. */
export const MAX_DEPTH = 64;

type Entity = Record<string, unknown>;

/** A message with its way through the platform, as the door and the process loop both see it. */
export interface Message {
  readonly payload: unknown;
  readonly resolution: Resolution;
  /** Of the identity dataset its operations name. */
  readonly identity?: Resolution | undefined;
}

export type Converted =
  | { readonly ok: true; readonly entity: Entity; readonly warnings: readonly Failure[] }
  | { readonly ok: false; readonly failures: readonly Failure[]; readonly violations?: readonly Violation[] };

function isObject(value: unknown): value is Entity {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where a message of an inlet goes: by the request's dataflow, or by the dataset its XDM header names. */
export function resolveMessage(
  inlet: Inlet,
  flowId: string | undefined,
  payload: unknown,
  targets: Targets,
): Resolution | Promise<Resolution> {
  if (inlet.dataType === 'raw') {
    if (inlet.headers !== undefined && inlet.connectionId !== undefined)
      return targets.ofConnection(inlet.scope, inlet.connectionId);
    return flowId === undefined ? { missing: 'flow', id: '' } : targets.ofFlow(inlet.scope, flowId, inlet.connectionId);
  }
  const header = isObject(payload) && isObject(payload.header) ? payload.header : {};
  return typeof header.datasetId === 'string'
    ? targets.ofDataset(inlet.scope, header.datasetId)
    : { missing: 'dataset', id: '' };
}

/** The identity dataset a message names; undefined, as nearly always, when it names none. */
export function resolveIdentity(
  scope: Inlet['scope'],
  payload: unknown,
  targets: Targets,
): Resolution | Promise<Resolution> | undefined {
  const dataset = operationsOf(payload)?.identityDataset;
  return dataset === undefined ? undefined : targets.ofDataset(scope, dataset);
}

const MISSING: Readonly<Record<NoTarget['missing'], Phrase>> = {
  flow: ofRecord('no-flow'),
  disabled: ofRecord('flow-disabled'),
  dataset: ofRecord('no-dataset'),
  schema: ofRecord('no-schema'),
  mapping: ofRecord('no-mapping'),
};

function missed({ missing }: NoTarget): Said {
  return { message: recordText(MISSING[missing]), phrase: MISSING[missing] };
}

/**
 * What is wrong with a message before it is accepted (page "Streaming validation", collection-level checks). Undefined when
 * it can be accepted; whether it fits its schema is found out later, after it is safe on disk.
 */
export function refusalOf(inlet: Inlet, message: Message): Refusal | undefined {
  const { payload, resolution } = message;
  if (!isObject(payload)) return sayOfIngest('message-no-object');
  if (isDeeper(payload, MAX_DEPTH)) return sayOfIngest('message-too-deep', { levels: MAX_DEPTH });
  const operation = operationsRefusal(payload, resolution, message.identity);
  if (operation !== undefined) return operation;
  if (inlet.dataType === 'xdm') {
    const refusal = envelopeRefusal(inlet, payload, resolution);
    if (refusal !== undefined) return refusal;
  }
  if (!found(resolution)) return sayOfIngest('message-unroutable', { why: missed(resolution), id: resolution.id });
  return undefined;
}

function envelopeRefusal(inlet: Inlet, payload: Entity, resolution: Resolution): Refusal | undefined {
  const { header, body } = payload;
  if (!isObject(header)) return sayOfIngest('message-lacks', { name: 'header' });
  if (!isObject(body)) return sayOfIngest('message-lacks', { name: 'body' });
  if (header.imsOrgId !== undefined && header.imsOrgId !== inlet.scope.org) {
    return sayOfIngest('message-wrong-org');
  }
  if (!isObject(body.xdmEntity)) return sayOfIngest('message-lacks', { name: 'body.xdmEntity' });
  const declared = schemaId(header.schemaRef);
  const meta = isObject(body.xdmMeta) ? schemaId(body.xdmMeta.schemaRef) : undefined;
  if (declared === undefined) return sayOfIngest('message-lacks', { name: 'header.schemaRef' });
  if (meta === undefined) return sayOfIngest('message-lacks', { name: 'body.xdmMeta.schemaRef' });
  if (meta !== declared) return sayOfIngest('message-two-schemas');
  if (found(resolution) && declared !== resolution.target.schema.id) {
    return sayOfIngest('message-other-schema', {
      dataset: resolution.target.dataset.id,
      schema: resolution.target.schema.id,
      declared,
    });
  }
  return undefined;
}

function schemaId(ref: unknown): string | undefined {
  return isObject(ref) && typeof ref.id === 'string' ? ref.id : undefined;
}

/** A row that cannot be read, with the reason: what the reader of a file makes of it. */
export interface CorruptRow {
  readonly _corrupt_record: string;
  readonly _error: string;
  /** The reason, for other languages; absent in what was read before reasons had one. */
  readonly _phrase?: Phrase;
}

/** Such a row, out of the array of one it comes in: no record is an array, so nothing a row holds can be taken for it. */
export function corruptRow(row: unknown): CorruptRow | undefined {
  const [only] = Array.isArray(row) && row.length === 1 ? (row as unknown[]) : [];
  return isObject(only) && typeof only._error === 'string' ? (only as unknown as CorruptRow) : undefined;
}

/**
 * What is wrong with a row of a file before anything looks into it. A row no reader could parse came as the text it is, or
 * as a `CorruptRow`.
 */
export function rowRefusal(row: unknown): Failure | undefined {
  const corrupt = corruptRow(row);
  if (corrupt !== undefined)
    return { ...UNREADABLE_ROW, ...saying('row-unreadable-because', { why: corrupt._phrase ?? corrupt._error }) };
  if (!isObject(row)) return UNREADABLE_ROW;
  return isDeeper(row, MAX_DEPTH) ? TOO_DEEP : undefined;
}

const UNREADABLE_ROW: Failure = {
  stage: 'ingest',
  code: 'INGEST-1401-400',
  pointer: '',
  ...saying('row-unreadable'),
  retry: 'after-fix',
};

const TOO_DEEP: Failure = {
  stage: 'ingest',
  code: 'INGEST-TOO-DEEP',
  pointer: '',
  ...saying('too-deep', { levels: MAX_DEPTH }),
  retry: 'after-fix',
};

/** A failure of a record whose way no longer exists: it did when it was accepted. */
export function unroutable(missing: NoTarget): Failure {
  return {
    stage: 'ingest',
    code: `INGEST-NO-${missing.missing.toUpperCase() as Uppercase<NoTarget['missing']>}`,
    pointer: '',
    ...saying('unroutable', { why: MISSING[missing.missing], id: missing.id }),
    retry: 'after-fix',
  };
}

/**
 * Source record to XDM entity: mapping (raw dataflows), then validation against the dataset's schema. Every violation is
 * collected, up to `MAX_VIOLATIONS`; `operations` is what the message asks for beside being stored. Pure: the same record, target, time and seed (the
 * transaction id, which generated ids are made from) give the same result, so a repeat makes the same entity.
 */
export function convert(
  payload: unknown,
  target: Target,
  targets: Targets,
  context: { readonly now: number; readonly seed: string },
  raw: boolean,
  operations?: Operations,
): Converted {
  const mapped = raw
    ? mapRecord((operations === undefined ? payload : bodyOf(payload)) as Entity, target, targets, context)
    : { entity: (payload as { body: { xdmEntity: Entity } }).body.xdmEntity, warnings: [] };
  if (isEmpty(mapped.entity)) {
    return {
      ok: false,
      failures: [
        ...mapped.warnings,
        {
          stage: 'mapping',
          code: 'MAPPING-EMPTY',
          pointer: '',
          ...saying('nothing-mapped'),
          retry: 'after-fix',
        },
      ],
    };
  }
  const violations = violationsOf(target, mapped.entity, operations?.data ?? 'create');
  if (violations.length === 0) return { ok: true, entity: mapped.entity, warnings: mapped.warnings };
  return { ok: false, failures: [...violations.map(schemaFailure), ...mapped.warnings], violations };
}

function isEmpty(entity: Entity): boolean {
  for (const name in entity) if (Object.hasOwn(entity, name)) return false;
  return true;
}

/** An update has what it changes, and a deletion what it is about: nothing is required of them. */
function violationsOf({ schema }: Target, entity: Entity, operation: Operations['data']): readonly Violation[] {
  if (operation === 'delete') return [];
  const violations = schema.validate(entity, MAX_VIOLATIONS);
  return operation === 'create' ? violations : violations.filter(({ keyword }) => keyword !== 'required');
}

function schemaFailure({ keyword, pointer, phrase: why }: Violation): Failure {
  const code = `SCHEMA-${keyword.toUpperCase() as Uppercase<Keyword>}` as const;
  return { stage: 'schemas', code, pointer, ...saying('schema-violation', { why }), retry: 'after-fix' };
}

function mapRecord(
  payload: Entity,
  target: Target,
  targets: Targets,
  context: { readonly now: number; readonly seed: string },
): { entity: Entity; warnings: readonly Failure[] } {
  if (target.mapping === undefined) return { entity: payload, warnings: [] };
  const { entity, warnings } = target.mapping.apply(payload, context);
  const implied = targets.implied(target, payload)?.apply(payload, context);
  if (implied === undefined) return { entity, warnings: mappingWarnings(warnings) };
  for (const name of Object.keys(implied.entity)) entity[name] = implied.entity[name];
  return { entity, warnings: mappingWarnings(warnings, implied.warnings) };
}

type Warning = ReturnType<CompiledMappingSet['apply']>['warnings'][number];

const NO_WARNINGS: readonly Failure[] = [];

function mappingWarnings(own: readonly Warning[], implied: readonly Warning[] = []): readonly Failure[] {
  return own.length + implied.length === 0 ? NO_WARNINGS : [...own, ...implied].map(mappingWarning);
}

function mappingWarning(warning: Warning): Failure {
  const { source, destination, phrase } = warning;
  return {
    stage: 'mapping',
    code: warning.code,
    pointer: `/${warning.destination.replaceAll('.', '/')}`,
    message: `${warning.source} → ${warning.destination}: ${warning.message}`,
    phrase: ofRecord('at-row', { source, destination, what: phrase }),
    retry: 'after-fix',
  };
}
