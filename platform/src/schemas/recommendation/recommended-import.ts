import { sayAll } from '@meniscus/languages/syntax';
import { type ColumnDeclaration, exportArrayFromColumns, lookupsIn, type SchemaNode } from '@meniscus/languages/xdm';
import { type Ids, type Scope, sayOfRequest } from '../../kernel/index.ts';
import type { NamespaceExists } from '../check-descriptor.ts';
import { ownGroups } from '../csv-schema.ts';
import { badRecommendation } from '../errors.ts';
import { say } from '../phrases.ts';
import type { Registry } from '../registry.ts';
import { namespaceOf } from '../resource.ts';
import { type ChosenField, declarationsOf } from './recommended-declarations.ts';

export interface ImportParts {
  readonly registry: Registry;
  readonly namespaceExists: NamespaceExists;
  readonly ids: Ids;
}

/** A schema as the caller wants it: on which class, by which name, with which fields. */
export interface ChosenSchema {
  readonly classId: string;
  readonly name: string;
  readonly description: string;
  readonly columns: readonly ChosenField[];
}

/** What an import takes to make the schema, and the namespaces whose identities it lacks. */
export interface RecommendedImport {
  readonly import: readonly SchemaNode[];
  readonly missingNamespaces?: readonly string[];
}

/**
 * The chosen fields as the array an import takes; makes nothing. Identities of namespaces that do not exist yet are left
 * out and named, because an import with them would be refused. Throws a coded problem that names each field that cannot be.
 */
export async function importOf(
  { classId, name, description, columns }: ChosenSchema,
  scope: Scope,
  { registry, namespaceExists, ids }: ImportParts,
): Promise<RecommendedImport> {
  const missing = new Set<string>();
  const declarations: ColumnDeclaration[] = [];
  for (const declaration of declarationsOf(columns, classId, namespaceOf(scope))) {
    const { identityNamespace, ...rest } = declaration;
    const known = identityNamespace === undefined || (await namespaceExists(scope, identityNamespace));
    if (!known) missing.add(identityNamespace);
    declarations.push(known ? declaration : { ...rest, isIdentity: false, isPrimaryIdentity: false });
  }
  const view = await registry.view(scope);
  const { documents, problems } = exportArrayFromColumns(declarations, {
    classId,
    name,
    description,
    lookups: lookupsIn(view.library, ownGroups(view)),
    tenant: scope.tenant,
    newId: () => ids.hex(48),
  });
  if (problems.length > 0)
    throw badRecommendation(
      say('schemas-sentence', {
        what: sayAll(
          problems.map(({ index, ...what }) =>
            sayOfRequest('request-at', { name: declarations[index]?.fieldPath ?? 'columns', what }),
          ),
        ),
      }),
    );
  return { import: documents, ...(missing.size === 0 ? {} : { missingNamespaces: [...missing] }) };
}
