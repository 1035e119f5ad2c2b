import type { SchemaNode } from '@meniscus/languages/xdm';
import type { Chosen } from '../chosen-fields/chosen.ts';
import { referenceTo } from '../chosen-fields/group-fields.ts';
import { type Marks, NO_MARKS } from '../field-nodes.ts';
import { type FieldForm, nodeOf } from '../own-fields/field-form.ts';
import { descriptorsOf } from './said.ts';

/** A field of the person's own, below the organisation's object. */
export interface OwnField {
  /** Names from the organisation's object down, the field's own last. */
  readonly path: readonly string[];
  readonly form: FieldForm;
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
  identities: [],
  said: NOTHING_SAID,
};

const samePath = (a: readonly string[], b: readonly string[]) => a.join('/') === b.join('/');
const isBelow = (path: readonly string[], above: readonly string[]) =>
  path.length > above.length && samePath(path.slice(0, above.length), above);

/** The draft with these fields of a group, which is added when it is not there; without fields it goes. */
export function withChosen(draft: Draft, id: string, chosen: Chosen): Draft {
  const others = [...draft.chosen].filter(([one]) => one !== id);
  const left = chosen?.length === 0 ? draft.groups.filter((one) => one !== id) : [...new Set([...draft.groups, id])];
  return {
    ...draft,
    groups: left,
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

/** Documents of a class and of field groups laid over each other: the fields a schema of them has. */
export function composed(documents: readonly SchemaNode[]): SchemaNode {
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
 * What the registry is given: the field group with the own fields where there are some, the schema, its identities and what
 * else is said of its fields; in the form of an import, which makes all of them or none (page "Import endpoint"). `id` gives
 * ids nobody has.
 */
export function resourcesOf(draft: Draft, tenant: string, id: () => string): readonly Record<string, unknown>[] {
  const { classId, name, description, groups, chosen, fields, identities, said } = draft;
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
            title: `${name} fields`,
            type: 'object',
            'meta:intendedToExtend': [classId],
            definitions: { customFields: ownDocument(draft, tenant) },
            allOf: [{ $ref: '#/definitions/customFields', type: 'object' }],
          },
        ];
  const parts = [classId, ...groups, ...(own.length === 0 ? [] : [groupId])];
  return [
    ...own,
    {
      $id: schemaId,
      'meta:resourceType': 'schemas',
      title: name,
      description,
      type: 'object',
      allOf: parts.map((part) => referenceTo(part, chosen.get(part))),
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
