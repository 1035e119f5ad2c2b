import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseJson } from '@meniscus/languages/syntax';
import {
  compose,
  type Field,
  type SchemaNode,
  type StandardLibrary,
  shapeProblems,
  standardLibrary,
} from '@meniscus/languages/xdm';

/** Stands for the tenant's id in exported documents (page "Export endpoint"). */
const PLACEHOLDER = '<XDM_TENANTID_PLACEHOLDER>';

let loaded: StandardLibrary | undefined;

/** The standard components, read on first use: exported schemas refer to them and do not carry them. */
function library(): StandardLibrary {
  if (loaded === undefined) {
    const folder = dirname(createRequire(import.meta.url).resolve('@meniscus/languages/xdm'));
    loaded = standardLibrary(readFileSync(join(folder, 'standard', 'components.ndjson'), 'utf8'));
  }
  return loaded;
}

/**
 * The target schema of a file: one JSON Schema, or an export array of the Schema Registry (`GET /rpc/export/{schema}`) with
 * the schema and its parts. Standard components come from our library. `tenant` (without underscore) takes the place of the
 * export's placeholder. Throws with all that is wrong when the schema cannot be put together.
 */
export function targetSchema(text: string, tenant: string | undefined): Field {
  const placed = tenant === undefined ? text : text.replaceAll(PLACEHOLDER, tenant);
  const parsed = parseJson(placed);
  const documents = (Array.isArray(parsed) ? parsed : [parsed]) as readonly SchemaNode[];
  if (documents.length === 0) throw new Error('the file holds no schema');
  // A name with the placeholder in it is no field name; what is checked is the document as it will be with a tenant.
  const shaped = parseJson(placed.replaceAll(PLACEHOLDER, 'tenant'));
  const wrong = (Array.isArray(shaped) ? shaped : [shaped]).flatMap((document) => shapeProblems(document));
  if (wrong.length > 0) throw new Error(wrong.map(({ pointer, message }) => `${pointer}: ${message}`).join('\n'));
  const own = new Map(documents.flatMap((one) => [one.$id, one['meta:altId']].map((id) => [String(id), one] as const)));
  const { root, problems } = compose(schemaIn(documents), (id) => own.get(id) ?? library().document(id));
  if (problems.length > 0)
    throw new Error(problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('\n'));
  return root;
}

/** The schema among an export's documents: the one marked as such, else the last, which the others are parts of. */
function schemaIn(documents: readonly SchemaNode[]): SchemaNode {
  return documents.findLast((one) => one['meta:resourceType'] === 'schemas') ?? documents.at(-1)!;
}
