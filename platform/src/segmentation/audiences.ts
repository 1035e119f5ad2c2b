import type { CompiledPredicate, Roots } from '@meniscus/languages/pql';
import {
  type Actor,
  applyPatch,
  type Call,
  type Clock,
  type FieldView,
  type Ids,
  PatchError,
  type PatchOperation,
  type Scope,
  Turns,
} from '../kernel/index.ts';
import { visibleRoots } from '../schemas/index.ts';
import { type Change, type Collection, createCollection, type Tables } from '../stores/index.ts';
import { type Audience, type AudienceBody, isEvaluated, type StoredAudience } from './audience.ts';
import { AudienceIndex, NO_AUDIENCES } from './audience-index.ts';
import { ANYTHING, checkedPredicate, compileAudience } from './compile-audience.ts';
import { badAudience, badBody, hasDependents, labelsForbid, nameTaken, noAudience } from './errors.ts';
import { say } from './phrases.ts';
import { readAudience } from './read-audience.ts';
import { renderAudience } from './render-audience.ts';

/** Questions to earlier stages and the ports. */
export interface AudienceDeps {
  readonly tables: Tables;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Schemas a rule may read: the union of profiles and of events. */
  roots(scope: Scope): Promise<Roots>;
  /** The scope of a stored key; undefined when it is gone. */
  scopeByKey(key: string): Scope | undefined;
}

/**
 * Called after a write that changes who is in: with the audience to evaluate for everybody, or with the id of one that is
 * no longer evaluated. Audiences that ask about it follow, in order.
 */
export type AudienceListener = (scopeKey: string, change: Audience | string) => void;

/** Whose question it is: what is hidden from the caller does not exist for them. */
export type Asking = Pick<Call, 'scope' | 'fields'>;
/** Who changes something. */
export type Changing = Pick<Call, 'scope' | 'fields' | 'actor'>;

interface Known {
  readonly body: AudienceBody;
  readonly predicate: CompiledPredicate | undefined;
}

/** All audiences: stored as documents, and compiled in memory for the way of each event. */
export class Audiences {
  readonly #deps: AudienceDeps;
  readonly #documents: Collection<AudienceBody>;
  /** Scope key to id to what is known of the newest version, oldest first. */
  readonly #known = new Map<string, Map<string, Known>>();
  readonly #indexes = new Map<string, AudienceIndex>();
  readonly #listeners: AudienceListener[] = [];
  /** Rules that read so only since a later moment are not there yet; always infinite but in a rebuild. */
  #seenUpTo = Number.POSITIVE_INFINITY;
  /** Writes in a sandbox run one after another: two creations of one name must not both find it free. */
  readonly #turns = new Turns();

  constructor(deps: AudienceDeps) {
    this.#deps = deps;
    this.#documents = createCollection<AudienceBody>(deps.tables, 'audience');
  }

  /** Reads and compiles everything stored. A rule whose fields have left the schema still runs, without type checks. */
  async load(): Promise<void> {
    for (const { scope, id, body } of await this.#documents.everywhere()) {
      const owner = this.#deps.scopeByKey(scope);
      if (owner === undefined) continue;
      this.#remember(scope, id, { body, predicate: await this.#stored(owner, body) });
    }
  }

  async #stored(scope: Scope, { expression }: AudienceBody): Promise<CompiledPredicate | undefined> {
    if (expression === undefined) return undefined;
    const compiled = compileAudience(expression, await this.#deps.roots(scope));
    const anyhow = compiled.ok ? compiled : compileAudience(expression, ANYTHING);
    return anyhow.ok ? anyhow.predicate : undefined;
  }

  onChange(listener: AudienceListener): void {
    this.#listeners.push(listener);
  }

  /** What is evaluated in a scope, from memory. */
  of(scopeKey: string): AudienceIndex {
    const known = this.#indexes.get(scopeKey);
    if (known !== undefined) return known;
    const entries = this.#known.get(scopeKey);
    if (entries === undefined) return NO_AUDIENCES;
    const there = [...entries].filter(([, { body }]) => body.ruleSince <= this.#seenUpTo);
    const index = new AudienceIndex(there.flatMap(([id, entry]) => audienceOf(id, entry) ?? []));
    this.#indexes.set(scopeKey, index);
    return index;
  }

  /** Moments after another at which rules began to read as they do. */
  turnsAfter(moment: number): ReadonlySet<number> {
    const turns = new Set<number>();
    for (const entries of this.#known.values())
      for (const { body } of entries.values())
        if (isEvaluated(body) && body.ruleSince > moment) turns.add(body.ruleSince);
    return turns;
  }

  /** For a rebuild: only rules that read so at a moment are there. Those that come to be there are announced as new ones are. */
  seeUpTo(moment: number): void {
    const before = this.#seenUpTo;
    this.#seenUpTo = moment;
    this.#indexes.clear();
    for (const [scope, entries] of this.#known)
      for (const [id, known] of entries)
        if (isEvaluated(known.body) && known.body.ruleSince > before && known.body.ruleSince <= moment)
          this.#announce(scope, id, undefined);
  }

  /** The compiled rule of an audience, published or not; undefined for external ones. */
  predicateOf(scopeKey: string, id: string): CompiledPredicate | undefined {
    return this.#known.get(scopeKey)?.get(id)?.predicate;
  }

  /** The merge policy an audience names. */
  policyOf(scopeKey: string, id: string): string | undefined {
    return this.#known.get(scopeKey)?.get(id)?.body.mergePolicyId;
  }

  /** Another merge policy became the default: audiences that named the one before go along (page "Merge policies"). */
  followDefault({ key }: Scope, from: string, to: string): Promise<void> {
    return this.#turns.take(key, async () => {
      for (const { id, version, body } of await this.#documents.list(key)) {
        if (body.mergePolicyId !== from) continue;
        const moved = { ...body, mergePolicyId: to };
        await this.#documents.update(key, id, version, moved, { by: 'system', at: this.#deps.clock() });
        this.#remember(key, id, { body: moved, predicate: this.predicateOf(key, id) });
      }
    });
  }

  /** Does a rule compile under these roots? One whose fields have left the schema does not, and runs all the same. */
  compiles(text: string, roots: Roots): boolean {
    return compileAudience({ type: 'PQL', format: 'pql/text', value: text }, roots).ok;
  }

  async list({ scope, fields }: Asking): Promise<readonly Record<string, unknown>[]> {
    const documents = await this.#documents.list(scope.key);
    return documents
      .filter(({ id }) => fields.seesAudience(id))
      .map((document) => this.#render({ scope, fields }, document));
  }

  async find({ scope, fields }: Asking, id: string): Promise<Record<string, unknown> | undefined> {
    const document = fields.seesAudience(id) ? await this.#documents.get(scope.key, id) : undefined;
    return document === undefined ? undefined : this.#render({ scope, fields }, document);
  }

  async get(asking: Asking, id: string): Promise<Record<string, unknown>> {
    const found = await this.find(asking, id);
    if (found === undefined) throw noAudience(id);
    return found;
  }

  /** Labels of one audience; none when it is not there. */
  labelsOf(scopeKey: string, id: string): readonly string[] {
    return this.#known.get(scopeKey)?.get(id)?.body.labels ?? [];
  }

  /** Audiences that carry labels. */
  labelled(scopeKey: string): readonly { readonly id: string; readonly labels: readonly string[] }[] {
    return [...(this.#known.get(scopeKey) ?? [])].flatMap(([id, { body }]) =>
      body.labels.length === 0 ? [] : [{ id, labels: body.labels }],
    );
  }

  /**
   * Which audiences somebody sees from whom fields are hidden: those whose labels they see, whose rule reads as it does
   * without the hidden fields, and that ask about such audiences alone. A rule whose fields have left the schema is not seen.
   */
  async sight(
    scope: Scope,
    hidden: Pick<FieldView, 'whole' | 'anywhere'>,
    seesLabels: (id: string, labels: readonly string[]) => boolean,
  ): Promise<(id: string) => boolean> {
    const roots = await this.#deps.roots(scope);
    let visible: Roots | undefined;
    const answers = new Map<string, boolean>();
    const sees = (id: string): boolean => {
      const known = answers.get(id);
      if (known !== undefined) return known;
      const entry = this.#known.get(scope.key)?.get(id);
      answers.set(id, false);
      visible ??= visibleRoots(roots, hidden);
      const seen = entry !== undefined && seesLabels(id, entry.body.labels) && this.#readsOnly(entry, visible, sees);
      answers.set(id, seen);
      return seen;
    };
    return sees;
  }

  #readsOnly({ body, predicate }: Known, roots: Roots, sees: (id: string) => boolean): boolean {
    if (body.expression === undefined) return true;
    return predicate !== undefined && this.compiles(predicate.text, roots) && predicate.segments.every(sees);
  }

  create({ scope, actor, fields }: Changing, input: unknown): Promise<Record<string, unknown>> {
    return this.#turns.take(scope.key, async () => {
      const change = this.#change(actor);
      const body = readAudience(input, change.at);
      const id = this.#deps.ids.uuid();
      const predicate = await this.#checked({ scope, fields }, id, body);
      const document = await this.#documents.insert(scope.key, id, body, change);
      this.#remember(scope.key, id, { body, predicate });
      this.#announce(scope.key, id, undefined);
      return this.#render({ scope, fields }, document);
    });
  }

  /** Overwrites what a caller may set. */
  replace(by: Changing, id: string, input: unknown): Promise<Record<string, unknown>> {
    return this.#changed(by, id, () => input);
  }

  /** A partial object, or a list of JSON Patch operations. */
  patch(by: Changing, id: string, patch: unknown): Promise<Record<string, unknown>> {
    return this.#changed(by, id, (now) => patched(now, patch));
  }

  remove({ scope, fields }: Asking, id: string): Promise<void> {
    return this.#turns.take(scope.key, async () => {
      if (!fields.seesAudience(id) || (await this.#documents.get(scope.key, id)) === undefined) throw noAudience(id);
      if (!fields.mayChangeAudience(id, 'delete')) throw labelsForbid(scope, id, 'DELETE');
      const dependents = this.#dependents(scope.key, id);
      if (dependents.length > 0) throw hasDependents(dependents);
      await this.#documents.remove(scope.key, id);
      const known = this.#known.get(scope.key)?.get(id);
      this.#known.get(scope.key)?.delete(id);
      this.#indexes.delete(scope.key);
      if (known !== undefined && (isEvaluated(known.body) || known.body.type === 'ExternalSegment'))
        this.#tell(scope.key, id);
    });
  }

  #changed(
    { scope, actor, fields }: Changing,
    id: string,
    next: (now: Record<string, unknown>) => unknown,
  ): Promise<Record<string, unknown>> {
    return this.#turns.take(scope.key, async () => {
      const before = fields.seesAudience(id) ? await this.#documents.get(scope.key, id) : undefined;
      if (before === undefined) throw noAudience(id);
      if (!fields.mayChangeAudience(id, 'write')) throw labelsForbid(scope, id, 'WRITE');
      const change = this.#change(actor);
      const read = readAudience(next(sendable(before)), change.at);
      if (read.namespace !== before.body.namespace) throw badAudience(say('audience-namespace-fixed'));
      if (read.type !== before.body.type) throw badAudience(say('audience-type-fixed'));
      this.#checkWithdrawal(scope.key, id, before.body, read);
      const same = sameRule(read, before.body);
      const body = same ? { ...read, ruleSince: before.body.ruleSince } : read;
      const predicate = await this.#checked({ scope, fields }, id, body);
      const known = this.#known.get(scope.key)?.get(id);
      const document = await this.#documents.update(scope.key, id, before.version, body, change);
      this.#remember(scope.key, id, { body, predicate });
      if (!same) this.#announce(scope.key, id, known);
      return this.#render({ scope, fields }, document);
    });
  }

  /** An audience others ask about stays published (page "Audience Portal", lifecycle states). */
  #checkWithdrawal(scopeKey: string, id: string, before: AudienceBody, after: AudienceBody): void {
    const dependents = isEvaluated(before) && !isEvaluated(after) ? this.#dependents(scopeKey, id) : [];
    if (dependents.length > 0) throw badAudience(say('audience-not-withdrawn', { ids: dependents.join(', ') }));
  }

  /** Everything that must hold before a body is stored. Gives the compiled rule. */
  async #checked({ scope, fields }: Asking, id: string, body: AudienceBody): Promise<CompiledPredicate | undefined> {
    const entries = this.#known.get(scope.key);
    for (const [other, known] of entries ?? [])
      if (other !== id && known.body.name === body.name) throw nameTaken(body.name);
    if (body.expression === undefined) return undefined;
    const predicate = checkedPredicate(body.expression, visibleRoots(await this.#deps.roots(scope), fields));
    for (const asked of predicate.segments) {
      if (asked !== id && !(entries?.has(asked) === true && fields.seesAudience(asked)))
        throw badAudience(say('audience-unknown-asked', { id: asked }));
      if (asked === id || this.#reaches(scope.key, asked, id)) throw badAudience(say('audience-circle', { id: asked }));
    }
    return predicate;
  }

  /** Does `from` ask about `target`, directly or through others? */
  #reaches(scopeKey: string, from: string, target: string): boolean {
    const entries = this.#known.get(scopeKey);
    const reached = new Set([from]);
    for (const id of reached) for (const asked of entries?.get(id)?.predicate?.segments ?? []) reached.add(asked);
    return reached.has(target);
  }

  #dependents(scopeKey: string, id: string): readonly string[] {
    return [...(this.#known.get(scopeKey) ?? [])]
      .filter(([, { predicate }]) => predicate?.segments.includes(id))
      .map(([other]) => other);
  }

  #remember(scopeKey: string, id: string, known: Known): void {
    const entries = this.#known.get(scopeKey) ?? new Map<string, Known>();
    entries.set(id, known);
    this.#known.set(scopeKey, entries);
    this.#indexes.delete(scopeKey);
  }

  /** A rule is new or reads differently: it and all that ask about it must be evaluated for everybody. */
  #announce(scopeKey: string, id: string, before: Known | undefined): void {
    const affected = this.of(scopeKey).withDependents(id);
    if (affected.length === 0 && before !== undefined && isEvaluated(before.body)) this.#tell(scopeKey, id);
    for (const audience of affected) this.#tell(scopeKey, audience);
  }

  #tell(scopeKey: string, change: Audience | string): void {
    for (const listener of this.#listeners) listener(scopeKey, change);
  }

  #render({ scope, fields }: Asking, document: StoredAudience): Record<string, unknown> {
    const predicate = this.#known.get(scope.key)?.get(document.id)?.predicate;
    const dependents = this.#dependents(scope.key, document.id);
    return renderAudience(scope, document, {
      eligibility: predicate?.eligibility,
      dependencies: predicate?.segments ?? [],
      dependents: dependents.filter((id) => fields.seesAudience(id)),
    });
  }

  #change(actor: Actor): Change {
    return { by: actor.userId, at: this.#deps.clock() };
  }
}

function audienceOf(id: string, { body, predicate }: Known): Audience | undefined {
  if (predicate === undefined || !isEvaluated(body)) return undefined;
  const { name, mergePolicyId, ruleSince: createdAt } = body;
  return { id, name, predicate, createdAt, ...(mergePolicyId === undefined ? {} : { policyId: mergePolicyId }) };
}

function sameRule(a: AudienceBody, b: AudienceBody): boolean {
  return (
    a.expression?.format === b.expression?.format &&
    a.expression?.value === b.expression?.value &&
    a.mergePolicyId === b.mergePolicyId &&
    a.lifecycleState === b.lifecycleState
  );
}

/** The stored body in the words callers use, for a patch to work on. */
function sendable({ body }: StoredAudience): Record<string, unknown> {
  const { method, ruleSince, ...stored } = body;
  return { ...stored, evaluationInfo: method === undefined ? {} : { [method]: { enabled: true } } };
}

function patched(now: Record<string, unknown>, patch: unknown): unknown {
  if (!Array.isArray(patch)) {
    if (typeof patch !== 'object' || patch === null) throw badBody(say('audience-changes'));
    return { ...now, ...patch };
  }
  try {
    return applyPatch(now, patch as readonly PatchOperation[]);
  } catch (error) {
    if (error instanceof PatchError) throw badBody(error.said);
    throw error;
  }
}
