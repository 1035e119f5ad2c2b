import type { Log, LogRecord } from './log.ts';

/** A log that forgets with the process. For tests only: nothing it acknowledges is durable. */
export function openMemoryLog(): Log {
  const topics = new Map<string, { first: number; records: LogRecord[]; watchers: Set<() => void> }>();
  const topicOf = (name: string) => {
    const known = topics.get(name);
    if (known !== undefined) return known;
    const made = { first: 0, records: [] as LogRecord[], watchers: new Set<() => void>() };
    topics.set(name, made);
    return made;
  };
  const endOf = (name: string) => {
    const { first, records } = topicOf(name);
    return first + records.length;
  };
  return {
    async append(name, entries) {
      const topic = topicOf(name);
      const position = endOf(name);
      for (const [index, entry] of entries.entries())
        topic.records.push({ ...entry, value: Uint8Array.from(entry.value), position: position + index });
      for (const wake of [...topic.watchers]) wake();
      return position;
    },
    async read(name, from, maxRecords, maxBytes) {
      const { first, records } = topicOf(name);
      const out: LogRecord[] = [];
      let bytes = 0;
      for (const record of records.slice(Math.max(0, from - first))) {
        if (out.length >= maxRecords || (out.length > 0 && bytes >= maxBytes)) break;
        out.push(record);
        bytes += record.value.byteLength;
      }
      return out;
    },
    waitFor(name, from, signal) {
      if (from < endOf(name) || signal.aborted) return Promise.resolve();
      const { watchers } = topicOf(name);
      return new Promise((resolve) => {
        const wake = () => {
          if (from >= endOf(name) && !signal.aborted) return;
          watchers.delete(wake);
          resolve();
        };
        watchers.add(wake);
        signal.addEventListener('abort', wake, { once: true });
      });
    },
    end: endOf,
    begin: (name) => topicOf(name).first,
    passed(name, position) {
      const { first, records } = topicOf(name);
      for (let index = 0; index < Math.min(records.length, position - first); index += 1) {
        const { attachment: _, ...record } = records[index]!;
        records[index] = record;
      }
    },
    async trim(name, position) {
      const topic = topicOf(name);
      const gone = Math.min(topic.records.length, Math.max(0, position - topic.first));
      topic.records.splice(0, gone);
      topic.first += gone;
    },
    async erase(name, matches) {
      const { records } = topicOf(name);
      for (const [index, { erased, value, time, position }] of records.entries())
        if (erased !== true && matches(value))
          records[index] = { key: '', value: new Uint8Array(0), time, position, erased: true };
    },
    async close() {},
  };
}
