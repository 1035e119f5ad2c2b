/** A place where a file of a store is not as it was written. */
export interface Damage {
  readonly file: string;
  /** Where it begins, from the start of the file; undefined when only the file is known. */
  readonly byte?: number;
  readonly what: string;
}
