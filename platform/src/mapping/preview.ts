import { isDeepStrictEqual } from 'node:util';
import {
  type CompiledMappingSet,
  compileMappingSet,
  type MappingRow,
  type MappingWarning,
  plainRow,
} from '@meniscus/languages/dataprep';
import { renderDiagnostic } from '@meniscus/languages/syntax';
import type { Field } from '@meniscus/languages/xdm';
import { pointerSegment } from '../kernel/index.ts';
import { badMappingSet } from './errors.ts';
import { type TransformError, transformError } from './row-answers.ts';

/** A value of the entity and the row it came from. */
export interface TracedValue {
  /** JSON pointer into the entity. */
  readonly pointer: string;
  readonly value: unknown;
  readonly source: string;
  readonly destination: string;
  readonly sourceType: string;
  /** What was said while it was made: a fraction cut off, the first of several values taken. */
  readonly warnings?: readonly string[];
}

/** A record as it would be stored (page "Preview data for a mapping set"), and where each of its values comes from. */
export interface PreviewedRecord {
  readonly data: unknown;
  readonly errors: readonly TransformError[] | null;
  readonly values: readonly TracedValue[];
}

/** Records of one preview. */
export const MOST_PREVIEW_RECORDS = 100;

const MOST_WORK = 20_000;
const CHARACTERS = 100;

/** Characters of texts in all entities of a preview. */
const LARGEST = 5_000_000;

/** Whether a preview is too much for one call: rows, counted once more for every hundred characters, times records. */
export function isTooMuch(rows: readonly MappingRow[], records: number): boolean {
  const perRecord = rows.reduce((sum, row) => sum + 1 + (plainRow(row)?.source.length ?? 0) / CHARACTERS, 0);
  return perRecord * records > MOST_WORK;
}

/** Maps records and explains every value. Throws when the answer would be too large. */
export function previewRows(
  rows: readonly MappingRow[],
  target: Field,
  records: readonly unknown[],
  now: number,
): readonly PreviewedRecord[] {
  const { apply, problems } = compileMappingSet({ mappings: rows, target });
  const broken = problems.map(({ row, side, source, destination, ...problem }) =>
    transformError(rows[row], {
      code: problem.code,
      message: renderDiagnostic(side === 'source' ? source : destination, problem),
    }),
  );
  const alone = rows.map((row) => compileMappingSet({ mappings: [row], target }));
  let size = 0;
  return records.map((record, index) => {
    const context = { now, seed: String(index) };
    const { entity, warnings } = apply(record, context);
    const said = warnings.map((warning) => transformError(rowOf(rows, warning), warning));
    const errors = [...broken, ...said];
    size += sizeOf(entity);
    if (size > LARGEST) throw badMappingSet(`the preview has more than ${LARGEST} characters; send fewer records`);
    return {
      data: entity,
      errors: errors.length === 0 ? null : errors,
      values: traced(entity, rows, alone, warnings, (one) => one.apply(record, context).entity),
    };
  });
}

/** Characters of texts, the bulk of any answer that is too large. */
function sizeOf(entity: unknown): number {
  let size = 0;
  for (const value of leavesOf(entity).values()) size += typeof value === 'string' ? value.length : 1;
  return size;
}

function rowOf(rows: readonly MappingRow[], { source, destination }: MappingWarning): MappingRow | undefined {
  return rows.find((one) => {
    const row = plainRow(one);
    return row?.source === source && row.destination === destination;
  });
}

/**
 * The row of each value: the last one that alone puts the same value at the same place. A value no row makes alone (it
 * stands elsewhere because other rows filled the list around it) belongs to the row with the nearest destination.
 */
function traced(
  entity: unknown,
  rows: readonly MappingRow[],
  alone: readonly CompiledMappingSet[],
  warnings: readonly MappingWarning[],
  run: (one: CompiledMappingSet) => unknown,
): readonly TracedValue[] {
  const owners = new Map<string, number>();
  const values = leavesOf(entity);
  for (const [index, one] of alone.entries())
    for (const [pointer, value] of leavesOf(run(one)))
      if (isDeepStrictEqual(values.get(pointer), value)) owners.set(pointer, index);
  return [...values].flatMap(([pointer, value]) => {
    const row = rows[owners.get(pointer) ?? nearestRow(pointer, rows)];
    const plain = row === undefined ? undefined : plainRow(row);
    if (plain === undefined) return [];
    const said = warnings
      .filter(({ source, destination }) => source === plain.source && destination === plain.destination)
      .map(({ message }) => message);
    return [{ pointer, value, ...plain, ...(said.length === 0 ? {} : { warnings: said }) }];
  });
}

function nearestRow(pointer: string, rows: readonly MappingRow[]): number {
  const names = pointer.split('/').filter((name) => name !== '' && !/^\d+$/.test(name));
  const depths = rows.map((row) => {
    const path = (plainRow(row)?.destination ?? '').replaceAll('xdm:', '').replaceAll(/\[[^\]]*\]/g, '');
    const steps = path.split('.');
    return steps.every((step, index) => step === names[index]) ? steps.length : 0;
  });
  return depths.lastIndexOf(Math.max(...depths));
}

/** Plain values, and empty lists and objects, by JSON pointer. */
function leavesOf(value: unknown): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const visit = (part: unknown, pointer: string): void => {
    const members = typeof part === 'object' && part !== null ? Object.entries(part) : [];
    if (members.length === 0 && pointer !== '') found.set(pointer, part);
    for (const [name, member] of members) visit(member, `${pointer}/${pointerSegment(name)}`);
  };
  visit(value, '');
  return found;
}
