import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zipOf } from '../../../../tools/harness/zip.ts';
import { SourceError } from '../../flows/index.ts';
import { firstRows } from './first-rows.ts';

const CSV = 'Id,Name\n1,Ann\n2,Bob\n';
const READ = {
  columns: ['Id', 'Name'],
  rows: [
    { Id: '1', Name: 'Ann' },
    { Id: '2', Name: 'Bob' },
  ],
};

/** A zip that tells sizes behind the content, as those written in one go do. */
function streamed(name: string, content: string): Buffer {
  const header = Buffer.alloc(30);
  header.write('504b0304', 0, 'hex');
  header.writeUInt16LE(8, 6);
  header.writeUInt16LE(8, 8);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), deflateRawSync(content), Buffer.from('504b0708', 'hex')]);
}

describe('first rows', () => {
  it.each([
    ['a plain file', Buffer.from(CSV)],
    ['a gzip', gzipSync(CSV)],
    ['a zip', zipOf([{ name: 'export.csv', content: CSV }])],
    [
      'a zip with other things before the text',
      zipOf([
        { name: 'a/', content: '' },
        { name: 'a/read.me', content: 'no table' },
        { name: 'a/b.TSV', content: CSV },
        { name: 'c.csv', content: 'x\n' },
      ]),
    ],
    ['a zip written in one go', streamed('export.csv', CSV)],
  ])('come out of %s', async (_, head) => {
    expect(await firstRows(head, {}, true)).toEqual(READ);
  });

  it('end with the last line of a whole file, and not with one that breaks off', async () => {
    const open = Buffer.from('Id,Name\n1,Ann\n2,Bob');
    expect(await firstRows(open, {}, true)).toEqual(READ);
    expect((await firstRows(open, {}, false)).rows).toEqual([{ Id: '1', Name: 'Ann' }]);
    expect(await firstRows(Buffer.from('Id,Name'), {}, false)).toEqual({ columns: ['Id', 'Name'], rows: [] });
  });

  it('come out of a beginning that breaks off', async () => {
    const long = `Id,Name\n${Array.from({ length: 5000 }, (_, row) => `${row},${Math.sin(row)}`).join('\n')}`;
    const { columns, rows } = await firstRows(zipOf([{ name: 'a.csv', content: long }]).subarray(0, 4096), {}, false);
    expect(columns).toEqual(['Id', 'Name']);
    expect(rows).toHaveLength(8);
  });

  it.each([
    ['is encrypted', zipOf([{ name: 'a.csv', content: CSV, isEncrypted: true }]), /encrypted/],
    ['holds no text', zipOf([{ name: 'a.exe', content: CSV }]), /no file that ends in/],
    [
      'hides the text behind what tells no size',
      Buffer.concat([streamed('a.bin', 'x'), streamed('b.csv', CSV)]),
      /no file/,
    ],
  ])('do not come out of a zip that %s', async (_, head, why) => {
    const refused = await firstRows(head, {}, true).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(SourceError);
    expect((refused as Error).message).toMatch(why);
  });

  it('come, or are refused, whatever is in a zip', async () => {
    const zip = zipOf([
      { name: 'x.bin', content: 'abc' },
      { name: 'a.csv', content: CSV },
    ]);
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 5), fc.nat(255), fc.nat(zip.length), async (at, byte, end) => {
        const broken = Buffer.from(zip);
        broken[at + 4] = byte;
        const answer = await firstRows(broken.subarray(0, Math.max(4, end)), {}, false).catch(
          (error: unknown) => error,
        );
        if (answer instanceof Error) expect(answer).toBeInstanceOf(SourceError);
      }),
    );
  });
});
