import type { Diagnostic } from '@meniscus/languages/syntax';
import type { Field } from '@meniscus/languages/xdm';
import type { EvaluationContext } from '../context.ts';
import { prepareExpression } from '../expression.ts';
import { attributeRow, type CompiledRow, expressionRow, type Landing, landingAt, staticRow } from './compile-row.ts';
import { converterFor } from './convert.ts';
import { resolveDestination, shownKeys } from './destination.ts';
import { parsePath } from './path.ts';
import { type MappingRow, plainRow } from './row.ts';
import { type MappingWarning, Run } from './run.ts';
import { type MemberRow, memberRow, siblingKey, siblingRows } from './sibling-rows.ts';
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
export function compileMappingSet(set: {
  readonly mappings: readonly MappingRow[];
  readonly target: Field;
}): CompiledMappingSet {
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
  const rows = grouped(compiled.sort((a, b) => a.landing.keys.length - b.landing.keys.length));
  const run = new Run();
  return { apply: (record, context) => applyRows(rows, run, record, context), problems };
}

/** Rows in their order, siblings joined at the place of the first. A destination with two rows keeps them apart: the later one wins. */
function grouped(rows: readonly CompiledResult[]): readonly CompiledRow[] {
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
  return steps
    .filter((step) => step !== undefined)
    .map((step) => (typeof step === 'function' ? step : siblingRows(step)));
}

function applyRows(
  rows: readonly CompiledRow[],
  run: Run,
  record: unknown,
  context: EvaluationContext,
): { entity: Record<string, unknown>; warnings: readonly MappingWarning[] } {
  run.start(record, context);
  for (let index = 0; index < rows.length; index += 1) runRow(rows[index]!, run);
  if (run.waiting !== undefined) for (const work of run.waiting) runRow(work, run);
  if (run.holes) closeGaps(run.entity);
  return { entity: run.entity, warnings: run.warnings };
}

/** A record nested so deeply that the stack ends costs the attribute, not the process. */
function runRow(row: CompiledRow, run: Run): void {
  try {
    row(run);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    run.leaveLists();
    run.warn('MAPPING-EVALUATION', 'the value is nested too deeply; the attribute was left out');
  }
}

interface CompiledResult {
  readonly ok: true;
  readonly landing: Landing;
  readonly row: CompiledRow;
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
    return refused('source', {
      code: 'MAPPING-ROW',
      message: 'a row needs a source, a destination and a source type',
      span: { start: 0, end: 0 },
      hint: 'the source type is ATTRIBUTE, EXPRESSION or STATIC',
    });
  }
  const destination = resolveDestination(row.destination, target);
  if (!destination.ok) return refused('destination', destination.diagnostic);
  const { keys, field } = destination;
  const landing = landingAt(row, keys, converterFor(field), field === undefined || field.type === 'array');
  if (row.sourceType === 'STATIC') return compileStatic(landing, row.source);
  if (row.sourceType === 'ATTRIBUTE') {
    const path = parsePath(row.source);
    if (!path.ok) return refused('source', path.diagnostic);
    const alone = attributeRow(landing, path.steps);
    return { ok: true, landing, row: alone, member: memberRow(landing, path.steps, alone) };
  }
  const expression = prepareExpression(row.source);
  if (!expression.ok) return refused('source', ...expression.diagnostics);
  return { ok: true, landing, row: expressionRow(landing, expression.run, expression.nullifies) };
}

/** A fixed value that can never fit is a mistake in the set, not in every record. */
function compileStatic(landing: Landing, value: string): Result {
  const trial = new Run();
  landing.convert(value, trial);
  const [warning] = trial.warnings;
  if (warning === undefined) return { ok: true, landing, row: staticRow(landing, value) };
  return refused('source', {
    code: warning.code,
    message: warning.message.replace(/; .*/, ''),
    span: { start: 0, end: value.length },
  });
}
