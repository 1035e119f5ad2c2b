import { setTimeout as sleep } from 'node:timers/promises';
import type { Terminal } from '../command.ts';
import type { Connection } from '../connection.ts';
import { progressText } from '../output/progress.ts';

/** A run over files, as far as the command line tells of it. */
export interface Run {
  readonly id: string;
  readonly metrics: {
    readonly recordSummary?: Readonly<Record<Count, number>>;
    readonly fileSummary?: Readonly<Record<FileCount, number>> & {
      readonly extensions?: {
        readonly at?: {
          readonly file: string;
          readonly done: number;
          readonly total: number;
          readonly filesDone: number;
          readonly filesTotal: number;
        };
      };
    };
    readonly statusSummary: {
      readonly status: string;
      readonly errors?: readonly { readonly code: string; readonly message: string }[];
    };
  };
}

type Count = 'inputRecordCount' | 'outputRecordCount' | 'failedRecordCount' | 'skippedRecordCount';
type FileCount = 'outputFileCount' | 'skippedFileCount' | 'failedFileCount';

const ASK_MS = 500;

async function look(platform: Connection, id: string): Promise<Run> {
  const { items } = await platform.call('getFlowRun', { path: { id } });
  return items[0] as unknown as Run;
}

/** Waits for the end of a run and draws how far it is. Undefined when the person stops waiting: the run goes on. */
export async function watch(platform: Connection, id: string, terminal: Terminal): Promise<Run | undefined> {
  const started = performance.now();
  while (!terminal.stop.aborted) {
    const run = await look(platform, id);
    if (!['scheduled', 'inProgress'].includes(run.metrics.statusSummary.status)) {
      if (terminal.interactive) terminal.err('\r\u001b[K');
      return run;
    }
    if (terminal.interactive) terminal.err(`\r\u001b[K${lineOf(run, (performance.now() - started) / 1000)}`);
    await sleep(ASK_MS, undefined, { signal: terminal.stop }).catch(() => {});
  }
  return undefined;
}

/** The line of a run under way: rows, and a bar over the bytes of the file that is read. `seconds` since it was asked for. */
export function lineOf({ metrics }: Run, seconds: number): string {
  const rows = metrics.recordSummary?.inputRecordCount ?? 0;
  const at = metrics.fileSummary?.extensions?.at;
  const rate = seconds > 0 ? Math.round(rows / seconds) : 0;
  if (at === undefined) return `${rows} rows (${rate}/s)`;
  const bar = progressText(`${at.file} (${at.filesDone + 1} of ${at.filesTotal})`, at.done, at.total, 0);
  return `${bar.slice(0, bar.indexOf('%') + 1)}  ${rows} rows, ${rate}/s`;
}

/** The rows that failed: file, row, reasons and record, one object each. */
export async function rejectsOf(platform: Connection, id: string): Promise<readonly Reject[]> {
  const answer: unknown = await platform.call('listHistoryRejects', { path: { runId: id } });
  // A single line is JSON, too.
  if (typeof answer === 'object' && answer !== null) return [answer as Reject];
  if (typeof answer !== 'string') return [];
  return answer
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Reject);
}

/** A row that failed. */
export interface Reject {
  readonly file: string;
  readonly row: number;
  readonly failures: readonly { readonly code: string; readonly pointer: string; readonly message: string }[];
  readonly record: unknown;
}

/** As CSV: place, reasons, then the row's own cells, so that it can be corrected and read again. */
export function rejectsCsv(rejects: readonly Reject[]): string {
  const columns = [
    ...new Set(rejects.flatMap(({ record }) => (typeof record === 'object' ? Object.keys(record ?? {}) : []))),
  ];
  const cell = (value: unknown): string => {
    const text = value === undefined || value === null ? '' : String(value);
    // A spreadsheet would run what begins so.
    const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = rejects.map(({ file, row, failures, record }) => {
    const reasons = failures
      .map(({ code, pointer, message }) => `${code} ${pointer} ${message}`.replace('  ', ' '))
      .join('; ');
    const cells = typeof record === 'object' ? (record as Record<string, unknown>) : {};
    return [file, row, reasons, typeof record === 'string' ? record : '', ...columns.map((name) => cells[name])];
  });
  return [['_file', '_row', '_reason', '_text', ...columns], ...lines]
    .map((line) => `${line.map(cell).join(',')}\r\n`)
    .join('');
}
