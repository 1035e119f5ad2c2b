import type { Said } from '@meniscus/languages/syntax';

/** Why a whole file cannot be read; what it says is for the person who sent it. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly said: Said;

  constructor(said: Said) {
    super(said.message);
    this.said = said;
  }
}
