import type { SchemaNode } from '@meniscus/languages/xdm';
import type { FieldChanges } from '../field-marks/field-changes.ts';
import { type Display, fieldNodes, fieldsWhere, NO_MARKS, plainPath } from '../field-nodes.ts';
import { type Descriptor, displayedAs, pointerOf } from '../marks.ts';
import { type Draft, formsOf, type Said } from './draft.ts';

function put<Value>(map: ReadonlyMap<string, Value>, path: string, value: Value | undefined) {
  const others = [...map].filter(([one]) => one !== plainPath(path));
  return new Map(value === undefined ? others : [...others, [plainPath(path), value]]);
}

/** Says something of a field of a draft: `onChange` is given the draft with that said. */
export function draftChanges(draft: Draft, onChange: (draft: Draft) => void): FieldChanges {
  const { said } = draft;
  const change = async (part: Partial<Said>) => onChange({ ...draft, said: { ...said, ...part } });
  const otherDeprecated = (path: string) => [...said.deprecated].filter((one) => one !== plainPath(path));
  return {
    label: (path, labels) => change({ labels: put(said.labels, path, labels.length === 0 ? undefined : labels) }),
    relate: (path, relationship) => change({ relationships: put(said.relationships, path, relationship) }),
    unrelate: (path) => change({ relationships: put(said.relationships, path, undefined) }),
    deprecate: (path) => change({ deprecated: new Set([...otherDeprecated(path), plainPath(path)]) }),
    undeprecate: (path) => change({ deprecated: new Set(otherDeprecated(path)) }),
    display: (path, display) => change({ displays: put(said.displays, path, isEmpty(display) ? undefined : display) }),
  };
}

function isEmpty(display: Display | undefined): boolean {
  return display === undefined || Object.values(displayedAs(display)).every((part) => part === undefined);
}

/**
 * The draft without what is said of fields it no longer has: those of a field group that was taken away, of another class. `known`
 * are the `$id`s of the parts the document is made of: as long as one of the draft's is on its way, nobody can tell.
 */
export function ofFieldsIn(draft: Draft, document: SchemaNode, known: ReadonlySet<string>): Draft {
  const types = formsOf(draft).map(({ dataType }) => dataType);
  const parts = [draft.classId, ...draft.groups, ...types].filter((id) => id !== '');
  if (!parts.every((id) => known.has(id))) return draft;
  const fields = fieldsWhere(fieldNodes(document, NO_MARKS), () => true);
  const paths = new Set(fields.map(({ path }) => plainPath(path)));
  const only = <Value>(map: ReadonlyMap<string, Value>) => new Map([...map].filter(([path]) => paths.has(path)));
  const { labels, relationships, deprecated, displays } = draft.said;
  return {
    ...draft,
    identities: draft.identities.filter(({ path }) => paths.has(path.slice(1).replaceAll('/', '.'))),
    said: {
      labels: only(labels),
      relationships: only(relationships),
      deprecated: new Set([...deprecated].filter((path) => paths.has(path))),
      displays: only(displays),
    },
  };
}

/** What is said of fields of a draft as descriptors of the schema; a reference identity goes before its relationship. */
export function descriptorsOf({ labels, relationships, deprecated, displays }: Said, schemaId: string) {
  const descriptor = (type: string, path: string, more: Descriptor = {}): Record<string, unknown> => ({
    '@type': type,
    'xdm:sourceSchema': schemaId,
    'xdm:sourceVersion': 1,
    'xdm:sourceProperty': pointerOf(path),
    ...more,
  });
  return [
    ...[...labels].map(([path, ones]) => descriptor('xdm:descriptorLabel', path, { 'xdm:labels': ones })),
    ...[...relationships].flatMap(([path, { schemaId: target, namespace }]) => [
      descriptor('xdm:descriptorReferenceIdentity', path, { 'xdm:identityNamespace': namespace }),
      descriptor('xdm:descriptorOneToOne', path, { 'xdm:destinationSchema': target, 'xdm:destinationVersion': 1 }),
    ]),
    ...[...deprecated].map((path) => descriptor('xdm:descriptorDeprecated', path)),
    ...[...displays].map(([path, display]) => descriptor('xdm:alternateDisplayInfo', path, displayedAs(display))),
  ];
}

/** A document as the platform will show it: its standard fields under the names given to them. */
export function withDisplays(document: SchemaNode, displays: Said['displays']): SchemaNode {
  return [...displays].reduce((node, [path, display]) => displaying(node, path.split('.'), display), document);
}

function displaying(node: SchemaNode, [name, ...rest]: readonly string[], display: Display): SchemaNode {
  if (name === undefined) return displayed(node, display);
  if (node.items !== undefined) return { ...node, items: displaying(node.items, [name, ...rest], display) };
  const child = node.properties?.[name];
  if (child === undefined) return node;
  return { ...node, properties: { ...node.properties, [name]: displaying(child, rest, display) } };
}

function displayed(node: SchemaNode, { title, description, values }: Display): SchemaNode {
  const suggesting = (one: SchemaNode) =>
    Object.keys(values).length === 0 ? one : { ...one, 'meta:enum': { ...one['meta:enum'], ...values } };
  return {
    ...(node.items === undefined ? suggesting(node) : { ...node, items: suggesting(node.items) }),
    ...(title === '' ? {} : { title }),
    ...(description === '' ? {} : { description }),
  };
}
