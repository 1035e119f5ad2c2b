import { type Diagnostic, diagnostic } from '@meniscus/languages/syntax';
import type { Field, XdmType } from '@meniscus/languages/xdm';
import type { EvaluationContext } from '../context.ts';
import { renewEffort } from '../effort.ts';
import { prepareExpression } from '../expression.ts';
import { inEnglish, say } from '../phrases.ts';
import { attributeRow, type CompiledRow, expressionRow, type Landing, landingAt, staticRow } from './compile-row.ts';
import { converterFor } from './convert.ts';
import { resolveDestination, shownKeys } from './destination.ts';
import { parsePath } from './path.ts';
import { type MappingRow, plainRow } from './row.ts';
import { type Piece, rowCode, type ValueRow, valueRow } from './row-code.ts';
import { guarded, type MappingWarning, Run } from './run.ts';
import { type MemberRow, memberRow, siblingKey } from './sibling-rows.ts';
import { closeGaps } from './write.ts';

/** What is wrong with a row, found when the set is compiled. The row is skipped for every record. */
export interface MappingProblem extends Diagnostic {
  /** Position of the row in the set, from 0. */
  readonly row: number;
  readonly source: string;
  readonly destination: string;
  /** Which text the span points into. */
  readonly side: 'source' | 'destination';
}

/** A mapping set as one function. */
export interface CompiledMappingSet {
  /**
   * Maps one record. Never throws for bad data: an attribute that cannot be made is left out with a warning. The entity is
   * new and shares nothing with the record that either could change.
   */
  apply(
    record: unknown,
    context: EvaluationContext,
  ): { entity: Record<string, unknown>; warnings: readonly MappingWarning[] };
  /** Rows that cannot be used, once each. */
  readonly problems: readonly MappingProblem[];
}

/**
 * Compiles the rows of a set for a target schema (its root field).
 *
 * - Rows whose destination the schema does not have are skipped and reported, so that the published Capillary rows can be
 *   used with a profile schema and with an event schema alike.
 * - Parents are copied before their children, whatever the order of the rows; otherwise a later row wins.
 * - Absent and null sources leave the target alone.
 */
export function compileMappingSet(set: MappingSet): CompiledMappingSet {
  const { pieces, problems } = prepareRows(set);
  return { apply: applying(rowCode(pieces)), problems };
}

/** Rows of a set and the root field of the schema they fill. */
export interface MappingSet {
  readonly mappings: readonly MappingRow[];
  readonly target: Field;
}

/** The rows of a set in the order they run in, and those that cannot be used. */
export function prepareRows(set: MappingSet): { pieces: readonly Piece[]; problems: readonly MappingProblem[] } {
  const problems: MappingProblem[] = [];
  const compiled = set.mappings.flatMap((row, index) => {
    const result = compileRow(row, set.target);
    if (result.ok) return [result];
    for (const diagnostic of result.diagnostics) {
      const [source, destination] = [
        row.source ?? row.sourceAttribute ?? '',
        row.destination ?? row.destinationXdmPath ?? '',
      ];
      problems.push({ ...diagnostic, row: index, source, destination, side: result.side });
    }
    return [];
  });
  return { pieces: grouped(compiled.sort((a, b) => a.landing.keys.length - b.landing.keys.length)), problems };
}

/** Rows as one function of a record. */
export function applying(rows: readonly CompiledRow[]): CompiledMappingSet['apply'] {
  return (record, context) => applyRows(rows, new Run(record, context));
}

/** Rows in their order, siblings joined at the place of the first. A destination with two rows keeps them apart: the later one wins. */
function grouped(rows: readonly CompiledResult[]): readonly Piece[] {
  const taken = new Map<string, number>();
  for (const { landing } of rows) taken.set(shownKeys(landing.keys), (taken.get(shownKeys(landing.keys)) ?? 0) + 1);
  const groups = new Map<string, MemberRow[]>();
  const steps = rows.map(({ landing, row, member }) => {
    if (member === undefined || taken.get(shownKeys(landing.keys)) !== 1) return row;
    const siblings = groups.get(siblingKey(member));
    if (siblings === undefined) {
      const group = [member];
      groups.set(siblingKey(member), group);
      return group;
    }
    siblings.push(member);
    return undefined;
  });
  return steps.filter((step) => step !== undefined);
}

function applyRows(
  rows: readonly CompiledRow[],
  run: Run,
): { entity: Record<string, unknown>; warnings: readonly MappingWarning[] } {
  renewEffort();
  for (let index = 0; index < rows.length; index += 1) rows[index]!(run);
  if (run.waiting !== undefined) for (const work of run.waiting) guarded(work)(run);
  if (run.holes) closeGaps(run.entity);
  return { entity: run.entity, warnings: run.warnings };
}

interface CompiledResult {
  readonly ok: true;
  readonly landing: Landing;
  readonly row: CompiledRow | ValueRow;
  /** The row as one of siblings, where it can be. */
  readonly member?: MemberRow | undefined;
}

type Result =
  | CompiledResult
  | { readonly ok: false; readonly side: 'source' | 'destination'; readonly diagnostics: readonly Diagnostic[] };

function refused(side: 'source' | 'destination', ...diagnostics: readonly Diagnostic[]): Result {
  return { ok: false, side, diagnostics };
}

function compileRow(given: MappingRow, target: Field): Result {
  const row = plainRow(given);
  if (row === undefined) {
    return refused('source', diagnostic('MAPPING-ROW', { start: 0, end: 0 }, say('row-parts'), say('source-types')));
  }
  const destination = resolveDestination(row.destination, target);
  if (!destination.ok) return refused('destination', destination.diagnostic);
  const { keys, field } = destination;
  const landing = landingAt(row, keys, converterFor(field), field === undefined || field.type === 'array');
  if (row.sourceType === 'STATIC') return compileStatic(landing, field?.type, row.source);
  if (row.sourceType === 'ATTRIBUTE') {
    const path = parsePath(row.source);
    if (!path.ok) return refused('source', path.diagnostic);
    const alone = attributeRow(landing, path.steps);
    return { ok: true, landing, row: alone, member: memberRow(landing, path.steps, field?.type, alone) };
  }
  const expression = prepareExpression(row.source);
  if (!expression.ok) return refused('source', ...expression.diagnostics);
  const { evaluate, nullifies, tree } = expression;
  const alone = expressionRow(landing, evaluate, nullifies);
  return { ok: true, landing, row: valueRow(landing, field?.type, alone, { evaluate, nullifies, tree }) ?? alone };
}

/** A fixed value that can never fit is a mistake in the set, not in every record. */
function compileStatic(landing: Landing, type: XdmType | undefined, value: string): Result {
  const trial = new Run(undefined, { now: 0 });
  landing.convert(value, trial);
  const [warning] = trial.warnings;
  const alone = staticRow(landing, value);
  if (warning === undefined) return { ok: true, landing, row: valueRow(landing, type, alone, { value }) ?? alone };
  // Not that the attribute is left out, but why: this row is refused.
  const { why } = warning.phrase.values;
  const phrase = typeof why === 'object' ? why : warning.phrase;
  return refused(
    'source',
    diagnostic(warning.code, { start: 0, end: value.length }, { message: inEnglish(phrase), phrase }),
  );
}
