import type { Clock } from '../../../kernel/index.ts';
import type { Log } from '../../../stores/index.ts';
import { alreadyReplayed, noFailedRecord, noWebhook, unusable } from './errors.ts';
import type { FailedRecord, FailedRecords } from './failed-records.ts';
import { encode, WEBHOOKS_TOPIC, type WebhookMeta } from './queue.ts';

/** What a replay may be asked for. */
export interface ReplayRequest {
  /** A corrected webhook in place of the one that was received. */
  readonly payload?: unknown;
  /** Also when it was replayed before. */
  readonly force?: unknown;
}

interface Parts {
  readonly log: Log;
  readonly failed: FailedRecords;
  readonly clock: Clock;
}

async function find(failed: FailedRecords, id: string): Promise<FailedRecord> {
  const record = await failed.get(id);
  if (record === undefined) throw noFailedRecord(id);
  return record;
}

/**
 * Sends a failed record again: its webhook goes the whole way once more, at the end of the queue, for the kind of record that
 * failed. An event is made again with its `_id`; a profile record is made of what is known of the member now, not of what was
 * known then, so that a replay never brings an older balance back.
 */
async function send({ log, failed, clock }: Parts, id: string, { payload, force }: ReplayRequest): Promise<void> {
  const record = await find(failed, id);
  if (record.status === 'replayed' && force !== true) throw alreadyReplayed(id);
  if (payload !== undefined && (typeof payload !== 'object' || payload === null || Array.isArray(payload)))
    throw unusable('payload must be an object');
  const webhook = payload ?? record.webhook;
  if (webhook === null || webhook === undefined) throw noWebhook(id);
  const meta: WebhookMeta = { replayOf: id, ...(record.kind === 'webhook' ? {} : { only: record.kind }) };
  const time = clock();
  await log.append(WEBHOOKS_TOPIC, [{ key: '', value: encode(meta, Buffer.from(JSON.stringify(webhook))), time }]);
  await failed.replayed(record, time);
}

export const replay = { find, send };
