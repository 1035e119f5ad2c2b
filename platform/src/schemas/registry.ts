import type { SchemaNode, StandardLibrary } from '@meniscus/languages/xdm';
import {
  type Actor,
  applyPatch,
  type Clock,
  type Ids,
  PatchError,
  type PatchOperation,
  type Scope,
} from '../kernel/index.ts';
import { type Change, type Collection, createCollection, DocumentConflict, type Tables } from '../stores/index.ts';
import { annotated } from './annotate.ts';
import { checkEvolution, checkReplacement, checkResource, readDocument } from './check-resource.ts';
import { checkUnion } from './check-union.ts';
import type { DescriptorBody } from './descriptor.ts';
import { badPatch, changedMeanwhile, inUse, notFound } from './errors.ts';
import { rendered } from './render-resource.ts';
import {
  documentKey,
  inUnion,
  type Kind,
  type Resource,
  type ResourceBody,
  resourceId,
  writablePart,
} from './resource.ts';
import { Turns } from './turns.ts';
import { View } from './view.ts';

/** A question to a later stage: does a dataset use the schema? */
export type InUse = (scope: Scope, schemaId: string) => Promise<{ readonly dataset: string } | undefined>;

interface RegistryDeps {
  readonly tables: Tables;
  readonly library: StandardLibrary;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly inUse: InUse;
}

/** Resources and descriptors of all sandboxes: reads through a cached view, writes one after another per sandbox. */
export class Registry {
  readonly resources: Collection<ResourceBody>;
  readonly descriptors: Collection<DescriptorBody>;
  readonly turns = new Turns();
  readonly #deps: RegistryDeps;
  #transactions = 0;
  readonly #views = new Map<string, { readonly revision: number; readonly view: Promise<View> }>();

  constructor(deps: RegistryDeps) {
    this.#deps = deps;
    this.resources = createCollection(deps.tables, 'schema-resources');
    this.descriptors = createCollection(deps.tables, 'schema-descriptors');
  }

  /** Counts up with every change of any resource or descriptor. */
  revision(): number {
    return this.resources.revision() + this.descriptors.revision() + this.#transactions;
  }

  /** Several writes together, all or none. */
  async atomically(
    work: (resources: Collection<ResourceBody>, descriptors: Collection<DescriptorBody>) => Promise<void>,
  ): Promise<void> {
    await this.#deps.tables.transaction((tx) => work(this.resources.in(tx), this.descriptors.in(tx)));
    // Collections count before the commit: whoever looked in between has seen the old state under the new count.
    this.#transactions += 1;
  }

  /** What the sandbox declares now. */
  view(scope: Scope): Promise<View> {
    const revision = this.revision();
    const known = this.#views.get(scope.key);
    if (known?.revision === revision) return known.view;
    const view = this.#read(scope);
    this.#views.set(scope.key, { revision, view });
    view.catch(() => this.#views.delete(scope.key));
    return view;
  }

  async #read(scope: Scope): Promise<View> {
    const [resources, descriptors] = await Promise.all([
      this.resources.list(scope.key),
      this.descriptors.list(scope.key),
    ]);
    return new View(this.#deps.library, resources, descriptors);
  }

  /** Makes a resource. Throws the documented problem when it is not one. */
  create(scope: Scope, actor: Actor, kind: Kind, body: unknown): Promise<Resource> {
    return this.turns.take(scope.key, async () => {
      const draft = this.draft(scope, actor, kind, readDocument(body));
      const view = await this.view(scope);
      checkResource(draft, view, scope);
      if (inUnion(draft.body.content)) checkUnion(draft, view.with(draft));
      return this.resources.insert(scope.key, draft.id, draft.body, this.change(actor));
    });
  }

  /** A resource that is not stored yet; `id` is given for imports only. */
  draft(scope: Scope, actor: Actor, kind: Kind, document: SchemaNode, id?: string): Resource {
    const $id = id ?? resourceId(scope, kind, this.#deps.ids.hex(48));
    const content = annotated(adhocNamed(kind, writablePart(document), this.#deps.ids));
    const at = this.#deps.clock();
    const body = { kind, $id, content, createdClient: actor.clientId, updatedClient: actor.clientId };
    return {
      id: documentKey($id),
      version: 1,
      createdAt: at,
      updatedAt: at,
      createdBy: actor.userId,
      updatedBy: actor.userId,
      body,
    };
  }

  change({ userId }: Actor): Change {
    return { by: userId, at: this.#deps.clock() };
  }

  /** Replaces a resource whole; read-only attributes in the body are ignored. */
  replace(scope: Scope, actor: Actor, kind: Kind, id: string, body: unknown): Promise<Resource> {
    return this.turns.take(scope.key, async () => {
      const view = await this.view(scope);
      return this.#write(scope, actor, this.#existing(view, kind, id), readDocument(body), view);
    });
  }

  /** Applies JSON Patch to the resource as a look-up shows it. */
  patch(scope: Scope, actor: Actor, kind: Kind, id: string, operations: unknown): Promise<Resource> {
    return this.turns.take(scope.key, async () => {
      const view = await this.view(scope);
      const before = this.#existing(view, kind, id);
      const patched = applied(rendered(before, view, scope), operations);
      return this.#write(scope, actor, before, readDocument(patched), view);
    });
  }

  async #write(scope: Scope, actor: Actor, before: Resource, document: SchemaNode, view: View): Promise<Resource> {
    const content = annotated(writablePart(document));
    const after: Resource = { ...before, body: { ...before.body, content, updatedClient: actor.clientId } };
    checkReplacement(before, content, view);
    checkResource(after, view, scope);
    const next = view.with(after);
    await checkEvolution(view, next, before.body.$id, (schema) => this.userOf(scope, schema));
    for (const schema of next.schemasWith(before.body.$id)) if (inUnion(schema.body.content)) checkUnion(schema, next);
    try {
      return await this.resources.update(scope.key, before.id, before.version, after.body, this.change(actor));
    } catch (error) {
      throw error instanceof DocumentConflict ? changedMeanwhile(before.body.$id) : error;
    }
  }

  /** Who holds a schema's data, as the end of a sentence. */
  async userOf(scope: Scope, schema: Resource): Promise<string | undefined> {
    const { $id, content } = schema.body;
    if (inUnion(content)) return `schema ${$id} (${content.title}) takes part in Real-Time Customer Profile`;
    const user = await this.#deps.inUse(scope, $id);
    return user === undefined ? undefined : `dataset ${user.dataset} uses schema ${$id} (${content.title})`;
  }

  /** Deletes a resource and, with a schema, its descriptors. Refused while anything depends on it. */
  remove(scope: Scope, kind: Kind, id: string): Promise<void> {
    return this.turns.take(scope.key, async () => {
      const view = await this.view(scope);
      const resource = this.#existing(view, kind, id);
      const { $id } = resource.body;
      const [user] = view.usersOf($id);
      const holder =
        user === undefined
          ? await this.userOf(scope, resource)
          : `${user.body.$id} (${user.body.content.title}) refers to it`;
      if (holder !== undefined) throw inUse($id, holder);
      await this.atomically(async (resources, descriptors) => {
        for (const descriptor of view.descriptorsOf($id)) await descriptors.remove(scope.key, descriptor.id);
        await resources.remove(scope.key, resource.id);
      });
    });
  }

  #existing(view: View, kind: Kind, id: string): Resource {
    const found = view.resource(id);
    if (found === undefined || found.body.kind !== kind) throw notFound(kind, id);
    return found;
  }
}

/** Ad-hoc classes keep their fields under `_adhoc`, which the registry renames to be unique (page "Ad-hoc schema"). */
function adhocNamed(kind: Kind, content: SchemaNode, ids: Ids): SchemaNode {
  const text = kind === 'classes' ? JSON.stringify(content) : '';
  if (!text.includes('"_adhoc":')) return content;
  const name = `_${ids.hex(32)}`;
  return { ...(JSON.parse(text.replaceAll('"_adhoc":', `"${name}":`)) as SchemaNode), 'meta:datasetNamespace': name };
}

function applied(document: SchemaNode, operations: unknown): unknown {
  try {
    return applyPatch(document, operations as readonly PatchOperation[]);
  } catch (error) {
    throw error instanceof PatchError ? badPatch(error.message) : error;
  }
}
