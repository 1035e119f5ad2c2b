import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  compose,
  type Field,
  fieldAt,
  type SchemaNode,
  standardLibrary,
  type XdmType,
} from '../../languages/xdm/index.ts';

interface GoldColumn {
  readonly name: string;
  readonly paths: readonly string[];
  readonly type: string;
  readonly format?: string;
  readonly identityNamespace?: string;
  readonly primaryIdentity?: true;
  readonly note?: string;
}

interface Gold {
  readonly class: string;
  readonly language: string;
  readonly delimiter: string;
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'windows-1252';
  readonly columns: readonly GoldColumn[];
}

const OWN = '_{tenant}';
const FOLDER = new URL('./held-out/', import.meta.url);
const LIBRARY = new URL('../../languages/xdm/standard/components.ndjson', import.meta.url);
const library = standardLibrary(readFileSync(LIBRARY, 'utf8'));
const roots = new Map<string, Field>();

/** The class with every stable field group which names it, or which names no class and so fits any. */
function rootOf(classId: string): Field {
  const known = roots.get(classId);
  if (known !== undefined) return known;
  const groups = library.entries
    .filter(({ kind }) => kind === 'fieldgroup')
    .map(({ id }) => library.document(id) as SchemaNode)
    .filter((group) => group['meta:status'] === 'stable')
    .filter((group) => {
      const classes = (group['meta:intendedToExtend'] ?? []) as readonly string[];
      return classes.length === 0 || classes.includes(classId);
    });
  const allOf = [classId, ...groups.map(({ $id }) => $id as string)].map(($ref) => ({ $ref }));
  const { root, problems } = compose({ type: 'object', allOf }, (id) => library.document(id));
  expect(problems, classId).toEqual([]);
  roots.set(classId, root);
  return root;
}

const WHOLE = new Set<XdmType>(['long', 'int', 'short', 'byte']);

/** What gold calls a type of the library: dates are strings with a format, maps are objects. */
function typeOf({ type }: Field): string {
  if (WHOLE.has(type)) return 'integer';
  if (type === 'date' || type === 'date-time') return 'string';
  return type === 'map' ? 'object' : type;
}

/** Rows of a delimited text; quotes double inside quoted cells. */
function rowsOf(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] as string;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === delimiter) {
      row.push(cell);
      cell = '';
    } else if (char === '\n') {
      row.push(cell.replace(/\r$/, ''));
      rows.push(row);
      row = [];
      cell = '';
    } else cell += char;
  }
  return rows;
}

function readTable(name: string, gold: Gold): string[][] {
  const bytes = readFileSync(new URL(`${name}.csv`, FOLDER));
  const encoding = gold.encoding === 'windows-1252' ? 'windows-1252' : 'utf-8';
  const marked = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(marked, 'byte order mark').toBe(gold.encoding === 'utf-8-bom');
  return rowsOf(new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(bytes), gold.delimiter);
}

const FLAG = /^(y|n|yes|no|true|false|1|0|x|oui|non|o|ja|nein|j|nee|s|si|sí|sì|sim|não|vrai|faux|wahr|falsch|v|f)$/i;
const NUMBER = /^[-+]?(\d+|\d{1,3}([.,'  ]\d{3})+)([.,]\d+)?$/;
const DAY = /^(\d{4}-?\d{2}-?\d{2}|\d{1,2}[./ -]?([A-Za-z]{3,5}|\d{1,2})[./ -]?\d{2,4}|\d{10}|\d{13})/;

/** Does a cell look like a value of the type? Currency signs and units are part of real number columns. */
function fits(value: string, { type, format }: GoldColumn): boolean {
  if (value.trim() === '' || type === 'array') return true;
  if (format === 'date' || format === 'date-time') return DAY.test(value);
  if (type === 'boolean') return FLAG.test(value);
  if (type === 'integer') return /^[-+]?\d+$/.test(value.trim());
  return type === 'number' ? NUMBER.test(value.replace(/[£€$₹%]|R\$|Kč/g, '').trim()) : type === 'string';
}

const tables = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.gold.json'))
  .map((file) => {
    const name = file.slice(0, -'.gold.json'.length);
    return { name, gold: JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Gold };
  });

describe('the held-out set', () => {
  it('has at least 60 tables and 800 columns, and every csv has its gold', () => {
    const csvs = readdirSync(FOLDER).filter((file) => file.endsWith('.csv'));
    expect(csvs.sort()).toEqual(tables.map(({ name }) => `${name}.csv`).sort());
    expect(tables.length).toBeGreaterThanOrEqual(60);
    expect(tables.flatMap(({ gold }) => gold.columns).length).toBeGreaterThanOrEqual(800);
  });

  it.each(tables)('$name names the columns of its csv in order', ({ name, gold }) => {
    const [header = [], ...rows] = readTable(name, gold);
    expect(gold.columns.map((column) => column.name)).toEqual(header);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    for (const row of rows) expect(row).toHaveLength(header.length);
  });

  it.each(tables)('$name points at fields which exist and are not deprecated', ({ gold }) => {
    const root = rootOf(gold.class);
    for (const { name, paths, type } of gold.columns) {
      expect(new Set(paths).size, name).toBe(paths.length);
      expect([1, 2, 3], name).toContain(paths.length);
      for (const path of paths.filter((each) => each !== OWN)) {
        const steps = path.split('.');
        const along = steps.map((_, at) => fieldAt(root, steps.slice(0, at + 1)));
        expect(
          along.map((field) => field?.status ?? (field === undefined ? 'missing' : 'stable')),
          `${name}: ${path}`,
        ).not.toEqual(expect.arrayContaining([expect.stringMatching(/missing|deprecated/)]));
        if (path === paths[0]) expect(type, `${name}: ${path}`).toBe(typeOf(along.at(-1) as Field));
      }
    }
  });

  it.each(tables)('$name has values which fit the types', ({ name, gold }) => {
    const [, ...rows] = readTable(name, gold);
    const misfits = gold.columns.flatMap((column, at) =>
      column.paths[0] !== OWN && column.type === 'string'
        ? []
        : rows.map((row) => `${column.name}: ${row[at]}`).filter((_, line) => !fits(rows[line]?.[at] ?? '', column)),
    );
    expect(misfits).toEqual([]);
  });

  it.each(tables)('$name has at most one primary identity, and it names its namespace', ({ gold }) => {
    const primary = gold.columns.filter(({ primaryIdentity }) => primaryIdentity === true);
    expect(primary.length).toBeLessThanOrEqual(1);
    for (const { identityNamespace } of primary) expect(identityNamespace).toBeDefined();
  });
});
