import { TENANT_PLACEHOLDER as PLACEHOLDER, type SchemaNode } from '@meniscus/languages/xdm';
import type { Actor, Scope } from '../kernel/index.ts';
import type { By } from './changes.ts';
import { checkResource, readDocument } from './check-resource.ts';
import { checkUnion } from './check-union.ts';
import type { Descriptor } from './descriptor.ts';
import { type Descriptors, renderedDescriptor } from './descriptors.ts';
import { importFailed, notFound, RegistryError } from './errors.ts';
import type { Registry } from './registry.ts';
import { rendered } from './render-resource.ts';
import { inUnion, KINDS, type Kind, type Resource, referencesOf, segmentOf } from './resource.ts';
import type { View } from './view.ts';

/** Tenant resources a resource needs, each before what refers to it, the resource last. */
function needed(id: string, view: View, seen: Set<string>): readonly Resource[] {
  const resource = view.resource(id);
  if (resource === undefined || seen.has(resource.id)) return [];
  seen.add(resource.id);
  return [...referencesOf(resource.body.content).flatMap((reference) => needed(reference, view, seen)), resource];
}

/** An export payload: the resource with everything of the tenant it depends on; global resources are everywhere and left out. */
export function exported(id: string, view: View, scope: Scope): readonly SchemaNode[] {
  const resources = needed(id, view, new Set());
  if (resources.length === 0) throw notFound('schemas', id);
  return resources.map((resource) => {
    const {
      imsOrg: _org,
      'meta:registryMetadata': _metadata,
      'meta:tenantNamespace': _namespace,
      ...document
    } = rendered(resource, view, scope);
    return JSON.parse(
      JSON.stringify(document)
        .replaceAll(`/${scope.tenant}/`, `/${PLACEHOLDER}/`)
        .replaceAll(`"_${scope.tenant}`, `"_${PLACEHOLDER}`),
    ) as SchemaNode;
  });
}

function kindOf(document: SchemaNode): Kind {
  const kind = KINDS.find((one) => segmentOf(one) === document['meta:resourceType']);
  if (kind === undefined)
    throw importFailed(`meta:resourceType ${String(document['meta:resourceType'])} cannot be imported`);
  return kind;
}

/** Where resources and descriptors are written. */
interface Stores {
  readonly registry: Registry;
  readonly descriptors: Descriptors;
}

const isDescriptor = (document: SchemaNode): boolean =>
  document['meta:resourceType'] === 'descriptors' || (document['@type'] !== undefined && document.$id === undefined);

/**
 * Creates the resources of an export payload under their own ids, and its descriptors, all or none. `$id` and title must be
 * free (XDM-3005). Answers them as they are now, the real tenant in place of the placeholder.
 */
export function imported(by: By, payload: unknown, { registry, descriptors }: Stores): Promise<readonly unknown[]> {
  const { scope, actor } = by;
  return registry.turns.take(scope.key, async () => {
    const documents = readPayload(payload, scope);
    let view = await registry.view(scope);
    const drafts: Resource[] = [];
    for (const document of documents.filter((one) => !isDescriptor(one))) {
      const draft = registry.draft(scope, actor, kindOf(document), document, String(document.$id));
      checkImport(draft, view, scope);
      view = view.with(draft);
      drafts.push(draft);
    }
    const described: Descriptor[] = [];
    for (const document of documents.filter(isDescriptor)) {
      const draft = await descriptorDraft(scope, actor, document, view, descriptors);
      view = view.withDescriptor(draft);
      described.push(draft);
    }
    // Only now: a union asks for an identity, which the array's own descriptors may give.
    for (const draft of drafts) if (inUnion(draft.body.content)) asImport(() => checkUnion(draft, view));
    await registry.atomically(async (writer) => {
      for (const draft of drafts) await registry.insert(writer, by, draft);
      for (const draft of described)
        await writer.descriptors.insert(scope.key, draft.id, draft.body, registry.change(actor));
    });
    return [
      ...drafts.map((draft) => rendered(draft, view, scope)),
      ...described.map((draft) => renderedDescriptor(draft, scope)),
    ];
  });
}

async function descriptorDraft(
  scope: Scope,
  actor: Actor,
  document: SchemaNode,
  view: View,
  descriptors: Descriptors,
): Promise<Descriptor> {
  const { 'meta:resourceType': _type, ...body } = document;
  try {
    return await descriptors.draft(scope, actor, body, view);
  } catch (error) {
    throw error instanceof RegistryError ? importFailed(error.message) : error;
  }
}

function readPayload(payload: unknown, scope: Scope): readonly SchemaNode[] {
  if (!Array.isArray(payload) || payload.length === 0)
    throw importFailed('the body must be the array an export answers');
  const local = JSON.parse(JSON.stringify(payload).replaceAll(PLACEHOLDER, scope.tenant)) as readonly unknown[];
  return local.map((document) => {
    const read = readDocument(document);
    if (isDescriptor(read)) return read;
    if (typeof read.$id !== 'string' || !read.$id.startsWith(`https://ns.adobe.com/${scope.tenant}/`))
      throw importFailed(
        `$id ${String(read.$id)} is not one of this tenant; exports carry ${PLACEHOLDER} in its place`,
      );
    return read;
  });
}

function checkImport(draft: Resource, view: View, scope: Scope): void {
  if (view.resource(draft.body.$id) !== undefined)
    throw importFailed(`An object with $id ${draft.body.$id} already exists`);
  asImport(() => checkResource(draft, view, scope));
}

/** What a check finds, as the failure of the import. */
function asImport(check: () => void): void {
  try {
    check();
  } catch (error) {
    throw error instanceof RegistryError ? importFailed(error.message) : error;
  }
}
