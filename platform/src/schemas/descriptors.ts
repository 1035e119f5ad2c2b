import type { SchemaNode } from '@meniscus/languages/xdm';
import type { Actor, Ids, Scope } from '../kernel/index.ts';
import type { By } from './changes.ts';
import { checkDescriptor, checkIdentityKept, type NamespaceExists, readDescriptor } from './check-descriptor.ts';
import { versionNeeded } from './check-relational.ts';
import type { Descriptor, DescriptorContent } from './descriptor.ts';
import { invalid, invalidOf, notFound } from './errors.ts';
import { say } from './phrases.ts';
import type { Registry } from './registry.ts';
import { containerAttributes, registryMetadata } from './resource.ts';
import type { View } from './view.ts';

/** Descriptors a sandbox may hold (page "Descriptors in the Schema Registry API"). */
const LIMIT = 4000;
const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Writes descriptors; reading goes through the registry's view. */
export class Descriptors {
  readonly #registry: Registry;
  readonly #ids: Ids;
  readonly #namespaceExists: NamespaceExists;

  constructor(registry: Registry, ids: Ids, namespaceExists: NamespaceExists) {
    this.#registry = registry;
    this.#ids = ids;
    this.#namespaceExists = namespaceExists;
  }

  create(scope: Scope, actor: Actor, body: unknown): Promise<Descriptor> {
    return this.#registry.turns.take(scope.key, async () => {
      const { id, body: stored } = await this.#drafted({ scope, actor }, body, await this.#registry.view(scope));
      return this.#registry.descriptors.insert(scope.key, id, stored, this.#registry.change(actor));
    });
  }

  /** A descriptor to be imported under its own `@id`, checked against the view; not stored. */
  draft(by: Pick<By, 'scope' | 'actor'>, body: SchemaNode, view: View): Promise<Descriptor> {
    const { '@id': id } = body;
    if (id !== undefined && !(typeof id === 'string' && ID.test(id)))
      throw invalid(say('schemas-no-descriptor-id', { id: String(JSON.stringify(id)).slice(0, 80) }));
    if (view.descriptors.some((one) => one.id === id))
      throw invalid(say('schemas-descriptor-exists', { id: String(id) }));
    return this.#drafted(by, body, view, id);
  }

  async #drafted(
    { scope, actor }: Pick<By, 'scope' | 'actor'>,
    body: unknown,
    view: View,
    id = this.#ids.hex(48),
  ): Promise<Descriptor> {
    if (view.descriptors.length >= LIMIT) throw invalid(say('schemas-most-descriptors', { most: LIMIT }));
    const content = readDescriptor(body, view);
    await checkDescriptor(content, view, scope, this.#namespaceExists);
    const { by, at } = this.#registry.change(actor);
    return {
      id,
      version: 1,
      createdAt: at,
      updatedAt: at,
      createdBy: by,
      updatedBy: by,
      body: { content, createdClient: actor.clientId, updatedClient: actor.clientId },
    };
  }

  /** Rewrites a descriptor. Throws 404 when there is none. */
  replace(scope: Scope, actor: Actor, id: string, body: unknown): Promise<Descriptor> {
    return this.#registry.turns.take(scope.key, async () => {
      const view = await this.#registry.view(scope);
      const before = await this.find(scope, id);
      const content = readDescriptor(body, view);
      await checkDescriptor(content, view, scope, this.#namespaceExists, id);
      checkKept(before, content, view);
      const stored = { ...before.body, content, updatedClient: actor.clientId };
      return this.#registry.descriptors.update(scope.key, id, before.version, stored, this.#registry.change(actor));
    });
  }

  remove(scope: Scope, id: string): Promise<void> {
    return this.#registry.turns.take(scope.key, async () => {
      checkKept(await this.find(scope, id), undefined, await this.#registry.view(scope));
      await this.#registry.descriptors.remove(scope.key, id);
    });
  }

  async find(scope: Scope, id: string): Promise<Descriptor> {
    const found = await this.#registry.descriptors.get(scope.key, id);
    if (found === undefined) throw notFound('descriptors', id);
    return found;
  }
}

/** What must stay when a descriptor is changed or deleted: the identity of a union's member, the version of a key. */
function checkKept(before: Descriptor, next: DescriptorContent | undefined, view: View): void {
  checkIdentityKept(before, next, view);
  const schema = view.resource(before.body.content['xdm:sourceSchema']);
  const others = view.descriptorsOf(before.body.content['xdm:sourceSchema']).map(({ body }) => body.content);
  const missing = versionNeeded(before.body.content, next, others);
  if (schema !== undefined && missing !== undefined) throw invalidOf(schema, missing);
}

/** A descriptor as the API shows it. */
export function renderedDescriptor({ id, ...document }: Descriptor, scope: Scope): Readonly<Record<string, unknown>> {
  const { content, createdClient, updatedClient } = document.body;
  return {
    '@id': id,
    ...content,
    imsOrg: scope.org,
    version: '1',
    ...containerAttributes(scope),
    'meta:registryMetadata': registryMetadata({ id, ...document }, createdClient, updatedClient),
  };
}
