import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readIdentities } from './external-file.ts';

async function read(chunks: Iterable<Buffer>, column = 'email') {
  const ids: string[] = [];
  const counted = await readIdentities(Readable.from(chunks, { objectMode: false }), column, async (page) => {
    ids.push(...page);
  });
  return { ...counted, ids };
}
const text = (...lines: string[]) => [Buffer.from(lines.join('\n'))];

/** A file of so many mebibytes that nobody keeps. */
function* endless(begin: string, mebibytes: number): Generator<Buffer> {
  yield Buffer.from(begin);
  const piece = Buffer.alloc(64 * 1024, 'x');
  for (let count = 0; count < mebibytes * 16; count += 1) yield piece;
  yield Buffer.from('\nb@example.com\n');
}

describe('the file of an external audience', () => {
  it.each([',', ';', '\t', '|'])('is read with the sign its header has between its values: %j', async (sign) => {
    const file = text(
      ['id', 'email'].join(sign),
      ['1', 'a@example.com'].join(sign),
      ['2', '"b@example.com"'].join(sign),
    );
    expect(await read(file)).toEqual({ rows: 2, refused: 0, ids: ['a@example.com', 'b@example.com'] });
  });

  it('counts rows that are not UTF-8, too short, too long, or without a usable identity, and takes the others', async () => {
    const file = [
      Buffer.from('\ufeffid,email\n1,a@example.com\n2,'),
      Buffer.from('é@example.com', 'latin1'),
      Buffer.from(`\n3\n3,a@example.com,\n4,\n5,${'y'.repeat(1025)}\n6,b@example.com`),
    ];
    expect(await read(file)).toEqual({ rows: 7, refused: 5, ids: ['a@example.com', 'b@example.com'] });
  });

  it.each([
    ['a line without end', 'email\n'],
    ['a quotation mark nobody closes', 'email\n"'],
  ])('costs no more than its longest row: %s', async (_, begin) => {
    const before = process.memoryUsage().rss;
    expect(await read(endless(begin, 64))).toEqual({ rows: 2, refused: 1, ids: ['b@example.com'] });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it.each([
    ['nothing', [], 'audience-file-empty'],
    ['other columns', text('mail,id', 'a,1'), 'audience-no-column'],
    ['UTF-16', [Buffer.from('\ufeffemail\na\n', 'utf16le')], 'file-utf16'],
    ['a picture', [Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')], 'file-heading'],
    ['a header without end', [Buffer.alloc(1024 * 1024, 'x')], 'file-heading'],
  ])('is refused as a whole, with a code, when it holds %s', async (_, chunks, code) => {
    await expect(read(chunks)).rejects.toMatchObject({ said: { phrase: { code } } });
  });
});
