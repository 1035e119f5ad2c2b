import type { Kind } from './target.ts';

/** Webhooks as they came in. */
export const WEBHOOKS_TOPIC = 'webhooks';

/** Records on their way to the target, one topic for each kind. */
export function outboxTopic(kind: Kind): string {
  return `outbox-${kind}`;
}

/** What goes with a webhook in the log. */
export interface WebhookMeta {
  /** Sent again: id of the failed record, and the one kind of record that is wanted of it. */
  readonly replayOf?: string;
  readonly only?: Kind;
}

/** What goes with a record in its outbox. */
export interface OutgoingMeta {
  /** Position of its webhook. */
  readonly from: number;
  /** When that came, epoch milliseconds. */
  readonly at: number;
  readonly lane?: string;
}

/** `u16 length of meta, big endian · meta as JSON · body`. */
export function encode(meta: WebhookMeta | OutgoingMeta, body: Uint8Array): Uint8Array {
  const head = Buffer.from(JSON.stringify(meta));
  const length = Buffer.allocUnsafe(2);
  length.writeUInt16BE(head.length);
  return Buffer.concat([length, head, body]);
}

/** The body is a view into the value. */
export function decode<Meta extends WebhookMeta | OutgoingMeta>(value: Uint8Array): { meta: Meta; body: Buffer } {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  const end = 2 + bytes.readUInt16BE(0);
  return { meta: JSON.parse(bytes.toString('utf8', 2, end)) as Meta, body: bytes.subarray(end) };
}
