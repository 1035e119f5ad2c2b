import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { holderOf } from '../data-directory.ts';
import { note, type Observation, ok, warning, wrong } from './finding.ts';

/** Files only their owner may read. */
const PRIVATE = ['credentials.json', 'key', 'data-key'];
const OTHERS = 0o077;

const modeOf = (mode: number) => (mode & 0o777).toString(8).padStart(4, '0');

/** Who may read the directory and the secrets in it, and whether this person can at all. */
export async function rights(dataDir: string): Promise<readonly Observation[]> {
  const observations: Observation[] = [];
  const folder = await stat(dataDir);
  if ((folder.mode & OTHERS) !== 0)
    observations.push(
      warning(dataDir, `others may look into it (mode ${modeOf(folder.mode)})`, `chmod 700 ${dataDir}`),
    );
  for (const name of PRIVATE) {
    const file = join(dataDir, name);
    const found = await stat(file).catch(() => undefined);
    if (found === undefined) continue;
    if ((found.mode & OTHERS) !== 0)
      observations.push(
        wrong(
          file,
          `others may read this secret (mode ${modeOf(found.mode)})`,
          `chmod 600 ${file}, and change what it holds if others use this machine`,
        ),
      );
    else if (found.uid !== folder.uid)
      observations.push(warning(file, 'it belongs to another user than its directory', `chown ${folder.uid} ${file}`));
  }
  return observations.length === 0 ? [ok(dataDir, 'directory and secrets are their owner’s alone')] : observations;
}

/** Who holds the directory: a platform that runs, nobody, or a process that only has the number of one that ended. */
export async function lock(
  dataDir: string,
): Promise<{ readonly holder: number | undefined; readonly seen: Observation }> {
  const file = join(dataDir, 'meniscus.lock');
  const holder = await holderOf(dataDir);
  if (holder === undefined) {
    const left = await stat(file).then(
      () => true,
      () => false,
    );
    return {
      holder,
      seen: left
        ? note(file, 'it was left by a process that ended without stopping; the next start takes it over')
        : ok(file, 'no platform runs on this directory'),
    };
  }
  const command = await readFile(`/proc/${holder}/cmdline`, 'utf8').catch(() => undefined);
  if (command === undefined || /node|meniscus/i.test(command))
    return { holder, seen: ok(file, `held by process ${holder}, which runs`) };
  const program = command.split('\0')[0];
  return {
    holder: undefined,
    seen: wrong(
      file,
      `it names process ${holder}, which is now ${program}; a start would take that for a running platform`,
      `make sure that no platform runs on this directory, then remove ${file}`,
    ),
  };
}
