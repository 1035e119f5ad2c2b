import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from './log.ts';
import { type Repair, Topic, type TopicOptions } from './topic.ts';

export type { Repair } from './topic.ts';

/** Settings of the file log. */
export interface FileLogOptions {
  /** Folder with one folder per topic. */
  readonly dir: string;
  /** A segment is closed once it is at least this large. 64 MiB unless given. */
  readonly segmentBytes?: number;
  /** Newest records of each topic kept in memory. 32 MiB unless given. */
  readonly tailBytes?: number;
  /** Free space appends leave for the other stores on the disk. 64 MiB unless given. */
  readonly reserveBytes?: number;
  /** Topics that are there and are left alone: who opens this log does not need them. */
  readonly except?: readonly string[];
  /** Told once per torn file that a start found and cut back. */
  readonly onRepair?: (repair: Repair) => void;
  /** Told how long each fdatasync took, seconds. */
  readonly onSync?: (topic: string, seconds: number) => void;
  /** Replaces fdatasync: in tests, and for a log that nobody needs after a crash. */
  readonly sync?: TopicOptions['sync'];
}

const TOPIC_NAME = /^[a-z][a-z0-9-]{0,63}$/;

/**
 * The embedded log: append files with group commit. Appends that wait together are written with one write and one
 * fdatasync. Topics that exist are opened (and repaired) at once; a new one is made by its first append. Rejects with
 * `LogDamagedError` when the newest file of a topic is damaged before its end.
 */
export async function openFileLog(options: FileLogOptions): Promise<Log> {
  const settings: Omit<TopicOptions, 'onSync'> = {
    segmentBytes: options.segmentBytes ?? 64 << 20,
    tailBytes: options.tailBytes ?? 32 << 20,
    reserveBytes: options.reserveBytes ?? 64 << 20,
    onRepair: options.onRepair ?? (() => {}),
    sync: options.sync ?? (({ handle }) => handle.datasync()),
  };
  await mkdir(options.dir, { recursive: true });
  const topics = new Map<string, Topic>();
  const openTopic = (name: string) =>
    Topic.open(join(options.dir, name), { ...settings, onSync: (seconds) => options.onSync?.(name, seconds) });
  const opening = new Map<string, Promise<Topic>>();
  try {
    for (const entry of await readdir(options.dir, { withFileTypes: true }))
      if (entry.isDirectory() && options.except?.includes(entry.name) !== true)
        topics.set(entry.name, await openTopic(entry.name));
  } catch (error) {
    for (const topic of topics.values()) await topic.close();
    throw error;
  }

  const topicOf = (name: string): Topic | Promise<Topic> => {
    const known = topics.get(name) ?? opening.get(name);
    if (known !== undefined) return known;
    if (!TOPIC_NAME.test(name)) throw new Error(`${name} is not a topic name`);
    const made = openTopic(name).then((topic) => {
      topics.set(name, topic);
      opening.delete(name);
      return topic;
    });
    opening.set(name, made);
    return made;
  };

  return {
    async append(topic, entries) {
      const found = topicOf(topic);
      return (found instanceof Promise ? await found : found).append(entries);
    },
    async read(topic, from, maxRecords, maxBytes) {
      return topics.get(topic)?.read(from, maxRecords, maxBytes) ?? [];
    },
    async waitFor(topic, from, signal) {
      const found = topicOf(topic);
      return (found instanceof Promise ? await found : found).waitFor(from, signal);
    },
    end: (topic) => topics.get(topic)?.end ?? 0,
    begin: (topic) => topics.get(topic)?.begin ?? 0,
    passed(topic, position) {
      topics.get(topic)?.passed(position);
    },
    async trim(topic, position) {
      await topics.get(topic)?.trim(position);
    },
    async erase(topic, matches) {
      await topics.get(topic)?.erase(matches);
    },
    async close() {
      await Promise.all(opening.values());
      for (const topic of topics.values()) await topic.close();
    },
  };
}
