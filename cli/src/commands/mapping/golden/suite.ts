import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { type FileRow, readMappingFile } from '@meniscus/languages/dataprep';
import { parseJson } from '@meniscus/languages/syntax';
import type { Field } from '@meniscus/languages/xdm';
import { UsageError } from '../../../command.ts';
import { targetSchema } from './target-schema.ts';

/** A folder with a target schema, mapping files and cases. */
export interface Suite {
  /** Path from where the search began; `.` for that folder itself. */
  readonly name: string;
  readonly folder: string;
  readonly rows: readonly FileRow[];
  /** Where each row stands, for messages: `mapping.csv, row 3`. */
  readonly origins: readonly string[];
  readonly target: Field;
  /** Time of evaluation, epoch milliseconds: what `now()` gives. */
  readonly now: number;
  readonly cases: readonly Case[];
}

/** A folder below `cases/`. */
export interface Case {
  readonly name: string;
  readonly folder: string;
  readonly input: unknown;
}

/** What options say over the suite's own settings. */
export interface SuiteOptions {
  readonly tenant?: string | undefined;
  readonly now?: string | undefined;
}

const TARGET = 'target.schema.json';
const SETTINGS = 'suite.json';
const DEEPEST = 8;
/** The same in every run and on every machine, so that `now()` can stand in expected entities. */
const DEFAULT_NOW = '2026-01-01T00:00:00Z';

/** All suites at or below a folder, by name. Throws `UsageError` when there is none. */
export function readSuites(root: string, options: SuiteOptions): readonly Suite[] {
  if (!existsSync(root) || !statSync(root).isDirectory()) throw new UsageError(`${root} is no folder`);
  const folders = suiteFolders(root, 0);
  if (folders.length === 0)
    throw new UsageError(`no suite in ${root}: a suite is a folder with ${TARGET}, a mapping file and cases/`);
  return folders.map((folder) => readSuite(folder, relative(root, folder) || '.', options));
}

function suiteFolders(folder: string, depth: number): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const here = entries.some((entry) => entry.isFile() && entry.name === TARGET) ? [folder] : [];
  if (depth === DEEPEST) return here;
  const below = entries.filter(
    (entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'),
  );
  return [...here, ...below.flatMap(({ name }) => suiteFolders(join(folder, name), depth + 1))];
}

function readSuite(folder: string, name: string, options: SuiteOptions): Suite {
  const settings = readSettings(folder);
  const now = Date.parse(options.now ?? settings.now ?? DEFAULT_NOW);
  if (Number.isNaN(now)) throw new UsageError(`${folder}: now must be a date and time such as ${DEFAULT_NOW}`);
  return {
    name,
    folder,
    now,
    ...readRows(folder),
    target: inFile(join(folder, TARGET), (text) => targetSchema(text, options.tenant ?? settings.tenant)),
    cases: readCases(join(folder, 'cases')),
  };
}

/** Reads a file; what is wrong with it is said with its name. */
export function inFile<T>(file: string, read: (text: string) => T): T {
  try {
    return read(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`);
  }
}

function readSettings(folder: string): { tenant?: string; now?: string } {
  const file = join(folder, SETTINGS);
  if (!existsSync(file)) return {};
  const { tenant, now } = inFile(file, (text) => parseJson(text) as { tenant?: unknown; now?: unknown });
  return {
    ...(typeof tenant === 'string' ? { tenant } : {}),
    ...(typeof now === 'string' ? { now } : {}),
  };
}

/** The rows of all mapping files of a folder, in the order of their names. */
export function readRows(folder: string): Pick<Suite, 'rows' | 'origins'> {
  const files = readdirSync(folder)
    .filter((name) => /(^|\.)mapping\.(csv|json)$/.test(name))
    .toSorted();
  if (files.length === 0) throw new UsageError(`${folder}: no mapping file (mapping.csv, mapping.json, *.mapping.csv)`);
  const read = files.map((name) => ({ name, rows: rowsOfFile(join(folder, name)) }));
  return {
    rows: read.flatMap(({ rows }) => rows),
    origins: read.flatMap(({ name, rows }) => rows.map((_, index) => `${name}, row ${index + 1}`)),
  };
}

/** The rows of a mapping file, in the format its name says. Throws `UsageError` with the file's name. */
export function rowsOfFile(file: string): readonly FileRow[] {
  return inFile(file, (text) => {
    const { rows, problems } = readMappingFile(text, extname(file) === '.json' ? 'json' : 'csv');
    if (rows === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
    return rows;
  });
}

function readCases(folder: string): readonly Case[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .toSorted()
    .map((place) => ({
      name: basename(place),
      folder: place,
      input: inFile(join(place, 'input.json'), parseJson),
    }));
}
