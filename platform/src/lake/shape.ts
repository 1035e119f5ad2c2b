import type { Column, ColumnTree } from './columns.ts';

/**
 * Finds out which columns occur in NDJSON, without building a single value.
 *
 * Why: a schema has hundreds of members (an ExperienceEvent with commerce more than 700), a row uses some forty. Writing
 * all of them costs four times as much as writing those that occur (measured: 120k rows/s with 40 leaves, 30k with 270,
 * out of memory with 720), and asking the engine for the shape costs more than writing. One pass over the bytes here
 * costs about 2 µs a row.
 *
 * It also finds keys no column has: the engine would drop them silently.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const LINE_FEED = 0x0a;
const SPACE = 0x20;
const LOWER_N = 0x6e;
const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const MAX_UNKNOWN = 20;
const LAST = Uint8Array.of(LINE_FEED);

/** A column with its members by the hash of their JSON text. */
interface Node {
  readonly column: Column;
  readonly members: ReadonlyMap<number, Node> | undefined;
  readonly item: Node | undefined;
}

function hashOf(name: string): number {
  let hash = FNV_START;
  for (const byte of Buffer.from(JSON.stringify(name).slice(1, -1))) hash = Math.imul(hash ^ byte, FNV_PRIME);
  return hash;
}

function nodeOf(column: Column): Node {
  const members = column.members && new Map(column.members.map((member) => [hashOf(member.name), nodeOf(member)]));
  return { column, members, item: column.item && nodeOf(column.item) };
}

const roots = new WeakMap<ColumnTree, ReadonlyMap<number, Node>>();

function rootOf(tree: ColumnTree): ReadonlyMap<number, Node> {
  let root = roots.get(tree);
  if (root === undefined) {
    root = new Map(tree.columns.map((column) => [hashOf(column.name), nodeOf(column)]));
    roots.set(tree, root);
  }
  return root;
}

/** What occurs in some rows; as a message between threads, too. */
export interface FoundShape {
  readonly rows: number;
  /** Bytes of the longest row. */
  readonly longest: number;
  /** Numbers of the rows that have a key no column has. */
  readonly strangers: readonly number[];
  /** Some of the keys no column has, for the error message. */
  readonly unknownKeys: readonly string[];
  /** By index of a column: 1 where it occurs with a value other than null. */
  readonly seen: Uint8Array;
}

/** What occurs in whole lines of NDJSON. */
export function shapeOf(pieces: Iterable<Uint8Array>, tree: ColumnTree): FoundShape {
  const shape = new Shape(tree);
  for (const piece of pieces) shape.scan(piece);
  return shape.found;
}

/** What occurred in the rows scanned so far. */
export class Shape {
  #rows = 0;
  #longest = 0;
  readonly #strangers: number[] = [];
  readonly #unknownKeys = new Set<string>();
  readonly #seen: Uint8Array;
  readonly #root: ReadonlyMap<number, Node>;
  #bytes: Uint8Array = new Uint8Array();
  #at = 0;
  #strange = false;

  constructor(tree: ColumnTree) {
    this.#seen = new Uint8Array(tree.size);
    this.#root = rootOf(tree);
  }

  get found(): FoundShape {
    return {
      rows: this.#rows,
      longest: this.#longest,
      strangers: this.#strangers,
      unknownKeys: [...this.#unknownKeys],
      seen: this.#seen,
    };
  }

  /** Scans whole lines: JSON objects, each ending in a line feed. */
  scan(ended: Uint8Array): void {
    // Every loop below ends at a line feed; with one at the very end none reads past the bytes.
    const lines = ended.length === 0 || ended.at(-1) === LINE_FEED ? ended : Buffer.concat([ended, LAST]);
    this.#bytes = lines;
    this.#at = 0;
    while (this.#at < lines.length) {
      const start = this.#at;
      this.#strange = false;
      if (lines[start] === OPEN_BRACE) this.#line();
      const end = lines.indexOf(LINE_FEED, this.#at);
      this.#at = end < 0 ? lines.length : end + 1;
      this.#longest = Math.max(this.#longest, this.#at - start);
      if (this.#strange) this.#strangers.push(this.#rows);
      this.#rows += 1;
    }
    this.#bytes = new Uint8Array();
  }

  #line(): void {
    try {
      this.#object(this.#root);
    } catch (error) {
      // Nested deeper than the stack: the row is stored as text.
      if (!(error instanceof RangeError)) throw error;
      this.#strange = true;
    }
  }

  #space(): number {
    const bytes = this.#bytes;
    while (bytes[this.#at]! <= SPACE && bytes[this.#at] !== LINE_FEED) this.#at += 1;
    return bytes[this.#at]!;
  }

  /** From an opening brace to behind the closing one. `members` undefined: the values are skipped. */
  #object(members: ReadonlyMap<number, Node> | undefined, everyValue?: Node): void {
    const bytes = this.#bytes;
    this.#at += 1;
    for (;;) {
      const next = this.#space();
      if (next === COMMA) {
        this.#at += 1;
      } else if (next === QUOTE) {
        const start = this.#at + 1;
        const hash = this.#key();
        if (this.#space() === COLON) this.#at += 1;
        const node = everyValue ?? members?.get(hash);
        if (node === undefined && members !== undefined) this.#stranger(start);
        this.#value(node);
      } else {
        if (bytes[this.#at] === CLOSE_BRACE) this.#at += 1;
        return;
      }
    }
  }

  #stranger(start: number): void {
    this.#strange = true;
    if (this.#unknownKeys.size >= MAX_UNKNOWN) return;
    const end = this.#bytes.indexOf(QUOTE, start);
    this.#unknownKeys.add(Buffer.from(this.#bytes.subarray(start, end)).toString('utf8'));
  }

  /** Past a key; returns the hash of its text. */
  #key(): number {
    const bytes = this.#bytes;
    let at = this.#at + 1;
    let hash = FNV_START;
    let byte = bytes[at]!;
    while (byte !== QUOTE && byte !== LINE_FEED) {
      hash = Math.imul(hash ^ byte, FNV_PRIME);
      if (byte === BACKSLASH && bytes[at + 1] !== LINE_FEED) {
        at += 1;
        hash = Math.imul(hash ^ bytes[at]!, FNV_PRIME);
      }
      at += 1;
      byte = bytes[at]!;
    }
    this.#at = byte === QUOTE ? at + 1 : at;
    return hash;
  }

  #text(): void {
    const bytes = this.#bytes;
    let at = this.#at + 1;
    let byte = bytes[at]!;
    while (byte !== QUOTE && byte !== LINE_FEED) {
      at += byte === BACKSLASH && bytes[at + 1] !== LINE_FEED ? 2 : 1;
      byte = bytes[at]!;
    }
    this.#at = byte === QUOTE ? at + 1 : at;
  }

  #value(node: Node | undefined): void {
    const first = this.#space();
    if (node !== undefined && first !== LOWER_N) this.#seen[node.column.index] = 1;
    if (first === QUOTE) this.#text();
    else if (first === OPEN_BRACE) this.#objectOf(node);
    else if (first === OPEN_BRACKET) this.#array(node?.column.kind === 'list' ? node.item : undefined);
    else this.#bare();
  }

  #objectOf(node: Node | undefined): void {
    if (node?.column.kind === 'struct') this.#object(node.members);
    else if (node?.column.kind === 'map') this.#object(undefined, node.item);
    else this.#object(undefined);
  }

  #array(item: Node | undefined): void {
    this.#at += 1;
    for (;;) {
      const next = this.#space();
      if (next === COMMA) {
        this.#at += 1;
      } else if (next === CLOSE_BRACKET || next === LINE_FEED) {
        if (next === CLOSE_BRACKET) this.#at += 1;
        return;
      } else {
        this.#value(item);
      }
    }
  }

  /** Numbers, true, false, null: up to what ends them. */
  #bare(): void {
    const bytes = this.#bytes;
    const start = this.#at;
    let byte = bytes[this.#at]!;
    while (byte !== COMMA && byte !== CLOSE_BRACE && byte !== CLOSE_BRACKET && byte > SPACE) {
      this.#at += 1;
      byte = bytes[this.#at]!;
    }
    // Not JSON: step over the byte, so that the scan ends whatever the input is.
    if (this.#at === start && byte !== LINE_FEED) this.#at += 1;
  }
}
