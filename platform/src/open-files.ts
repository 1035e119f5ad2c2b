import { readFile } from 'node:fs/promises';
import { Connections, type Meter, steadyClock } from './kernel/index.ts';

/** How many files a process may have open, `self`: this one; undefined where the system does not tell. */
export async function mostOpenFiles(pid: number | 'self'): Promise<number | undefined> {
  const limits = await readFile(`/proc/${pid}/limits`, 'utf8').catch(() => '');
  const limit = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
  return limit === undefined ? undefined : Number(limit);
}

const MOST_CONNECTIONS = 5000;

/**
 * The connections of a listener, bounded by what is configured; else by half of the files that may be open, so that the log, the
 * lake and queries keep theirs, and 5,000 at most.
 */
export async function boundedConnections(meter: Meter, configured: number | undefined): Promise<Connections> {
  const files = (await mostOpenFiles('self')) ?? Number.POSITIVE_INFINITY;
  return new Connections(meter, steadyClock, configured ?? Math.min(MOST_CONNECTIONS, Math.floor(files / 2)));
}
