import { statfs } from 'node:fs/promises';
import { mostOpenFiles } from '../open-files.ts';
import { note, type Observation, ok, size, warning, wrong } from './finding.ts';

/** The Node that runs TypeScript without a build. */
const NODE = 24;
/** What the log leaves on the disk: an append that would go below it is refused. */
const RESERVE_BYTES = 64 << 20;
const COMFORT_BYTES = 2 * 2 ** 30;
const FEW_NAMES = 1000;
/** Connections, files of queries, databases: what a platform opens beside the files of the log. */
const HANDLES_BESIDE = 1000;
const FEWEST_BESIDE = 200;

/** The Node this runs under. */
export function nodeVersion(version: string): Observation {
  const major = Number(version.replace('v', '').split('.')[0]);
  return major >= NODE
    ? ok('node', version)
    : wrong('node', `${version} is too old`, `run npm ci, which brings Node ${NODE}, or install it`);
}

/** Room on the disk of a directory. */
export async function freeSpace(directory: string): Promise<readonly Observation[]> {
  const { bavail, bsize, files, ffree } = await statfs(directory);
  const free = bavail * bsize;
  const space =
    free < RESERVE_BYTES
      ? wrong(
          directory,
          `${size(free)} free: collection answers 503 below ${size(RESERVE_BYTES)}`,
          'make room on this disk; what waits goes on by itself',
        )
      : free < COMFORT_BYTES
        ? warning(
            directory,
            `${size(free)} free on its disk`,
            'make room, or set MENISCUS_LOG_DAYS so that old records leave the log',
          )
        : ok(directory, `${size(free)} free on its disk`);
  // Some file systems have no fixed number of names and say 0.
  if (files === 0 || ffree >= FEW_NAMES) return [space];
  return [
    space,
    warning(directory, `${ffree} more files can be made on its disk`, 'remove small files that are not needed there'),
  ];
}

/**
 * How many files a process may have open, compared with those the log needs: it keeps each of its files open. `holder` is the
 * process of a running platform; else it is asked for this one, whose limit a platform started from here would have.
 */
export async function fileHandles(holder: number | undefined, logFiles: number): Promise<Observation> {
  const where = holder === undefined ? 'ulimit -n' : `process ${holder}`;
  const limit = await mostOpenFiles(holder ?? 'self');
  if (limit === undefined) return note(where, 'this system does not tell how many files may be open');
  const what = `${limit} files may be open; the log has ${logFiles}`;
  const now = `raise it to ${logFiles + 4 * HANDLES_BESIDE} or more (ulimit -n, or LimitNOFILE= of the service)`;
  if (limit < logFiles + FEWEST_BESIDE) return wrong(where, what, now);
  return limit < logFiles + HANDLES_BESIDE ? warning(where, what, now) : ok(where, what);
}
