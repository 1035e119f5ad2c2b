import { fitsPattern } from '@meniscus/languages/syntax';
import { badQuery } from './errors.ts';
import { say } from './phrases.ts';

/** Fields a search may name, and the field of an audience each stands for. */
const FIELDS: Readonly<Record<string, string>> = {
  segmentid: 'id',
  segmentname: 'name',
  segmentdescription: 'description',
  folderid: 'folder',
  folderlocation: 'folder',
  parentfolderid: 'folder',
};
const LONGEST = 1000;
const WILDCARDS = { any: '*', one: '?' };

type Test = (audience: Readonly<Record<string, unknown>>) => boolean;

/**
 * Reads a search text: words, "phrases", `field:value`, `*` and `?` as wildcards, AND, OR, NOT, + and -, parentheses (page
 * "Segment search endpoint", which points to Lucene). Two terms side by side: both must hold. Case does not count.
 */
export function searchTest(text: string | undefined): Test {
  if (text === undefined || text.trim() === '') return () => true;
  if (text.length > LONGEST) throw badQuery(say('audience-search-long', { most: LONGEST }));
  const tokens = text.match(/\(|\)|(?:[\w.]+:)?"[^"]*"|[+-](?=\S)|[^\s()]+/g) ?? [];
  const reader = new Reader(tokens);
  const test = reader.either(0);
  if (!reader.done) throw badQuery(say('audience-search-stray', { word: String(reader.peek) }));
  return test;
}

const DEEPEST = 50;

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  #take(word: string): boolean {
    if (this.peek !== word) return false;
    this.#at += 1;
    return true;
  }

  either(depth: number): Test {
    if (depth > DEEPEST) throw badQuery(say('audience-search-deep', { most: DEEPEST }));
    const tests = [this.#all(depth)];
    while (this.#take('OR') || this.#take('||')) tests.push(this.#all(depth));
    return (audience) => tests.some((test) => test(audience));
  }

  #all(depth: number): Test {
    const tests = [this.#one(depth)];
    while (!this.done && this.peek !== ')' && this.peek !== 'OR' && this.peek !== '||') {
      if (!this.#take('AND')) this.#take('&&');
      tests.push(this.#one(depth));
    }
    return (audience) => tests.every((test) => test(audience));
  }

  #one(depth: number): Test {
    let negated = false;
    for (;;) {
      if (this.#take('NOT') || this.#take('-') || this.#take('!')) negated = !negated;
      else if (!this.#take('+')) break;
    }
    const test = this.#take('(') ? this.#group(depth) : this.#term();
    return negated ? (audience) => !test(audience) : test;
  }

  #group(depth: number): Test {
    const test = this.either(depth + 1);
    if (!this.#take(')')) throw badQuery(say('audience-search-open'));
    return test;
  }

  #term(): Test {
    const token = this.peek;
    if (token === undefined || token === ')' || token === 'AND' || token === 'OR')
      throw badQuery(say('audience-search-end'));
    this.#at += 1;
    const [, name, value] = /^(?:([\w.]+):)?([\s\S]+)$/.exec(token)!;
    if (name === undefined) return matching(['id', 'name', 'description'], value!);
    if (!Object.hasOwn(FIELDS, name.toLowerCase()))
      throw badQuery(
        say('audience-search-name', {
          name,
          known: 'segmentId, segmentName, segmentDescription, folderId, folderLocation, parentFolderId',
        }),
      );
    return matching([FIELDS[name.toLowerCase()]!], value!);
  }
}

/** A phrase or word is found in the text; with wildcards it must match a whole word of it. */
function matching(fields: readonly string[], value: string): Test {
  const wanted = value.replace(/^"|"$/g, '').toLowerCase();
  const wild = /[*?]/.test(wanted) && !value.startsWith('"');
  const holds = wild
    ? (text: string) => text.split(/\s+/).some((word) => fitsPattern([...word], [...wanted], WILDCARDS))
    : (text: string) => text.includes(wanted);
  return (audience) =>
    fields.some((field) => {
      const text = field === 'folder' ? 'root' : audience[field];
      return typeof text === 'string' && holds(text.toLowerCase());
    });
}
