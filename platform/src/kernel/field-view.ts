/** A tree of paths: what is at the end of one is in it, with everything below. */
interface Node {
  end: boolean;
  readonly children: Map<string, Node>;
}

function node(): Node {
  return { end: false, children: new Map() };
}

/**
 * Fields somebody must not see, by wire path from the root of a schema. A field is hidden with everything below it. Arrays are
 * passed through, as in the paths of descriptors; below a map a path names a key, or all of them with `*`.
 */
export class HiddenFields {
  static readonly NONE = new HiddenFields([]);
  readonly #root = node();

  constructor(paths: Iterable<readonly string[]>) {
    for (const path of paths) {
      let at = this.#root;
      for (const segment of path.map(plain).filter((name) => name !== '')) {
        const next = at.children.get(segment) ?? node();
        at.children.set(segment, next);
        at = next;
      }
      at.end = true;
    }
  }

  /** Is nothing hidden? */
  get isEmpty(): boolean {
    return !this.#root.end && this.#root.children.size === 0;
  }

  /** What is hidden at a path: all of it, something below it, or nothing. */
  at(path: readonly string[]): 'all' | 'part' | 'nothing' {
    let at: Node | undefined = this.#root;
    for (const segment of path.map(plain).filter((name) => name !== '')) {
      if (at.end) return 'all';
      at = at.children.get(segment) ?? at.children.get('*');
      if (at === undefined) return 'nothing';
    }
    return at.end ? 'all' : at.children.size > 0 ? 'part' : 'nothing';
  }

  /** Hidden paths below a place, as seen from there: one empty path when all of it is hidden. */
  below(path: readonly string[] = []): readonly (readonly string[])[] {
    let at: Node | undefined = this.#root;
    for (const segment of path.map(plain).filter((name) => name !== '')) {
      if (at.end) return [[]];
      at = at.children.get(segment) ?? at.children.get('*');
      if (at === undefined) return [];
    }
    return ends(at);
  }

  /** A value of the schema without what is hidden; the very value when nothing of it is. */
  without(value: unknown): unknown {
    return this.#root.end ? {} : pruned(value, this.#root);
  }
}

function ends(at: Node): readonly (readonly string[])[] {
  if (at.end) return [[]];
  return [...at.children].flatMap(([name, child]) => ends(child).map((path) => [name, ...path]));
}

/** `items[0]`, `items[*]` and `items` are one name; `[0]` and `0` alone are none. */
function plain(segment: string): string {
  return /^\[?\d+\]?$|^\[\*\]$/.test(segment) ? '' : segment.replace(/\[(\d+|\*)\]$/, '');
}

function pruned(value: unknown, at: Node): unknown {
  if (at.children.size === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => pruned(one, at));
  const kept: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    const below = at.children.get(name) ?? at.children.get('*');
    if (below === undefined) kept[name] = member;
    else if (!below.end) kept[name] = pruned(member, below);
  }
  return kept;
}

/**
 * What a caller may see of the fields of a sandbox, by the labels of their roles and the active policies: the one answer
 * every door that gives names or values of fields asks. It reaches handlers as `call.fields`.
 */
export interface FieldView {
  /** Nothing in the sandbox is hidden from this caller: no field, and no audience. */
  readonly whole: boolean;
  /** Hidden in data of one schema, by its `$id`; of a union whatever is hidden in any schema. */
  of(schemaId: string): HiddenFields;
  /** Hidden in any schema: for what stands across schemas, such as profiles. */
  readonly anywhere: HiddenFields;
  /** Namespaces, in lower case, of identities that are hidden fields: their values stand in identity maps as well. */
  readonly namespaces: ReadonlySet<string>;
  /** May the caller see an audience and who is in it: its labels, everything its rule reads, and audiences it asks about? */
  seesAudience(id: string): boolean;
  /** May the caller change, or delete, what labelled fields of this schema stand in? */
  mayChangeSchema(schemaId: string, action: 'write' | 'delete'): boolean;
  /** May the caller change, or delete, this audience, by its labels? */
  mayChangeAudience(id: string, action: 'write' | 'delete'): boolean;
}

/** The view of somebody from whom nothing is hidden. */
export const ALL_FIELDS: FieldView = {
  whole: true,
  of: () => HiddenFields.NONE,
  anywhere: HiddenFields.NONE,
  namespaces: new Set(),
  seesAudience: () => true,
  mayChangeSchema: () => true,
  mayChangeAudience: () => true,
};
