import { readFile } from 'node:fs/promises';

/** How many files a process may have open, `self`: this one; undefined where the system does not tell. */
export async function mostOpenFiles(pid: number | 'self'): Promise<number | undefined> {
  const limits = await readFile(`/proc/${pid}/limits`, 'utf8').catch(() => '');
  const limit = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
  return limit === undefined ? undefined : Number(limit);
}

const MOST_CONNECTIONS = 5000;

/**
 * How many callers may be connected when nothing else is configured: half of the files that may be open, so that the log, the
 * lake and queries keep theirs; 5,000 at most.
 */
export async function mostConnections(): Promise<number> {
  const files = await mostOpenFiles('self');
  return files === undefined ? MOST_CONNECTIONS : Math.min(MOST_CONNECTIONS, Math.floor(files / 2));
}
