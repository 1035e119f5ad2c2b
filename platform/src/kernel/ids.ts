import { randomBytes, randomUUID } from 'node:crypto';

/** Identifiers as an argument, so that tests and replays can fix them. */
export interface Ids {
  /** RFC 4122 version 4 uuid: Flow Service objects, segment definitions, sandboxes. */
  uuid(): string;
  /** Lower-case hex of the given length (an even number): datasets 24, mapping sets 32, inlets 64, schemas 48. */
  hex(length: number): string;
}

export const randomIds: Ids = {
  uuid: () => randomUUID(),
  hex: (length) => randomBytes(length / 2).toString('hex'),
};

/** Predictable ids for tests: each call counts up. */
export function countingIds(): Ids {
  let count = 0;
  return {
    uuid() {
      count += 1;
      return `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
    },
    hex(length) {
      count += 1;
      return count.toString(16).padStart(length, '0');
    },
  };
}
