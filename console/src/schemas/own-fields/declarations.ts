import type { SchemaNode } from '@meniscus/languages/xdm';

/** One step of a JSON Patch. */
export interface Operation {
  readonly op: 'add' | 'remove' | 'replace' | 'test';
  readonly path: string;
  readonly value?: unknown;
}

/** Name of a field on the way down, and whether it is a list of what comes next. */
interface Step {
  readonly name: string;
  readonly isList: boolean;
}

function stepsOf(path: string): readonly Step[] {
  return path
    .split('.')
    .map((text) => ({ name: text.replaceAll(/\[\]|\{\}/g, ''), isList: text.endsWith('[]') }))
    .filter(({ name }) => name !== '');
}

function nodeAt(document: SchemaNode, pointer: string): SchemaNode | undefined {
  let found: unknown = document;
  for (const name of pointer.split('/').slice(1)) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[name];
  }
  return found as SchemaNode | undefined;
}

/** Pointers of everything the fields of the object at a place are declared in: itself, its parts, what it refers to inside. */
function objectsAt(document: SchemaNode, pointer: string, seen: ReadonlySet<string> = new Set()): readonly string[] {
  const node = nodeAt(document, pointer);
  if (node === undefined || seen.has(pointer)) return [];
  const inside = new Set([...seen, pointer]);
  const parts = [
    ...(node.$ref?.startsWith('#/') === true ? [node.$ref.slice(1)] : []),
    ...(node.items === undefined ? [] : [`${pointer}/items`]),
    ...(node.allOf ?? []).map((_, index) => `${pointer}/allOf/${index}`),
  ];
  return [pointer, ...parts.flatMap((part) => objectsAt(document, part, inside))];
}

function declared(document: SchemaNode, pointer: string, [step, ...rest]: readonly Step[]): string | undefined {
  if (step === undefined) return pointer;
  for (const object of objectsAt(document, pointer)) {
    const own = `${object}/properties/${step.name}`;
    const found = nodeAt(document, own) === undefined ? undefined : declared(document, own, rest);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A field as a class, field group or data type declares it. */
export interface Declaration {
  /** JSON pointer into the document. */
  readonly pointer: string;
  readonly node: SchemaNode;
  readonly isRequired: boolean;
}

function ownerOf(pointer: string): { readonly object: string; readonly name: string } {
  const at = pointer.lastIndexOf('/properties/');
  return { object: pointer.slice(0, at), name: pointer.slice(at + '/properties/'.length) };
}

/**
 * Where a document, as the registry keeps it, declares a field by its path (`_acme.lines[].sku`); undefined when the field is
 * not its own: what a data type holds is declared in the data type.
 */
export function declarationOf(document: SchemaNode, path: string): Declaration | undefined {
  const pointer = declared(document, '', stepsOf(path));
  if (pointer === undefined || pointer === '') return undefined;
  const { object, name } = ownerOf(pointer);
  const isRequired = nodeAt(document, object)?.required?.includes(name) ?? false;
  return { pointer, node: nodeAt(document, pointer)!, isRequired };
}

/**
 * Says whether the object at a pointer demands the field. What others demand that labels hide from this person stays: it is
 * added to, and only taken from as it was seen.
 */
function demanding(document: SchemaNode, object: string, name: string, isRequired: boolean): readonly Operation[] {
  const before = nodeAt(document, object)?.required ?? [];
  if (before.includes(name) === isRequired) return [];
  const path = `${object}/required`;
  if (isRequired)
    return [before.length === 0 ? { op: 'add', path, value: [name] } : { op: 'add', path: `${path}/-`, value: name }];
  const value = before.filter((one) => one !== name);
  return [
    { op: 'test', path, value: before },
    value.length === 0 ? { op: 'remove', path } : { op: 'replace', path, value },
  ];
}

/** What makes one node of another. What both say stays untouched: labels may hide from this person what lies in it. */
function differing(pointer: string, before: SchemaNode, after: SchemaNode): readonly Operation[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name): readonly Operation[] => {
    const path = `${pointer}/${name}`;
    const value = after[name];
    if (JSON.stringify(before[name]) === JSON.stringify(value)) return [];
    if (value === undefined) return [{ op: 'remove', path }];
    if (name === 'items' && before.items !== undefined) return differing(path, before.items, after.items!);
    return [{ op: 'add', path, value }];
  });
}

/** What changes a field where it is declared. */
export function changeOf(
  document: SchemaNode,
  { pointer, node: before }: Declaration,
  after: SchemaNode,
  isRequired: boolean,
): readonly Operation[] {
  const { object, name } = ownerOf(pointer);
  return [...differing(pointer, before, after), ...demanding(document, object, name, isRequired)];
}

/** What takes a field out of where it is declared. */
export function removalOf(document: SchemaNode, { pointer }: Declaration): readonly Operation[] {
  const { object, name } = ownerOf(pointer);
  return [{ op: 'remove', path: pointer }, ...demanding(document, object, name, false)];
}

/**
 * An object that holds a field at a path, with the objects between: `lines[].sku` is a list of objects with a field `sku`;
 * `person._acme.nickname` lies in a standard object.
 */
export function declaring(path: string, node: SchemaNode, isRequired: boolean): SchemaNode {
  return nested(stepsOf(path), node, isRequired);
}

function nested([step, ...rest]: readonly Step[], node: SchemaNode, isRequired: boolean): SchemaNode {
  const { name, isList } = step!;
  if (rest.length === 0)
    return { type: 'object', properties: { [name]: node }, ...(isRequired ? { required: [name] } : {}) };
  const inner = nested(rest, node, isRequired);
  const held = isList ? { type: 'array', items: inner } : inner;
  // An object of the library around that of the organisation has its own title.
  const isStandard = rest.some((below) => below.name.startsWith('_'));
  return { type: 'object', properties: { [name]: isStandard ? held : { title: name, ...held } } };
}

/** Where new fields at the root of a document go. */
function rootOf(document: SchemaNode): string | undefined {
  if (document['meta:resourceType'] === 'datatypes') return '';
  return objectsAt(document, '').find((pointer) => pointer.startsWith('/definitions/'));
}

/** The innermost object on the way to a field that is there already, and the steps below it. */
function innermost(document: SchemaNode, steps: readonly Step[]) {
  for (let length = steps.length - 1; length > 0; length--) {
    const pointer = declared(document, '', steps.slice(0, length));
    if (pointer !== undefined) return { pointer, below: steps.slice(length) };
  }
  return { pointer: rootOf(document), below: steps };
}

/**
 * What adds a field to a document at a path (`_acme.lines[].sku`); objects on the way that are not there are made, `[]` makes a
 * list of them. Undefined when one of them is a value, or of a data type: its fields are added there.
 */
export function additionOf(
  document: SchemaNode,
  path: string,
  node: SchemaNode,
  isRequired: boolean,
): readonly Operation[] | undefined {
  const { pointer, below } = innermost(document, stepsOf(path));
  if (pointer === undefined) return firstFields(nested(below, node, isRequired));
  const places = objectsAt(document, pointer);
  const object = places.find((place) => nodeAt(document, place)?.properties !== undefined) ?? places.at(-1)!;
  const found = nodeAt(document, object)!;
  if (found.$ref !== undefined || (found.properties === undefined && found.type !== 'object')) return undefined;
  const { properties } = nested(below, node, isRequired);
  const [[name, value]] = Object.entries(properties!) as [[string, SchemaNode]];
  return [
    found.properties === undefined
      ? { op: 'add', path: `${object}/properties`, value: properties }
      : { op: 'add', path: `${object}/properties/${name}`, value },
    ...(below.length === 1 ? demanding(document, object, name, isRequired) : []),
  ];
}

/** The place the registry gives fields of the organisation's own in a class or field group without any. */
function firstFields(customFields: SchemaNode): readonly Operation[] {
  return [
    { op: 'add', path: '/definitions', value: { customFields } },
    { op: 'add', path: '/allOf/-', value: { $ref: '#/definitions/customFields', type: 'object' } },
  ];
}
