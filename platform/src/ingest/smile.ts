/** Bytes that are no Smile document, or one that is beyond the limits; the message says where. */
export class SmileError extends Error {
  /** The document is too large when it is unfolded, rather than wrong. */
  readonly tooLarge: boolean;

  constructor(message: string, tooLarge = false) {
    super(message);
    this.tooLarge = tooLarge;
  }
}

export interface SmileLimits {
  /** Objects and arrays in one another. */
  readonly depth: number;
  /** Characters of all names and values, each reference to a shared text counted in full. */
  readonly characters: number;
}

const MAX_SHARED = 1024;
const MAX_NUMBER_BYTES = 128;
const END_OF_TEXT = 0xfc;
const END_OF_OBJECT = 0xfb;
const END_OF_ARRAY = 0xf9;

/**
 * Decodes a Smile document (format definition 1.0 of the Jackson project) to what `JSON.parse` gives for the same document
 * as JSON: integers beyond 2^53 become the nearest number, binary values base64 text.
 *
 * Time is linear in the size of the bytes and the unfolded text. Throws `SmileError` for everything that is wrong: bytes cut
 * short, unknown tokens, references to nothing, bytes behind the end, numbers JSON does not have, limits passed.
 */
export function decodeSmile(bytes: Uint8Array, limits: SmileLimits): unknown {
  return new Decoder(bytes, limits).document();
}

/** Texts a document refers back to; starts again when full, as writers do. */
class Shared {
  #texts: string[] = [];
  readonly #enabled: boolean;

  constructor(enabled: boolean) {
    this.#enabled = enabled;
  }

  add(text: string): string {
    if (!this.#enabled) return text;
    if (this.#texts.length === MAX_SHARED) this.#texts = [];
    this.#texts.push(text);
    return text;
  }

  get(index: number): string {
    const text = this.#texts[index];
    if (text === undefined) throw new SmileError(`there is no shared text ${index}`);
    return text;
  }
}

class Decoder {
  readonly #bytes: Buffer;
  readonly #limits: SmileLimits;
  #at = 0;
  #depth = 0;
  #characters = 0;
  #names = new Shared(true);
  #values = new Shared(false);

  constructor(bytes: Uint8Array, limits: SmileLimits) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#limits = limits;
  }

  document(): unknown {
    if (this.#bytes.length < 4 || this.#bytes.readUIntBE(0, 3) !== 0x3a290a)
      throw new SmileError('the bytes do not begin with a Smile header');
    const flags = this.#bytes[3]!;
    if (flags >> 4 !== 0) throw new SmileError(`Smile version ${flags >> 4} is not known`);
    this.#names = new Shared((flags & 1) !== 0);
    this.#values = new Shared((flags & 2) !== 0);
    this.#at = 4;
    const value = this.#value(this.#byte());
    const rest = this.#bytes.length - this.#at;
    if (rest > 1 || (rest === 1 && this.#bytes[this.#at] !== 0xff))
      throw new SmileError(`${rest} bytes follow the document at byte ${this.#at}`);
    return value;
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new SmileError(`the document is cut short at byte ${this.#at}`);
    this.#at += 1;
    return byte;
  }

  /** Moves over `length` bytes and returns where they begin. */
  #take(length: number): number {
    const from = this.#at;
    if (length > this.#bytes.length - from)
      throw new SmileError(`the document is cut short: ${length} bytes wanted at byte ${from}`);
    this.#at = from + length;
    return from;
  }

  #count(text: string): string {
    this.#characters += text.length + 3;
    if (this.#characters > this.#limits.characters)
      throw new SmileError(`the document unfolds to more than ${this.#limits.characters} characters`, true);
    return text;
  }

  #text(length: number): string {
    const from = this.#take(length);
    return this.#count(this.#bytes.toString('utf8', from, this.#at));
  }

  #longText(): string {
    const end = this.#bytes.indexOf(END_OF_TEXT, this.#at);
    if (end < 0) throw new SmileError(`the text at byte ${this.#at} has no end`);
    const text = this.#text(end - this.#at);
    this.#at += 1;
    return text;
  }

  #value(token: number): unknown {
    const low = token & 0x1f;
    switch (token >> 5) {
      case 0:
        if (low === 0) break;
        return this.#count(this.#values.get(low - 1));
      case 1:
        return this.#literal(token);
      case 2:
        return this.#values.add(this.#text(low + 1));
      case 3:
        return this.#values.add(this.#text(low + 33));
      case 4:
        return this.#values.add(this.#text(low + 2));
      case 5:
        return this.#values.add(this.#text(low + 34));
      case 6:
        this.#count('');
        return (low >>> 1) ^ -(low & 1);
      default:
        return this.#structure(token);
    }
    throw this.#unknown(token);
  }

  #unknown(token: number): SmileError {
    return new SmileError(`0x${token.toString(16)} at byte ${this.#at - 1} is no token`);
  }

  #literal(token: number): unknown {
    this.#count('');
    switch (token) {
      case 0x20:
        return '';
      case 0x21:
        return null;
      case 0x22:
        return false;
      case 0x23:
        return true;
      case 0x24:
      case 0x25:
        return Number(this.#signed());
      case 0x26:
        return this.#finite(Number(this.#bigInteger()));
      case 0x28:
        return this.#finite(this.#float(5, 4).readFloatBE(0));
      case 0x29:
        return this.#finite(this.#float(10, 8).readDoubleBE(0));
      case 0x2a: {
        const scale = this.#signed();
        return this.#finite(Number(`${this.#bigInteger()}e${-scale}`));
      }
      default:
        throw this.#unknown(token);
    }
  }

  #finite(value: number): number {
    if (!Number.isFinite(value)) throw new SmileError(`the number before byte ${this.#at} is none that JSON has`);
    return value;
  }

  #structure(token: number): unknown {
    if (token >= 0xec && token <= 0xef) return this.#count(this.#values.get(((token & 3) << 8) | this.#byte()));
    switch (token) {
      case 0xe0:
      case 0xe4:
        return this.#longText();
      case 0xe8:
        return this.#count(this.#packed(this.#length()).toString('base64'));
      case 0xfd: {
        const from = this.#take(this.#length());
        return this.#count(this.#bytes.toString('base64', from, this.#at));
      }
      case 0xf8:
        return this.#inside(() => this.#array());
      case 0xfa:
        return this.#inside(() => this.#object());
      default:
        throw this.#unknown(token);
    }
  }

  #inside<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > this.#limits.depth)
      throw new SmileError(`the document is nested more than ${this.#limits.depth} levels deep`);
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #array(): unknown[] {
    this.#count('');
    const items: unknown[] = [];
    for (let token = this.#byte(); token !== END_OF_ARRAY; token = this.#byte()) items.push(this.#value(token));
    return items;
  }

  #object(): Record<string, unknown> {
    this.#count('');
    const members: Record<string, unknown> = {};
    for (let token = this.#byte(); token !== END_OF_OBJECT; token = this.#byte()) {
      const name = this.#name(token);
      const value = this.#value(this.#byte());
      // Assigning to this name would change the object's prototype instead.
      if (name === '__proto__')
        Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
      else members[name] = value;
    }
    return members;
  }

  #name(token: number): string {
    if (token === 0x20) return this.#count('');
    if (token >= 0x30 && token <= 0x33) return this.#count(this.#names.get(((token & 3) << 8) | this.#byte()));
    if (token === 0x34) return this.#longText();
    if (token >= 0x40 && token <= 0x7f) return this.#count(this.#names.get(token & 0x3f));
    if (token >= 0x80 && token <= 0xbf) return this.#names.add(this.#text((token & 0x3f) + 1));
    if (token >= 0xc0 && token <= 0xf7) return this.#names.add(this.#text((token & 0x3f) + 2));
    throw this.#unknown(token);
  }

  /** A number of at most 64 bits: 7 bits a byte, 6 in the last, which has the highest bit set. */
  #unsigned(): bigint {
    let value = 0n;
    for (let read = 0; read < 10; read += 1) {
      const byte = this.#byte();
      if ((byte & 0x80) !== 0) return (value << 6n) | BigInt(byte & 0x3f);
      value = (value << 7n) | BigInt(byte);
    }
    throw new SmileError(`the number before byte ${this.#at} has no end`);
  }

  #signed(): bigint {
    const value = this.#unsigned();
    return (value & 1n) === 0n ? value >> 1n : -(value >> 1n) - 1n;
  }

  #length(): number {
    return Number(this.#unsigned());
  }

  /** Bytes of a float: 7 bits a byte, the first holding what is left over. */
  #float(encoded: number, size: number): Buffer {
    const from = this.#take(encoded);
    let value = 0n;
    for (let at = from; at < this.#at; at += 1) value = (value << 7n) | BigInt(this.#bytes[at]! & 0x7f);
    const out = Buffer.alloc(8);
    out.writeBigUInt64BE(BigInt.asUintN(8 * size, value));
    return out.subarray(8 - size);
  }

  /** `length` bytes written 7 bits a byte, the last holding what is left over. */
  #packed(length: number): Buffer {
    const from = this.#take(Math.ceil((length * 8) / 7));
    const out = Buffer.alloc(length);
    let bits = 0;
    let value = 0;
    let to = 0;
    for (let at = from; at < this.#at; at += 1) {
      const wide = at === this.#at - 1 ? length * 8 - 7 * (this.#at - from - 1) : 7;
      value = ((value << wide) | (this.#bytes[at]! & ((1 << wide) - 1))) & 0x7fff;
      bits += wide;
      if (bits >= 8) {
        bits -= 8;
        out[to] = value >> bits;
        to += 1;
      }
    }
    return out;
  }

  /** Two's complement, big endian. */
  #bigInteger(): bigint {
    const length = this.#length();
    if (length === 0 || length > MAX_NUMBER_BYTES)
      throw new SmileError(`a number of ${length} bytes at byte ${this.#at}; 1 to ${MAX_NUMBER_BYTES} are taken`);
    return BigInt.asIntN(8 * length, BigInt(`0x${this.#packed(length).toString('hex')}`));
  }
}
