import { renderDiagnostic } from '@meniscus/languages/syntax';
import { type Field, fieldAt } from '@meniscus/languages/xdm';
import { prepareExpression } from '../expression.ts';
import { compileMappingSet, type MappingProblem } from '../mapping-set/mapping-set.ts';
import { type MappingRow, type PlainRow, plainRow } from '../mapping-set/row.ts';
import type { Expression } from '../tree.ts';
import { type CounterExample, smallestFailing, valuesToTry } from './counter-example.ts';
import { combined, type Fit, fitOf } from './fit.ts';
import { inferType } from './infer.ts';
import { namesOf, type Place, sourcePlaces, targetPlace } from './places.ts';
import { ANYTHING, ofField, type Possible, present } from './possible.ts';
import { Trials } from './trial.ts';

/** What is known of a row before any record comes. */
export interface RowFinding {
  /** Position of the row in the set, from 0. */
  readonly row: number;
  /** An error: the row never gives a valid value (an empty list is none). A warning: it may fail. */
  readonly level: 'error' | 'warning';
  /** A code of compiling (`MAPPING-UNKNOWN-DESTINATION`, …), `MAPPING-NEVER-FITS` or `MAPPING-MAY-FAIL`. */
  readonly code: string;
  readonly message: string;
  /** Warnings: the smallest record found for which the row fails. */
  readonly counterExample?: CounterExample;
}

/** Records tried for a row. */
const MOST_PER_ROW = 300;

/** Work for a whole set: trying a record costs one, and one more for every hundred characters of the row. */
const MOST_PER_SET = 30_000;
const CHARACTERS = 100;

/**
 * Checks rows against the types of the target schema, without data: rows that cannot run, rows whose value never fits their
 * field, and rows that may fail, with the smallest record that shows it. `source` is the schema of the records where it is
 * known; without one a field may hold anything of the shape its destination has.
 */
export function checkRows(set: {
  readonly mappings: readonly MappingRow[];
  readonly target: Field;
  readonly source?: Field | undefined;
  /** Asked before each record that is tried; once it says no, warnings come without an example. Errors never depend on it. */
  readonly inTime?: () => boolean;
}): readonly RowFinding[] {
  const { problems } = compileMappingSet(set);
  const broken = new Set(problems.map(({ row }) => row));
  const checker = new RowChecker(set.target, set.source, set.inTime ?? (() => true));
  const findings = set.mappings.flatMap((given, index) => {
    const row = broken.has(index) ? undefined : plainRow(given);
    const finding = row === undefined ? undefined : checker.check(row);
    return finding === undefined ? [] : [{ row: index, ...finding }];
  });
  return [...problems.map(compiledFinding), ...findings].sort((a, b) => a.row - b.row);
}

function compiledFinding({ row, source, destination, side, ...diagnostic }: MappingProblem): RowFinding {
  const message = renderDiagnostic(side === 'source' ? source : destination, diagnostic);
  return { row, level: 'error', code: diagnostic.code, message };
}

type Finding = Omit<RowFinding, 'row'>;

class RowChecker {
  readonly #target: Field;
  readonly #source: Field | undefined;
  readonly #trials: Trials;
  readonly #inTime: () => boolean;
  #left = MOST_PER_SET;

  constructor(target: Field, source: Field | undefined, inTime: () => boolean) {
    this.#inTime = inTime;
    this.#target = target;
    this.#source = source;
    this.#trials = new Trials(target);
  }

  check(row: PlainRow): Finding | undefined {
    const failure = this.#trials.of(row);
    const places = sourcePlaces(row);
    if (places.length === 0) return always(failure({}));
    const field = targetPlace(row.destination, this.#target)?.field;
    const prepared = row.sourceType === 'EXPRESSION' ? prepareExpression(row.source) : undefined;
    const tree = prepared?.ok === true ? prepared.tree : undefined;
    const fit = combined(present(this.#typesOf(tree, places[0]!)).map((one) => this.#fit(one, row, field)));
    if (fit.verdict === 'never') return always(fit.why);
    // A copied field fails only when its value does not fit; an expression may also fail before there is a value.
    if (fit.verdict === 'always' && tree === undefined) return undefined;
    const example = this.#search(row, places, tree, field, failure);
    return mayFail(fit, example);
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
    row: PlainRow,
    places: readonly Place[],
    tree: Expression | undefined,
    field: Field | undefined,
    failure: (record: unknown) => string | undefined,
  ): CounterExample | undefined {
    const source = this.#source;
    const allowed = (place: Place, value: string | number | boolean): boolean =>
      source === undefined || ofField(fieldAt(source, namesOf(place))).some((one) => holds(one, value));
    const values = valuesToTry(tree, field?.type === 'array' ? field.items : field);
    const cost = 1 + Math.floor(row.source.length / CHARACTERS);
    const most = Math.min(MOST_PER_ROW, Math.floor(this.#left / cost));
    const { found, tried } = smallestFailing({ places, values, allowed, failure, most, inTime: this.#inTime });
    this.#left -= tried * cost;
    return found;
  }
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

function always(why: string | undefined): Finding | undefined {
  return why === undefined
    ? undefined
    : { level: 'error', code: 'MAPPING-NEVER-FITS', message: `this row can never give a valid value: ${why}` };
}

function mayFail(fit: Fit, example: CounterExample | undefined): Finding | undefined {
  if (fit.verdict === 'always' && example === undefined) return undefined;
  const when = fit.verdict === 'sometimes' ? ` ${fit.when}` : '';
  const shown =
    example === undefined
      ? ''
      : `${when === '' ? '' : ';'} for example ${JSON.stringify(example.record)}: ${example.message}`;
  return {
    level: 'warning',
    code: 'MAPPING-MAY-FAIL',
    message: `this row fails${when}${shown}`,
    ...(example === undefined ? {} : { counterExample: example }),
  };
}
