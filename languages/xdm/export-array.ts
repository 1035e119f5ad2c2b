import type { ColumnDeclaration, ColumnProblem, Say } from './column-declaration.ts';
import type { ColumnLookups } from './column-lookups.ts';
import { lineageOf } from './column-lookups.ts';
import { TENANT_PLACEHOLDER } from './column-path.ts';
import { sayOfColumn } from './column-phrases.ts';
import { ColumnPlan } from './column-plan.ts';
import type { SchemaNode } from './schema-node.ts';
import { altIdOf } from './wire-names.ts';

export interface ExportOptions {
  /** `$id` of the class the schema is made on. */
  readonly classId: string;
  /** Title of the schema. */
  readonly name: string;
  readonly description?: string;
  readonly lookups: ColumnLookups;
  /** Id of the tenant, without underscore: paths may name its root. */
  readonly tenant: string;
  /** A new random id of 48 lower-case hex digits, another with each call. */
  readonly newId: () => string;
}

/** What `POST /rpc/import` takes, or every rule that is not kept; one of both is empty. */
export interface ExportArray {
  /** Field groups, then the schema, then its descriptors; ids carry a placeholder for the tenant's id. */
  readonly documents: readonly SchemaNode[];
  readonly problems: readonly ColumnProblem[];
}

/**
 * The import-ready array for a table whose columns are declared: what `/rpc/csv2schema` answers (page "CSV to schema
 * conversion endpoint"). Standard fields are chosen by `meta:refProperty`; fields of the tenant come in generated field
 * groups; identities and other display names become descriptors. Makes nothing itself. Pure: same input and ids, same
 * array.
 */
export function exportArrayFromColumns(columns: readonly ColumnDeclaration[], options: ExportOptions): ExportArray {
  const problems: ColumnProblem[] = [];
  const plan = new ColumnPlan(options);
  for (const [index, column] of columns.entries()) {
    const say: Say = (name, said) => problems.push({ index, column: name, ...said });
    if (column.isIgnored !== true) plan.take(column, say);
  }
  if (plan.empty() && problems.length === 0)
    problems.push({ index: 0, column: 'isIgnored', ...sayOfColumn('column-none-left') });
  return problems.length > 0 ? { documents: [], problems } : { documents: documentsOf(plan, options), problems };
}

function idOf(kind: 'mixins' | 'schemas', hex: string): string {
  return `https://ns.adobe.com/${TENANT_PLACEHOLDER}/${kind}/${hex}`;
}

function documentsOf(plan: ColumnPlan, options: ExportOptions): readonly SchemaNode[] {
  const { classId, name, description = '', newId } = options;
  const parts: SchemaNode[] = [{ $ref: classId, type: 'object', 'meta:xdmType': 'object' }];
  const groups: SchemaNode[] = [];
  for (const draft of plan.groups()) {
    const made = draft.made();
    const hex = made === undefined ? '' : newId();
    const $id = made === undefined ? draft.existing?.id : idOf('mixins', hex);
    if (made !== undefined) groups.push(groupDocument(String($id), draft.title(hex), classId, made));
    const chosen = draft.chosen();
    parts.push({
      $ref: $id,
      type: 'object',
      'meta:xdmType': 'object',
      ...(chosen === undefined ? {} : { 'meta:refProperty': chosen }),
    });
  }
  const $id = idOf('schemas', newId());
  const lineage = [...lineageOf(classId, options.lookups.resolve), ...parts.slice(1).map(({ $ref }) => String($ref))];
  const schema: SchemaNode = {
    $id,
    'meta:altId': altIdOf($id),
    'meta:resourceType': 'schemas',
    version: '1.0',
    title: name,
    type: 'object',
    description,
    allOf: parts,
    ...(plan.required.length === 0 ? {} : { required: plan.required }),
    'meta:extensible': false,
    'meta:abstract': false,
    'meta:class': classId,
    'meta:extends': [...new Set(lineage)],
    'meta:xdmType': 'object',
  };
  return [...groups, schema, ...plan.descriptors.map((descriptor) => descriptorDocument(descriptor, $id, newId()))];
}

function groupDocument($id: string, title: string, classId: string, made: SchemaNode): SchemaNode {
  return {
    $id,
    'meta:altId': altIdOf($id),
    'meta:resourceType': 'mixins',
    version: '1.0',
    title,
    type: 'object',
    description: '',
    ...made,
    'meta:extensible': true,
    'meta:abstract': true,
    'meta:intendedToExtend': [classId],
    'meta:xdmType': 'object',
  };
}

function descriptorDocument(content: SchemaNode, schemaId: string, hex: string): SchemaNode {
  return {
    '@id': hex,
    'meta:resourceType': 'descriptors',
    ...content,
    'xdm:sourceSchema': schemaId,
    'xdm:sourceVersion': 1,
  };
}
