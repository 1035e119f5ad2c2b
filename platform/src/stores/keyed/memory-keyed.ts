import type { KeyedStore } from './keyed.ts';

/** A keyed store that forgets with the process. For tests only. */
export function openMemoryKeyedStore(): KeyedStore {
  const values = new Map<string, Uint8Array>();
  const positions = new Map<string, Record<string, number>>();
  const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
  return {
    async getMany(keys) {
      return keys.map((key) => values.get(key));
    },
    async readMany(keys, read) {
      return keys.map((key, index) => {
        const bytes = values.get(key);
        return bytes === undefined ? undefined : read(bytes, index);
      });
    },
    async range({ from, to, limit, reverse = false, room }) {
      const keys = [...values.keys()].filter((key) => byBytes(key, from) >= 0 && byBytes(key, to) < 0).sort(byBytes);
      return (reverse ? keys.reverse() : keys).slice(0, limit).map((key) => {
        const value = values.get(key)!;
        if (room === undefined) return [key, value] as const;
        const bytes = room(value.length).subarray(0, value.length);
        bytes.set(value);
        return [key, bytes] as const;
      });
    },
    async write(batch) {
      for (const [key, value] of batch.puts) values.set(key, Uint8Array.from(value));
      for (const key of batch.deletes) values.delete(key);
      for (const { reader, topic, position } of batch.positions)
        positions.set(reader, { ...positions.get(reader), [topic]: position });
    },
    async positions(reader) {
      return { ...positions.get(reader) };
    },
    async scrub() {},
    async close() {},
  };
}
