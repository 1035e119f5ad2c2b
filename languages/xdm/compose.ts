import type { Said } from '@meniscus/languages/syntax';
import type { Field, XdmType } from './field.ts';
import { type Conflict, mergeFields } from './merge.ts';
import { say } from './phrases.ts';
import { pick } from './pick.ts';
import { follow, type Located, type Resolve, type SchemaNode } from './schema-node.ts';

/** Something a composition could not do; it went on without that part. */
export interface CompositionProblem extends Said {
  readonly kind: 'unresolved' | 'conflict' | 'size';
  /** Dotted wire path; empty for the root. */
  readonly path: string;
}

export interface Composition {
  readonly root: Field;
  readonly problems: readonly CompositionProblem[];
}

/** Deeper than any standard schema; what lies below becomes an open object. */
const MAX_DEPTH = 40;
/** Fields of a composed tree, and places visited on the way to it: data types that use each other can grow without end. */
const MAX_FIELDS = 20_000;
const MAX_VISITS = 100_000;

/**
 * Trees of documents that never change, the standard ones, kept from one composition to the next: thousands of schemas that use
 * one field group have one tree of it.
 */
export interface Kept {
  /** Does the document of this `$id` never change, nor anything it refers to? */
  readonly isKept: (id: string) => boolean;
  readonly fields: Map<string, Field>;
}

/**
 * Resolves a document with everything it refers to into one tree of fields: classes, field groups, data types and own
 * definitions joined, `meta:refProperty` selections applied, the same object of several groups merged.
 *
 * A data type that contains itself (directly or through others) becomes an open object at the second meeting. Unknown
 * references and contradicting types are reported and left out; the tree is always usable.
 */
export function compose(document: SchemaNode, resolve: Resolve, kept?: Kept): Composition {
  const composer = new Composer(resolve, kept);
  const root = composer.field({ node: document, owner: document, key: `${document.$id ?? ''}#` }, '');
  if (sizeOf(root, new Map()) > MAX_FIELDS)
    return { root: { type: 'object', open: true }, problems: [...composer.problems, tooLarge('')] };
  return {
    root: root.type === 'object' || root.type === 'array' ? root : { type: 'object', fields: {} },
    problems: composer.problems,
  };
}

function tooLarge(path: string): CompositionProblem {
  return { kind: 'size', path, ...say('xdm-tree-size', { most: MAX_FIELDS }) };
}

/** Fields of a tree as it unfolds; shared parts are counted once and multiplied. */
function sizeOf(field: Field, known: Map<unknown, number>): number {
  const children = [
    ...Object.values(field.fields ?? {}),
    ...(field.items === undefined ? [] : [field.items]),
    ...(field.values === undefined ? [] : [field.values]),
  ];
  const key = field.fields ?? field;
  const counted = known.get(key);
  if (counted !== undefined) return counted;
  const size = children.reduce((sum, child) => sum + sizeOf(child, known), 1);
  known.set(key, size);
  return size;
}

class Composer {
  readonly problems: CompositionProblem[] = [];
  readonly #resolve: Resolve;
  readonly #kept: Kept | undefined;
  readonly #known = new Map<string, Field>();
  readonly #under: string[] = [];
  /** Counts recursion cuts: a field whose making was cut depends on where it stands and is not remembered. */
  #cuts = 0;
  #visits = 0;

  constructor(resolve: Resolve, kept: Kept | undefined) {
    this.#resolve = resolve;
    this.#kept = kept;
  }

  field(place: Located, path: string): Field {
    const { node } = place;
    this.#visits += 1;
    if (this.#visits > MAX_VISITS) return this.#cut(path, this.#visits === MAX_VISITS + 1);
    if (typeof node.$ref === 'string') return this.#referenced(place, node.$ref, path);
    const alternative =
      node.type === undefined && node.properties === undefined ? (node.oneOf ?? node.anyOf)?.[0] : undefined;
    if (alternative !== undefined) return decorated(this.field({ ...place, node: alternative }, path), node);
    const type = typeOf(node);
    if (type === 'array') return { ...described(node), type, items: this.#child(place, node.items ?? {}, path, '[]') };
    if (type === 'map') return { ...described(node), type, values: this.#child(place, valuesOf(node), path, '{}') };
    return type === 'object' ? this.#object(place, path) : { ...described(node), type };
  }

  #child(place: Located, node: SchemaNode, path: string, name: string): Field {
    return this.field({ node, owner: place.owner, key: '' }, `${path}${name}`);
  }

  #referenced(place: Located, reference: string, path: string): Field {
    const target = follow(reference, place.owner, this.#resolve);
    if (target === undefined) {
      this.problems.push({ kind: 'unresolved', path, ...say('xdm-unknown-part', { reference }) });
      return decorated({ type: 'object', open: true }, place.node);
    }
    const field = this.#target(target, path);
    const whole =
      reference.startsWith('#') || field.type !== 'object' ? field : { ...field, referencedFrom: target.owner.$id };
    const own =
      place.node.properties === undefined
        ? whole
        : this.#merged(whole, this.#object({ ...place, node: { ...place.node, $ref: undefined } }, path), path);
    return decorated(own as Field, place.node);
  }

  #target(target: Located, path: string): Field {
    const kept = this.#kept?.isKept(target.owner.$id ?? '') === true ? this.#kept.fields : undefined;
    const known = this.#known.get(target.key) ?? kept?.get(target.key);
    if (known !== undefined) return known;
    if (this.#under.includes(target.key)) return this.#cut(path, false);
    if (this.#under.length >= MAX_DEPTH) return this.#cut(path, true);
    const [cuts, problems] = [this.#cuts, this.problems.length];
    this.#under.push(target.key);
    const field = this.field(target, path);
    this.#under.pop();
    if (this.#cuts === cuts) this.#known.set(target.key, field);
    if (this.#cuts === cuts && this.problems.length === problems) kept?.set(target.key, field);
    return field;
  }

  #cut(path: string, report: boolean): Field {
    this.#cuts += 1;
    if (report) this.problems.push(tooLarge(path));
    return { type: 'object', open: true };
  }

  #object(place: Located, path: string): Field {
    const { node } = place;
    let whole: Field = { type: 'object', fields: this.#children(place, path) };
    let only: Field | undefined;
    for (const entry of node.allOf ?? []) {
      const part = this.field({ node: entry, owner: place.owner, key: '' }, path);
      const chosen = entry['meta:refProperty'] === undefined ? part : pick(part, entry['meta:refProperty']);
      if (chosen.type === 'object') whole = this.#merged(whole, bare(chosen), path);
      else only = chosen;
    }
    if (only !== undefined && Object.keys(whole.fields ?? {}).length === 0) return decorated(only, node);
    return closed({ ...whole, ...described(node), ...required(whole, node) }, node);
  }

  #children(place: Located, path: string): Record<string, Field> {
    const fields: Record<string, Field> = {};
    for (const [name, child] of Object.entries(place.node.properties ?? {}))
      fields[name] = this.#child(place, child, path, path === '' ? name : `.${name}`);
    return fields;
  }

  #merged(first: Field, second: Field, path: string): Field {
    const conflicts: Conflict[] = [];
    const merged = mergeFields(first, second, path, conflicts);
    for (const conflict of conflicts) this.problems.push({ kind: 'conflict', ...conflict });
    return merged;
  }
}

/** A part's own title and origin say nothing about the whole. */
function bare({ fields, required: names, open }: Field): Field {
  return {
    type: 'object',
    fields: fields ?? {},
    ...(names === undefined ? {} : { required: names }),
    ...(open === true ? { open } : {}),
  };
}

function required(whole: Field, node: SchemaNode): Partial<Field> {
  const names = [...new Set([...(whole.required ?? []), ...(node.required ?? [])])].filter((name) =>
    Object.hasOwn(whole.fields ?? {}, name),
  );
  return names.length === 0 ? { required: undefined } : { required: names };
}

/** Objects are closed unless they say otherwise or describe nothing. */
function closed(field: Field, node: SchemaNode): Field {
  const { open, ...rest } = field;
  const described = Object.keys(field.fields ?? {}).length > 0;
  const free = described
    ? open === true || node.additionalProperties === true || isNode(node.additionalProperties)
    : node.additionalProperties !== false;
  return dropUndefined(free ? { ...rest, open: true } : rest);
}

function dropUndefined(field: Field): Field {
  return Object.fromEntries(Object.entries(field).filter(([, value]) => value !== undefined)) as unknown as Field;
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null;
}

function valuesOf(node: SchemaNode): SchemaNode {
  return isNode(node.additionalProperties) ? node.additionalProperties : { type: 'string' };
}

const INTEGERS = new Set(['long', 'int', 'short', 'byte']);
const NAMED = new Set<string>([
  'string',
  'number',
  'long',
  'int',
  'short',
  'byte',
  'boolean',
  'date',
  'date-time',
  'array',
  'map',
  'object',
]);

/** `meta:xdmType` where it is given, else what JSON Schema implies (page "XDM field type constraints"). */
export function typeOf(node: SchemaNode): XdmType {
  const named = node['meta:xdmType'];
  if (node.type === 'array' || (node.type === undefined && node.items !== undefined)) return 'array';
  if (node.type === 'integer')
    return named !== undefined && INTEGERS.has(named) ? (named as XdmType) : integerType(node);
  if (
    node.type === 'string' ||
    (node.type === undefined &&
      (node.format !== undefined || node.enum !== undefined || typeof node.const === 'string'))
  )
    return textType(node);
  if (node.type === 'number' || node.type === 'boolean') return node.type;
  if (
    node.properties === undefined &&
    node.allOf === undefined &&
    (named === 'map' || isNode(node.additionalProperties))
  )
    return 'map';
  return node.type === undefined && named !== undefined && NAMED.has(named) ? (named as XdmType) : 'object';
}

function textType({ format }: SchemaNode): XdmType {
  return format === 'date' || format === 'date-time' ? format : 'string';
}

/** The smallest type named by the bounds; an integer without bounds is `int`. */
function integerType({ minimum = 0, maximum = 0 }: SchemaNode): XdmType {
  const reach = Math.max(Math.abs(minimum), Math.abs(maximum));
  if (reach > 2_147_483_648) return 'long';
  return maximum > 128 && reach <= 32_768 ? 'short' : maximum > 0 && minimum < 0 && reach <= 128 ? 'byte' : 'int';
}

const COPIED = [
  'title',
  'description',
  'format',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'default',
] as const;

/** What a node says about its field besides type and children. */
function described(node: SchemaNode): Partial<Field> {
  const out: Record<string, unknown> = {};
  for (const name of COPIED) if (node[name] !== undefined && node[name] !== '') out[name] = node[name];
  if (Array.isArray(node.enum)) out.enum = node.enum;
  else if (node.const !== undefined) out.enum = [node.const];
  if (isNode(node['meta:enum']) && !Array.isArray(node['meta:enum'])) out.suggested = node['meta:enum'];
  if (node['meta:status'] !== undefined && node.$id === undefined) out.status = node['meta:status'];
  if (node['meta:xdmField'] !== undefined) out.xdmField = node['meta:xdmField'];
  return out;
}

/** The field behind a reference under the title, status and name of the place that refers to it. */
function decorated(field: Field, node: SchemaNode): Field {
  return { ...field, ...described(node) };
}
