/** Why a table could not be read. */
export type Trouble = 'empty' | 'binary' | 'zip' | 'quotes' | 'columns';

/** A file somebody sent is no table that can be read; the message says what is wrong and what to do. */
export class UnreadableTable extends Error {
  override readonly name = 'UnreadableTable';
  readonly what: Trouble;

  constructor(what: Trouble, message: string) {
    super(message);
    this.what = what;
  }
}
