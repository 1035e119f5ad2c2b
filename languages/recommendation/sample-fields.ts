/** A field of a source sample: where it stands and what it holds. */
export interface SampleField {
  /** Names from the root; lists are passed through. */
  readonly path: readonly string[];
  /** The path as a mapping row writes it: odd names in `${…}`. */
  readonly source: string;
  readonly cells: readonly string[];
}

/** Records, fields and levels of a sample that are looked at. */
const MOST_RECORDS = 500;
const MOST_FIELDS = 2000;
const DEEPEST = 12;

/** The leaves of sample records, in the order they are met: texts, numbers, booleans and lists of such. */
export function sampleFields(records: readonly unknown[]): readonly SampleField[] {
  const found = new Map<string, { path: readonly string[]; cells: string[] }>();
  const leaf = (path: readonly string[], value: unknown) => {
    const key = JSON.stringify(path);
    const known = found.get(key);
    if (known !== undefined) known.cells.push(String(value));
    else if (found.size < MOST_FIELDS) found.set(key, { path, cells: [String(value)] });
  };
  const visit = (value: unknown, path: readonly string[]) => {
    if (path.length > DEEPEST || value === null || value === undefined) return;
    if (Array.isArray(value)) {
      for (const item of value.slice(0, 50)) visit(item, path);
    } else if (typeof value === 'object') {
      const members = Object.entries(value).filter(([name]) => name !== '__proto__');
      for (const [name, member] of members) visit(member, [...path, name]);
    } else if (path.length > 0) leaf(path, value);
  };
  for (const record of records.slice(0, MOST_RECORDS)) visit(record, []);
  return [...found.values()].map(({ path, cells }) => ({ path, source: pathText(path), cells }));
}

/** Names that can stand in a path as they are. */
const PLAIN = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/** A path as rows write it (page "Data Prep overview": names with other signs stand in dollar braces). */
export function pathText(path: readonly string[]): string {
  return path.map((name) => (PLAIN.test(name) ? name : `\${${name.replaceAll(/[\\}]/g, '\\$&')}}`)).join('.');
}
