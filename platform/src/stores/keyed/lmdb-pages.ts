import { readSync } from 'node:fs';
import type { Damage } from '../damage.ts';

/**
 * The file of an LMDB environment, read page by page without LMDB: it trusts what it reads, so that one wrong bit can end
 * the process or send it in a circle. The layout is that of data version 2, little endian, 64 bits (`mdb.c` of lmdb-js):
 * two meta pages, then the pages of trees, of large values, and free ones.
 */
const PAGE_HEAD = 24;
const NODE_HEAD = 8;
const META = {
  magic: 24,
  version: 28,
  address: 32,
  mapSize: 40,
  pageSize: 48,
  free: 48,
  main: 96,
  last: 144,
  transaction: 152,
  end: 160,
};
/** A record of a tree: where it begins and what it counts. */
const TREE = { pad: 0, flags: 4, depth: 6, branches: 8, leaves: 16, overflows: 24, entries: 32, root: 40, length: 48 };
const MAGIC = 0xbeefc0de;
const VERSION = 2;
const BRANCH = 0x01;
const LEAF = 0x02;
const OVERFLOW = 0x04;
const META_PAGE = 0x08;
/** Kind of the tree of free pages; LMDB acts on kinds a tree was not made with. */
const INTEGER_KEYS = 0x08;
const LARGEST_MAP = 2 ** 46;
const BIG = 0x01;
const SUB_TREE = 0x02;
const DEEPEST = 64;
const MOST_DAMAGE = 20;
const NO_PAGE = 2 ** 63;

/** An entry of a named database. The bytes are valid until the next one. */
export type EntryVisitor = (database: string, key: Buffer, value: Buffer, byte: number) => void;

interface TreeRecord {
  readonly depth: number;
  readonly branches: number;
  readonly leaves: number;
  readonly overflows: number;
  readonly entries: number;
  /** Undefined: the tree is empty. */
  readonly root: number | undefined;
}

interface Meta {
  readonly pageSize: number;
  readonly free: TreeRecord;
  readonly main: TreeRecord;
  readonly last: number;
  readonly transaction: number;
}

/** What is counted in a tree, to be compared with its record. */
interface Counted {
  readonly name: string;
  branches: number;
  leaves: number;
  overflows: number;
  entries: number;
}

type Order = (a: Buffer, b: Buffer) => number;

/** What is found at one page; ends the walk of what is below it, not that of the file. */
class PageError extends Error {}

const number64 = (bytes: Buffer, at: number) => Number(bytes.readBigUInt64LE(at));
const byBytes: Order = (a, b) => a.compare(b);
const byNumber: Order = (a, b) => (a.length === 8 && b.length === 8 ? number64(a, 0) - number64(b, 0) : Number.NaN);

function checkMetaHead(bytes: Buffer, at: number, number: number): void {
  const isMeta = bytes.readUInt16LE(18) === META_PAGE && bytes.readUInt32LE(META.magic) === MAGIC;
  const isPlain = number64(bytes, 8) === 0 && bytes.readUInt16LE(16) === 0 && bytes.readUInt32LE(20) === 0;
  if (!isMeta || !isPlain || number64(bytes, 0) !== number) throw new PageError(`the meta page at byte ${at} is none`);
  if (bytes.readUInt32LE(META.version) !== VERSION || number64(bytes, META.address) !== 0)
    throw new PageError(`the meta page at byte ${at} is of a version that is not known`);
}

function treeRecord(bytes: Buffer, at: number, pad: number, flags: number): TreeRecord {
  if (bytes.readUInt32LE(at + TREE.pad) !== pad || bytes.readUInt16LE(at + TREE.flags) !== flags)
    throw new PageError('a tree is of a kind that is not used here');
  const root = number64(bytes, at + TREE.root);
  return {
    depth: bytes.readUInt16LE(at + TREE.depth),
    branches: number64(bytes, at + TREE.branches),
    leaves: number64(bytes, at + TREE.leaves),
    overflows: number64(bytes, at + TREE.overflows),
    entries: number64(bytes, at + TREE.entries),
    root: root >= NO_PAGE ? undefined : root,
  };
}

/** Walks everything the newest snapshot of a file holds. */
export class PageWalk {
  readonly #file: string;
  readonly #descriptor: number;
  readonly #size: number;
  readonly #databases: readonly string[];
  readonly #visit: EntryVisitor;
  readonly #damage: Damage[] = [];
  #meta!: Meta;
  /** One bit for each page that something refers to. */
  #claimed = new Uint8Array(0);

  /** `databases` are those there may be; another one is damage of a name. */
  constructor(file: string, descriptor: number, size: number, databases: readonly string[], visit: EntryVisitor) {
    this.#file = file;
    this.#descriptor = descriptor;
    this.#size = size;
    this.#databases = databases;
    this.#visit = visit;
  }

  /** All damage found, at most twenty places. The visitor is told every entry that can be reached. */
  walk(): readonly Damage[] {
    this.#guarded(() => {
      this.#meta = this.#newestMeta();
      this.#claimed = new Uint8Array((this.#meta.last >> 3) + 1);
      const { free, main } = this.#meta;
      this.#tree('main', main, byBytes, (counted, page, at) => this.#subTree(counted, page, at));
      this.#tree('free', free, byNumber, (counted, page, at) => this.#freeList(counted, page, at));
    });
    return this.#damage;
  }

  #note(byte: number, what: string): void {
    if (this.#damage.length < MOST_DAMAGE) this.#damage.push({ file: this.#file, byte, what });
  }

  #guarded(work: () => void, at = 0): void {
    try {
      work();
    } catch (error) {
      // A length or offset that leads out of its page is damage like any other.
      if (!(error instanceof PageError) && !(error instanceof RangeError)) throw error;
      this.#note(at, error instanceof PageError ? error.message : 'an offset leads out of its page');
    }
  }

  #newestMeta(): Meta {
    const first = this.#readMeta(0, undefined);
    const second = this.#readMeta(first.pageSize, first);
    const newest = second.transaction > first.transaction ? second : first;
    // Transactions write the two in turn; both are 0 in a file nothing was written to.
    if (Math.abs(first.transaction - second.transaction) !== 1 && newest.transaction !== 0)
      this.#note(META.transaction, 'the two meta pages are not of transactions that follow each other');
    if ((newest.last + 1) * newest.pageSize > this.#size) this.#note(this.#size, 'the file is shorter than its pages');
    return newest;
  }

  #readMeta(at: number, first: Meta | undefined): Meta {
    const bytes = this.#bytes(at, META.end);
    const pageSize = bytes.readUInt32LE(META.pageSize);
    const usual = pageSize >= 512 && pageSize <= 65_536 && (pageSize & (pageSize - 1)) === 0;
    if (!usual || (first !== undefined && pageSize !== first.pageSize))
      throw new PageError(`the meta page at byte ${at} says that pages have ${pageSize} bytes`);
    checkMetaHead(bytes, at, at / pageSize);
    const last = number64(bytes, META.last);
    const mapped = number64(bytes, META.mapSize);
    if (mapped % pageSize !== 0 || mapped < (last + 1) * pageSize || mapped > LARGEST_MAP)
      throw new PageError(`the meta page at byte ${at} says that ${mapped} bytes are mapped`);
    return {
      pageSize,
      free: treeRecord(bytes, META.free, pageSize, INTEGER_KEYS),
      main: treeRecord(bytes, META.main, 0, 0),
      last,
      transaction: number64(bytes, META.transaction),
    };
  }

  #bytes(at: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    const read = readSync(this.#descriptor, bytes, 0, length, at);
    if (read < length) throw new PageError('the file ends here');
    return bytes;
  }

  /** The page of this number, which must say so itself and belong to nobody else. */
  #page(page: number, flags: number): Buffer {
    this.#claim(page);
    const bytes = this.#bytes(page * this.#meta.pageSize, this.#meta.pageSize);
    if (number64(bytes, 0) !== page) throw new PageError('the page has the number of another one');
    if (number64(bytes, 8) > this.#meta.transaction) throw new PageError('the page is of a transaction yet to come');
    if (bytes.readUInt16LE(18) !== flags) throw new PageError('the page is of another kind than its place');
    return bytes;
  }

  #claim(page: number): void {
    if (page < 2 || page > this.#meta.last) throw new PageError(`there is no page ${page}`);
    const bit = 1 << (page & 7);
    if ((this.#claimed[page >> 3]! & bit) !== 0) throw new PageError(`page ${page} is used twice`);
    this.#claimed[page >> 3]! |= bit;
  }

  #tree(
    name: string,
    record: TreeRecord,
    order: Order,
    leaf: (counted: Counted, page: Page, at: number) => void,
  ): void {
    const counted: Counted = { name, branches: 0, leaves: 0, overflows: 0, entries: 0 };
    const before = this.#damage.length;
    if (record.root !== undefined) {
      if (record.depth < 1 || record.depth > DEEPEST) throw new PageError(`tree ${name} has depth ${record.depth}`);
      this.#node(record.root, record.depth, {}, counted, order, leaf);
    }
    if (this.#damage.length > before) return;
    for (const part of ['branches', 'leaves', 'overflows', 'entries'] as const)
      if (counted[part] !== record[part])
        this.#note(0, `tree ${name} says ${record[part]} ${part} and has ${counted[part]}`);
  }

  #node(
    number: number,
    depth: number,
    within: Within,
    counted: Counted,
    order: Order,
    leaf: (counted: Counted, page: Page, at: number) => void,
  ): void {
    const byte = number * (this.#meta?.pageSize ?? 0);
    this.#guarded(() => {
      const isLeaf = depth === 1;
      const page = { byte, bytes: this.#page(number, isLeaf ? LEAF : BRANCH) };
      counted[isLeaf ? 'leaves' : 'branches'] += 1;
      const nodes = nodesOf(page.bytes);
      const keys = nodes.map((at) => keyAt(page.bytes, at));
      checkOrder(isLeaf ? keys : keys.slice(1), within, order);
      for (const [index, at] of nodes.entries()) {
        if (isLeaf) {
          counted.entries += 1;
          this.#guarded(() => leaf(counted, page, at), byte + at);
        } else {
          const low = index === 0 ? within.low : keys[index];
          const high = keys[index + 1] ?? within.high;
          this.#node(childOf(page.bytes, at), depth - 1, { low, high }, counted, order, leaf);
        }
      }
    }, byte);
  }

  /** An entry of the main tree: a named database. */
  #subTree(_counted: Counted, { bytes }: Page, at: number): void {
    const name = keyAt(bytes, at).toString().replace(/\0$/, '');
    if (bytes.readUInt16LE(at + 4) !== SUB_TREE) throw new PageError(`${name} is no database`);
    if (!this.#databases.includes(name)) throw new PageError(`there is no database ${name}`);
    const record = treeRecord(dataAt(bytes, at, TREE.length), 0, 0, 0);
    this.#tree(name, record, byBytes, (counted, page, node) => this.#entry(counted, page, node));
  }

  #entry(counted: Counted, page: Page, at: number): void {
    const value = this.#value(counted, page, at);
    this.#visit(counted.name, keyAt(page.bytes, at), value, page.byte + at);
  }

  #value(counted: Counted, { bytes }: Page, at: number): Buffer {
    const length = bytes.readUInt16LE(at) + bytes.readUInt16LE(at + 2) * 0x1_00_00;
    const flags = bytes.readUInt16LE(at + 4);
    if (flags === 0) return dataAt(bytes, at, length);
    if (flags !== BIG) throw new PageError('the entry is of a kind that is not used here');
    return this.#largeValue(counted, dataAt(bytes, at, 24), length);
  }

  #largeValue(counted: Counted, place: Buffer, length: number): Buffer {
    const { pageSize } = this.#meta;
    const page = number64(place, 0);
    const pages = number64(place, 16);
    if (pages !== Math.ceil((PAGE_HEAD + length) / pageSize))
      throw new PageError(`${pages} pages are no room for a value of ${length} bytes`);
    const head = this.#page(page, OVERFLOW);
    if (head.readUInt32LE(20) !== pages) throw new PageError('a large value has other pages than its entry says');
    for (let next = page + 1; next < page + pages; next += 1) this.#claim(next);
    counted.overflows += pages;
    return this.#bytes(page * pageSize + PAGE_HEAD, length);
  }

  /** An entry of the free tree: a count, then page numbers; 0 stands for nothing, -n for n pages from the next number on. */
  #freeList(counted: Counted, page: Page, at: number): void {
    const list = this.#value(counted, page, at);
    const count = number64(list, 0);
    if (count * 8 > list.length - 8) throw new PageError('the list of free pages is longer than its entry');
    for (let index = 1; index <= count; index += 1) {
      const entry = Number(list.readBigInt64LE(index * 8));
      if (entry > 0) this.#claim(entry);
      if (entry >= 0) continue;
      index += 1;
      const first = number64(list, index * 8);
      if (-entry > this.#meta.last) throw new PageError('the list of free pages is longer than the file');
      for (let free = first; free < first - entry; free += 1) this.#claim(free);
    }
  }
}

interface Page {
  /** Where it begins in the file. */
  readonly byte: number;
  readonly bytes: Buffer;
}

/** Keys of a page lie in here: `low <= key < high`. */
interface Within {
  readonly low?: Buffer | undefined;
  readonly high?: Buffer | undefined;
}

/** Offsets of the nodes of a page. */
function nodesOf(bytes: Buffer): readonly number[] {
  const [lower, upper] = [bytes.readUInt16LE(20), bytes.readUInt16LE(22)];
  if ((lower & 1) !== 0 || lower > upper || PAGE_HEAD + upper > bytes.length)
    throw new PageError('the page says that its entries lie outside it');
  if (lower === 0) throw new PageError('the page is empty');
  const nodes: number[] = [];
  for (let at = PAGE_HEAD; at < PAGE_HEAD + lower; at += 2) {
    const node = bytes.readUInt16LE(at) + PAGE_HEAD;
    if (node < PAGE_HEAD + upper) throw new PageError('an entry of the page begins in its head');
    nodes.push(node);
  }
  return nodes;
}

function keyAt(bytes: Buffer, at: number): Buffer {
  return part(bytes, at + NODE_HEAD, bytes.readUInt16LE(at + 6));
}

function dataAt(bytes: Buffer, at: number, length: number): Buffer {
  return part(bytes, at + NODE_HEAD + bytes.readUInt16LE(at + 6), length);
}

function part(bytes: Buffer, from: number, length: number): Buffer {
  if (from + length > bytes.length) throw new PageError('an entry of the page is longer than the page');
  return bytes.subarray(from, from + length);
}

function childOf(bytes: Buffer, at: number): number {
  return bytes.readUInt16LE(at) + bytes.readUInt16LE(at + 2) * 2 ** 16 + bytes.readUInt16LE(at + 4) * 2 ** 32;
}

function checkOrder(keys: readonly Buffer[], { low, high }: Within, order: Order): void {
  const all = [...keys, ...(high === undefined ? [] : [high])];
  if (low !== undefined && all[0] !== undefined && !(order(low, all[0]) <= 0))
    throw new PageError('a key is smaller than its place');
  for (const [index, key] of all.entries())
    if (index > 0 && !(order(all[index - 1]!, key) < 0)) throw new PageError('the keys of the page are out of order');
}
