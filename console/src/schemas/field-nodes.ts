import type { SchemaNode } from '@meniscus/languages/xdm';
import type { FieldWords } from '../ui/field-titles.ts';
import { isStandardPath } from '../ui/standard-path.ts';

export interface Identity {
  /** Code of the namespace. */
  readonly namespace: string;
  readonly primary: boolean;
}

/** The values of a field are those the records of another schema are known by. */
export interface Relationship {
  /** `$id`. */
  readonly schemaId: string;
  /** Code of the namespace the values are of; empty when that is not said. */
  readonly namespace: string;
}

/** What a schema calls a standard field. What is empty is as the library has it. */
export interface Display {
  readonly title: string;
  readonly description: string;
  /** Suggested beside those of the library: value to display name. */
  readonly values: Readonly<Record<string, string>>;
}

/** What is said of fields beside their declaration, by dotted path. */
export interface Marks {
  readonly identities: ReadonlyMap<string, Identity>;
  /** The empty path is the whole schema. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  readonly relationships: ReadonlyMap<string, Relationship>;
  readonly deprecated: ReadonlySet<string>;
  readonly displays: ReadonlyMap<string, Display>;
}

export const NO_MARKS: Marks = {
  identities: new Map(),
  labels: new Map(),
  relationships: new Map(),
  deprecated: new Set(),
  displays: new Map(),
};

/** A field in the tree of a schema. */
export interface FieldNode {
  /** Dotted names, `[]` behind a list and `{}` behind a map: `loyalty.challenges[].title`. */
  readonly path: string;
  readonly name: string;
  /** Adobe's, not the organisation's own, which may be called by the same words. */
  readonly standard: boolean;
  /** The object fields of the organisation's own lie in: of the schema, or inside a standard object, which it extends. */
  readonly holds: 'own' | 'extended' | undefined;
  /** The resolved declaration. */
  readonly node: SchemaNode;
  readonly required: boolean;
  readonly identity: Identity | undefined;
  readonly relationship: Relationship | undefined;
  /** Labels the field carries itself. */
  readonly labels: readonly string[];
  /** Labels of what it lies in, which hold for it too. */
  readonly inherited: readonly string[];
  readonly deprecated: boolean;
  readonly display: Display | undefined;
  readonly children: readonly FieldNode[];
}

function inside(node: SchemaNode): readonly [node: SchemaNode, suffix: string] {
  if (node.items !== undefined) {
    const [inner, suffix] = inside(node.items);
    return [inner, `[]${suffix}`];
  }
  const values = node.additionalProperties;
  if (typeof values === 'object' && values !== null && node.properties === undefined) {
    const [inner, suffix] = inside(values as SchemaNode);
    return [inner, `{}${suffix}`];
  }
  return [node, ''];
}

/**
 * The fields of a resolved schema as a tree, by name. What lies in a list or a map is shown below the list or map itself.
 * Marks name fields as descriptors do: without the signs of lists and maps.
 */
export function fieldNodes(schema: SchemaNode, marks: Marks): readonly FieldNode[] {
  return nodesIn(schema, marks, { path: '', standard: !isOwnType(schema), inherited: marks.labels.get('') ?? [] });
}

/** The fields of a data type stand in no namespace that would tell whose they are. */
function isOwnType(schema: SchemaNode): boolean {
  return schema['meta:resourceType'] === 'datatypes' && schema['meta:tenantNamespace'] !== undefined;
}

function nodesIn(
  schema: SchemaNode,
  marks: Marks,
  above: Pick<FieldNode, 'path' | 'standard' | 'inherited'>,
): readonly FieldNode[] {
  const [object, suffix] = inside(schema);
  const prefix = above.path === '' ? '' : `${above.path}${suffix}.`;
  return Object.entries(object.properties ?? {})
    .map(([name, node]) => {
      const path = `${prefix}${name}`;
      const required = object.required?.includes(name) ?? false;
      const standard = above.standard && isStandardPath(path);
      const holds = standard || !above.standard ? undefined : path === name ? 'own' : 'extended';
      return fieldNode({ path, name, standard, holds, node, required, inherited: above.inherited }, marks);
    })
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

type Place = Pick<FieldNode, 'path' | 'name' | 'standard' | 'holds' | 'node' | 'required' | 'inherited'>;

function fieldNode(place: Place, marks: Marks): FieldNode {
  const { path, node, standard, inherited } = place;
  const plain = plainPath(path);
  const labels = marks.labels.get(plain) ?? [];
  return {
    ...place,
    identity: marks.identities.get(plain),
    relationship: marks.relationships.get(plain),
    labels,
    deprecated: node['meta:status'] === 'deprecated' || marks.deprecated.has(plain),
    display: marks.displays.get(plain),
    children: nodesIn(node, marks, { path, standard, inherited: [...new Set([...inherited, ...labels])] }),
  };
}

/** A path as descriptors have it: without the signs of lists and maps. */
export function plainPath(path: string): string {
  return path.replaceAll(/\[\]|\{\}/g, '');
}

/** What a field is called; `inWords` says a standard title in the language of the console, unless the organisation gave another. */
export function titleOf(field: FieldNode, inWords: (title: string) => string): string | undefined {
  const { title } = field.node;
  const isOwn = !field.standard || (field.display?.title ?? '') !== '';
  return title === undefined || isOwn ? title : inWords(title);
}

/** What is said of a field; empty where nothing is. `words` say the library's text in the language of the console, unless the organisation gave another. */
export function descriptionOf({ node, standard, display }: FieldNode, words: Pick<FieldWords, 'description'>): string {
  const { description = '' } = node;
  return standard && (display?.description ?? '') === '' ? words.description(description) : description;
}

/**
 * The only values the field may have, or those suggested for it, with what they are called: the library's in the language of the
 * console, the organisation's as it called them.
 */
export function valuesOf(
  { node, standard, display }: FieldNode,
  words: Pick<FieldWords, 'value'>,
): readonly (readonly [value: string, name: string])[] {
  const { enum: only, 'meta:enum': named = {} } = node.items ?? node;
  const isLibrarys = (value: string) => standard && !Object.hasOwn(display?.values ?? {}, value);
  return (only?.map(String) ?? Object.keys(named)).map((value) => {
    const name = named[value] ?? '';
    return [value, isLibrarys(value) ? words.value(name) : name];
  });
}

/**
 * The standard object a field of the organisation's own can be put into, where the field is one, or lies in what the organisation
 * put there: `homeAddress`, `productListItems[]`. Undefined for what takes none, as the values of a map.
 */
export function objectIn({ path, standard, children }: FieldNode, root: string): string | undefined {
  const [child] = children;
  if (child === undefined) return undefined;
  const names = (standard ? child.path : path).split('.');
  const object = names.slice(0, Math.max(standard ? names.length - 1 : names.indexOf(root), 0)).join('.');
  return object === '' || object.includes('{}') ? undefined : object;
}

/** The tree with only those fields that match, and what lies above them; a field that matches keeps all that is in it. */
export function matching(nodes: readonly FieldNode[], matches: (node: FieldNode) => boolean): readonly FieldNode[] {
  return nodes.flatMap((node) => {
    if (matches(node)) return [node];
    const children = matching(node.children, matches);
    return children.length === 0 ? [] : [{ ...node, children }];
  });
}

/** All fields of which this is so, wherever they lie. */
export function fieldsWhere(nodes: readonly FieldNode[], isSo: (node: FieldNode) => boolean): readonly FieldNode[] {
  return nodes.flatMap((node) => [...(isSo(node) ? [node] : []), ...fieldsWhere(node.children, isSo)]);
}

/** Paths of all fields with fields in them. */
export function branches(nodes: readonly FieldNode[]): readonly string[] {
  return nodes.flatMap(({ path, children }) => (children.length === 0 ? [] : [path, ...branches(children)]));
}

/** Paths of the rows a tree shows while these of its fields are open, from the first to the last. */
export function shownPaths(nodes: readonly FieldNode[], open: ReadonlySet<string>): readonly string[] {
  return nodes.flatMap(({ path, children }) => [path, ...(open.has(path) ? shownPaths(children, open) : [])]);
}

/** The field at a path. */
export function nodeAt(nodes: readonly FieldNode[], path: string): FieldNode | undefined {
  for (const node of nodes) {
    if (node.path === path) return node;
    const found = path.startsWith(node.path) ? nodeAt(node.children, path) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Fields in the tree, those in others included. */
export function countNodes(nodes: readonly FieldNode[]): number {
  return nodes.reduce((sum, { children }) => sum + 1 + countNodes(children), 0);
}
