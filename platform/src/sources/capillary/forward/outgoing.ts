import { compileMappingSet, type MappingRow } from '@meniscus/languages/dataprep';
import { type Violation, validatorFor } from '@meniscus/languages/xdm';
import { eventRows, profileRows } from '../setup/mappings.ts';
import type { Members } from '../tidy.ts';
import { type Kind, rootOf, type Way } from './target.ts';

/** Why a record is not sent at all. */
export interface Unfit {
  readonly errorType: 'mapping' | 'schema' | 'too-large';
  readonly message: string;
}

/** A record as the target takes it: one element of `messages`. */
export type Message = { readonly json: string } | Unfit;

/** Makes messages for one dataflow. Pure and fast: everything is compiled once. */
export type MessageMaker = (payload: Members, context: { readonly now: number; readonly seed: string }) => Message;

/** Largest request the target takes (page "Guardrails for data ingestion"), less what stands around the messages. */
export const MAX_REQUEST_BYTES = 1_048_576 - 1024;
/** Violations told of a record, as many as the target would tell (page "Streaming validation"). */
const MOST_VIOLATIONS = 5;

/**
 * For a dataflow that maps: the record as it is. For one that takes XDM: mapped by `rows` (the connector's ready-made ones
 * unless given), checked against the target's schema, and put in the XDM envelope.
 */
export function messageMaker(
  kind: Kind,
  way: Way,
  target: { readonly org: string; readonly tenant: string },
  rows: readonly MappingRow[] | undefined,
): MessageMaker {
  const make = way.dataType === 'xdm' ? xdmMaker(kind, way, target, rows) : rawMaker;
  return (payload, context) => {
    const made = make(payload, context);
    if (!('json' in made) || Buffer.byteLength(made.json) <= MAX_REQUEST_BYTES) return made;
    return { errorType: 'too-large', message: `the record is larger than the ${MAX_REQUEST_BYTES} bytes of a request` };
  };
}

const rawMaker: MessageMaker = (payload) => ({ json: JSON.stringify(payload) });

function xdmMaker(
  kind: Kind,
  way: Way,
  { org, tenant }: { readonly org: string; readonly tenant: string },
  given: readonly MappingRow[] | undefined,
): MessageMaker {
  const root = rootOf(way.schema!);
  const ready = kind === 'profile' ? profileRows(tenant) : eventRows(tenant);
  const mapping = compileMappingSet({ mappings: given ?? ready, target: root });
  const violationsOf = validatorFor(root);
  const [head, tail] = envelope(way, org);
  return (payload, context) => {
    const { entity, warnings } = mapping.apply(payload, context);
    if (Object.keys(entity).length === 0) {
      const why = warnings.map(({ destination, message }) => `${destination}: ${message}`).join('; ');
      return { errorType: 'mapping', message: `no row of the mapping set found anything in this record ${why}`.trim() };
    }
    const violations = violationsOf(entity, MOST_VIOLATIONS);
    if (violations.length > 0) return { errorType: 'schema', message: violations.map(sentence).join('; ') };
    return { json: head + JSON.stringify(entity) + tail };
  };
}

function sentence({ pointer, message }: Violation): string {
  return `${pointer === '' ? '/' : pointer} ${message}`;
}

/** What stands around an entity (page "Streaming ingestion: send data"), in two pieces. */
function envelope({ schemaId, datasetId, flowId }: Way, imsOrgId: string): readonly [string, string] {
  const schemaRef = { id: schemaId, contentType: 'application/vnd.adobe.xed-full+json;version=1' };
  const header = { schemaRef, imsOrgId, datasetId, flowId, source: { name: 'Capillary' } };
  const start = `{"header":${JSON.stringify(header)},"body":{"xdmMeta":${JSON.stringify({ schemaRef })},"xdmEntity":`;
  return [start, '}}'];
}
