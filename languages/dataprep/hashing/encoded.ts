import { spend } from '../effort.ts';
import { say } from '../phrases.ts';
import { asText, EvaluationError } from '../values.ts';

function latin(text: string, highest: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (char) => {
    const code = char.codePointAt(0)!;
    return code > highest ? 0x3f : code;
  });
}

/** Java's `UTF-16`: big endian behind a byte order mark. */
function utf16(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 2 + 2);
  bytes.set([0xfe, 0xff]);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    bytes[index * 2 + 2] = code >> 8;
    bytes[index * 2 + 3] = code & 0xff;
  }
  return bytes;
}

function bytesIn(text: string, charset: string): Uint8Array<ArrayBuffer> {
  switch (charset.toUpperCase()) {
    case 'UTF-8':
      return new TextEncoder().encode(text);
    case 'UTF-16':
      return utf16(text);
    case 'ISO-8859-1':
      return latin(text, 0xff);
    case 'US-ASCII':
      return latin(text, 0x7f);
    default:
      throw new EvaluationError(say('no-charset', { charset }));
  }
}

/**
 * Bytes of a value's text in one of the documented character sets; UTF-8 when none is named. `cost`: what hashing a byte
 * costs. Paid for here, since a character may be three bytes and a list be much longer as text than it has elements.
 */
export function encoded(value: unknown, charset: unknown, cost: number): Uint8Array<ArrayBuffer> {
  const bytes = bytesIn(asText(value), asText(charset ?? 'UTF-8'));
  spend(bytes.length * cost);
  return bytes;
}

/** Lower-case hex. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/**
 * The message with the padding that MD5 and SHA share: a one bit, zeros, the bit length at the end of the last block.
 * `lengthBytes` is the room for the length (8 or 16), `little` its byte order.
 */
export function paddedMessage(message: Uint8Array, block: number, lengthBytes: number, little: boolean): DataView {
  const size = Math.ceil((message.length + 1 + lengthBytes) / block) * block;
  const bytes = new Uint8Array(size);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setBigUint64(little ? size - lengthBytes : size - 8, BigInt(message.length) * 8n, little);
  return view;
}

/** Words as bytes. */
export function bytesOf(words: Iterable<number>, count: number, little: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count * 4);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const word of words) {
    view.setUint32(at, word >>> 0, little);
    at += 4;
  }
  return bytes;
}
