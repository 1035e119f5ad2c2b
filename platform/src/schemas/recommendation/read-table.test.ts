import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { MOST_COLUMNS, readTable } from './read-table.ts';
import { MOST_BYTES } from './read-text.ts';
import type { UnreadableTable } from './unreadable-table.ts';

const dir = mkdtempSync(join(tmpdir(), 'read-table-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let files = 0;
function file(content: string | Uint8Array): string {
  files += 1;
  const path = join(dir, String(files));
  writeFileSync(path, content);
  return path;
}

const NAMES = ['id', 'prénom', 'solde'];
const names = async (content: string | Uint8Array) => (await readTable(file(content))).columns.map(({ name }) => name);

/** A zip file of one entry. */
function zip(name: string, content: Uint8Array): Uint8Array {
  const packed = deflateRawSync(content, { level: 9 });
  const crc = crc32(content);
  const fields = (central: boolean) => {
    const size = central ? 46 : 30;
    const head = Buffer.alloc(size);
    head.writeUInt32LE(central ? 0x02014b50 : 0x04034b50, 0);
    const at = central ? 2 : 0;
    if (central) head.writeUInt16LE(20, 4);
    head.writeUInt16LE(20, 4 + at);
    head.writeUInt16LE(8, 8 + at);
    head.writeUInt32LE(crc, 14 + at);
    head.writeUInt32LE(packed.length, 18 + at);
    head.writeUInt32LE(content.length, 22 + at);
    head.writeUInt16LE(name.length, 26 + at);
    return Buffer.concat([head, Buffer.from(name)]);
  };
  const local = Buffer.concat([fields(false), packed]);
  const central = fields(true);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

describe('a table is read however it was written', () => {
  const lines = (separator: string, newline = '\n') =>
    ['id;prénom;solde', '1;Zoé;10', '2;Léa;20'].join(newline).replaceAll(';', separator);

  it.each([',', ';', '\t', '|'])('with the delimiter %j', async (delimiter) => {
    const table = await readTable(file(lines(delimiter)));
    expect(table).toMatchObject({ delimiter, rows: 2, header: true, encoding: 'utf-8' });
    expect(table.columns).toEqual([
      { name: 'id', cells: ['1', '2'] },
      { name: 'prénom', cells: ['Zoé', 'Léa'] },
      { name: 'solde', cells: ['10', '20'] },
    ]);
  });

  it('in Windows-1252, UTF-16 and UTF-8 with a mark', async () => {
    expect(await readTable(file(Buffer.from(lines(';'), 'latin1')))).toMatchObject({ encoding: 'windows-1252' });
    expect(await names(Buffer.from(lines(';'), 'latin1'))).toEqual(NAMES);
    expect(await names(Buffer.from(`\ufeff${lines('\t')}`, 'utf16le'))).toEqual(NAMES);
    expect(await names(`\ufeff${lines(',', '\r\n')}`)).toEqual(NAMES);
  });

  it('with quotes, line breaks in cells, and the hint spreadsheets write', async () => {
    const { columns } = await readTable(file('sep=;\r\nname;note\r\n"Lee; Ann";"two\nlines, ""quoted"""\r\n'));
    expect(columns).toEqual([
      { name: 'name', cells: ['Lee; Ann'] },
      { name: 'note', cells: ['two\nlines, "quoted"'] },
    ]);
  });

  it('without a header', async () => {
    const { header, columns, rows } = await readTable(
      file('1,ann@example.com,2024-01-05\n2,bob@example.com,2024-02-06\n'),
    );
    expect({ header, rows, names: columns.map(({ name }) => name) }).toEqual({
      header: false,
      rows: 2,
      names: ['column1', 'column2', 'column3'],
    });
  });

  it('inside a zip file', async () => {
    expect(await readTable(file(zip('members.csv', Buffer.from(lines(',')))))).toMatchObject({
      entry: 'members.csv',
      rows: 2,
    });
  });
});

describe('a hostile file is refused in bounded time', () => {
  const refusal = (content: string | Uint8Array) =>
    readTable(file(content)).then(String, (error: UnreadableTable) => `${error.what}: ${error.message}`);

  it('an empty one, a binary one, a zip without a table', async () => {
    expect(await refusal('')).toBe('empty: The file is empty.');
    expect(await refusal(Buffer.from([65, 0, 66, 0, 10]))).toContain('binary');
    expect(await refusal(zip('readme.md', Buffer.from('x')))).toContain('no .csv');
    expect(await refusal(Buffer.from('PK\u0003\u0004 and then nothing of a zip'))).toContain('zip');
  });

  it('an open quotation mark, with its row', async () => {
    expect(await refusal('a,b\n1,2\n3,"never closed\n4,5\n')).toMatch(/Row \d+ opens a quotation mark/);
  });

  it('a million columns, in the header or further down', async () => {
    expect(await refusal(`${'a,'.repeat(1_000_000)}a\n`)).toContain(`more than ${MOST_COLUMNS} columns`);
    expect(await refusal(`a,b\n${','.repeat(1_000_000)}\n`)).toContain('Row 2 has more than');
    expect(await refusal(`${'a,'.repeat(MOST_COLUMNS)}a\n`)).toContain(`${MOST_COLUMNS + 1} columns`);
  });

  it('a zip bomb is read no further than the limit', async () => {
    const bomb = Buffer.alloc(MOST_BYTES * 4, 'ab,cd\n');
    const { rows, columns } = await readTable(file(zip('bomb.csv', bomb)));
    expect(rows).toBe(10_000);
    expect(columns).toHaveLength(2);
  });
});
