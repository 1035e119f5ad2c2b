import type { SchemaNode } from '@meniscus/languages/xdm';
import { type Chosen, including } from '../chosen-fields/chosen.ts';
import { type GroupFields, referenceTo } from '../chosen-fields/group-fields.ts';
import { type Marks, NO_MARKS, plainPath } from '../field-nodes.ts';
import { declaring } from '../own-fields/declarations.ts';
import { type FieldForm, nodeOf } from '../own-fields/field-form.ts';
import { groupDocument } from '../own-fields/group-document.ts';
import { descriptorsOf } from './said.ts';

/** A field of the person's own, below the organisation's object. */
export interface OwnField {
  /** Names from the organisation's object down, the field's own last. */
  readonly path: readonly string[];
  readonly form: FieldForm;
}

/** A field of the person's own inside a standard object. */
export interface InnerField {
  /** As trees name it: `productListItems[]._acme.shelf`. */
  readonly path: string;
  readonly form: FieldForm;
}

/** A field group that is made with the schema: it extends a standard one and takes its place. */
export interface Extension {
  /** `$id` of the standard field group. */
  readonly extended: string;
  /** `$id`s of the classes that one is for; none: any. */
  readonly classes: readonly string[];
  readonly title: string;
  readonly fields: readonly InnerField[];
}

/** A field that identifies people. */
export interface IdentityMark {
  readonly path: string;
  readonly namespace: string;
  readonly isPrimary: boolean;
}

/** What is said of fields beside their identities, at their paths without the signs of lists and maps. */
export type Said = Omit<Marks, 'identities'>;

/** A schema that is being made. */
export interface Draft {
  /** `$id` of the class; empty until it is chosen. */
  readonly classId: string;
  readonly name: string;
  readonly description: string;
  /** `$id`s of field groups that are there already. */
  readonly groups: readonly string[];
  /** Of those groups not all fields are taken of: which are. */
  readonly chosen: ReadonlyMap<string, readonly string[]>;
  readonly fields: readonly OwnField[];
  /** What the field group of those is to be called; nothing: as the schema is. */
  readonly ownGroup: string | undefined;
  /** One at most of each group. */
  readonly extensions: readonly Extension[];
  readonly identities: readonly IdentityMark[];
  readonly said: Said;
}

const { identities: _identities, ...NOTHING_SAID } = NO_MARKS;

export const EMPTY: Draft = {
  classId: '',
  name: '',
  description: '',
  groups: [],
  chosen: new Map(),
  fields: [],
  ownGroup: undefined,
  extensions: [],
  identities: [],
  said: NOTHING_SAID,
};

const samePath = (a: readonly string[], b: readonly string[]) => a.join('/') === b.join('/');
const isBelow = (path: readonly string[], above: readonly string[]) =>
  path.length > above.length && samePath(path.slice(0, above.length), above);

/** The draft with these fields of a group, which is added when it is not there; without fields it goes, and what extends it. */
export function withChosen(draft: Draft, id: string, chosen: Chosen): Draft {
  const others = [...draft.chosen].filter(([one]) => one !== id);
  const left = chosen?.length === 0 ? draft.groups.filter((one) => one !== id) : [...new Set([...draft.groups, id])];
  return {
    ...draft,
    groups: left,
    extensions: draft.extensions.filter(({ extended }) => left.includes(extended)),
    chosen: new Map(chosen === undefined || chosen.length === 0 ? others : [...others, [id, chosen]]),
  };
}

/** The draft with a field added, or the one at its path replaced. */
export function withField(draft: Draft, field: OwnField): Draft {
  const others = draft.fields.filter(({ path }) => !samePath(path, field.path));
  return { ...draft, fields: [...others, field] };
}

/** The draft without a field, what is below it, and the identities there. */
export function withoutField(draft: Draft, path: readonly string[], tenant: string): Draft {
  const pointer = pointerOf(tenant, path);
  return {
    ...draft,
    fields: draft.fields.filter((field) => !samePath(field.path, path) && !isBelow(field.path, path)),
    identities: draft.identities.filter((one) => one.path !== pointer && !one.path.startsWith(`${pointer}/`)),
  };
}

/** The draft with a field added to the group that extends a standard one, or the one at its path replaced. */
export function withInnerField(draft: Draft, group: Omit<Extension, 'fields'>, field: InnerField): Draft {
  const isOf = (one: Extension) => one.extended === group.extended;
  const others = draft.extensions.find(isOf)?.fields.filter(({ path }) => path !== field.path) ?? [];
  const extension = { ...group, fields: [...others, field] };
  const extensions = draft.extensions.some(isOf)
    ? draft.extensions.map((one) => (isOf(one) ? extension : one))
    : [...draft.extensions, extension];
  return { ...draft, extensions };
}

/** The draft without its own fields inside standard objects at a path and below it; a group that would have none is not made. */
export function withoutInnerFields(draft: Draft, path: string): Draft {
  const here = plainPath(path);
  const isHere = (field: InnerField) => plainPath(field.path) === here || plainPath(field.path).startsWith(`${here}.`);
  const extensions = draft.extensions
    .map((one) => ({ ...one, fields: one.fields.filter((field) => !isHere(field)) }))
    .filter(({ fields }) => fields.length > 0);
  return { ...draft, extensions };
}

/** The draft with a group in place of the one it extends, or of itself, with the same fields and the one at the path. */
export function withGroupInPlace(draft: Draft, id: string, by: string, path: string): Draft {
  const groups = [...new Set(draft.groups.map((one) => (one === id ? by : one)))];
  const chosen = including(draft.chosen.get(id), path);
  const others = [...draft.chosen].filter(([one]) => one !== id && one !== by);
  return { ...draft, groups, chosen: new Map(chosen === undefined ? others : [...others, [by, chosen]]) };
}

/** What a field group will be called: the one that extends it has its place. */
export function groupTitle(
  { extensions }: Draft,
  { id, title }: { readonly id: string; readonly title: string },
): string {
  return extensions.find(({ extended }) => extended === id)?.title ?? title;
}

/** What the person said of each of their fields. */
export function formsOf({ fields, extensions }: Draft): readonly FieldForm[] {
  return [...fields, ...extensions.flatMap((one) => one.fields)].map(({ form }) => form);
}

/** The draft with a field marked as identity, or not: one primary at most. */
export function withIdentity(draft: Draft, path: string, mark: Omit<IdentityMark, 'path'> | undefined): Draft {
  const others = draft.identities
    .filter((one) => one.path !== path)
    .map((one) => (mark?.isPrimary === true ? { ...one, isPrimary: false } : one));
  return { ...draft, identities: mark === undefined ? others : [...others, { path, ...mark }] };
}

/** Pointer of an own field, as descriptors name it. */
export function pointerOf(tenant: string, path: readonly string[]): string {
  return ['', `_${tenant}`, ...path].join('/');
}

/** The own fields below one object, as properties of a schema. */
function properties(fields: readonly OwnField[], above: readonly string[]): Record<string, SchemaNode> {
  const here = fields.filter(({ path }) => path.length === above.length + 1 && isBelow(path, above));
  return Object.fromEntries(
    here.map(({ path, form }) => [path.at(-1)!, nodeOf(form, form.type === 'Object' ? objectOf(fields, path) : {})]),
  );
}

function objectOf(fields: readonly OwnField[], above: readonly string[]): SchemaNode {
  const required = fields
    .filter(({ path, form }) => form.isRequired && path.length === above.length + 1 && isBelow(path, above))
    .map(({ path }) => path.at(-1)!);
  return {
    type: 'object',
    properties: properties(fields, above),
    ...(required.length === 0 ? {} : { required }),
  };
}

/** Documents of a class and of field groups laid over each other: the fields a schema of them has, also those in lists. */
export function composed(documents: readonly SchemaNode[]): SchemaNode {
  const items = documents.flatMap(({ items: one }) => (one === undefined ? [] : [one]));
  if (items.length > 0) return { ...documents[0], items: composed(items) };
  const properties: Record<string, SchemaNode> = {};
  for (const document of documents)
    for (const [name, node] of Object.entries(document.properties ?? {}))
      properties[name] = Object.hasOwn(properties, name) ? composed([properties[name]!, node]) : node;
  const required = documents.flatMap((document) => document.required ?? []);
  return { ...documents[0], properties, ...(required.length === 0 ? {} : { required }) };
}

/** A document with each reference to a data type replaced by what is known of it; what is not known stays a reference. */
export function withDataTypes(node: SchemaNode, known: ReadonlyMap<string, SchemaNode>): SchemaNode {
  const { $ref, ...rest } = node;
  const type = known.get($ref ?? '');
  if (type !== undefined) return { ...type, ...rest, 'meta:referencedFrom': $ref };
  if (node.items !== undefined) return { ...node, items: withDataTypes(node.items, known) };
  if (node.properties === undefined) return node;
  const properties = Object.entries(node.properties).map(([name, one]) => [name, withDataTypes(one, known)] as const);
  return { ...node, properties: Object.fromEntries(properties) };
}

/** A group that extends another without what it takes from that one: its own fields. */
export function innerDocument({ fields }: Extension): SchemaNode {
  return composed(fields.map(({ path, form }) => declaring(path, nodeOf(form), form.isRequired)));
}

/** The groups with the fields of those that extend them. */
export function extendedGroups({ extensions }: Draft, groups: readonly GroupFields[]): readonly GroupFields[] {
  return groups.map((group) => {
    const extension = extensions.find(({ extended }) => extended === group.id);
    return extension === undefined
      ? group
      : {
          ...group,
          document: composed([group.document, innerDocument(extension)]),
          chosen: chosenWith(group.chosen, extension),
        };
  });
}

function chosenWith(chosen: Chosen, { fields }: Extension): Chosen {
  return fields.reduce((all, { path }) => including(all, path), chosen);
}

/** What the tree shows beside the fields of a draft. */
export function marksOf({ identities, said }: Draft): Marks {
  const marked = identities.map(({ path, namespace, isPrimary }) => {
    const dotted = path.slice(1).replaceAll('/', '.');
    return [dotted, { namespace, primary: isPrimary }] as const;
  });
  return { ...said, identities: new Map(marked) };
}

/** The own fields as a resolved resource, for the tree. */
export function ownDocument({ fields }: Draft, tenant: string): SchemaNode {
  if (fields.length === 0) return {};
  return { type: 'object', properties: { [`_${tenant}`]: { title: `_${tenant}`, ...objectOf(fields, []) } } };
}

/**
 * What the registry is given: the field groups with the own fields where there are some, then the schema that refers to them,
 * its identities and what else is said of its fields; in the form of an import, which makes all of them or none (page "Import
 * endpoint"). `id` gives ids nobody has.
 */
export function resourcesOf(
  draft: Draft & { readonly ownGroup: string },
  tenant: string,
  id: () => string,
): readonly Record<string, unknown>[] {
  const { classId, name, description, groups, chosen, fields, extensions, identities, said } = draft;
  const base = `https://ns.adobe.com/${tenant}`;
  const groupId = `${base}/mixins/${id()}`;
  const schemaId = `${base}/schemas/${id()}`;
  const own =
    fields.length === 0
      ? []
      : [
          {
            $id: groupId,
            'meta:resourceType': 'mixins',
            ...groupDocument(draft.ownGroup, [classId], ownDocument(draft, tenant)),
          },
        ];
  const extending = new Map(extensions.map((one) => [one.extended, { ...one, $id: `${base}/mixins/${id()}` }]));
  const references = groups.map((group) => {
    const extension = extending.get(group);
    return extension === undefined
      ? referenceTo(group, chosen.get(group))
      : referenceTo(extension.$id, chosenWith(chosen.get(group), extension));
  });
  return [
    ...own,
    ...[...extending.values()].map((one) => ({
      $id: one.$id,
      'meta:resourceType': 'mixins',
      ...groupDocument(one.title, one.classes, innerDocument(one), one.extended),
    })),
    {
      $id: schemaId,
      'meta:resourceType': 'schemas',
      title: name,
      description,
      type: 'object',
      allOf: [
        referenceTo(classId, undefined),
        ...references,
        ...(own.length === 0 ? [] : [referenceTo(groupId, undefined)]),
      ],
    },
    ...identities.map(({ path, namespace, isPrimary }) => ({
      '@type': 'xdm:descriptorIdentity',
      'xdm:sourceSchema': schemaId,
      'xdm:sourceVersion': 1,
      'xdm:sourceProperty': path,
      'xdm:namespace': namespace,
      'xdm:property': 'xdm:code',
      'xdm:isPrimary': isPrimary,
    })),
    ...descriptorsOf(said, schemaId),
  ];
}
