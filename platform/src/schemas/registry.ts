import type { Said } from '@meniscus/languages/syntax';
import { parseJson } from '@meniscus/languages/syntax';
import type { SchemaNode, StandardLibrary } from '@meniscus/languages/xdm';
import {
  type Actor,
  applyPatch,
  type Clock,
  type Ids,
  PatchError,
  type PatchOperation,
  type Scope,
  Turns,
} from '../kernel/index.ts';
import { type Change, type Collection, createCollection, DocumentConflict, type Tables } from '../stores/index.ts';
import { annotated } from './annotate.ts';
import { type By, ChangeLog } from './changes.ts';
import { checkEvolution, checkReplacement, checkResource, readDocument } from './check-resource.ts';
import { checkUnion, checkUnions } from './check-union.ts';
import type { DescriptorBody } from './descriptor.ts';
import { badPatch, changedMeanwhile, heldByDataset, heldByProfile, heldByResource, inUse, notFound } from './errors.ts';
import { withPointers } from './published-spellings.ts';
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
import { View } from './view.ts';

/** A question to a later stage: does a dataset use the schema? */
export type InUse = (scope: Scope, schemaId: string) => Promise<{ readonly dataset: string } | undefined>;

/** Both collections inside one transaction. */
export interface Writer {
  readonly resources: Collection<ResourceBody>;
  readonly descriptors: Collection<DescriptorBody>;
  readonly tx: unknown;
}

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
  readonly changes: ChangeLog;
  readonly #deps: RegistryDeps;
  #transactions = 0;
  readonly #views = new Map<string, { readonly revision: number; readonly view: Promise<View> }>();

  constructor(deps: RegistryDeps) {
    this.#deps = deps;
    this.resources = createCollection(deps.tables, 'schema-resources');
    this.descriptors = createCollection(deps.tables, 'schema-descriptors');
    this.changes = new ChangeLog(deps.tables);
  }

  /** Counts up with every change of any resource or descriptor. */
  revision(): number {
    return this.resources.revision() + this.descriptors.revision() + this.#transactions;
  }

  /** Several writes together, all or none. */
  async atomically<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
    const done = await this.#deps.tables.transaction((tx) =>
      work({ resources: this.resources.in(tx), descriptors: this.descriptors.in(tx), tx }),
    );
    // Collections count before the commit: whoever looked in between has seen the old state under the new count.
    this.#transactions += 1;
    return done;
  }

  /** Stores a new resource and records that it was made. */
  async insert({ resources, tx }: Writer, by: By, { id, body }: Resource): Promise<Resource> {
    const change = this.change(by.actor);
    await this.changes.append(tx, by, change.at, { before: undefined, after: body, users: [] });
    return resources.insert(by.scope.key, id, body, change);
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
  create(by: By, kind: Kind, body: unknown): Promise<Resource> {
    const { scope, actor } = by;
    return this.turns.take(scope.key, async () => {
      const draft = this.draft(scope, actor, kind, readDocument(body));
      const view = await this.view(scope);
      const next = view.withNew([draft]);
      checkResource(draft, view, next, scope);
      if (inUnion(draft.body.content)) checkUnion(draft, next);
      return this.atomically((writer) => this.insert(writer, by, draft));
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
  replace(by: By, kind: Kind, id: string, body: unknown): Promise<Resource> {
    return this.turns.take(by.scope.key, async () => {
      const view = await this.view(by.scope);
      return this.#write(by, this.#existing(view, kind, id), readDocument(body), view);
    });
  }

  /** Applies JSON Patch to the resource as a look-up shows it. */
  patch(by: By, kind: Kind, id: string, operations: unknown): Promise<Resource> {
    return this.turns.take(by.scope.key, async () => {
      const view = await this.view(by.scope);
      const before = this.#existing(view, kind, id);
      const tagged = before.body.content['meta:immutableTags'] !== undefined;
      const patched = applied(rendered(before, view, by.scope), withPointers(operations, tagged));
      return this.#write(by, before, readDocument(patched), view);
    });
  }

  async #write(by: By, before: Resource, document: SchemaNode, view: View): Promise<Resource> {
    const { scope, actor } = by;
    const content = annotated(writablePart(document));
    const after: Resource = { ...before, body: { ...before.body, content, updatedClient: actor.clientId } };
    checkReplacement(before, content, view);
    const next = view.with(after);
    checkResource(after, view, next, scope);
    await checkEvolution(view, next, before.body.$id, (schema) => this.userOf(scope, schema));
    const members = next.schemasWith(before.body.$id).filter(({ body }) => inUnion(body.content));
    checkUnions(members, next);
    try {
      return await this.atomically(async ({ resources, tx }) => {
        const change = this.change(actor);
        const users = view.usedBy(before.body.$id).map(({ body }) => body.$id);
        await this.changes.append(tx, by, change.at, { before: before.body, after: after.body, users });
        return resources.update(scope.key, before.id, before.version, after.body, change);
      });
    } catch (error) {
      throw error instanceof DocumentConflict ? changedMeanwhile(before.body.$id) : error;
    }
  }

  /** Who holds a schema's data, as the end of a sentence. */
  async userOf(scope: Scope, schema: Resource): Promise<Said | undefined> {
    const { $id, content } = schema.body;
    if (inUnion(content)) return heldByProfile($id, String(content.title));
    const user = await this.#deps.inUse(scope, $id);
    return user === undefined ? undefined : heldByDataset(user.dataset, $id, String(content.title));
  }

  /** Deletes a resource and, with a schema, its descriptors. Refused while anything depends on it. */
  remove(by: By, kind: Kind, id: string): Promise<void> {
    const { scope } = by;
    return this.turns.take(scope.key, async () => {
      const view = await this.view(scope);
      const resource = this.#existing(view, kind, id);
      const { $id } = resource.body;
      const [user] = view.usersOf($id);
      const holder =
        user === undefined
          ? await this.userOf(scope, resource)
          : heldByResource(user.body.$id, String(user.body.content.title));
      if (holder !== undefined) throw inUse($id, holder);
      await this.atomically(async ({ resources, descriptors, tx }) => {
        const at = this.#deps.clock();
        await this.changes.append(tx, by, at, { before: resource.body, after: undefined, users: [] });
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
  return { ...(parseJson(text.replaceAll('"_adhoc":', `"${name}":`)) as SchemaNode), 'meta:datasetNamespace': name };
}

function applied(document: SchemaNode, operations: unknown): unknown {
  try {
    return applyPatch(document, operations as readonly PatchOperation[]);
  } catch (error) {
    throw error instanceof PatchError ? badPatch(error.said) : error;
  }
}
