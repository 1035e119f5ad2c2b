import { type Phrase, type PhraseValue, renderDiagnostic } from '@meniscus/languages/syntax';
import { type Field, fieldAt } from '@meniscus/languages/xdm';
import { prepareExpression } from '../expression.ts';
import { type MappingProblem, prepareRows } from '../mapping-set/mapping-set.ts';
import { type MappingRow, type PlainRow, plainRow } from '../mapping-set/row.ts';
import { inEnglish, said } from '../phrases.ts';
import type { Expression } from '../tree.ts';
import { Allowance } from './allowance.ts';
import { type CounterExample, type Failing, smallestFailing, valuesToTry } from './counter-example.ts';
import { combined, type Fit, fitOf } from './fit.ts';
import { inferType } from './infer.ts';
import { namesOf, type Place, placesIn, sourcePlaces, targetPlace } from './places.ts';
import { ANYTHING, ofField, type Possible, present } from './possible.ts';
import { Trials } from './trial.ts';

/** What is known of a row before any record comes. */
export interface RowFinding {
  /** Position of the row in the set, from 0. */
  readonly row: number;
  /** An error: the row never gives a valid value (an empty list is none). A warning: it may fail. */
  readonly level: 'error' | 'warning';
  /** A code of compiling (`MAPPING-UNKNOWN-DESTINATION`, …), `MAPPING-NEVER-FITS`, `MAPPING-MAY-FAIL` or `MAPPING-NOT-TRIED`. */
  readonly code: string;
  /** In English. */
  readonly message: string;
  /** The message, for other languages. */
  readonly phrase: Phrase;
  /** Warnings: the smallest record found for which the row fails. */
  readonly counterExample?: CounterExample;
}

/** Records tried for a row. */
const MOST_PER_ROW = 300;

/**
 * Checks rows against the types of the target schema, without data: rows that cannot run, rows whose value never fits their
 * field, and rows that may fail, with the smallest record that shows it. `source` is the schema of the records where it is
 * known; without one a field is taken for one of the type its destination has.
 *
 * Trying the rows of a set may cost so much work together (`allowance.ts`). A row that comes after its end is judged by its
 * types, and the warning says so; the answer depends on nothing but the rows and the schemas.
 */
export function checkRows(set: {
  readonly mappings: readonly MappingRow[];
  readonly target: Field;
  readonly source?: Field | undefined;
}): readonly RowFinding[] {
  const { problems } = prepareRows(set);
  const broken = new Set(problems.map(({ row }) => row));
  const checker = new RowChecker(set.target, set.source);
  const findings = set.mappings.flatMap((given, index) => {
    const row = broken.has(index) ? undefined : plainRow(given);
    const finding = row === undefined ? undefined : checker.check(row);
    return finding === undefined ? [] : [{ row: index, ...finding }];
  });
  return [...problems.map(compiledFinding), ...findings].sort((a, b) => a.row - b.row);
}

function compiledFinding({ row, source, destination, side, ...diagnostic }: MappingProblem): RowFinding {
  const message = renderDiagnostic(side === 'source' ? source : destination, diagnostic);
  const { code, phrase } = diagnostic;
  return { row, level: 'error', code, message, phrase };
}

type Finding = Omit<RowFinding, 'row'>;

class RowChecker {
  readonly #target: Field;
  readonly #source: Field | undefined;
  readonly #trials: Trials;
  readonly #allowance = new Allowance();

  constructor(target: Field, source: Field | undefined) {
    this.#target = target;
    this.#source = source;
    this.#trials = new Trials(target, this.#allowance);
  }

  check(row: PlainRow): Finding | undefined {
    const failure = this.#trials.of(row);
    const prepared = row.sourceType === 'EXPRESSION' ? prepareExpression(row.source) : undefined;
    const tree = prepared?.ok === true ? prepared.tree : undefined;
    const places = tree === undefined ? sourcePlaces(row) : placesIn(tree);
    if (places.length === 0) return this.#allowance.isSpent ? notTried() : always(failure({}));
    const field = targetPlace(row.destination, this.#target)?.field;
    const fit = combined(present(this.#typesOf(tree, places[0]!)).map((one) => this.#fit(one, row, field)));
    if (fit.verdict === 'never') return always(fit.why);
    // A copied field fails only when its value does not fit; an expression may also fail before there is a value.
    if (fit.verdict === 'always' && tree === undefined) return undefined;
    const example = this.#search(places, tree, field, failure);
    return mayFail(fit, example, this.#allowance.isSpent);
  }

  #typesOf(tree: Expression | undefined, place: Place): readonly Possible[] {
    if (tree !== undefined) return inferType(tree, this.#source);
    return this.#source === undefined ? ANYTHING : ofField(fieldAt(this.#source, namesOf(place)));
  }

  #fit(possible: Possible, row: PlainRow, field: Field | undefined): Fit {
    if (possible.kind !== 'constant') return fitOf(possible, field);
    // What conversion and schema make of a constant is tried, not described a second time.
    const why = this.#trials.of({ ...row, sourceType: 'ATTRIBUTE', source: 'value' })({ value: possible.value });
    return why === undefined ? { verdict: 'always' } : { verdict: 'never', why };
  }

  #search(
    places: readonly Place[],
    tree: Expression | undefined,
    field: Field | undefined,
    failure: (record: unknown) => PhraseValue | undefined,
  ): Failing | undefined {
    const source = this.#source;
    const allowed = (place: Place, value: string | number | boolean): boolean =>
      source === undefined
        ? tree !== undefined || suits(value, field)
        : ofField(fieldAt(source, namesOf(place))).some((one) => holds(one, value));
    const values = valuesToTry(tree, field?.type === 'array' ? field.items : field);
    return smallestFailing({ places, values, allowed, failure, most: MOST_PER_ROW, allowance: this.#allowance });
  }
}

/** Whether a value is of the type of the field it is copied to. */
function suits(value: string | number | boolean, field: Field | undefined): boolean {
  const of = field?.type === 'array' ? field.items?.type : field?.type;
  if (of === 'boolean') return typeof value === 'boolean';
  return of === 'string' || of === 'date' || of === 'date-time' || of === undefined || typeof value === 'number';
}

function holds(possible: Possible, value: string | number | boolean): boolean {
  switch (possible.kind) {
    case 'any':
      return true;
    case 'constant':
      return possible.value === value;
    case 'integer':
      return Number.isInteger(value);
    case 'list':
      return possible.items.some((item) => holds(item, value));
    default:
      return possible.kind === typeof value;
  }
}

function always(why: PhraseValue | undefined): Finding | undefined {
  return why === undefined ? undefined : finding('error', 'MAPPING-NEVER-FITS', said('row-never-fits', { why }));
}

function finding(level: RowFinding['level'], code: string, phrase: Phrase): Finding {
  return { level, code, message: inEnglish(phrase), phrase };
}

/** `cut`: the search for an example was not made, or not to its end. */
function mayFail(fit: Fit, example: Failing | undefined, cut: boolean): Finding | undefined {
  const when = fit.verdict === 'sometimes' ? fit.when : undefined;
  if (example === undefined) {
    if (when === undefined) return cut ? notTried() : undefined;
    return finding('warning', 'MAPPING-MAY-FAIL', said(cut ? 'row-fails-untried' : 'row-fails', { when }));
  }
  const { record, why } = example;
  const shown = { record: JSON.stringify(record), why };
  const phrase = when === undefined ? said('row-fails-for', shown) : said('row-fails-example', { when, ...shown });
  return {
    ...finding('warning', 'MAPPING-MAY-FAIL', phrase),
    counterExample: { record, message: inEnglish(why) },
  };
}

function notTried(): Finding {
  return finding('warning', 'MAPPING-NOT-TRIED', said('row-not-tried'));
}
