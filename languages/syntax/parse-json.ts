/**
 * `JSON.parse`, except that every name is the one that is written.
 *
 * V8 since 12.8 (Node 24 and 26 among others) mistakes a name with an escape for another: it compares the text of as many
 * characters as the name has, escapes unread, with the names of objects it has seen before. Once anybody's object had a member
 * `\`, `{"a": 1, "\n": 2}` may come back with that name (https://github.com/nodejs/node/issues/63785). Texts with such names
 * are read here; for all others this costs a look for a backslash. Throws the `SyntaxError` of `JSON.parse`.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return hasEscapedName(text) ? read(text) : value;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Behind a text that is a name. */
const COLON = /[ \t\n\r]*:/y;

/** The text is JSON here and below, so a backslash is always in a text. */
function hasEscapedName(text: string): boolean {
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at)) {
    at = endOfText(text, at);
    COLON.lastIndex = at;
    if (COLON.test(text)) return true;
  }
  return false;
}

/** The position behind the quote that ends the text, from a position inside of it. */
function endOfText(text: string, inside: number): number {
  let at = inside;
  for (let unit = text.charCodeAt(at); unit !== QUOTE; unit = text.charCodeAt(at)) at += unit === BACKSLASH ? 2 : 1;
  return at + 1;
}

type Container = unknown[] | Record<string, unknown>;

/** Reads piece by piece, without going deeper for what is nested: it may be nested as deeply as for `JSON.parse`. */
function read(text: string): unknown {
  const whole: unknown[] = [];
  const open: Container[] = [whole];
  let name: string | undefined;
  const add = (value: unknown): void => {
    const container = open[open.length - 1]!;
    if (Array.isArray(container)) container.push(value);
    else if (name === undefined) name = value as string;
    else {
      set(container, name, value);
      name = undefined;
    }
  };
  for (let at = 0; at < text.length; ) {
    const start = at;
    at = endOfPiece(text, start);
    const first = text[start]!;
    if (first === '{' || first === '[') {
      const made: Container = first === '{' ? {} : [];
      add(made);
      open.push(made);
    } else if (first === '}' || first === ']') open.pop();
    else if (!BETWEEN.has(first)) add(plain(text.slice(start, at)));
  }
  return whole[0];
}

const BETWEEN: ReadonlySet<string> = new Set(' \t\n\r,:');
const ENDS_WORD: ReadonlySet<string> = new Set(' \t\n\r,]}');

/** The position behind a text, a number, a word or any other character. */
function endOfPiece(text: string, start: number): number {
  const first = text[start]!;
  if (first === '"') return endOfText(text, start + 1);
  let end = start + 1;
  if (/[-\w]/.test(first)) while (end < text.length && !ENDS_WORD.has(text[end]!)) end += 1;
  return end;
}

/** A text, a number or a word. */
function plain(piece: string): unknown {
  return piece[0] === '"' && !piece.includes('\\') ? piece.slice(1, -1) : JSON.parse(piece);
}

function set(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') object[name] = value;
  // By assignment that name would set the prototype.
  else Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}
