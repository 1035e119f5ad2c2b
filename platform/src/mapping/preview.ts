import { isDeepStrictEqual } from 'node:util';
import {
  type CompiledMappingSet,
  compileMappingSet,
  type MappingRow,
  type MappingWarning,
  type PlainRow,
  plainRow,
} from '@meniscus/languages/dataprep';
import { renderDiagnostic } from '@meniscus/languages/syntax';
import type { Field } from '@meniscus/languages/xdm';
import { pointerSegment } from '../kernel/index.ts';
import { badMappingSet } from './errors.ts';
import { say } from './phrases.ts';
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

/** Characters of texts in a preview, those of rows and remarks included: they stand there with each value. */
const LARGEST = 10_000_000;

/** Values the rows of a preview may make, each row on its own: about half a second. Copies of large parts are many. */
const MOST_VALUES = 500_000;
/** What it takes to compare a value with this many rows stands for making one. */
const COMPARED = 50;

/** Whether a preview is too much for one call: rows, counted once more for every hundred characters, times records. */
export function isTooMuch(rows: readonly MappingRow[], records: number): boolean {
  const perRecord = rows.reduce((sum, row) => sum + 1 + (plainRow(row)?.source.length ?? 0) / CHARACTERS, 0);
  return perRecord * records > MOST_WORK;
}

/** A row that can be read, and what is asked of it again and again. */
interface Known {
  readonly row: MappingRow;
  readonly plain: PlainRow;
  /** What warnings know it by. */
  readonly name: string;
  /** Names of its destination. */
  readonly steps: readonly string[];
  readonly apply: CompiledMappingSet['apply'];
}

/** Maps records and explains every value. Throws when that takes too much, or the answer would be too large. */
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
      phrase: problem.phrase,
    }),
  );
  const known = rows.flatMap((row) => knownRow(row, target));
  let size = 0;
  let made = 0;
  const making = (count: number) => {
    made += count;
    if (made > MOST_VALUES) throw badMappingSet(say('mapping-preview-values', { most: MOST_VALUES }));
  };
  return records.map((record, index) => {
    const context = { now, seed: String(index) };
    // Before all rows run together, so that too much work ends here.
    const byRow = known.map((one) => {
      const { entity, warnings } = one.apply(record, context);
      const values = leavesOf(entity);
      making(values.size + warnings.length);
      return values;
    });
    const { entity, warnings } = apply(record, context);
    const errors = [...broken, ...remarks(known, warnings)];
    const nearest = (pointer: string) => {
      making(known.length / COMPARED);
      return nearestRow(pointer, known);
    };
    const values = traced(leavesOf(entity), known, byRow, warnings, nearest);
    size += sizeOf(errors, values);
    if (size > LARGEST) throw badMappingSet(say('mapping-preview-size', { most: LARGEST }));
    return { data: entity, errors: errors.length === 0 ? null : errors, values };
  });
}

function knownRow(row: MappingRow, target: Field): readonly Known[] {
  const plain = plainRow(row);
  if (plain === undefined) return [];
  const { apply } = compileMappingSet({ mappings: [row], target });
  const steps = plain.destination
    .replaceAll('xdm:', '')
    .replaceAll(/\[[^\]]*\]/g, '')
    .split('.');
  return [{ row, plain, name: nameOf(plain), steps, apply }];
}

function nameOf({ source, destination }: Pick<MappingWarning, 'source' | 'destination'>): string {
  return JSON.stringify([source, destination]);
}

/** Warnings as remarks on the first row they can be about. */
function remarks(known: readonly Known[], warnings: readonly MappingWarning[]): readonly TransformError[] {
  if (warnings.length === 0) return [];
  const rows = new Map(known.toReversed().map(({ name, row }) => [name, row]));
  return warnings.map((warning) => transformError(rows.get(nameOf(warning)), warning));
}

/** Characters of texts, the bulk of any answer that is too large. Each value stands there twice, each source of an error, too. */
function sizeOf(errors: readonly TransformError[], values: readonly TracedValue[]): number {
  let size = 0;
  for (const { exception, source, destination } of errors)
    size += exception.length + source.length * 2 + destination.length;
  for (const { pointer, value, source, destination, warnings = [] } of values)
    size +=
      warnings.join().length +
      pointer.length +
      source.length +
      destination.length +
      (typeof value === 'string' ? value.length * 2 : 1);
  return size;
}

/** What is said of a value: the warnings of its row, each once. A row that fills a list may have thousands. */
const MOST_SAID = 10;

/**
 * The row of each value: the last one that alone puts the same value at the same place. A value no row makes alone (it
 * stands elsewhere because other rows filled the list around it) belongs to the row with the nearest destination.
 */
function traced(
  values: Values,
  known: readonly Known[],
  byRow: readonly Values[],
  warnings: readonly MappingWarning[],
  nearest: (pointer: string) => number,
): readonly TracedValue[] {
  const owners = new Map<string, number>();
  for (const [index, made] of byRow.entries())
    for (const [pointer, value] of made) if (isDeepStrictEqual(values.get(pointer), value)) owners.set(pointer, index);
  const byName = Map.groupBy(warnings, nameOf);
  const said = known.map(({ name }) => {
    const messages = new Set(byName.get(name)?.map(({ message }) => message));
    return messages.size === 0 ? {} : { warnings: [...messages].slice(0, MOST_SAID) };
  });
  return [...values].flatMap(([pointer, value]) => {
    const row = owners.get(pointer) ?? nearest(pointer);
    return known[row] === undefined ? [] : [{ pointer, value, ...known[row].plain, ...said[row] }];
  });
}

function nearestRow(pointer: string, known: readonly Known[]): number {
  const names = pointer.split('/').filter((name) => name !== '' && !/^\d+$/.test(name));
  let [nearest, depth] = [known.length - 1, 0];
  for (const [index, { steps }] of known.entries()) {
    if (steps.length < depth || !steps.every((step, at) => step === names[at])) continue;
    [nearest, depth] = [index, steps.length];
  }
  return nearest;
}

/** Plain values by JSON pointer. */
type Values = ReadonlyMap<string, unknown>;

/** Plain values, and empty lists and objects, by JSON pointer. */
function leavesOf(value: unknown): Values {
  const found = new Map<string, unknown>();
  const visit = (part: unknown, pointer: string): void => {
    const members = typeof part === 'object' && part !== null ? Object.entries(part) : [];
    if (members.length === 0 && pointer !== '') found.set(pointer, part);
    for (const [name, member] of members) visit(member, `${pointer}/${pointerSegment(name)}`);
  };
  visit(value, '');
  return found;
}
