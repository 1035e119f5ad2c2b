import type { Actor, Ids, Scope } from '../kernel/index.ts';
import { checkDescriptor, checkIdentityKept, type NamespaceExists, readDescriptor } from './check-descriptor.ts';
import type { Descriptor } from './descriptor.ts';
import { invalid, notFound } from './errors.ts';
import type { Registry } from './registry.ts';
import { containerAttributes, registryMetadata } from './resource.ts';
import type { View } from './view.ts';

/** Descriptors a sandbox may hold (page "Descriptors in the Schema Registry API"). */
const LIMIT = 4000;

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
      const view = await this.#registry.view(scope);
      if (view.descriptors.length >= LIMIT) throw invalid(`a sandbox holds at most ${LIMIT} descriptors`);
      const content = readDescriptor(body, view);
      await checkDescriptor(content, view, scope, this.#namespaceExists);
      const stored = { content, createdClient: actor.clientId, updatedClient: actor.clientId };
      return this.#registry.descriptors.insert(scope.key, this.#ids.hex(48), stored, this.#registry.change(actor));
    });
  }

  /** A descriptor of an import that is not stored yet, checked against the view it will stand in. */
  async draft(scope: Scope, actor: Actor, body: unknown, view: View): Promise<Descriptor> {
    if (view.descriptors.length >= LIMIT) throw invalid(`a sandbox holds at most ${LIMIT} descriptors`);
    const content = readDescriptor(body, view);
    await checkDescriptor(content, view, scope, this.#namespaceExists);
    const { at, by } = this.#registry.change(actor);
    const stored = { content, createdClient: actor.clientId, updatedClient: actor.clientId };
    return {
      id: this.#ids.hex(48),
      version: 1,
      createdAt: at,
      updatedAt: at,
      createdBy: by,
      updatedBy: by,
      body: stored,
    };
  }

  /** Rewrites a descriptor. Throws 404 when there is none. */
  replace(scope: Scope, actor: Actor, id: string, body: unknown): Promise<Descriptor> {
    return this.#registry.turns.take(scope.key, async () => {
      const view = await this.#registry.view(scope);
      const before = await this.find(scope, id);
      const content = readDescriptor(body, view);
      await checkDescriptor(content, view, scope, this.#namespaceExists, id);
      checkIdentityKept(before, content, view);
      const stored = { ...before.body, content, updatedClient: actor.clientId };
      return this.#registry.descriptors.update(scope.key, id, before.version, stored, this.#registry.change(actor));
    });
  }

  remove(scope: Scope, id: string): Promise<void> {
    return this.#registry.turns.take(scope.key, async () => {
      checkIdentityKept(await this.find(scope, id), undefined, await this.#registry.view(scope));
      await this.#registry.descriptors.remove(scope.key, id);
    });
  }

  async find(scope: Scope, id: string): Promise<Descriptor> {
    const found = await this.#registry.descriptors.get(scope.key, id);
    if (found === undefined) throw notFound('descriptors', id);
    return found;
  }
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
