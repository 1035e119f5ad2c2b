import { isDeepStrictEqual } from 'node:util';
import {
  checkRows,
  EvaluationError,
  type Expression,
  type MappingRow,
  type MappingWarning,
  prepareExpression,
} from '../../../languages/dataprep/index.ts';
import { applying, prepareRows } from '../../../languages/dataprep/mapping-set/mapping-set.ts';
import { rowClosures, rowCode, rowsAlone } from '../../../languages/dataprep/mapping-set/row-code.ts';
import { parseJson } from '../../../languages/syntax/index.ts';
import { withoutSpans } from './print.ts';
import { prototypesChanged } from './prototypes.ts';
import { TARGET } from './rows.ts';
import { timed } from './stopwatch.ts';
import { Timings } from './timings.ts';

/** One thing to try: an expression, rows around it and a record. */
export interface Case {
  readonly text: string;
  /** What the text was printed from. */
  readonly tree?: Expression | undefined;
  readonly rows: readonly MappingRow[];
  readonly record: unknown;
  /** Check the rows as saving does, too: many records are tried, so not every case does. */
  readonly save: boolean;
}

/** What is wrong with a case: one of a few kinds, so that a smaller case can be known to fail alike. */
export interface Complaint {
  readonly kind: string;
  readonly message: string;
}

/** Milliseconds a record may take in one expression or one mapping set, and a text in being read or checked, times `slowness()`. */
const RECORD_MS = 10;
const READ_MS = 100;
/** The work a check may cost is about 300 ms (`analysis/allowance.ts`). */
const SAVE_MS = 750;

const CONTEXT = { now: Date.UTC(2026, 0, 1), seed: 'fuzz' };

/** Tries a case at every public door; undefined when all is well. What it takes is noted. */
export function complaintOf(one: Case, timings = new Timings()): Complaint | undefined {
  return (
    guarded('expression', () => ofExpression(one, timings)) ??
    guarded('mapping set', () => ofMappingSet(one, timings)) ??
    (one.save ? guarded('save', () => ofSave(one, timings)) : undefined) ??
    pollution()
  );
}

function guarded(door: string, work: () => Complaint | undefined): Complaint | undefined {
  try {
    return work();
  } catch (error) {
    const { name, message, stack } = error as Error;
    return { kind: `${door} throws ${name}`, message: `${message}\n${stack?.split('\n').slice(1, 6).join('\n')}` };
  }
}

function ofExpression({ text, tree, record }: Case, timings: Timings): Complaint | undefined {
  const prepared = prepareExpression(text);
  const reading = timed(READ_MS, () => prepareExpression(text));
  if (reading.isSlow) return slow('reading the expression', reading.ms);
  if (!prepared.ok)
    return prepared.diagnostics.length === 0
      ? { kind: 'no diagnostic', message: 'refused without saying why' }
      : undefined;
  if (tree !== undefined && !isDeepStrictEqual(withoutSpans(prepared.tree), withoutSpans(tree)))
    return { kind: 'other tree', message: `reads back as ${JSON.stringify(withoutSpans(prepared.tree))}` };
  const evaluate = () => {
    try {
      return prepared.run(record, CONTEXT);
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      return undefined;
    }
  };
  const { ms, isSlow } = timed(RECORD_MS, evaluate);
  timings.note('record', ms);
  if (isSlow) return slow('evaluating the record', ms);
  const result = evaluate();
  if (JSON.stringify(result) !== JSON.stringify(evaluate()))
    return { kind: 'unstable', message: 'a second evaluation gives something else' };
  return undefined;
}

function ofMappingSet({ rows, record }: Case, timings: Timings): Complaint | undefined {
  const { pieces } = prepareRows({ mappings: rows, target: TARGET });
  const apply = applying(rowCode(pieces));
  const { ms, isSlow } = timed(RECORD_MS, () => apply(record, CONTEXT));
  timings.note('record', ms);
  if (isSlow) return slow('mapping the record', ms);
  const { entity, warnings } = apply(record, CONTEXT);
  if (!isDeepStrictEqual(asInJson(entity), parseJson(JSON.stringify(entity))))
    return { kind: 'no JSON', message: 'the entity does not come back the same from its JSON text' };
  for (const [way, make] of Object.entries({ closures: rowClosures, 'rows on their own': rowsAlone })) {
    const other = applying(make(pieces))(record, CONTEXT);
    if (!isDeepStrictEqual(other.entity, entity))
      return {
        kind: 'ways differ',
        message: `${way} give ${JSON.stringify(other.entity)}, not ${JSON.stringify(entity)}`,
      };
    if (!isDeepStrictEqual(sorted(other.warnings), sorted(warnings)))
      return {
        kind: 'ways warn differently',
        message: `${way} warn ${JSON.stringify(other.warnings)}, not ${JSON.stringify(warnings)}`,
      };
  }
  return undefined;
}

/** Rows of a group run together, so their warnings may come in another order. */
function sorted(warnings: readonly MappingWarning[]): readonly string[] {
  return warnings.map((warning) => JSON.stringify(warning)).sort();
}

function ofSave({ rows }: Case, timings: Timings): Complaint | undefined {
  const work = () => checkRows({ mappings: rows, target: TARGET });
  const most = SAVE_MS + READ_MS * rows.length;
  const { ms, isSlow } = timed(most, work);
  timings.note('save', ms);
  return isSlow ? slow('checking the rows', ms) : undefined;
}

function pollution(): Complaint | undefined {
  const changed = prototypesChanged();
  return changed === undefined ? undefined : { kind: 'pollution', message: changed };
}

function slow(what: string, ms: number): Complaint {
  return {
    kind: `slow: ${what}`,
    message: `${what} takes ${ms.toFixed(1)} ms of its thread, the fastest of several tries`,
  };
}

/** JSON has one zero, and one kind of list. */
function asInJson(value: unknown): unknown {
  if (typeof value === 'number') return value + 0;
  if (typeof value !== 'object' || value === null) return value;
  // A list marked for appending is like any other in JSON.
  if (Array.isArray(value)) return Array.from(value, asInJson);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asInJson(member)]));
}
