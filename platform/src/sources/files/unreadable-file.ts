/** Why a whole file cannot be read; the message is for the person who sent it. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}
