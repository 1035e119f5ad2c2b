import { open, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { command, EXIT, type Terminal, UsageError } from '../../command.ts';
import { CONNECTION_OPTIONS, type Connection, connect } from '../../connection.ts';
import { progress } from '../../output/progress.ts';

/** Files up to this go in one request; larger ones in parts of it. */
const PART = 67_108_864;
const TRIES = 4;
const FIRST_WAIT_MS = 500;
const POLL_MS = 200;
const FORMATS: Readonly<Record<string, string>> = {
  '.json': 'json',
  '.ndjson': 'json',
  '.jsonl': 'json',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.parquet': 'parquet',
};
const FINAL = new Set(['success', 'failed', 'aborted', 'abandoned', 'inactive', 'deleted']);

interface Batch {
  readonly status: string;
  readonly errors: readonly { readonly code: string; readonly description: string; readonly recordCount?: number }[];
  readonly metrics: Readonly<Record<string, number>>;
}

interface Source {
  readonly path: string;
  readonly name: string;
  readonly size: number;
}

async function sourcesOf(paths: readonly string[]): Promise<readonly Source[]> {
  const names = new Set<string>();
  const sources: Source[] = [];
  for (const path of paths) {
    const name = basename(path);
    if (names.has(name)) throw new UsageError(`two files are called ${name}; a batch takes each name once`);
    names.add(name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() !== true) throw new UsageError(`${path} is no file that can be read`);
    sources.push({ path, name, size: found.size });
  }
  return sources;
}

/** As asked, else by the ending all files share. */
function formatOf(asked: string | undefined, sources: readonly Source[]): string {
  const found = asked ?? FORMATS[extname(sources[0]!.name).toLowerCase()];
  if (found !== 'json' && found !== 'csv' && found !== 'parquet')
    throw new UsageError(`the format of ${sources[0]!.name} is not known; give --format json, csv or parquet`);
  const other = sources.find(({ name }) => (FORMATS[extname(name).toLowerCase()] ?? found) !== found);
  if (asked === undefined && other !== undefined)
    throw new UsageError(`${other.name} has another format than ${sources[0]!.name}; a batch has one format`);
  return found;
}

/** Id of the dataset, which may be given by its name. */
async function datasetOf(platform: Connection, given: string): Promise<string> {
  if (/^[0-9a-f]{24}$/.test(given)) return given;
  const found = (await platform.call('listDataSets', { query: { name: given, limit: 2 } })) as Record<string, unknown>;
  const ids = Object.keys(found);
  if (ids.length === 1) return ids[0]!;
  throw new UsageError(
    ids.length === 0 ? `there is no dataset ${given}` : `more than one dataset is called ${given}; give its id`,
  );
}

/** Sends again what the network or a busy platform did not take; every call of an upload may be repeated. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await call();
    } catch (error) {
      const { status } = error as { status?: number };
      if (tried === TRIES || (status !== undefined && status < 500 && status !== 429)) throw error;
      await sleep(FIRST_WAIT_MS * 2 ** (tried - 1));
    }
  }
}

/** Sends a file, whole or in parts, never more of it in memory than a part. */
async function send(
  platform: Connection,
  address: { readonly batchId: string; readonly datasetId: string },
  { path, name, size }: Source,
  sent: (bytes: number) => void,
): Promise<void> {
  const at = { ...address, rest: name };
  const file = await open(path, 'r');
  try {
    const read = async (first: number, length: number) => {
      const part = Buffer.alloc(length);
      const { bytesRead } = await file.read(part, 0, length, first);
      return part.subarray(0, bytesRead);
    };
    if (size <= PART) {
      const content = await read(0, size);
      await patiently(() => platform.call('uploadImportFile', { path: at, body: content }));
      sent(size);
      return;
    }
    await patiently(() => platform.call('actOnImportFile', { path: at, query: { action: 'INITIALIZE' } }));
    for (let first = 0; first < size; first += PART) {
      const content = await read(first, Math.min(PART, size - first));
      const headers = { 'content-range': `bytes ${first}-${first + content.length - 1}/${size}` };
      await patiently(() => platform.call('uploadImportFilePart', { path: at, body: content, headers }));
      sent(content.length);
    }
    await patiently(() => platform.call('actOnImportFile', { path: at, query: { action: 'COMPLETE' } }));
  } finally {
    await file.close();
  }
}

async function sendAll(
  platform: Connection,
  address: { readonly batchId: string; readonly datasetId: string },
  sources: readonly Source[],
  terminal: Terminal,
): Promise<void> {
  const bar = progress(
    terminal,
    'sent, bytes',
    sources.reduce((sum, { size }) => sum + size, 0),
  );
  let bytes = 0;
  for (const source of sources) {
    if (terminal.stop.aborted) throw new Error('stopped');
    await send(platform, address, source, (more) => {
      bytes += more;
      bar.at(bytes);
    });
  }
  bar.end();
}

async function finished(platform: Connection, id: string, terminal: Terminal): Promise<Batch> {
  const bar = progress(terminal, 'processing, seconds');
  const started = performance.now();
  for (;;) {
    const batches = (await platform.call('getBatch', { path: { batchId: id } })) as unknown as Record<string, Batch>;
    const batch = batches[id]!;
    if (FINAL.has(batch.status) || terminal.stop.aborted) {
      bar.end();
      return batch;
    }
    bar.at(Math.round((performance.now() - started) / 1000));
    await sleep(POLL_MS);
  }
}

function report(id: string, { status, metrics, errors }: Batch): string {
  const { outputRecordCount = 0, failedRecordCount = 0 } = metrics;
  const lines = [`batch ${id}: ${status}, ${outputRecordCount} rows stored, ${failedRecordCount} failed`];
  for (const { code, description, recordCount } of errors)
    lines.push(`  ${code}${recordCount === undefined ? '' : ` (${recordCount} rows)`} ${description}`);
  if (failedRecordCount > 0 || status === 'failed')
    lines.push(`  the rows: GET /data/foundation/export/batches/${id}/failed`);
  return `${lines.join('\n')}\n`;
}

export default command({
  summary: 'Send files as one batch of a dataset and wait until it is processed.',
  details: `The files are XDM as the dataset's schema has it: JSON lines, CSV with a header for flat schemas, or Parquet. Large files go
in parts, and what the network loses is sent again. The exit code is 1 when the batch failed.`,
  arguments: [{ name: 'file', summary: 'files to send, all of one format', repeats: true }],
  options: {
    ...CONNECTION_OPTIONS,
    dataset: { type: 'string', value: 'id|name', summary: 'The dataset (required).' },
    format: { type: 'string', value: 'json|csv|parquet', summary: 'Format (by the ending of the files unless given).' },
    'multi-line': { type: 'boolean', summary: 'JSON objects may stand over several lines, in an array.' },
    delimiter: { type: 'string', value: 'sign', summary: 'Sign between the values of a CSV (comma; tab for .tsv).' },
    'error-threshold': {
      type: 'string',
      value: 'percent',
      summary: 'Share of rows that may fail; without it the first one fails the batch.',
    },
    replaces: { type: 'string', value: 'batch', multiple: true, summary: 'A batch whose place this one takes.' },
    'no-wait': { type: 'boolean', summary: 'Do not wait until the batch is processed.' },
    json: { type: 'boolean', summary: 'Print the batch as JSON.' },
  },
  examples: [
    { line: 'batch upload --dataset "Loyalty members" members.ndjson', does: 'Sends a file and waits for its end.' },
    {
      line: 'batch upload --dataset 5f2… --error-threshold 5 part-*.parquet',
      does: 'Lets up to 5 % of the rows fail.',
    },
    {
      line: 'batch upload --dataset 5f2… --replaces 9ab… members.ndjson',
      does: 'Takes the place of an earlier batch.',
    },
  ],
  async run({ values, args, terminal }) {
    if (values.dataset === undefined) throw new UsageError('--dataset is missing: give the id or name of the dataset');
    const sources = await sourcesOf(args);
    const format = formatOf(values.format, sources);
    const threshold = values['error-threshold'];
    if (threshold !== undefined && !(Number(threshold) >= 0 && Number(threshold) <= 100))
      throw new UsageError(`--error-threshold is ${threshold}; it must be a number from 0 to 100`);
    const platform = await connect(values, terminal.env);
    const datasetId = await datasetOf(platform, values.dataset);
    const delimiter = values.delimiter ?? (sources[0]!.name.toLowerCase().endsWith('.tsv') ? '\t' : undefined);
    const { id } = await platform.call('createImportBatch', {
      body: {
        datasetId,
        inputFormat: {
          format,
          ...(values['multi-line'] === true ? { isMultiLineJson: true } : {}),
          ...(delimiter === undefined ? {} : { delimiter }),
        },
        ...(threshold === undefined ? {} : { partialIngestionPercent: Number(threshold) }),
        ...(values.replaces === undefined ? {} : { replay: { predecessors: [...values.replaces], reason: 'replace' } }),
      },
    });
    try {
      await sendAll(platform, { batchId: id, datasetId }, sources, terminal);
    } catch (error) {
      await platform
        .call('actOnImportBatch', { path: { batchId: id }, query: { action: 'ABORT' } })
        .catch(() => undefined);
      throw error;
    }
    await patiently(() => platform.call('actOnImportBatch', { path: { batchId: id }, query: { action: 'COMPLETE' } }));
    if (values['no-wait'] === true) {
      terminal.out(values.json === true ? `${JSON.stringify({ id, status: 'loaded' })}\n` : `batch ${id}: sent\n`);
      return EXIT.ok;
    }
    const batch = await finished(platform, id, terminal);
    terminal.out(values.json === true ? `${JSON.stringify({ id, ...batch })}\n` : report(id, batch));
    return batch.status === 'success' ? EXIT.ok : EXIT.failed;
  },
});
