import fc from 'fast-check';
import { parse } from 'smile-js';
import { describe, expect, it } from 'vitest';
import { decodeSmile, SmileError } from './smile.ts';

const LIMITS = { depth: 64, characters: 1_000_000 };
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const HEADER = '3a290a';

/** Writes Smile as Jackson does: shared names and, when asked, shared values, each table starting again at 1024. */
function encode(value: unknown, shareValues: boolean): Buffer {
  const out: number[] = [0x3a, 0x29, 0x0a, shareValues ? 3 : 1];
  const tables = { names: [] as string[], values: [] as string[] };
  const vint = (number: bigint) => {
    const bytes = [Number(number & 63n) | 0x80];
    for (let rest = number >> 6n; rest > 0n; rest >>= 7n) bytes.unshift(Number(rest & 127n));
    out.push(...bytes);
  };
  const remember = (table: 'names' | 'values', text: string) => {
    if (tables[table].length === 1024) tables[table] = [];
    tables[table].push(text);
  };
  /** Writers never refer to an index that would put 0xfe or 0xff into the bytes. */
  const known = (table: 'names' | 'values', text: string) => {
    const index = tables[table].indexOf(text);
    return (index & 0xff) >= 0xfe ? -1 : index;
  };
  const writeText = (text: string) => {
    const bytes = Buffer.from(text);
    const at = shareValues ? known('values', text) : -1;
    if (text === '') out.push(0x20);
    else if (at >= 31) out.push(0xec | (at >> 8), at & 0xff);
    else if (at >= 0) out.push(at + 1);
    else if (bytes.length > 64) out.push(bytes.length === text.length ? 0xe0 : 0xe4, ...bytes, 0xfc);
    else {
      const ascii = bytes.length === text.length;
      if (ascii) out.push(bytes.length <= 32 ? 0x3f + bytes.length : 0x60 + bytes.length - 33);
      else out.push(bytes.length <= 33 ? 0x80 + bytes.length - 2 : 0xa0 + bytes.length - 34);
      out.push(...bytes);
      remember('values', text);
    }
  };
  const writeName = (name: string) => {
    const bytes = Buffer.from(name);
    const ascii = bytes.length === name.length;
    const at = known('names', name);
    if (name === '') out.push(0x20);
    else if (at >= 64) out.push(0x30 | (at >> 8), at & 0xff);
    else if (at >= 0) out.push(0x40 + at);
    else if (bytes.length > (ascii ? 64 : 57)) out.push(0x34, ...bytes, 0xfc);
    else {
      out.push(ascii ? 0x80 + bytes.length - 1 : 0xc0 + bytes.length - 2, ...bytes);
      remember('names', name);
    }
  };
  const writeNumber = (number: number) => {
    if (Number.isSafeInteger(number) && !Object.is(number, -0)) {
      const zigzag = BigInt(number) >= 0n ? BigInt(number) << 1n : (-BigInt(number) << 1n) - 1n;
      if (zigzag < 32n) out.push(0xc0 + Number(zigzag));
      else {
        out.push(Math.abs(number) < 2 ** 31 ? 0x24 : 0x25);
        vint(zigzag);
      }
      return;
    }
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(number);
    let bits = bytes.readBigUInt64BE();
    const packed: number[] = [];
    for (let at = 0; at < 10; at += 1, bits >>= 7n) packed.unshift(Number(bits & 127n));
    out.push(0x29, ...packed);
  };
  const write = (one: unknown): void => {
    if (one === null) out.push(0x21);
    else if (typeof one === 'boolean') out.push(one ? 0x23 : 0x22);
    else if (typeof one === 'number') writeNumber(one);
    else if (typeof one === 'string') writeText(one);
    else if (Array.isArray(one)) {
      out.push(0xf8);
      for (const item of one) write(item);
      out.push(0xf9);
    } else {
      out.push(0xfa);
      for (const [name, member] of Object.entries(one as object)) {
        writeName(name);
        write(member);
      }
      out.push(0xfb);
    }
  };
  write(value);
  return Buffer.from(out);
}

/** Everything JSON can say, as `JSON.parse` gives it; names and texts of few letters, so that many are shared. */
const text = fc.oneof(
  fc.string({ maxLength: 90 }),
  fc.constantFrom(
    'a',
    'gold',
    'é',
    '€'.repeat(15),
    'x'.repeat(64),
    'ü'.repeat(32),
    'y'.repeat(65),
    '__proto__',
    'constructor',
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
const { document } = fc.letrec<{ document: unknown }>((tie) => ({
  document: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('document'), { maxLength: 8 }),
    fc.dictionary(text, tie('document'), { maxKeys: 8 }),
  ),
}));

describe('a Smile document', () => {
  it('is what the same document is as JSON', () => {
    fc.assert(
      fc.property(document, fc.boolean(), (value, share) => {
        // fast-check makes -0 too; JSON writes it as 0, Smile keeps it.
        const decoded = decodeSmile(encode(value, share), LIMITS);
        expect(JSON.stringify(decoded)).toBe(JSON.stringify(value));
      }),
      { numRuns: 500 },
    );
  });

  it('is what another decoder makes of it', () => {
    const plain = {
      points: [1, -17, 70_000, 2 ** 40, 0.5, -1e300],
      tier: 'gold',
      again: ['gold', 'é'.repeat(30), 'x'.repeat(99)],
    };
    for (const share of [true, false]) {
      const bytes = encode({ a: plain, b: plain }, share);
      expect(parse(bytes)).toEqual({ a: plain, b: plain });
      expect(decodeSmile(bytes, LIMITS)).toEqual(parse(bytes));
    }
  });

  it('refers to more than 1024 names and texts as writers do', () => {
    const many = Array.from({ length: 2500 }, (_, at) => ({ [`n${at}`]: `v${at}`, [`n${at - 3}`]: `v${at - 3}` }));
    const bytes = encode(many, true);
    expect(decodeSmile(bytes, LIMITS)).toEqual(many);
  });

  it.each([
    ['an object', `${HEADER}01 fa 80 61 c2 fb`, { a: 1 }],
    ['the end marker', `${HEADER}01 21 ff`, null],
    ['a float', `${HEADER}00 28 03 74 00 00 00`, 0.25],
    ['a big integer', `${HEADER}00 26 81 7f 01`, -1],
    ['a big integer of two bytes', `${HEADER}00 26 82 00 40 00`, 256],
    ['a decimal', `${HEADER}00 2a 84 81 06 01`, 0.13],
    ['packed binary', `${HEADER}00 e8 83 30 58 4c 06`, 'YWJm'],
    ['raw binary', `${HEADER}04 fd 83 61 62 63`, 'YWJj'],
  ])('reads %s', (_, bytes, value) => {
    expect(decodeSmile(hex(bytes), LIMITS)).toEqual(value);
  });

  it.each([
    ['nothing', ''],
    ['JSON', Buffer.from('{"a":1}').toString('hex')],
    ['another version', `${HEADER}11 21`],
    ['a header and nothing', `${HEADER}01`],
    ['an object without end', `${HEADER}01 fa 80 61 c2`],
    ['an array without end', `${HEADER}01 f8 c2`],
    ['a text longer than the document', `${HEADER}01 5f 61 62`],
    ['a long text without end', `${HEADER}01 e0 61 62`],
    ['a reference to no text', `${HEADER}03 01`],
    ['a reference when nothing is shared', `${HEADER}00 f8 40 61 01 f9`],
    ['a reference to no name', `${HEADER}01 fa 40 c2 fb`],
    ['a binary of 2^62 bytes', `${HEADER}04 fd 7f 7f 7f 7f 7f 7f 7f 7f bf`],
    ['a packed binary of 2^62 bytes', `${HEADER}00 e8 7f 7f 7f 7f 7f 7f 7f 7f bf`],
    ['an integer without end', `${HEADER}00 24 ${'01'.repeat(40)}`],
    ['a big integer of 1000 bytes', `${HEADER}00 26 0f a8 ${'00'.repeat(1200)}`],
    ['a number beyond all numbers', `${HEADER}00 2a 3f 7f 7f bf 81 00 01`],
    ['not a number', `${HEADER}00 29 01 7f 78 00 00 00 00 00 00 00`],
    ['reserved tokens', `${HEADER}00 00`],
    ['an end without a beginning', `${HEADER}00 f9`],
    ['a second document', `${HEADER}00 21 21`],
  ])('is refused: %s', (_, bytes) => {
    expect(() => decodeSmile(hex(bytes), LIMITS)).toThrow(SmileError);
  });

  it('is refused when it is deep, whatever the length', () => {
    const deep = (levels: number) => hex(`${HEADER}01${'f8'.repeat(levels)}${'f9'.repeat(levels)}`);
    expect(decodeSmile(deep(64), LIMITS)).toBeInstanceOf(Array);
    expect(() => decodeSmile(deep(65), LIMITS)).toThrow(SmileError);
    expect(() => decodeSmile(hex(`${HEADER}01${'f8'.repeat(1_000_000)}`), LIMITS)).toThrow('levels deep');
  });

  it('is refused as too large when references unfold it', () => {
    const bomb = hex(`${HEADER}03 f8 7f ${'78'.repeat(64)} ${'01'.repeat(100_000)} f9`);
    expect(() => decodeSmile(bomb, LIMITS)).toThrow(expect.objectContaining({ tooLarge: true }));
  });

  it('keeps __proto__ as a name', () => {
    const decoded = decodeSmile(encode(JSON.parse('{"__proto__":{"admin":true}}'), false), LIMITS) as {
      admin?: boolean;
    };
    expect(Object.hasOwn(decoded, '__proto__')).toBe(true);
    expect(decoded.admin).toBeUndefined();
  });

  it('never throws anything else and never takes bytes that were cut, whatever is changed', () => {
    fc.assert(
      fc.property(
        document,
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
        fc.nat(),
        (value, changes, cut) => {
          const bytes = encode([value], true);
          expect(() => decodeSmile(bytes.subarray(0, cut % bytes.length), LIMITS)).toThrow(SmileError);
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          try {
            decodeSmile(bytes, LIMITS);
          } catch (error) {
            expect(error).toBeInstanceOf(SmileError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
