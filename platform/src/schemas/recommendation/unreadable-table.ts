import type { Said } from '@meniscus/languages/syntax';

/** Why a table could not be read. */
export type Trouble = 'empty' | 'binary' | 'zip' | 'quotes' | 'columns';

/** A file somebody sent is no table that can be read; the message says what is wrong and what to do. */
export class UnreadableTable extends Error {
  override readonly name = 'UnreadableTable';
  readonly what: Trouble;
  readonly said: Said;

  constructor(what: Trouble, said: Said) {
    super(said.message);
    this.what = what;
    this.said = said;
  }
}
