import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A link to a test file, and the titles, or beginnings and middles of titles, that are named after it. */
const LINK = /\[[^\]]*\]\(([^)#\s]+)\)([^[]*)/g;
const TITLE = /"([^"]+)"/g;
/** A row of a table that is neither its head nor the line under that. */
const ROW = /^\| (?!threat |-+ )(.*) \|$/;

/**
 * Rows of a threat model that name no test, or one that is not there. A row says `none: why` where nothing can be tested; what
 * stands in quotation marks behind a link must be in a title of that file, and ends with ` …` where it is the beginning of
 * several.
 */
export function unprovenThreats(
  path: string,
  read: (path: string) => string | undefined = readFile,
): readonly string[] {
  return (read(path) ?? '').split('\n').flatMap((line, index) => {
    const cells = ROW.exec(line)?.[1]?.split(' | ');
    const at = `${path}:${index + 1}`;
    return cells === undefined
      ? []
      : complaints(cells.at(-1)!.trim(), (to) => read(join(dirname(path), to))).map((one) => `${at}: ${one}`);
  });
}

function complaints(cell: string, read: (to: string) => string | undefined): readonly string[] {
  if (cell.startsWith('none: ')) return [];
  const links = [...cell.matchAll(LINK)].filter(([, to]) => to!.endsWith('.test.ts'));
  if (links.length === 0) return [`no test is named: ${cell}`];
  return links.flatMap(([, to, after]) => {
    const text = read(to!);
    if (text === undefined) return [`${to} is not there`];
    const missing = [...after!.matchAll(TITLE)].map(([, title]) => title!).filter((title) => !isTitle(title, text));
    return missing.map((title) => `${to} has no test "${title}"`);
  });
}

/** Is it part of what a test, or a group of tests, is called? */
function isTitle(title: string, text: string): boolean {
  const wanted = title.replace(/ …$/, '');
  const called = text.matchAll(/(?:\bit|\bdescribe|\btest)(?:\.\w+)*(?:\([^'"`]*\))?\(\s*(['"`])((?:(?!\1).)*)\1/g);
  return [...called].some(([, , name]) => name!.includes(wanted));
}

function readFile(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
