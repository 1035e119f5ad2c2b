/**
 * The `received` topic: what collection endpoints accepted, byte for byte, one log record per HTTP request; and the rows of
 * files (`loads.ts`), one log record per page of them.
 *
 * The append of this record is the commit of the whole platform: once it is durable the request is answered 2xx and
 * everything after it can be made again.
 */
export interface ReceivedMeta {
  /** Scope key. */
  readonly scope: string;
  /** Empty for records that came in by no inlet; `to` says then where they go. */
  readonly inlet: string;
  /** Where records without an inlet go: to a dataset as they are, or through a dataflow. */
  readonly to?: LoadTarget;
  /** The record is a page of a load. */
  readonly load?: LoadPage;
  /** Dataflow all messages of the request go to; absent on XDM inlets, where each message names its dataset. */
  readonly flow?: string;
  /** The body is `{messages: […]}`. */
  readonly batch: boolean;
  /** Messages accepted. */
  readonly count: number;
  /** Indexes of messages that were refused in the answer and must not be processed. */
  readonly refused?: readonly number[];
  /** This is the replay of a failed record: its id. */
  readonly replayOf?: string;
  /** On a replay: the rows of the failed record are in their datasets, and this is the same payload. */
  readonly stored?: boolean;
}

/** Where the records of a load go: XDM straight to a dataset, or source records through a dataflow's mapping. */
export type LoadTarget = { readonly dataset: string } | { readonly flow: string };

/** Which part of a load a log record is. */
export interface LoadPage {
  readonly id: string;
  /** Catalog's batch its rows are stored in; none: they are stored as streamed ones are. */
  readonly batch?: string;
  /** Number of the first row. */
  readonly from: number;
  /** Nothing comes after this record. */
  readonly end?: true;
}

export const RECEIVED_TOPIC = 'received';

/** `u16 length of meta, big endian · meta as JSON · request body`. */
export function encodeReceived(meta: ReceivedMeta, body: Uint8Array): Uint8Array {
  const head = JSON.stringify(meta);
  const headBytes = Buffer.byteLength(head);
  const out = Buffer.allocUnsafe(2 + headBytes + body.byteLength);
  out.writeUInt16BE(headBytes, 0);
  out.write(head, 2, 'utf8');
  out.set(body, 2 + headBytes);
  return out;
}

/** The body is a view into the value, not a copy. */
export function decodeReceived(value: Uint8Array): { meta: ReceivedMeta; body: Buffer } {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  const headEnd = 2 + bytes.readUInt16BE(0);
  return { meta: JSON.parse(bytes.toString('utf8', 2, headEnd)) as ReceivedMeta, body: bytes.subarray(headEnd) };
}

/**
 * Transaction ids have Adobe's form `<ms>:<int>:<int>`: time of receipt, log position, and 0; messages of a batch append
 * their index. So an id leads straight to the record in the log and nothing has to be indexed.
 */
export function transactionId(receivedAt: number, position: number): string {
  return `${receivedAt}:${position}:0`;
}

/** Reads a transaction id back: of a single message, of a batch, or of a message in a batch. */
export function parseTransactionId(
  id: string,
): { receivedAt: number; position: number; index: number | undefined } | undefined {
  const match = /^(\d{1,15}):(\d{1,15}):0(?::(\d{1,7}))?$/.exec(id);
  if (match === null) return undefined;
  return {
    receivedAt: Number(match[1]),
    position: Number(match[2]),
    index: match[3] === undefined ? undefined : Number(match[3]),
  };
}
