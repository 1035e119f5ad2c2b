/** What one dataset says about one identity: its newest record, or what its updates add up to. */
export interface Fragment {
  /** When the record was received, epoch milliseconds: the order of the default merge policy (timestamp ordered). */
  readonly t: number;
  /** Position in the log: decides between records of the same millisecond, and finds the record again. */
  readonly p: number;
  /** The XDM entity. Never changed in place: a new record replaces it. */
  readonly e: Readonly<Record<string, unknown>>;
  /** On updates that added up: dotted path of a leaf to when it was so, epoch milliseconds; such leaves do not have time `t`. */
  readonly w?: Readonly<Record<string, number>>;
  /** Beside `w`: position of the record each leaf is of. */
  readonly r?: Readonly<Record<string, number>>;
  /** Position of the record this one replaced. */
  readonly b?: number;
}

export type Entity = Readonly<Record<string, unknown>>;

/** Filled from the identity graph and from segmentation, so never taken from fragments. */
const SYSTEM_FIELDS = new Set(['identityMap', 'segmentMembership']);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The dataset's place in the order of a merge policy, 0 the strongest; undefined: it is not merged. */
export type Precedence = (dataset: string) => number | undefined;

/** A fragment with the dataset it is of. */
export type OfDataset = readonly [dataset: string, fragment: Fragment];

/**
 * One view of a person out of fragments, by the timestamp-ordered merge policy: for every leaf the newest value wins, where
 * a record is as new as its receipt and an update as new as what it tells; arrays are leaves taken whole. (The pages speak of conflicting attributes and do not say how deep; leaf by leaf
 * keeps what two sources know about different parts of one object.)
 */
export function mergeFragments(fragments: readonly Fragment[]): Entity {
  if (fragments.length === 1) return fragments[0]!.e;
  const ordered = [...fragments].sort((a, b) => a.t - b.t || a.p - b.p);
  if (fragments.some(({ w }) => w !== undefined)) return mergeLeaves(ordered);
  const merged: Record<string, unknown> = {};
  for (const fragment of ordered) mergeInto(merged, fragment.e, true);
  return merged;
}

/**
 * One view by dataset precedence: for every leaf the value of the strongest dataset that has it, the newest one within a
 * dataset. Datasets without a place are not merged at all (page "Merge policies").
 */
export function mergeByPrecedence(fragments: readonly OfDataset[], precedence: Precedence): Entity {
  const byRank = new Map<number, Fragment[]>();
  for (const [dataset, fragment] of fragments) {
    const rank = precedence(dataset);
    if (rank === undefined) continue;
    const known = byRank.get(rank);
    if (known === undefined) byRank.set(rank, [fragment]);
    else known.push(fragment);
  }
  const merged: Record<string, unknown> = {};
  for (const rank of [...byRank.keys()].sort((a, b) => b - a))
    mergeInto(merged, mergeFragments(byRank.get(rank)!), true);
  return merged;
}

/** Where a leaf of the merged view comes from. */
export interface LeafSource {
  readonly dataset: string;
  /** When it was so, epoch milliseconds. */
  readonly time: number;
  /** Position of the record. */
  readonly position: number;
  readonly value: unknown;
  /** Position of the record that stood there before. */
  readonly before?: number;
}

/** Everything the fragments have for one leaf (dotted path), the one that wins first. */
export function sourcesOf(
  fragments: readonly OfDataset[],
  path: string,
  precedence?: Precedence,
): readonly LeafSource[] {
  const found: (LeafSource & { readonly rank: number })[] = [];
  for (const [dataset, { t, p, e, w, r, b }] of fragments) {
    const rank = precedence === undefined ? 0 : precedence(dataset);
    const value = leafAt(e, path);
    if (rank === undefined || value === undefined) continue;
    const time = w !== undefined && Object.hasOwn(w, path) ? w[path]! : t;
    const position = r !== undefined && Object.hasOwn(r, path) ? r[path]! : p;
    found.push({ dataset, time, position, value, rank, ...(b === undefined ? {} : { before: b }) });
  }
  return found
    .sort((x, y) => x.rank - y.rank || y.time - x.time || y.position - x.position)
    .map(({ rank: _, ...source }) => source);
}

/** The value at a dotted path; undefined when there is none, or an object. */
export function leafAt(entity: Entity, path: string): unknown {
  let value: unknown = entity;
  for (const name of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return isObject(value) ? undefined : value;
}

/** Dotted paths of all leaves of an entity but those of system fields. */
export function leafPaths(entity: Entity): readonly string[] {
  return changedPaths(undefined, entity);
}

function mergeInto(target: Record<string, unknown>, source: Entity, top: boolean): void {
  for (const name of Object.keys(source)) {
    // A key `__proto__` from outside would reach the prototype of every object.
    if (name === '__proto__' || (top && SYSTEM_FIELDS.has(name))) continue;
    const value = source[name];
    if (!isObject(value)) {
      target[name] = value;
      continue;
    }
    const old = Object.hasOwn(target, name) ? target[name] : undefined;
    // A fresh object each time: fragments stay as they were received.
    const copy: Record<string, unknown> = isObject(old) ? old : {};
    mergeInto(copy, value, false);
    target[name] = copy;
  }
}

/** Merges fragments some of whose leaves have times of their own: leaf by leaf, in order of time. */
function mergeLeaves(ordered: readonly Fragment[]): Entity {
  const merged: Record<string, unknown> = {};
  const times = new Map<string, number>();
  for (const fragment of ordered) placeLeaves(merged, times, fragment, fragment.e, '');
  return merged;
}

function placeLeaves(
  target: Record<string, unknown>,
  times: Map<string, number>,
  fragment: Fragment,
  source: Entity,
  prefix: string,
): void {
  for (const name of Object.keys(source)) {
    if (name === '__proto__' || (prefix === '' && SYSTEM_FIELDS.has(name))) continue;
    const path = pathOf(prefix, name);
    const value = source[name];
    if (isObject(value)) {
      const old = Object.hasOwn(target, name) ? target[name] : undefined;
      const copy: Record<string, unknown> = isObject(old) ? old : {};
      placeLeaves(copy, times, fragment, value, path);
      target[name] = copy;
      continue;
    }
    const at = fragment.w !== undefined && Object.hasOwn(fragment.w, path) ? fragment.w[path]! : fragment.t;
    if ((times.get(path) ?? Number.NEGATIVE_INFINITY) > at) continue;
    times.set(path, at);
    target[name] = value;
  }
}

/**
 * Dotted paths of the leaves that differ between two views (`loyalty.tier`), into `out`. System fields do not count.
 * Both views undefined or the same object: nothing.
 */
export function changedPaths(before: Entity | undefined, after: Entity | undefined, out: string[] = []): string[] {
  if (before !== after) diff(before ?? {}, after ?? {}, '', out);
  return out;
}

/** Most paths that are kept, and how long one may be, in characters: keys of maps in the data are without bound. */
const MOST_PATHS = 10_000;
const LONGEST_PATH = 200;
/** Prefix to name to path. */
const paths = new Map<string, Map<string, string>>();
let pathsKept = 0;

/**
 * The path of a name below a prefix, `''` at the top. The same string each time: whoever looks a path up needs its hash, which for
 * one put together anew is worked out anew.
 */
function pathOf(prefix: string, name: string): string {
  let below = paths.get(prefix);
  const known = below?.get(name);
  if (known !== undefined) return known;
  // Joined it is one string, and no tree of its pieces.
  const path = prefix === '' ? name : [prefix, name].join('.');
  if (path.length > LONGEST_PATH) return path;
  if (pathsKept >= MOST_PATHS) {
    paths.clear();
    pathsKept = 0;
    below = undefined;
  }
  if (below === undefined) {
    below = new Map();
    paths.set(prefix, below);
  }
  below.set(name, path);
  pathsKept += 1;
  return path;
}

function diff(before: Entity, after: Entity, prefix: string, out: string[]): void {
  for (const name of Object.keys(after)) {
    if (prefix === '' && SYSTEM_FIELDS.has(name)) continue;
    const a = Object.hasOwn(before, name) ? before[name] : undefined;
    const b = after[name];
    if (a === b) continue;
    const path = pathOf(prefix, name);
    if (isObject(b)) {
      if (a !== undefined && !isObject(a)) out.push(path);
      diff(isObject(a) ? a : {}, b, path, out);
    } else if (!sameValue(a, b)) out.push(path);
    if (isObject(a) && !isObject(b)) leaves(a, path, out);
  }
  for (const name of Object.keys(before)) {
    if (Object.hasOwn(after, name) || (prefix === '' && SYSTEM_FIELDS.has(name))) continue;
    const path = pathOf(prefix, name);
    const a = before[name];
    if (isObject(a)) leaves(a, path, out);
    else out.push(path);
  }
}

function leaves(value: Entity, prefix: string, out: string[]): void {
  for (const name of Object.keys(value)) {
    const child = value[name];
    const path = pathOf(prefix, name);
    if (isObject(child)) leaves(child, path, out);
    else out.push(path);
  }
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => sameValue(a[name], b[name]));
}

/** Takes only the asked paths (dotted, prefixes allowed) out of an entity. */
export function pick(entity: Entity, paths: readonly string[]): Entity {
  const out: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const path of paths) copyPath(entity, path.split('.'), out);
  return { ...out };
}

function copyPath(source: Entity, names: readonly string[], out: Record<string, unknown>): void {
  const [name, ...rest] = names;
  if (name === undefined || !Object.hasOwn(source, name)) return;
  const value = source[name];
  if (rest.length === 0 || !isObject(value)) {
    out[name] = value;
    return;
  }
  const known = Object.hasOwn(out, name) ? out[name] : undefined;
  const child: Record<string, unknown> = isObject(known) ? known : {};
  copyPath(value, rest, child);
  out[name] = child;
}
