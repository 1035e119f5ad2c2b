import type { Field } from './field.ts';

/** A rule of a leaf that no operator can express: a pattern, a format. Called with a text. */
export type TextTest = (text: string) => boolean;

/** What generated code cannot say itself. */
export interface CodeParts {
  /** Tests of a text leaf beside its type, length and enumeration. */
  readonly textTests: (field: Field) => readonly TextTest[];
  readonly lengthOf: (text: string) => number;
  readonly isUnique: (items: readonly unknown[]) => boolean;
}

/** Fields of one object read by name; with more, the keys of the value are looked up instead. */
const MOST_READ = 96;
/** Values of an enumeration compared one by one; with more, a set is asked. */
const MOST_COMPARED = 8;
/** Names every object inherits: reading them finds a function where there is nothing. */
const INHERITED = new Set([...Object.getOwnPropertyNames(Object.prototype), '__proto__']);

/**
 * Generates the fast half of a validator: one function that says whether a value fits, without allocating anything. The
 * source is made of fixed text, names quoted as JSON and numbers; everything else a schema holds (enumerations,
 * patterns) is handed in as a value, so that no schema can put code into it. A false answer may be a false alarm (a key
 * whose value is `undefined`); the collecting half decides.
 *
 * Throws `EvalError` where making code from text is forbidden (a page with a strict content security policy).
 */
export function fitTest(field: Field, parts: CodeParts): (value: unknown) => boolean {
  const writer = new Writer(parts);
  const root = writer.test(field, 'value');
  const constants = writer.known.map((_, at) => `const k${at} = known[${at}];`);
  const source = ["'use strict';", ...constants, ...writer.functions, `return (value) => ${root};`].join('\n');
  return new Function('known', 'lengthOf', 'isUnique', 'isArray', 'isInteger', 'hasOwn', source)(
    writer.known,
    parts.lengthOf,
    parts.isUnique,
    Array.isArray,
    Number.isInteger,
    Object.prototype.hasOwnProperty,
  ) as (value: unknown) => boolean;
}

const quoted = (value: string): string => JSON.stringify(value);

class Writer {
  readonly functions: string[] = [];
  readonly known: unknown[] = [];
  readonly #parts: CodeParts;
  readonly #names = new Map<Field, string>();

  constructor(parts: CodeParts) {
    this.#parts = parts;
  }

  /** An expression that is true when the value of `name` fits. `name` is evaluated more than once, so it must be a variable. */
  test(field: Field, name: string): string {
    switch (field.type) {
      case 'object':
      case 'array':
      case 'map':
        return `${this.#function(field)}(${name})`;
      case 'boolean':
        return all(`typeof ${name} === 'boolean'`, this.#enumeration(field, name));
      case 'number':
        // What a finite number leaves of itself is 0; Infinity and NaN leave NaN.
        return all(
          `typeof ${name} === 'number' && ${name} - ${name} === 0`,
          ...bounds(field, name),
          this.#enumeration(field, name),
        );
      case 'long':
      case 'int':
      case 'short':
      case 'byte':
        return all(...whole(field.type, name), ...bounds(field, name), this.#enumeration(field, name));
      default:
        return this.#text(field, name);
    }
  }

  #keep(value: unknown): string {
    const found = this.known.indexOf(value);
    return `k${found < 0 ? this.known.push(value) - 1 : found}`;
  }

  #enumeration({ enum: allowed }: Field, name: string): string {
    if (allowed === undefined) return '';
    if (allowed.length > MOST_COMPARED || allowed.length === 0)
      return `${this.#keep(new Set<unknown>(allowed))}.has(${name})`;
    return `(${allowed.map((value) => `${name} === ${JSON.stringify(value)}`).join(' || ')})`;
  }

  #text(field: Field, name: string): string {
    const { minLength, maxLength } = field;
    return all(
      `typeof ${name} === 'string'`,
      // A code point has one or two units, so most lengths need no counting.
      minLength === undefined ? '' : `(${name}.length >= ${2 * minLength} || lengthOf(${name}) >= ${minLength})`,
      maxLength === undefined ? '' : `(${name}.length <= ${maxLength} || lengthOf(${name}) <= ${maxLength})`,
      ...this.#parts.textTests(field).map((test) => `${this.#keep(test)}(${name})`),
      this.#enumeration(field, name),
    );
  }

  /** A data type used in many places is one field object and becomes one function. */
  #function(field: Field): string {
    const done = this.#names.get(field);
    if (done !== undefined) return done;
    const name = `f${this.#names.size}`;
    this.#names.set(field, name);
    const body =
      field.type === 'object' ? this.#object(field) : field.type === 'array' ? this.#array(field) : this.#map(field);
    this.functions.push(`function ${name}(v) {\n${body}\nreturn true; }`);
    return name;
  }

  #object(field: Field): string {
    const names = Object.keys(field.fields ?? {});
    const guard = `if (typeof v !== 'object' || v === null || isArray(v)) return false;`;
    return names.length > MOST_READ
      ? [guard, ...this.#byKey(field, names), ...missing(field)].join('\n')
      : [guard, ...this.#byName(field, names)].join('\n');
  }

  /** Reads every declared field and counts those that are there; a value with more keys than that has one too many. */
  #byName(field: Field, names: readonly string[]): string[] {
    const required = new Set(field.required ?? []);
    const lines = names.map((name) => {
      const child = (field.fields as Readonly<Record<string, Field>>)[name] as Field;
      const read = INHERITED.has(name)
        ? `hasOwn.call(v, ${quoted(name)}) ? v[${quoted(name)}] : undefined`
        : `v[${quoted(name)}]`;
      const absent = required.has(name) ? ' else return false;' : '';
      required.delete(name);
      return `x = ${read}; if (x !== undefined) { if (!(${this.test(child, 'x')})) return false; n += 1; }${absent}`;
    });
    // What is required without being declared can only be met by an open object.
    const rest = missing({ ...field, required: [...required] });
    if (field.open === true) return ['let x; let n = 0;', ...lines, ...rest];
    return ['let x; let n = 0;', ...lines, ...rest, 'for (const _ in v) n -= 1;', 'if (n !== 0) return false;'];
  }

  /** Looks up the keys of the value, for objects of which a value has but a small part. */
  #byKey(field: Field, names: readonly string[]): string[] {
    const tests = new Map<string, string>();
    for (const name of names)
      tests.set(name, this.#leafFunction((field.fields as Readonly<Record<string, Field>>)[name] as Field));
    const table = `t${this.#names.size}_${this.known.length}`;
    this.functions.push(
      `const ${table} = new Map([${[...tests].map(([name, test]) => `[${quoted(name)}, ${test}]`).join(', ')}]);`,
    );
    const unknown = field.open === true ? 'continue' : 'return false';
    return [
      'for (const key in v) {',
      `const x = v[key]; if (x === undefined) continue; const test = ${table}.get(key);`,
      `if (test === undefined) ${unknown}; else if (!test(x)) return false; }`,
    ];
  }

  #leafFunction(field: Field): string {
    if (field.type === 'object' || field.type === 'array' || field.type === 'map') return this.#function(field);
    return `(x) => ${this.test(field, 'x')}`;
  }

  #array(field: Field): string {
    const item = field.items ?? { type: 'object', open: true };
    const { minItems, maxItems, uniqueItems } = field;
    return [
      'if (!isArray(v)) return false;',
      minItems === undefined ? '' : `if (v.length < ${minItems}) return false;`,
      maxItems === undefined ? '' : `if (v.length > ${maxItems}) return false;`,
      `for (let at = 0; at < v.length; at += 1) { const x = v[at]; if (!(${this.test(item, 'x')})) return false; }`,
      uniqueItems === true ? 'if (!isUnique(v)) return false;' : '',
    ].join('\n');
  }

  #map(field: Field): string {
    return [
      `if (typeof v !== 'object' || v === null || isArray(v)) return false;`,
      `for (const key in v) { const x = v[key]; if (x !== undefined && !(${this.test(field.values ?? { type: 'string' }, 'x')})) return false; }`,
    ].join('\n');
  }
}

function all(...tests: readonly string[]): string {
  return tests.filter((test) => test !== '').join(' && ');
}

function missing({ required = [] }: Field): string[] {
  return required.map(
    (name) => `if (!hasOwn.call(v, ${quoted(name)}) || v[${quoted(name)}] === undefined) return false;`,
  );
}

/** `| 0` keeps exactly the whole numbers of 32 bits. The type comes first: an object may have nothing `|` could read. */
function whole(type: 'long' | 'int' | 'short' | 'byte', name: string): string[] {
  if (type === 'long') return [`isInteger(${name}) && ${name} >= -9007199254740992 && ${name} <= 9007199254740992`];
  const small = `typeof ${name} === 'number' && (${name} | 0) === ${name}`;
  if (type === 'int') return [small];
  return [small, type === 'short' ? `${name} >= -32768 && ${name} <= 32767` : `${name} >= -128 && ${name} <= 127`];
}

function bounds(field: Field, name: string): string[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = field;
  return [
    minimum === undefined ? '' : `${name} >= ${Number(minimum)}`,
    maximum === undefined ? '' : `${name} <= ${Number(maximum)}`,
    exclusiveMinimum === undefined ? '' : `${name} > ${Number(exclusiveMinimum)}`,
    exclusiveMaximum === undefined ? '' : `${name} < ${Number(exclusiveMaximum)}`,
  ];
}
