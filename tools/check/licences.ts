/** What of `package-lock.json` is read here. */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly license?: string;
  readonly dev?: boolean;
  /** One of our own workspaces. */
  readonly link?: boolean;
}

/** The licence of a package as its own manifest names it; undefined when it is not installed or names none. */
export type LicenceOf = (path: string) => string | undefined;

/** Licences that let us use, change and pass on under Apache-2.0. MPL-2.0 asks for its own files alone, which stay as they are. */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Unlicense',
  'Zlib',
]);

/** Packages that name no licence: what they are here for. They are never part of what is installed to run. */
const NAMELESS: Readonly<Record<string, string>> = {
  '@segment/fql-ts': 'drawn in by the rival of a benchmark',
  'humanize-number': 'drawn in by the load generator of the benchmarks',
  only: 'drawn in by the rival of a benchmark',
};

/** Is an SPDX expression allowed? One side of an OR is enough, an AND needs all; brackets only around one such list. */
export function isAllowed(expression: string): boolean {
  const plain = expression.replace(/^\((.*)\)$/, '$1');
  if (plain.includes(' OR ')) return plain.split(' OR ').some(isAllowed);
  return plain.split(' AND ').every((one) => ALLOWED.has(one));
}

/** Packages of the lock file with a licence that is not allowed, or none; and exceptions nothing needs any more. */
export function licenceComplaints({ packages }: LockFile, licenceOf: LicenceOf): readonly string[] {
  const complaints: string[] = [];
  const needed = new Set<string>();
  for (const [path, { license, dev = false, link = false }] of Object.entries(packages)) {
    if (link || !path.includes('node_modules/')) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = license ?? licenceOf(path);
    if (licence !== undefined) {
      if (!isAllowed(licence)) complaints.push(`${path}: ${licence} is not among the allowed licences`);
    } else if (dev && Object.hasOwn(NAMELESS, name)) needed.add(name);
    else complaints.push(`${path}: names no licence`);
  }
  for (const name of Object.keys(NAMELESS))
    if (!needed.has(name)) complaints.push(`${name}: is an exception that nothing needs any more`);
  return complaints;
}

/** The licence in a manifest: a text, or the list of older ones, of which each is offered. */
export function licenceIn(manifest: { readonly license?: unknown; readonly licenses?: unknown }): string | undefined {
  if (typeof manifest.license === 'string') return manifest.license;
  if (!Array.isArray(manifest.licenses)) return undefined;
  const types = manifest.licenses.map((one: { type?: unknown }) => String(one.type));
  return types.length === 0 ? undefined : types.join(' OR ');
}
