import type { SchemaNode } from './schema-node.ts';
import { type Component, standardDocument } from './standard-document.ts';
import { altIdOf } from './wire-names.ts';

/** Version shown by every global resource. Ours: major 1 as the API demands, then year and month of the XDM sources. */
export const LIBRARY_VERSION = '1.2026.8';

/** What can be said of a standard component without parsing it. */
export interface LibraryEntry {
  readonly id: string;
  readonly altId: string;
  readonly title: string;
  readonly kind: Component['kind'];
}

/** The standard classes, field groups, data types, behaviours and descriptor kinds. */
export interface StandardLibrary {
  /** All components in the order of the file. */
  readonly entries: readonly LibraryEntry[];
  /** Finds an entry by `$id` or `meta:altId`. */
  entry(id: string): LibraryEntry | undefined;
  /** The component as the Schema Registry shows it, by `$id` or `meta:altId`. Parsed when asked for. */
  document(id: string): SchemaNode | undefined;
}

/** Parsed documents kept: enough for the parts of a large schema. */
const KEPT = 96;
const HEAD = /^\{"\$id":"([^"]+)","title":"((?:[^"\\]|\\.)*)","kind":"([a-z]+)"/;

interface Line extends LibraryEntry {
  readonly from: number;
  readonly to: number;
}

function readLines(text: string): Line[] {
  const lines: Line[] = [];
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    // The head of a line is short; slicing it keeps the search from running through the component.
    const head = HEAD.exec(text.slice(from, from + 400));
    if (head !== null) {
      const [, id = '', title = '', kind = ''] = head;
      lines.push({
        id,
        altId: altIdOf(id),
        title: JSON.parse(`"${title}"`) as string,
        kind: kind as Component['kind'],
        from,
        to,
      });
    }
    from = to + 1;
  }
  return lines;
}

/**
 * The library over the text of `standard/components.ndjson`. Reading the file is the caller's (Node: `readFileSync`;
 * Vite: `import text from '…/components.ndjson?raw'`). One pass finds the lines; nothing is parsed before it is asked for.
 */
export function standardLibrary(text: string): StandardLibrary {
  const lines = readLines(text);
  const byName = new Map<string, Line>();
  for (const line of lines) byName.set(line.id, line).set(line.altId, line);
  const parsed = new Map<string, SchemaNode>();

  function parse(line: Line): SchemaNode {
    const document = standardDocument(JSON.parse(text.slice(line.from, line.to)) as Component, LIBRARY_VERSION);
    if (parsed.size >= KEPT) parsed.delete(parsed.keys().next().value as string);
    parsed.set(line.id, document);
    return document;
  }

  return {
    entries: lines,
    entry: (id) => byName.get(id),
    document(id) {
      const line = byName.get(id);
      return line === undefined ? undefined : (parsed.get(line.id) ?? parse(line));
    },
  };
}
