import type { Display, Relationship } from '../field-nodes.ts';

/** What can be said of a field, at its path; of a schema that is there, or of one that is being made. */
export interface FieldChanges {
  /** These labels and no others. */
  readonly label: (path: string, labels: readonly string[]) => Promise<void>;
  readonly relate: (path: string, relationship: Relationship) => Promise<void>;
  readonly unrelate: (path: string) => Promise<void>;
  readonly deprecate: (path: string) => Promise<void>;
  readonly undeprecate: (path: string) => Promise<void>;
  /** Calls a standard field so; without names it is called as in the library. */
  readonly display: (path: string, display: Display | undefined) => Promise<void>;
}
