import type { XdmType } from '@meniscus/languages/xdm';
import { paidFor } from '../expression.ts';
import { EXPRESSION_PARTS, expressionCode, isTooDeepForCode } from '../expression-code.ts';
import { type Assignment, Assignments, container, objectBelow, quoted, whenAny } from './assignments.ts';
import { type CompiledRow, type Landing, land, withoutValue } from './compile-row.ts';
import { aloneOf, isGroup, type Piece, type ValueRow } from './row-code.ts';
import { guarded, Run } from './run.ts';
import type { MemberRow } from './sibling-rows.ts';
import { erase } from './write.ts';

/** What a value must be to be taken as it is; everything else goes through the converter of its field. */
const FITS: Readonly<Partial<Record<XdmType, string>>> = {
  string: "typeof v === 'string'",
  number: "typeof v === 'number' && isFinite(v)",
  boolean: "typeof v === 'boolean'",
  long: "typeof v === 'number' && isSafe(v)",
  int: "typeof v === 'number' && (v | 0) === v",
};
const ANY_SCALAR = "typeof v === 'string' || (typeof v === 'number' && isFinite(v)) || typeof v === 'boolean'";

/** A value that is no list and no object counts as nothing; below a list there is `LIST`, for which rows run on their own. */
const LIST: readonly unknown[] = Object.freeze([]);
/** What expressions read a list for: it has no members. */
const NONE = Object.freeze({});

const PARTS = {
  LIST,
  NONE,
  isArray: Array.isArray,
  isFinite: Number.isFinite,
  isSafe: Number.isSafeInteger,
  hasOwn: Object.hasOwn,
  isPlain,
  allPlain,
  paidFor,
  withoutValue,
};

/**
 * Writes rows out as one function: reading, testing and setting of a member stand there with their names, as somebody would
 * write it by hand, and whatever is unusual in a record is left to the rows on their own. Every name and text of an author goes
 * into the code as a JSON text and nowhere else; values that are no texts are handed to it (`#know`).
 *
 * Values are found first and set afterwards, several objects at once: setting members with nothing in between is what engines
 * do best (a quarter less time for 60 rows). Rows whose order could be seen in the result are not moved past each other.
 */
export class RowWriter {
  readonly #lines: string[] = [];
  /** Rows, landings and lists of keys the code refers to. */
  readonly #known: unknown[] = [];
  /** Rows on their own: they may have values for a record that has no members, too. */
  readonly #alone: CompiledRow[] = [];
  /** Paths of source objects to the variables that hold them. */
  readonly #parents = new Map<string, string>([['[]', 'record']]);
  /** What was found and is not set yet. */
  #found = new Assignments();
  #variables = 0;

  constructor(pieces: readonly Piece[]) {
    this.#lines.push(
      'const { record, entity } = run;',
      "if (typeof record !== 'object' || record === null) { none(run); return; }",
      'const listed = isArray(record);',
      // What the code of expressions reads.
      'const env = run, r = listed ? NONE : record;',
      'let v, w, c, l, n, t, e, f;',
    );
    for (const piece of pieces) this.#piece(piece);
    this.#set();
  }

  made(): CompiledRow {
    const none = (run: Run) => {
      for (const row of this.#alone) row(run);
    };
    const parts: Record<string, unknown> = { ...EXPRESSION_PARTS, ...PARTS, none };
    for (const [at, value] of this.#known.entries()) parts[`k${at}`] = value;
    const code = ["'use strict';", 'return (run) => {', ...this.#lines, '};'].join('\n');
    return new Function(...Object.keys(parts), code)(...Object.values(parts)) as CompiledRow;
  }

  #piece(piece: Piece): void {
    if (isGroup(piece)) {
      const [{ landing }] = piece as readonly [MemberRow, ...MemberRow[]];
      if (landing.open === 1) this.#listGroup(piece);
      else this.#inBatch(piece, () => this.#group(piece));
      return;
    }
    const alone = guarded(aloneOf(piece));
    this.#alone.push(alone);
    if (typeof piece === 'function' || (!('value' in piece.source) && piece.source.nullifies)) this.#set();
    if (typeof piece === 'function') this.#lines.push(`${this.#know(alone)}(run);`);
    else this.#inBatch([piece], () => this.#value(piece, alone));
  }

  /** Below open objects anything may stand in the way of anything, so rows that write there keep their places. */
  #inBatch(
    rows: readonly { readonly landing: Landing; readonly type: XdmType | undefined }[],
    write: () => void,
  ): void {
    const open = rows.some(({ type }) => type === undefined);
    if (open || rows.some(({ landing }) => this.#found.touches(landing.keys))) this.#set();
    write();
    if (open) this.#set();
  }

  /** Code that sets what was found so far. */
  #set(): void {
    this.#lines.push(...this.#found.code());
    this.#found = new Assignments();
  }

  #know(value: unknown): string {
    this.#known.push(value);
    return `k${this.#known.length - 1}`;
  }

  #variable(): string {
    this.#variables += 1;
    return `w${this.#variables}`;
  }

  #value({ landing, type, source }: ValueRow, alone: CompiledRow): void {
    if ('value' in source) {
      const value = landing.convert(source.value, new Run(undefined, { now: 0 }));
      if (typeof value === 'object') this.#lines.push(`${this.#know(alone)}(run);`);
      else
        this.#found.add(landing.keys, typeof value === 'number' ? this.#know(value) : JSON.stringify(value), 'always');
      return;
    }
    const code = isTooDeepForCode(source.tree)
      ? `${this.#know(source.evaluate)}(env)`
      : expressionCode(source.tree, (value) => this.#know(value));
    const variable = this.#variable();
    this.#lines.push(
      `let ${variable};`,
      `run.row = ${this.#know(landing)};`,
      // A failed expression gives undefined and erases nothing, unlike one that found nothing.
      `try { v = ${source.nullifies ? `${code} ?? null` : code}; if (typeof v === 'object') v = paidFor(v); }`,
      'catch (error) { v = withoutValue(run, error); }',
    );
    if (source.nullifies)
      this.#lines.push(`if (v === null) ${this.#know((run: Run) => erase(landing.keys, run))}(run);`);
    this.#lines.push(this.#fitted(variable, type, `${this.#know(unusually(landing))}(run, v)`));
    this.#found.add(landing.keys, variable, 'if found');
  }

  /** Code that puts into a variable what the value in `v` is as this type; nothing when there is none. */
  #fitted(variable: string, type: XdmType | undefined, otherwise: string): string {
    const fits = type === undefined ? ANY_SCALAR : FITS[type];
    const rest = `if (v !== undefined && v !== null) ${variable} = ${otherwise};`;
    return fits === undefined ? rest : `if (${fits}) ${variable} = v; else ${rest}`;
  }

  /** The variable that holds the object or list at some names of the record; `LIST` when one above it is a list. */
  #parent(names: readonly string[]): string {
    const path = JSON.stringify(names);
    const known = this.#parents.get(path);
    if (known !== undefined) return known;
    const above = this.#parent(names.slice(0, -1));
    const own = `s${this.#parents.size}`;
    this.#parents.set(path, own);
    const listed = above === 'record' ? 'listed' : `isArray(${above})`;
    this.#lines.push(
      `let ${own} = ${above} === undefined ? undefined : ${listed} ? LIST : ${above}[${quoted(names.at(-1)!)}];`,
      `if (typeof ${own} !== 'object' || ${own} === null) ${own} = undefined;`,
    );
    return own;
  }

  /** Rows from one object to another. */
  #group(rows: readonly MemberRow[]): void {
    const [{ parent, landing }] = rows as readonly [MemberRow, ...MemberRow[]];
    const from = this.#parent(parent);
    const variables = rows.map(() => this.#variable());
    const list = from === 'record' ? 'listed' : `isArray(${from})`;
    const first = landing.positioned && typeof landing.keys.at(-2) === 'number';
    this.#lines.push(
      `let ${variables.join(', ')};`,
      `if (${from} === undefined) {${this.#flat(rows, parent)}}`,
      `else if (f = ${list} ? ${first ? `isPlain(${from}[0]) ? ${from}[0] : undefined` : 'undefined'} : ${from}, f !== undefined) {`,
    );
    for (const [at, { name, type, landing: to }] of rows.entries()) {
      this.#lines.push(
        `v = f[${quoted(name)}];`,
        this.#fitted(variables[at]!, type, `${this.#know(unusually(to))}(run, v)`),
      );
      this.#found.add(to.keys, variables[at]!, 'if found');
    }
    this.#lines.push(`} else ${this.#allAlone(rows)}(run);`);
  }

  /** Rows from the objects of a list to the objects of another. */
  #listGroup(rows: readonly MemberRow[]): void {
    this.#set();
    const [{ parent, landing }] = rows as readonly [MemberRow, ...MemberRow[]];
    const from = this.#parent(parent);
    const list = landing.keys.slice(0, -2);
    const members = rows.map(
      ({ landing: { keys } }): Assignment => ({ name: keys.at(-1)!, value: this.#variable(), when: 'if found' }),
    );
    this.#lines.push(
      `if (${from} === undefined) {${this.#flat(rows, parent)}}`,
      `else if (isArray(${from}) && ${from} !== LIST && allPlain(${from})) {`,
      `l = undefined; for (let i = 0; i < ${from}.length; i += 1) {`,
      `f = ${from}[i]; let ${members.map(({ value }) => value).join(', ')};`,
    );
    for (const [at, { name, landing: to, type }] of rows.entries()) {
      const otherwise = `${this.#know(unusuallyInList(to))}(run, v, i)`;
      this.#lines.push(`v = f[${quoted(name)}];`, this.#fitted(members[at]!.value, type, otherwise));
    }
    const there = `if (l === undefined) { ${container(list, true)} l = c; }`;
    this.#lines.push(whenAny(members, `${there} ${objectBelow('l', 'i', members, true)}`));
    this.#lines.push(`} } else ${this.#allAlone(rows)}(run);`);
  }

  #allAlone(rows: readonly MemberRow[]): string {
    const guardedRows = rows.map(({ alone }) => guarded(alone));
    return this.#know((run: Run) => {
      for (const row of guardedRows) row(run);
    });
  }

  /** CSV headers may have dots in them: where the first name is not there at all, the whole path may be a name. */
  #flat(rows: readonly MemberRow[], parent: readonly string[]): string {
    if (parent.length === 0) return '';
    const tests = rows.map(
      ({ landing, alone }) => `if (hasOwn(record, ${quoted(landing.source)})) ${this.#know(guarded(alone))}(run);`,
    );
    return ` if (record[${quoted(parent[0]!)}] === undefined) { ${tests.join(' ')} } `;
  }
}

/** What a value gives that does not fit as it is: another value, or undefined when the row has done with it. */
function unusually(landing: Landing): (run: Run, value: unknown) => unknown {
  const whole = guarded((run: Run) => land(landing, run, run.value));
  return (run, value) => {
    if (typeof value === 'function') return undefined;
    run.row = landing;
    if (typeof value !== 'object') return landing.convert(value, run);
    run.value = value;
    whole(run);
    return undefined;
  };
}

/** The same for a member of an element of a list. */
function unusuallyInList(landing: Landing): (run: Run, value: unknown, index: number) => unknown {
  const unusual = unusually(landing);
  return (run, value, index) => {
    run.level = 1;
    run.indices[0] = index;
    const found = unusual(run, value);
    run.level = 0;
    return found;
  };
}

function isPlain(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function allPlain(list: readonly unknown[]): boolean {
  for (let index = 0; index < list.length; index += 1) if (!isPlain(list[index])) return false;
  return true;
}
