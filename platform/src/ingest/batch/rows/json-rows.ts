import { isUtf8 } from 'node:buffer';
import { parseJson } from '@meniscus/languages/syntax';
import { type Bytes, endlessRow, MOST_ROW_BYTES, type Rows, type SourceRow, textOf } from './rows.ts';

const LINE_FEED = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;
const SPACE = 0x20;

/** A text as a row; only a JSON object in UTF-8 is one. */
export function jsonRow(text: Uint8Array): SourceRow {
  if (!isUtf8(text)) return { value: undefined, text };
  try {
    const value = parseJson(Buffer.from(text.buffer, text.byteOffset, text.length).toString());
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { value: value as Record<string, unknown>, text };
  } catch {
    // Kept as the text it is.
  }
  return { value: undefined, text };
}

function trimmed(line: Uint8Array): Uint8Array {
  let start = 0;
  let end = line.length;
  while (start < end && line[start]! <= SPACE) start += 1;
  while (end > start && line[end - 1]! <= SPACE) end -= 1;
  return line.subarray(start, end);
}

/** One JSON object a line (page "Batch ingestion troubleshooting guide"). Blank lines are no rows. */
export async function* jsonLines(bytes: Bytes): Rows {
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of textOf(bytes)) {
    const data: Uint8Array = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const rows: SourceRow[] = [];
    let start = 0;
    for (;;) {
      const end = data.indexOf(LINE_FEED, start);
      if (end < 0) break;
      if (end - start > MOST_ROW_BYTES) throw endlessRow();
      const line = trimmed(data.subarray(start, end));
      if (line.length > 0) rows.push(jsonRow(line));
      start = end + 1;
    }
    rest = data.subarray(start);
    if (rest.length > MOST_ROW_BYTES) throw endlessRow();
    if (rows.length > 0) yield rows;
  }
  const line = trimmed(rest);
  if (line.length > 0) yield [jsonRow(line)];
}

/**
 * Objects that may stand over several lines, inside an array or one after the other. What is no object at that place is
 * one unreadable row up to where the next object begins, so that nothing of the file is passed over in silence.
 */
export async function* jsonArray(bytes: Bytes): Rows {
  const reader = new ElementReader();
  for await (const chunk of textOf(bytes)) {
    const rows = reader.read(chunk);
    if (rows.length > 0) yield rows;
  }
  const last = reader.end();
  if (last.length > 0) yield last;
}

/** Cuts elements out of a stream of JSON, byte by byte, without building values. */
class ElementReader {
  /** Bytes of the element or the noise under way that came with earlier chunks. */
  #kept: Uint8Array[] = [];
  #keptBytes = 0;
  /** Open braces and brackets of the element; 0 between elements. */
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Something that is no element is under way. */
  #noise = false;
  /** The array that holds all elements was opened. */
  #opened = false;

  read(chunk: Uint8Array): SourceRow[] {
    const rows: SourceRow[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at]!;
      if (this.#depth > 0) {
        if (!this.#inside(byte)) continue;
        rows.push(jsonRow(this.#take(chunk.subarray(start, at + 1))));
        start = at + 1;
      } else if (byte === OPEN_BRACE) {
        if (this.#noise) rows.push(this.#noiseRow(chunk.subarray(start, at)));
        start = at;
        this.#depth = 1;
      } else if (this.#noise) {
        if (byte !== COMMA && byte !== LINE_FEED) continue;
        rows.push(this.#noiseRow(chunk.subarray(start, at)));
        start = at + 1;
      } else if (
        byte <= SPACE ||
        byte === COMMA ||
        byte === CLOSE_BRACKET ||
        (byte === OPEN_BRACKET && !this.#opened)
      ) {
        this.#opened ||= byte === OPEN_BRACKET;
        start = at + 1;
      } else {
        this.#noise = true;
        start = at;
      }
    }
    this.#keep(chunk.subarray(start));
    return rows;
  }

  end(): SourceRow[] {
    const text = trimmed(this.#take(new Uint8Array()));
    return text.length === 0 ? [] : [{ value: undefined, text }];
  }

  /** One byte of an element; true at its end. */
  #inside(byte: number): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) this.#inString = false;
      return false;
    }
    if (byte === QUOTE) this.#inString = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#depth += 1;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) this.#depth -= 1;
    return this.#depth === 0;
  }

  #noiseRow(rest: Uint8Array): SourceRow {
    this.#noise = false;
    return { value: undefined, text: trimmed(this.#take(rest)) };
  }

  #keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#kept.push(bytes);
    this.#keptBytes += bytes.length;
    if (this.#keptBytes > MOST_ROW_BYTES) throw endlessRow();
  }

  #take(last: Uint8Array): Uint8Array {
    if (this.#keptBytes === 0) {
      if (last.length > MOST_ROW_BYTES) throw endlessRow();
      return last;
    }
    this.#keep(last);
    const whole = Buffer.concat(this.#kept);
    this.#kept = [];
    this.#keptBytes = 0;
    return whole;
  }
}
