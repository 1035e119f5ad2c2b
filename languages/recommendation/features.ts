import type { ColumnProfile } from './column-profile.ts';
import { wordsOf } from './words.ts';

/** Size of the table that words and values are hashed into. */
export const FEATURES = 1 << 15;

/** What is known of one column, as numbered evidence with its strength. Numbers may repeat; strengths add up. */
export interface Evidence {
  readonly index: number[];
  readonly strength: number[];
}

/** FNV-1a over UTF-16 units, folded to the size of the table. */
function hash(text: string): number {
  let code = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    code ^= text.charCodeAt(at);
    code = Math.imul(code, 0x01000193);
  }
  return ((code ^ (code >>> 15)) >>> 0) & (FEATURES - 1);
}

function add(evidence: Evidence, name: string, strength: number): void {
  evidence.index.push(hash(name));
  evidence.strength.push(strength);
}

/** Size of the small table that words of a name are hashed into for the second reading. */
export const WORD_SLOTS = 2048;

/** Places of a name's words in the small table: each word, and the whole name. */
export function wordSlots(name: string): number[] {
  const words = wordsOf(name).slice(0, 6);
  return [...words.map((word) => hash(word)), hash(`=${words.join(' ')}`)].map((code) => code & (WORD_SLOTS - 1));
}

/** Words, pairs of words and pieces of words: pieces are what abbreviations and unknown languages share with known names. */
export function nameEvidence(name: string): Evidence {
  const evidence: Evidence = { index: [], strength: [] };
  const words = wordsOf(name).slice(0, 12);
  const joined = words.join('');
  words.forEach((word, at) => {
    add(evidence, `w:${word}`, 1);
    if (at === 0) add(evidence, `first:${word}`, 0.6);
    if (at === words.length - 1) add(evidence, `last:${word}`, 0.8);
    const next = words[at + 1];
    if (next !== undefined) add(evidence, `pair:${word} ${next}`, 1);
  });
  add(evidence, `all:${joined}`, 1.5);
  const padded = `^${joined}$`;
  const strength = 1 / Math.sqrt(Math.max(4, padded.length));
  for (const size of [3, 4, 5])
    for (let at = 0; at + size <= padded.length; at += 1)
      add(evidence, `p:${padded.slice(at, at + size)}`, strength * 1.2);
  return evidence;
}

function bucket(value: number, limits: readonly number[]): number {
  let at = 0;
  while (at < limits.length && value > (limits[at] as number)) at += 1;
  return at;
}

/** `Ab-12` becomes `Aa-9`: what codes of one kind share. */
function shapeOf(text: string): string {
  return text
    .slice(0, 24)
    .replaceAll(/\p{Lu}+/gu, 'A')
    .replaceAll(/\p{Ll}+/gu, 'a')
    .replaceAll(/\d+/g, '9')
    .replaceAll(/\s+/g, ' ');
}

/** What the values say: shares of what they could be, sizes, frequent values and shapes of codes. */
export function valueEvidence(profile: ColumnProfile): Evidence {
  const evidence: Evidence = { index: [], strength: [] };
  const filled = profile.cells - profile.empty;
  if (filled === 0) {
    add(evidence, 'v:none', 1);
    return evidence;
  }
  const shares: readonly [string, number][] = [
    ['integers', profile.integers],
    ['decimals', profile.decimals],
    ['flags', profile.flags],
    ['dates', profile.dates],
    ['dateTimes', profile.dateTimes],
    ['epochs', profile.epochs],
    ['emails', profile.emails],
    ['phones', profile.phones],
    ['urls', profile.urls],
    ['codes', profile.codes],
    ['negatives', profile.negatives],
    ['blanks', profile.withBlank],
  ];
  for (const [name, count] of shares) if (count > 0) add(evidence, `v:${name}`, count / filled);
  add(evidence, `length:${bucket(profile.averageLength, [1.2, 2.2, 3.2, 5, 8, 12, 20, 40])}`, 0.7);
  if (profile.shortest === profile.longest) add(evidence, `fixed:${Math.min(profile.longest, 40)}`, 0.7);
  const different = profile.distinct.size / filled;
  add(evidence, `different:${profile.many ? 4 : bucket(different, [0.1, 0.3, 0.7, 0.98])}`, 0.5);
  if (profile.distinct.size <= 2) add(evidence, `few:${profile.distinct.size}`, 0.5);
  if (profile.empty > 0) add(evidence, `empty:${bucket(profile.empty / profile.cells, [0.1, 0.5, 0.9])}`, 0.4);
  if (profile.integers + profile.decimals > filled / 2) {
    add(evidence, `high:${bucket(profile.maximum, [1, 5, 12, 31, 100, 500, 2100, 10_000, 100_000, 1e7, 1e9])}`, 0.7);
    add(evidence, `low:${bucket(profile.minimum, [-1, 0, 1, 10, 100, 1000, 1900, 10_000, 1e6])}`, 0.5);
  }
  if (profile.minimum >= 1900 && profile.maximum <= 2100 && profile.integers === filled) add(evidence, 'v:years', 1);
  values(evidence, profile, filled);
  return evidence;
}

/** How many of the most frequent values and shapes count. */
const TOP = 12;

function values(evidence: Evidence, profile: ColumnProfile, filled: number): void {
  const shapes = new Map<string, number>();
  const frequent: [string, number][] = [];
  let seen = 0;
  for (const [text, times] of profile.distinct) {
    if (seen >= 60) break;
    seen += 1;
    const shape = shapeOf(text);
    shapes.set(shape, (shapes.get(shape) ?? 0) + times);
    if (frequent.length < TOP && text.length <= 30) frequent.push([text, times]);
  }
  for (const [text, times] of frequent) {
    const share = Math.sqrt(times / filled);
    const words = wordsOf(text);
    if (words.length <= 3 && !/^\d{3,}$/.test(words[0] ?? '')) add(evidence, `is:${words.join(' ')}`, share * 0.8);
    if (text.length <= 3) add(evidence, `exact:${text}`, share * 0.8);
  }
  const total = [...shapes.values()].reduce((sum, times) => sum + times, 0);
  const top = [...shapes].sort((one, other) => other[1] - one[1]).slice(0, 4);
  for (const [shape, times] of top) add(evidence, `shape:${shape}`, Math.sqrt(times / total) * 0.8);
}

/** Everything one column says: its name and its values. */
export function evidenceOf(name: string, profile: ColumnProfile): Evidence {
  return joinEvidence(nameEvidence(name), valueEvidence(profile));
}

/** Two bodies of evidence as one. */
export function joinEvidence(one: Evidence, other: Evidence): Evidence {
  return { index: [...one.index, ...other.index], strength: [...one.strength, ...other.strength] };
}
