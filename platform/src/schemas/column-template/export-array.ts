import { createHash } from 'node:crypto';
import { type Field, fieldAt, type SchemaNode } from '@meniscus/languages/xdm';
import { PLACEHOLDER } from '../exchange.ts';
import type { View } from '../view.ts';
import { type ColumnDeclaration, DATA_TYPES } from './column-declaration.ts';
import { defined } from './read-template.ts';

/** What the schema shall be. */
export interface SchemaPlan {
  readonly classId: string;
  readonly title: string;
  readonly description: string;
  /** The tenant's root of own fields, with its underscore. */
  readonly tenant: string;
}

/** An export array, or why none can be made of the declarations. */
export type ExportArray =
  | { readonly ok: true; readonly documents: readonly SchemaNode[] }
  | { readonly ok: false; readonly problems: readonly string[] };

const ROOT = `_${PLACEHOLDER}`;

/**
 * Makes the array `/rpc/import` takes: a field group for the own fields, a schema that selects standard fields by
 * `meta:refProperty`, and descriptors for identities and display names (page "CSV template to schema conversion"). Creates
 * nothing. Ids are made of the content, so the same declarations give the same array.
 */
export function exportArray(declarations: readonly ColumnDeclaration[], plan: SchemaPlan, view: View): ExportArray {
  const problems: string[] = [];
  if (view.kindOf(plan.classId) !== 'classes') problems.push(`schema-class-id: there is no class ${plan.classId}`);
  const standard = selectStandard(declarations, plan, view, problems);
  const own = ownGroups(declarations, plan, view, problems);
  const primaries = declarations.filter(({ isPrimaryIdentity }) => isPrimaryIdentity);
  if (primaries.length > 1)
    problems.push(
      `only one field can be the primary identity; these are: ${primaries.map(({ fieldPath }) => fieldPath).join(', ')}`,
    );
  if (problems.length > 0) return { ok: false, problems };
  const schema = schemaDocument([...standard, ...own.map(({ $id }) => ({ $ref: $id as string }))], plan, view);
  return { ok: true, documents: [...own, schema, ...descriptors(declarations, schema.$id as string, plan, view)] };
}

const hashOf = (value: unknown, length: number): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, length);

/** The field group a row names, by `$id`, `meta:altId` or title. */
function groupOf({ fieldGroupId, fieldGroupName }: ColumnDeclaration, view: View): string | undefined {
  if (fieldGroupId !== undefined && view.kindOf(fieldGroupId) === 'fieldgroups') return view.idOf(fieldGroupId);
  if (fieldGroupName === undefined) return undefined;
  const own = view.resources.find(({ body }) => body.kind === 'fieldgroups' && body.content.title === fieldGroupName);
  return (
    own?.body.$id ??
    view.library.entries.find(({ kind, title }) => kind === 'fieldgroup' && title === fieldGroupName)?.id
  );
}

interface Selection {
  readonly $ref: string;
  readonly 'meta:refProperty'?: readonly string[];
}

/** References to standard field groups, each with the fields that were named, or whole. */
function selectStandard(
  declarations: readonly ColumnDeclaration[],
  { classId }: SchemaPlan,
  view: View,
  problems: string[],
): Selection[] {
  const selected = new Map<string, Set<string> | 'ALL'>();
  const classRoot = view.composition(classId)?.root;
  for (const declaration of declarations) {
    if (declaration.isCustom) continue;
    const { fieldPath } = declaration;
    const path = fieldPath.split('.');
    const group = groupOf(declaration, view);
    if (group === undefined) {
      // Fields of the class itself need no field group.
      if (classRoot === undefined || fieldAt(classRoot, path) === undefined)
        problems.push(`${fieldPath}: name the field group it belongs to in fieldGroupId or fieldGroupName`);
      continue;
    }
    const root = view.composition(group)?.root;
    if (fieldPath !== 'ALL' && (root === undefined || fieldAt(root, path) === undefined)) {
      problems.push(`${fieldPath}: the field group ${group} has no such field`);
      continue;
    }
    const known = selected.get(group);
    if (fieldPath === 'ALL' || known === 'ALL') selected.set(group, 'ALL');
    else selected.set(group, (known ?? new Set()).add(`/${path.join('/')}`));
  }
  return [...selected].map(([$ref, fields]) =>
    fields === 'ALL' ? { $ref } : { $ref, 'meta:refProperty': [...fields] },
  );
}

/** Own fields by the group they shall stand in; rows that name none share one. */
function ownGroups(
  declarations: readonly ColumnDeclaration[],
  plan: SchemaPlan,
  view: View,
  problems: string[],
): SchemaNode[] {
  const byName = new Map<string, ColumnDeclaration[]>();
  for (const declaration of declarations) {
    if (!declaration.isCustom) continue;
    if (groupOf(declaration, view) !== undefined) {
      problems.push(
        `${declaration.fieldPath}: an own field cannot be put into the field group ${declaration.fieldGroupName ?? declaration.fieldGroupId}, which exists; name another`,
      );
      continue;
    }
    const name = declaration.fieldGroupName ?? '';
    byName.set(name, [...(byName.get(name) ?? []), declaration]);
  }
  return [...byName].map(([name, members]) => ownGroup(name, members, plan, problems));
}

function ownGroup(
  name: string,
  members: readonly ColumnDeclaration[],
  plan: SchemaPlan,
  problems: string[],
): SchemaNode {
  const root: Holder = { type: 'object', properties: {} };
  for (const member of members) place(root, ownPath(member, plan), member, problems);
  const hash = hashOf([name, plan.title, root], 48);
  const title = name === '' ? `Generated field group ${hash.slice(0, 8)}` : name;
  return {
    $id: `https://ns.adobe.com/${PLACEHOLDER}/mixins/${hash}`,
    'meta:altId': `${ROOT}.mixins.${hash}`,
    'meta:resourceType': 'mixins',
    version: '1.0',
    title,
    type: 'object',
    description: `Own fields of ${plan.title}.`,
    definitions: { customFields: { type: 'object', properties: { [ROOT]: root as SchemaNode } } },
    allOf: [{ $ref: '#/definitions/customFields' }],
    'meta:intendedToExtend': [plan.classId],
  } as SchemaNode;
}

/** Path below the tenant's root. */
function ownPath({ fieldPath }: ColumnDeclaration, { tenant }: SchemaPlan): readonly string[] {
  const path = fieldPath.split('.');
  return path[0] === tenant || path[0] === ROOT ? path.slice(1) : path;
}

/** An object while its fields are put in. */
interface Holder extends Record<string, unknown> {
  properties?: Record<string, Holder | SchemaNode>;
  required?: string[];
}

/** Puts a field at its path, making the objects above it. */
function place(root: Holder, path: readonly string[], declaration: ColumnDeclaration, problems: string[]): void {
  let holder = root;
  for (const name of path.slice(0, -1)) {
    const fields = holder.properties ?? {};
    const next = (fields[name] ?? { title: name, type: 'object', properties: {} }) as Holder;
    if (next.properties === undefined) {
      problems.push(`${declaration.fieldPath}: ${name} is a field with a value and cannot have fields below it`);
      return;
    }
    fields[name] = next;
    holder = next;
  }
  const last = path[path.length - 1] ?? '';
  const fields = holder.properties ?? {};
  if (fields[last] !== undefined) problems.push(`${declaration.fieldPath}: the field is declared twice`);
  fields[last] = fieldNode(declaration, last);
  if (declaration.isRequired) holder.required = [...(holder.required ?? []), last];
}

function fieldNode(declaration: ColumnDeclaration, name: string): SchemaNode {
  const { dataType = 'string', isArray, reference, properties } = declaration;
  const one = defined({
    ...(reference === undefined ? DATA_TYPES[dataType] : { $ref: reference }),
    properties,
    minimum: declaration.minimum ?? DATA_TYPES[dataType]?.minimum,
    maximum: declaration.maximum ?? DATA_TYPES[dataType]?.maximum,
    enum: declaration.enum,
    'meta:enum':
      declaration.enum === undefined ? undefined : Object.fromEntries(declaration.enum.map((value) => [value, value])),
    pattern: declaration.stringPattern,
    format: declaration.format ?? DATA_TYPES[dataType]?.format,
    minLength: declaration.minLength,
    maxLength: declaration.maxLength,
  });
  const about = defined({ title: declaration.displayName ?? name, description: declaration.fieldDescription });
  return (isArray ? { ...about, type: 'array', items: one } : { ...about, ...one }) as SchemaNode;
}

function schemaDocument(
  parts: readonly Selection[],
  { classId, title, description }: SchemaPlan,
  view: View,
): SchemaNode {
  const hash = hashOf([classId, title, parts], 48);
  return {
    $id: `https://ns.adobe.com/${PLACEHOLDER}/schemas/${hash}`,
    'meta:altId': `${ROOT}.schemas.${hash}`,
    'meta:resourceType': 'schemas',
    version: '1.0',
    title,
    type: 'object',
    description,
    allOf: [{ $ref: view.idOf(classId) }, ...parts],
    'meta:class': view.idOf(classId),
  } as unknown as SchemaNode;
}

function descriptors(
  declarations: readonly ColumnDeclaration[],
  schemaId: string,
  plan: SchemaPlan,
  view: View,
): SchemaNode[] {
  return declarations.flatMap((declaration) => {
    if (declaration.fieldPath === 'ALL') return [];
    const path = declaration.isCustom ? [ROOT, ...ownPath(declaration, plan)] : declaration.fieldPath.split('.');
    const common = { 'xdm:sourceSchema': schemaId, 'xdm:sourceVersion': 1, 'xdm:sourceProperty': `/${path.join('/')}` };
    const made: Record<string, unknown>[] = [];
    if (declaration.isIdentity)
      made.push({
        '@type': 'xdm:descriptorIdentity',
        ...common,
        'xdm:namespace': declaration.identityNamespace,
        'xdm:property': 'xdm:code',
        'xdm:isPrimary': declaration.isPrimaryIdentity,
      });
    const display = declaration.isCustom ? undefined : displayOf(declaration, standardField(declaration, plan, view));
    if (display !== undefined) made.push({ '@type': 'xdm:alternateDisplayInfo', ...common, ...display });
    return made.map(
      (body) => ({ '@id': hashOf(body, 48), ...body, 'meta:resourceType': 'descriptors' }) as unknown as SchemaNode,
    );
  });
}

function standardField(declaration: ColumnDeclaration, { classId }: SchemaPlan, view: View): Field | undefined {
  const root = view.composition(groupOf(declaration, view) ?? classId)?.root;
  return root === undefined ? undefined : fieldAt(root, declaration.fieldPath.split('.'));
}

/** Names and words that differ from those of the standard field. */
function displayOf(
  { displayName, fieldDescription }: ColumnDeclaration,
  field: Field | undefined,
): Record<string, unknown> | undefined {
  const display = defined({
    'xdm:title': displayName === undefined || displayName === field?.title ? undefined : { en_us: displayName },
    'xdm:description':
      fieldDescription === undefined || fieldDescription === field?.description
        ? undefined
        : { en_us: fieldDescription },
  });
  return Object.keys(display).length === 0 ? undefined : display;
}
