import type { Phrase } from '@meniscus/languages/syntax';
import { ofRecord, recordText, type Scope } from '../kernel/index.ts';
import { type LeafSource, leafAt, type OfDataset, sourcesOf } from './merge.ts';
import type { CompiledPolicy } from './merge-policy.ts';

/** A record as ingest reads it again from the log. */
export interface KnownRecord {
  readonly xactionId: string;
  readonly receivedAt: number;
  readonly inletId: string;
  readonly flowId?: string;
  readonly entity: Readonly<Record<string, unknown>>;
  readonly mappingSetId?: string;
  readonly rows: readonly MappedRow[];
}

interface MappedRow {
  readonly source?: string;
  readonly destination?: string;
  readonly sourceType?: string;
}

/** Answered by ingest: the record at a log position, as it was made for a dataset. */
export type RecordAt = (
  scope: Scope,
  position: number,
  index: number,
  dataset: string,
) => Promise<KnownRecord | undefined>;

/** Who wrote a value. */
export interface Written {
  readonly value: unknown;
  readonly datasetId: string;
  /** Since when it is so, epoch milliseconds. */
  readonly time: number;
  readonly record: {
    readonly position: number;
    readonly index: number;
    readonly xactionId?: string;
    readonly flowId?: string;
    readonly mappingSetId?: string;
    /** The rows of the mapping set that make this attribute. */
    readonly mappings?: readonly MappedRow[];
  };
}

/** Why it is not known what an attribute was before: in English, and by code for other languages. */
interface Note {
  readonly note: string;
  readonly phrase: Phrase;
}

function noteOf(phrase: Phrase): Note {
  return { note: recordText(phrase), phrase };
}

export interface Provenance extends Written {
  readonly path: string;
  /** What the attribute was before this record: in the dataset's record before, or in what another source says. */
  readonly replaced?: Written | Note;
  /** What other datasets and identities say, weaker under the merge policy. */
  readonly others: readonly Written[];
}

/** Messages of one request have positions between two whole ones (`position + index / 1e6`). */
function placeOf(position: number): { readonly position: number; readonly index: number } {
  const whole = Math.floor(position);
  return { position: whole, index: Math.round((position - whole) * 1_000_000) };
}

function written({ value, dataset, time, position }: LeafSource): Written {
  return { value, datasetId: dataset, time, record: placeOf(position) };
}

/**
 * Where an attribute of a merged profile comes from: the record, dataset and mapping row that wrote it, when, and what it
 * replaced. Undefined when nobody says anything about it.
 */
export async function provenanceOf(
  scope: Scope,
  fragments: readonly OfDataset[],
  path: string,
  policy: CompiledPolicy,
  recordAt: RecordAt,
): Promise<Provenance | undefined> {
  const [first, ...rest] = sourcesOf(fragments, path, policy.precedence);
  if (first === undefined) return undefined;
  const own = written(first);
  const known = await recordAt(scope, own.record.position, own.record.index, first.dataset);
  const replaced = await replacedBy(scope, first, path, recordAt);
  return {
    path,
    ...own,
    record: { ...own.record, ...detailsOf(known, path) },
    ...(replaced === undefined ? {} : { replaced }),
    others: rest.map(written),
  };
}

async function replacedBy(
  scope: Scope,
  { before, dataset }: LeafSource,
  path: string,
  recordAt: RecordAt,
): Promise<Provenance['replaced']> {
  if (before === undefined) return undefined;
  const at = placeOf(before);
  const known = await recordAt(scope, at.position, at.index, dataset);
  if (known === undefined) return noteOf(ofRecord('record-before-gone', { position: at.position }));
  const value = leafAt(known.entity, path);
  if (value === undefined) return noteOf(ofRecord('not-before'));
  return { value, datasetId: dataset, time: known.receivedAt, record: { ...at, ...detailsOf(known, path) } };
}

function detailsOf(known: KnownRecord | undefined, path: string): Partial<Written['record']> {
  if (known === undefined) return {};
  const { xactionId, flowId, mappingSetId, rows } = known;
  const mappings = rows
    .filter(({ destination }) => destination !== undefined && makes(plainPath(destination), path))
    .map(({ source, destination, sourceType }) => ({
      ...(source === undefined ? {} : { source }),
      destination: destination!,
      ...(sourceType === undefined ? {} : { sourceType }),
    }));
  return {
    xactionId,
    ...(flowId === undefined ? {} : { flowId }),
    ...(mappingSetId === undefined ? {} : { mappingSetId, mappings }),
  };
}

/** A destination without prefix and array steps: `xdm:phones[0].number` is about `phones`. */
function plainPath(destination: string): string {
  const text = destination.replace(/^xdm:/, '');
  const bracket = text.indexOf('[');
  return bracket < 0 ? text : text.slice(0, bracket);
}

function makes(destination: string, path: string): boolean {
  return path === destination || path.startsWith(`${destination}.`) || destination.startsWith(`${path}.`);
}
