import { createHash } from 'node:crypto';
import type { CompiledPredicate } from '@meniscus/languages/pql';
import type { Clock, Ids, Scope } from '../kernel/index.ts';
import type { Everybody, Somebody } from './everybody.ts';

/** A preview under way or done. */
export interface Preview {
  readonly id: string;
  readonly queryId: string;
  readonly scope: string;
  /** User id of who began it. */
  readonly by: string;
  state: 'RUNNING' | 'RESULT_READY' | 'FAILED';
  /** People there are, and how many of them are to be looked at. */
  total: number;
  toRead: number;
  read: number;
  matched: number;
  /** Namespace id to people whose first identity is of it. */
  readonly byNamespace: Map<number, number>;
  /** XIDs of the first members found. */
  readonly sample: string[];
  error: string;
  readonly stop: AbortController;
}

/**
 * How many people are looked at (page "Previews and estimates endpoints"): all of them up to `all`, then `all` of them,
 * but never less than `share`.
 */
export interface Sampling {
  readonly all: number;
  readonly share: number;
}

export const PUBLISHED_SAMPLING: Sampling = { all: 1_000_000, share: 0.05 };

const KEPT = 100;
const SAMPLE = 1000;
const HASH_RANGE = 2 ** 32;

/** Previews of rules that are not saved: the newest hundred, in memory. */
export class Previews {
  readonly #everybody: Everybody;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #sampling: Sampling;
  readonly #previews = new Map<string, Preview>();

  constructor(deps: { everybody: Everybody; clock: Clock; ids: Ids; sampling?: Sampling }) {
    this.#everybody = deps.everybody;
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#sampling = deps.sampling ?? PUBLISHED_SAMPLING;
  }

  /** Begins to look at people and returns at once. */
  start(scope: Scope, predicate: CompiledPredicate, by: string): Preview {
    const queryId = this.#ids.uuid();
    const preview: Preview = {
      id: Buffer.from(queryId).toString('base64url'),
      queryId,
      scope: scope.key,
      by,
      state: 'RUNNING',
      total: 0,
      toRead: 0,
      read: 0,
      matched: 0,
      byNamespace: new Map(),
      sample: [],
      error: '',
      stop: new AbortController(),
    };
    if (this.#previews.size >= KEPT) this.#remove(this.#previews.values().next().value!);
    this.#previews.set(preview.id, preview);
    this.#run(scope, predicate, preview).then(
      () => {
        preview.state = 'RESULT_READY';
      },
      (error: unknown) => {
        preview.state = 'FAILED';
        preview.error = String(error);
      },
    );
    return preview;
  }

  async #run(scope: Scope, predicate: CompiledPredicate, preview: Preview): Promise<void> {
    const now = this.#clock();
    const { all, share } = this.#sampling;
    preview.total = await this.#everybody.count(scope);
    const part = preview.total <= all ? 1 : Math.max(all / preview.total, share);
    preview.toRead = Math.round(preview.total * part);
    await this.#everybody.visit(scope, predicate.events, (somebody) => look(preview, predicate, somebody, now), {
      signal: preview.stop.signal,
      ...(part < 1 ? { keep: (node: string) => chosen(node, preview.id, part) } : {}),
    });
  }

  get(scope: Scope, id: string): Preview | undefined {
    const found = this.#previews.get(id);
    return found?.scope === scope.key ? found : undefined;
  }

  /** Stops a preview and forgets it; false when there is none. */
  remove(scope: Scope, id: string): boolean {
    const found = this.get(scope, id);
    if (found !== undefined) this.#remove(found);
    return found !== undefined;
  }

  #remove(preview: Preview): void {
    preview.stop.abort();
    this.#previews.delete(preview.id);
  }
}

/** The same part of people for a preview, evenly over all of them whatever their ids look like. */
function chosen(node: string, seed: string, part: number): boolean {
  return createHash('sha1').update(seed).update(node).digest().readUInt32BE(0) < part * HASH_RANGE;
}

function look(preview: Preview, predicate: CompiledPredicate, somebody: Somebody, now: number): void {
  const { profile, events, inSegment, system, namespaceId, xid } = somebody;
  preview.read += 1;
  if (!predicate.evaluate(profile, events, now, inSegment, system)) return;
  preview.matched += 1;
  preview.byNamespace.set(namespaceId, (preview.byNamespace.get(namespaceId) ?? 0) + 1);
  if (preview.sample.length < SAMPLE) preview.sample.push(xid);
}

/**
 * How many people match, from those that were looked at, and the standard error of that number: of a sample drawn without
 * putting back, so 0 once everybody was looked at.
 */
export function estimateOf({ state, total, toRead, read, matched }: Preview): { size: number; error: number } {
  const everybody = state === 'RESULT_READY' && toRead >= total;
  if (everybody || read === 0) return { size: matched, error: 0 };
  const people = Math.max(total, read);
  const part = matched / read;
  const error = people * Math.sqrt(((part * (1 - part)) / read) * (1 - read / people));
  return { size: Math.round(part * people), error: Math.round(error) };
}
