import type { Said } from '@meniscus/languages/syntax';
import { say } from './phrases.ts';
import { compilePattern } from './validator.ts';

/** A part of a posted document that is not the JSON Schema it should be. */
export interface ShapeProblem extends Said {
  /** JSON pointer into the document. */
  readonly pointer: string;
}

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array']);
const NUMBERS = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
];
const MAX_DEPTH = 100;
const MAX_NODES = 20_000;
const MAX_PROBLEMS = 20;
const FIELD_NAME = /^[A-Za-z0-9_-]{1,255}$/;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Checks that a document from outside can be composed: every place holds the kind of value it must, names are field names
 * (letters, digits, dash, underscore; page "XDM best practices"), patterns run on the linear-time engine, limits are
 * numbers. After no problem is reported the document may be treated as a `SchemaNode`.
 */
export function shapeProblems(document: unknown): readonly ShapeProblem[] {
  const walk = new Walk();
  walk.node(document, '', 0);
  return walk.problems;
}

class Walk {
  readonly problems: ShapeProblem[] = [];
  #nodes = 0;

  #say(pointer: string, said: Said): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ pointer, ...said });
  }

  node(node: unknown, pointer: string, depth: number): void {
    this.#nodes += 1;
    const refusal = this.#refusal(node, depth);
    if (refusal !== undefined) this.#say(pointer, refusal);
    else if (isObject(node) && this.#nodes <= MAX_NODES) this.#content(node, pointer, depth);
  }

  #refusal(node: unknown, depth: number): Said | undefined {
    if (!isObject(node)) return say('xdm-be-object');
    if (this.#nodes === MAX_NODES + 1) return say('xdm-most-fields', { most: MAX_NODES });
    return depth > MAX_DEPTH ? say('xdm-deepest', { most: MAX_DEPTH }) : undefined;
  }

  #content(node: Record<string, unknown>, pointer: string, depth: number): void {
    this.#scalars(node, pointer);
    this.#named(node.properties, `${pointer}/properties`, depth, true);
    this.#named(node.definitions, `${pointer}/definitions`, depth, false);
    for (const name of ['allOf', 'oneOf', 'anyOf']) this.#list(node[name], `${pointer}/${name}`, depth);
    if (node.items !== undefined) this.node(node.items, `${pointer}/items`, depth + 1);
    if (node.additionalProperties !== undefined && typeof node.additionalProperties !== 'boolean')
      this.node(node.additionalProperties, `${pointer}/additionalProperties`, depth + 1);
  }

  #named(nodes: unknown, pointer: string, depth: number, fields: boolean): void {
    if (nodes !== undefined && !isObject(nodes)) this.#say(pointer, say('xdm-be-object'));
    for (const [name, node] of Object.entries(isObject(nodes) ? nodes : {})) {
      if (fields && (!FIELD_NAME.test(name) || name === '__proto__'))
        this.#say(`${pointer}/${name}`, say('xdm-field-name'));
      // The documented export sample carries an attribute among the definitions.
      else if (fields || !name.startsWith('meta:')) this.node(node, `${pointer}/${name}`, depth + 1);
    }
  }

  #list(nodes: unknown, pointer: string, depth: number): void {
    if (nodes !== undefined && !Array.isArray(nodes)) this.#say(pointer, say('xdm-be-array'));
    for (const [at, node] of (Array.isArray(nodes) ? nodes : []).entries())
      this.node(node, `${pointer}/${at}`, depth + 1);
  }

  #scalars(node: Record<string, unknown>, pointer: string): void {
    const { type, required, pattern } = node;
    if (type !== undefined && !(typeof type === 'string' && TYPES.has(type)))
      this.#say(`${pointer}/type`, say('xdm-be-one-of', { values: [...TYPES].join(', ') }));
    for (const name of [
      '$ref',
      'title',
      'description',
      'format',
      'pattern',
      'meta:xdmType',
      'meta:xdmField',
      'meta:status',
    ]) {
      if (node[name] !== undefined && typeof node[name] !== 'string')
        this.#say(`${pointer}/${name}`, say('xdm-be-string'));
    }
    for (const name of NUMBERS)
      if (node[name] !== undefined && typeof node[name] !== 'number')
        this.#say(`${pointer}/${name}`, say('xdm-be-number'));
    if (required !== undefined && !isTexts(required)) this.#say(`${pointer}/required`, say('xdm-be-names'));
    if (typeof pattern === 'string' && compilePattern(pattern) === undefined)
      this.#say(`${pointer}/pattern`, say('xdm-not-linear'));
    this.#values(node, pointer);
  }

  #values(node: Record<string, unknown>, pointer: string): void {
    const { enum: values, 'meta:enum': suggested, 'meta:refProperty': chosen } = node;
    if (values !== undefined && !isScalars(values)) this.#say(`${pointer}/enum`, say('xdm-be-scalars'));
    if (suggested !== undefined && !isObject(suggested)) this.#say(`${pointer}/meta:enum`, say('xdm-be-display-names'));
    if (chosen !== undefined && !isTexts(chosen)) this.#say(`${pointer}/meta:refProperty`, say('xdm-be-pointers'));
    if (isScalars(values) && isObject(suggested)) {
      for (const value of Object.keys(suggested))
        if (!values.some((one) => String(one) === value))
          this.#say(`${pointer}/meta:enum/${value}`, say('xdm-not-of-enum'));
    }
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isScalars(value: unknown): value is (string | number)[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' || typeof one === 'number')
  );
}
