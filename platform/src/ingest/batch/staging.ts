import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Said } from '@meniscus/languages/syntax';
import type { Field, Violation } from '@meniscus/languages/xdm';
import { type BatchError, batchError } from '../../catalog/index.ts';
import { saying, sayOfRequest } from '../../kernel/index.ts';
import type { CompiledSchema } from '../../schemas/index.ts';
import { MAX_DEPTH, MAX_VIOLATIONS, rowRefusal } from '../convert.ts';
import { sayOfIngest } from '../phrases.ts';
import type { BatchOptions } from './batch-options.ts';
import { jsonRow } from './rows/json-rows.ts';
import { MOST_FIELDS, ReaderLost, type Rows, type SourceRow, UnreadableFile } from './rows/rows.ts';
import { ToXdm } from './to-xdm.ts';

/** A file of a batch with its rows. */
export interface StagedSource {
  readonly name: string;
  readonly rows: Rows;
}

/** A file that staging wrote, on the local disk. */
export interface StagedFile {
  /** Name under which Data Access lists it. */
  readonly name: string;
  readonly local: string;
  readonly rows: number;
}

/** What staging made of the files of a batch. */
export interface Staged {
  /** One line a row: the entity as JSON, or a JSON text for a row nobody can parse. */
  readonly rows: StagedFile;
  /** Rows that do not fit, with what is wrong beside them; undefined when all do. */
  readonly failed: StagedFile | undefined;
  /** Error files by kind, where diagnostics are asked for. */
  readonly diagnostics: readonly StagedFile[];
  /** Rows by error code. */
  readonly counts: ReadonlyMap<string, number>;
}

const UNREADABLE = 'Row is corrupted and cannot be read, please fix and resend.';
const SAMPLE_ROWS = 100;
const LINE_FEED = 0x0a;

const TOO_WIDE = saying('row-too-wide', { most: MOST_FIELDS });

/** What the codes of rows say that are not about their schema, and the documented one that is; other rules of a schema have the codes failed records have. */
export const DESCRIPTIONS: Readonly<Record<string, Said>> = {
  'INGEST-1401-400': saying('row-unreadable'),
  'INGEST-FIELDS': TOO_WIDE,
  'INGEST-TOO-DEEP': saying('too-deep', { levels: MAX_DEPTH }),
  'INGEST-1555-400': sayOfIngest('batch-required-field'),
};

/** The code of a violation: documented where there is one. */
function codeOf({ keyword }: Violation): string {
  return keyword === 'required' ? 'INGEST-1555-400' : `SCHEMA-${keyword.toUpperCase()}`;
}

/** The short form error files use: `1555` of `INGEST-1555-400`. */
function shortOf(code: string): string {
  return /^INGEST-(\d+)-\d+$/.exec(code)?.[1] ?? code;
}

/**
 * The object an ad-hoc schema keeps its fields in: columns of a CSV name those fields, since the object's own name is made
 * by the Schema Registry and nobody writes it into a file (page "Ad-hoc schema").
 */
function namespaceOf(root: Field): string | undefined {
  const names = Object.keys(root.fields ?? {}).filter((name) => /^_[0-9a-f]{32}$/.test(name));
  return names.length === 1 ? names[0] : undefined;
}

/** A row below this has no room for too many fields. */
const NARROW_BYTES = 4 * MOST_FIELDS;

function fieldsIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 0;
  for (const child of Object.values(value)) count += fieldsIn(child);
  return count;
}

function tooManyFields(row: unknown, bytes: number): { readonly code: string; readonly message: string } | undefined {
  if (bytes < NARROW_BYTES || fieldsIn(row) <= MOST_FIELDS) return undefined;
  return { code: 'INGEST-FIELDS', message: TOO_WIDE.message };
}

/** A file written line by line; waits when the disk is slower than the rows come. */
class LineFile {
  readonly local: string;
  rows = 0;
  readonly #stream: WriteStream;
  #failure: Error | undefined;
  #full = false;

  constructor(local: string) {
    this.local = local;
    this.#stream = createWriteStream(local, { mode: 0o600 });
    this.#stream.once('error', (error) => {
      this.#failure = error;
    });
  }

  add(line: string | Uint8Array): void {
    this.rows += 1;
    this.#stream.write(line);
    this.#full = !this.#stream.write('\n');
  }

  async drained(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    if (!this.#full) return;
    this.#full = false;
    await new Promise<void>((resolve, reject) => {
      this.#stream.once('drain', resolve);
      this.#stream.once('error', reject);
    });
  }

  async end(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    await new Promise<void>((resolve, reject) => {
      this.#stream.once('error', reject);
      this.#stream.end(resolve);
    });
  }
}

/**
 * The first of the two passes over a batch: every row of every file is parsed, converted and validated, and what is found
 * decides whether any of them enters. A batch is taken or refused as a whole, so nothing may enter before all of it was
 * seen (page "Partial batch ingestion"). Rows that enter are validated again by the process loop, as all rows are.
 */
export class Staging {
  readonly #dir: string;
  readonly #schema: CompiledSchema;
  readonly #options: BatchOptions;
  readonly #files = new Map<string, LineFile>();
  readonly #counts = new Map<string, number>();
  readonly #namespace: string | undefined;
  #sample = 0;

  /** `dir` is made, and removed by the caller. */
  constructor(dir: string, schema: CompiledSchema, options: BatchOptions) {
    this.#dir = dir;
    this.#schema = schema;
    this.#options = options;
    this.#namespace = options.format.format === 'csv' ? namespaceOf(schema.root) : undefined;
  }

  /** Throws `UnreadableFile` when a file cannot be read at all, with the file's name before what is wrong. */
  async stage(sources: readonly StagedSource[]): Promise<Staged> {
    await rm(this.#dir, { recursive: true, force: true });
    await mkdir(this.#dir, { recursive: true });
    this.#file('rows');
    const { format } = this.#options.format;
    const toXdm = new ToXdm(this.#schema.root, format);
    for (const { name, rows } of sources) {
      try {
        for await (const some of rows) {
          for (const row of some) this.#row(row, name, toXdm);
          for (const file of this.#files.values()) await file.drained();
        }
      } catch (error) {
        if (error instanceof ReaderLost) throw error;
        if (error instanceof UnreadableFile)
          throw new UnreadableFile(error.code, sayOfRequest('request-at', { name, what: error.said }));
        throw error;
      }
    }
    for (const file of this.#files.values()) await file.end();
    return this.#result();
  }

  #result(): Staged {
    const staged = (name: string, as: string): StagedFile[] => {
      const file = this.#files.get(name);
      return file === undefined ? [] : [{ name: as, local: file.local, rows: file.rows }];
    };
    const errors = ['conversion', 'parsing', 'validation'].flatMap((kind) =>
      staged(kind, `row_errors/${kind}_errors_0.json`),
    );
    return {
      rows: staged('rows', 'rows')[0]!,
      failed: staged('failed', 'part-00000.json')[0],
      diagnostics: [...errors, ...staged('sample', 'row_errors_sample.json')],
      counts: this.#counts,
    };
  }

  #file(name: string): LineFile {
    let file = this.#files.get(name);
    if (file === undefined) {
      file = new LineFile(join(this.#dir, `${name}.ndjson`));
      this.#files.set(name, file);
    }
    return file;
  }

  #row({ value: read, text }: SourceRow, file: string, toXdm: ToXdm): void {
    if (read === undefined) {
      const raw = Buffer.from(text.buffer, text.byteOffset, text.length).toString();
      this.#file('rows').add(JSON.stringify(raw));
      this.#refuse({ _corrupt_record: raw }, [{ code: 'INGEST-1401-400', message: UNREADABLE }], file, 'parsing');
      return;
    }
    const value = this.#namespace === undefined ? read : { [this.#namespace]: read };
    const refusal = rowRefusal(value) ?? tooManyFields(value, text.length);
    if (refusal !== undefined) {
      const raw = Buffer.from(text.buffer, text.byteOffset, text.length).toString();
      this.#file('rows').add(JSON.stringify(raw));
      this.#refuse({ _corrupt_record: raw }, [refusal], file, 'parsing');
      return;
    }
    const csv = this.#options.format.format === 'csv';
    const sent = csv ? { ...read } : undefined;
    const changed = toXdm.convert(value);
    // A row of a multi-line file may hold line feeds between its members.
    this.#file('rows').add(changed || csv || text.includes(LINE_FEED) ? JSON.stringify(value) : text);
    const violations = this.#schema.validate(value, MAX_VIOLATIONS);
    if (violations.length === 0) return;
    const original = sent ?? (changed ? (jsonRow(text).value ?? value) : value);
    const errors = violations.map((violation) => ({
      code: codeOf(violation),
      message: violation.message,
      column: violation.pointer,
    }));
    this.#refuse(
      original,
      errors,
      file,
      violations.some(({ keyword }) => keyword === 'type') ? 'conversion' : 'validation',
    );
  }

  #refuse(
    row: Record<string, unknown>,
    errors: readonly { readonly code: string; readonly message: string }[],
    file: string,
    kind: 'parsing' | 'conversion' | 'validation',
  ): void {
    for (const code of new Set(errors.map(({ code }) => code)))
      this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
    const shown = errors.map(({ code, ...rest }) => ({ code: shortOf(code), ...rest }));
    const line = JSON.stringify({ ...row, _errors: shown, _filename: file });
    this.#file('failed').add(line);
    if (!this.#options.diagnostics) return;
    this.#file(kind).add(line);
    if (this.#sample >= SAMPLE_ROWS) return;
    this.#sample += 1;
    this.#file('sample').add(line);
  }
}

/**
 * What the batch says of the rows that failed (page "Partial batch ingestion"): with diagnostics a summary and each code
 * with its rows, without them only that something was wrong.
 */
export function batchErrors(staged: Staged, ingested: number, diagnostics: boolean): readonly BatchError[] {
  const failed = staged.failed?.rows ?? 0;
  if (failed === 0) return [];
  if (!diagnostics) return [batchError('INGEST-1211-400', sayOfIngest('batch-errors-without-diagnostics'))];
  const summary = batchError('INGEST-1212-400', sayOfIngest('batch-errors', { failed, ingested }));
  const codes = [...staged.counts].map(([code, rows]) =>
    batchError(code, DESCRIPTIONS[code] ?? sayOfIngest('batch-breaks-schema'), rows),
  );
  return [summary, ...codes];
}
