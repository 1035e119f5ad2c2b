import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Damage } from '../damage.ts';
import { Segment, segmentBase } from './segment.ts';

/** What is in a topic of the file log. */
export interface TopicInspection {
  readonly topic: string;
  /** First position kept, and the one after the last whole record. */
  readonly begin: number;
  readonly end: number;
  readonly files: number;
  readonly bytes: number;
  /** When the newest record was received, epoch milliseconds; undefined without a record that can be read. */
  readonly newest: number | undefined;
  readonly damage: readonly Damage[];
  /** A write that was torn at the end of the newest file: the next start cuts it off. */
  readonly torn: (Damage & { readonly bytes: number }) | undefined;
}

/**
 * Reads every record of every topic below a folder and compares it with its checksum; nothing is changed. Of a topic somebody
 * appends to, what is on its way at the end looks torn.
 */
export async function inspectFileLog(dir: string): Promise<readonly TopicInspection[]> {
  const folders = await readdir(dir, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const topics: TopicInspection[] = [];
  for (const folder of folders)
    if (folder.isDirectory()) topics.push(await inspectTopic(join(dir, folder.name), folder.name));
  return topics;
}

/** The same of one topic, in its folder; the folder must be there. */
export async function inspectTopic(directory: string, topic: string): Promise<TopicInspection> {
  const bases = (await readdir(directory))
    .filter((name) => name.endsWith('.log'))
    .map(segmentBase)
    .sort((a, b) => a - b);
  const damage: Damage[] = [];
  let end = bases[0] ?? 0;
  let bytes = 0;
  let newest: number | undefined;
  let torn: TopicInspection['torn'];
  for (const [index, base] of bases.entries()) {
    const segment = await Segment.open(directory, base, 'r');
    try {
      if (base !== end && damage.length === 0)
        damage.push({
          file: segment.path,
          byte: 0,
          what: `it begins with record ${base}, and the file before ends before ${end}`,
        });
      const rest = await segment.scan();
      bytes += segment.size + rest;
      end = base + segment.count;
      if (segment.count > 0) newest = (await segment.read(end - 1, end, 1, 1))[0]?.time;
      const place = { file: segment.path, byte: segment.size };
      const isLast = index === bases.length - 1;
      if (rest > 0 && isLast && (await segment.isTorn(rest)))
        torn = { ...place, bytes: rest, what: 'a write was torn here' };
      else if (rest > 0) damage.push({ ...place, what: `record ${end} does not match its checksum` });
    } finally {
      await segment.close();
    }
  }
  return { topic, begin: bases[0] ?? 0, end, files: bases.length, bytes, newest, damage, torn };
}
