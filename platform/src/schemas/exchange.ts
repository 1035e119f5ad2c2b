import { parseJson } from '@meniscus/languages/syntax';
import { type SchemaNode, TENANT_PLACEHOLDER } from '@meniscus/languages/xdm';
import { pace, type Scope, type Told } from '../kernel/index.ts';
import type { By } from './changes.ts';
import { checkResource, readDocument } from './check-resource.ts';
import { checkUnions } from './check-union.ts';
import type { Descriptor } from './descriptor.ts';
import { type Descriptors, renderedDescriptor } from './descriptors.ts';
import { importFailed, notFound, RegistryError } from './errors.ts';
import { say } from './phrases.ts';
import type { Registry } from './registry.ts';
import { rendered } from './render-resource.ts';
import { inUnion, KINDS, type Kind, namespaceOf, type Resource, referencesOf, segmentOf } from './resource.ts';
import type { View } from './view.ts';

/** Resources one import may hold; 6,000 take four seconds of the platform (decision 0132). */
const MAX_RESOURCES = 10_000;

/** What is done in a row before requests are let in: some milliseconds. */
const CHECKED_IN_A_ROW = 4;
const WRITTEN_IN_A_ROW = 16;

/** Tenant resources a resource needs, each before what refers to it, the resource last; relationships lead to schemas too. */
function needed(id: string, view: View, seen: Set<string>): readonly Resource[] {
  const resource = view.resource(id);
  if (resource === undefined || seen.has(resource.id)) return [];
  seen.add(resource.id);
  const related = view
    .descriptorsOf(resource.body.$id)
    .map(({ body }) => body.content['xdm:destinationSchema'])
    .filter((destination) => typeof destination === 'string');
  return [
    ...[...referencesOf(resource.body.content), ...related].flatMap((reference) => needed(reference, view, seen)),
    resource,
  ];
}

/**
 * An export payload: everything of the tenant the resource depends on, descriptors of the schemas among it, the resource
 * itself last (page "Export endpoint"). Global resources are everywhere and left out.
 */
export function exported(id: string, view: View, scope: Scope): readonly SchemaNode[] {
  const resources = needed(id, view, new Set());
  const last = resources.at(-1);
  if (last === undefined) throw notFound('schemas', id);
  const descriptors = resources.flatMap(({ body }) => view.descriptorsOf(body.$id));
  return [
    ...resources.slice(0, -1).map((resource) => rendered(resource, view, scope)),
    ...descriptors.map((descriptor) => ({
      'meta:resourceType': 'descriptors',
      ...renderedDescriptor(descriptor, scope),
    })),
    rendered(last, view, scope),
  ].map((document) => portable(document, scope));
}

/** Attributes of the organisation and of its history; the sandbox stays named, as in the published payload. */
const LOCAL = ['imsOrg', 'meta:registryMetadata', 'meta:tenantNamespace', 'meta:containerId'];

function portable(document: SchemaNode, scope: Scope): SchemaNode {
  const kept = Object.fromEntries(Object.entries(document).filter(([name]) => !LOCAL.includes(name)));
  return renamed(kept, scope) as SchemaNode;
}

/** The placeholder wherever the tenant's id is part of a name, an id or a pointer. */
function renamed(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return renamedText(value, scope);
  if (Array.isArray(value)) return value.map((one) => renamed(one, scope));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      renamedText(name, scope),
      typeof member === 'string' && (name === 'title' || name === 'description') ? member : renamed(member, scope),
    ]),
  );
}

function renamedText(text: string, scope: Scope): string {
  const [own, id, placeholder] = [
    namespaceOf(scope),
    `https://ns.adobe.com/${scope.tenant}/`,
    `_${TENANT_PLACEHOLDER}`,
  ];
  if (text.startsWith(id)) return `https://ns.adobe.com/${TENANT_PLACEHOLDER}/${text.slice(id.length)}`;
  if (text === own || text.startsWith(`${own}.`)) return placeholder + text.slice(own.length);
  if (!text.startsWith('/')) return text;
  return text
    .split('/')
    .map((segment) => (segment === own ? placeholder : segment))
    .join('/');
}

function kindOf(document: SchemaNode): Kind {
  const kind = KINDS.find((one) => segmentOf(one) === document['meta:resourceType']);
  if (kind === undefined)
    throw importFailed(say('schemas-not-imported', { type: String(document['meta:resourceType']) }));
  return kind;
}

function isDescriptor(document: SchemaNode): boolean {
  return document['meta:resourceType'] === 'descriptors' || document['@type'] !== undefined;
}

/**
 * Creates the resources and descriptors of an export payload under their own ids, all or none, in whatever order they stand in.
 * Everything is checked first, as it will be with all of it, then written in one transaction; requests are answered meanwhile.
 * `$id`, `@id` and title must be free (XDM-3005). Answers them as they are now, the real tenant in place of the placeholder.
 * `told` hears of each document twice: once checked, once written.
 */
export function imported(
  by: By & { readonly told?: Told },
  payload: unknown,
  registry: Registry,
  descriptors: Descriptors,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { scope, actor, told = () => {} } = by;
  return registry.turns.take(scope.key, () =>
    failing(async () => {
      const documents = readPayload(payload, scope);
      let steps = 0;
      const stepped = () => {
        steps += 1;
        told(steps, documents.length * 2);
      };
      const [checked, written] = [pace(CHECKED_IN_A_ROW), pace(WRITTEN_IN_A_ROW)];
      const before = await registry.view(scope);
      const resources = new Map<SchemaNode, Resource>();
      const ids = new Map<string, Resource>();
      for (const document of documents.filter((one) => !isDescriptor(one))) {
        const draft = registry.draft(scope, actor, kindOf(document), document, String(document.$id));
        const there = before.resource(draft.id) ?? ids.get(draft.id);
        if (there !== undefined)
          throw importFailed(
            say('schemas-object-exists', { id: draft.body.$id, title: String(there.body.content.title) }),
          );
        ids.set(draft.id, draft);
        resources.set(document, draft);
        await written();
      }
      let view = before.withNew([...resources.values()]);
      for (const draft of resources.values()) {
        checkResource(draft, before, view, scope);
        stepped();
        await checked();
      }
      const described = new Map<SchemaNode, Descriptor>();
      for (const document of documents.filter(isDescriptor)) {
        const draft = await descriptors.draft(by, document, view);
        view = view.withDescriptor(draft);
        described.set(document, draft);
        stepped();
        await checked();
      }
      const members = [...resources.values()].filter(({ body }) => inUnion(body.content));
      checkUnions(members, view);
      await registry.atomically(async (writer) => {
        for (const draft of resources.values()) {
          await registry.insert(writer, by, draft);
          stepped();
          await written();
        }
        for (const { id, body } of described.values()) {
          await writer.descriptors.insert(scope.key, id, body, registry.change(actor));
          stepped();
          await written();
        }
      });
      const shownNow: Readonly<Record<string, unknown>>[] = [];
      for (const document of documents) {
        shownNow.push(shown(resources.get(document), described.get(document), view, scope));
        await written();
      }
      return shownNow;
    }),
  );
}

function shown(resource: Resource | undefined, descriptor: Descriptor | undefined, view: View, scope: Scope) {
  if (resource !== undefined) return rendered(resource, view, scope);
  return { 'meta:resourceType': 'descriptors', ...renderedDescriptor(descriptor as Descriptor, scope) };
}

/** Whatever a check finds is a failed import. */
async function failing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code.startsWith('XDM-3005')) throw error;
    throw importFailed(error, error.details);
  }
}

function readPayload(payload: unknown, scope: Scope): readonly SchemaNode[] {
  if (!Array.isArray(payload) || payload.length === 0) throw importFailed(say('schemas-export-array'));
  const local = parseJson(JSON.stringify(payload).replaceAll(TENANT_PLACEHOLDER, scope.tenant)) as readonly unknown[];
  if (local.filter((one) => !isDescriptor((one ?? {}) as SchemaNode)).length > MAX_RESOURCES)
    throw importFailed(say('schemas-most-imported', { most: MAX_RESOURCES }));
  return local.map((document) => {
    if (typeof document === 'object' && document !== null && isDescriptor(document as SchemaNode))
      return document as SchemaNode;
    const read = readDocument(document);
    if (typeof read.$id !== 'string' || !read.$id.startsWith(`https://ns.adobe.com/${scope.tenant}/`))
      throw importFailed(say('schemas-other-tenant', { id: String(read.$id), placeholder: TENANT_PLACEHOLDER }));
    return read;
  });
}
