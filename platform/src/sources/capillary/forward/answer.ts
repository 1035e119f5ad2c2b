import { retryAfterMs } from './backoff.ts';
import type { WireAnswer } from './wire.ts';

/** What the target said of one record. */
export type Verdict =
  | { readonly said: 'taken' }
  /** A passing condition of this record: it is sent again. */
  | { readonly said: 'again'; readonly status: number; readonly message: string }
  /** The record itself is wrong: it will not be sent again. */
  | { readonly said: 'refused'; readonly status: number; readonly message: string }
  /** The answer does not tell: it is sent again alone, so that the next answer does. */
  | { readonly said: 'unclear'; readonly message: string };

/** What an answer means: for each record, or for the request as a whole. */
export type Reading =
  | { readonly of: 'records'; readonly verdicts: readonly Verdict[] }
  | {
      readonly of: 'request';
      /**
       * `later`: the target cannot now. `token`: another token is needed. `split`: one of the records may be to blame.
       * `configuration`: endpoint or settings are wrong, which no record is to blame for.
       */
      readonly needs: 'later' | 'token' | 'split' | 'configuration';
      readonly message: string;
      /** What the target asked to wait, milliseconds. */
      readonly retryAfterMs?: number;
    };

/** Codes that say "later" of a record or a request. */
function isPassing(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

const BLAMES_A_RECORD = new Set([400, 413, 422]);
const MOST_TOLD = 1000;

/**
 * Reads the answer to `count` messages (pages "Send multiple messages" and "Streaming ingestion"): 207 tells of each record,
 * anything else of all of them.
 */
export function readAnswer(answer: WireAnswer, count: number, now: number): Reading {
  const { status } = answer;
  if (status >= 200 && status < 300) return readRecords(answer, count);
  const message = `${status} ${answer.body.slice(0, MOST_TOLD)}`.trim();
  if (status === 401 || status === 403) return { of: 'request', needs: 'token', message };
  if (BLAMES_A_RECORD.has(status)) return { of: 'request', needs: 'split', message };
  if (!isPassing(status)) return { of: 'request', needs: 'configuration', message };
  const wait = retryAfterMs(answer.header('retry-after'), now);
  return { of: 'request', needs: 'later', message, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
}

function readRecords({ status, body }: WireAnswer, count: number): Reading {
  let parsed: { readonly responses?: unknown } | null;
  try {
    parsed = JSON.parse(body) as { responses?: unknown } | null;
  } catch {
    return { of: 'request', needs: 'later', message: `${status} with a body that is no JSON` };
  }
  const responses = parsed?.responses;
  if (!Array.isArray(responses)) {
    const taken = status !== 207 && typeof parsed === 'object' && parsed !== null && 'inletId' in parsed;
    if (taken) return { of: 'records', verdicts: Array.from({ length: count }, () => ({ said: 'taken' })) };
    return { of: 'request', needs: 'later', message: `${status} without responses` };
  }
  if (responses.length === count) return { of: 'records', verdicts: responses.map(verdictOf) };
  return { of: 'records', verdicts: byIndex(responses, count) };
}

/** One published answer has fewer entries than messages: those that name their message count, the others are unclear. */
function byIndex(responses: readonly unknown[], count: number): readonly Verdict[] {
  const taken = new Set(responses.filter((one) => verdictOf(one).said === 'taken').map(indexOf));
  return Array.from({ length: count }, (_, index) =>
    taken.has(index)
      ? { said: 'taken' }
      : { said: 'unclear', message: `the answer tells of ${responses.length} of ${count} records` },
  );
}

/** Place of a message, from its transaction id `<batchId>:<index>`. */
function indexOf(response: unknown): number {
  const id = String((response as { xactionId?: unknown } | null)?.xactionId ?? '');
  return Number(/:(\d+)$/.exec(id)?.[1] ?? -1);
}

/** Successes have a transaction id and no status; failures a status under one of two names. */
function verdictOf(response: unknown): Verdict {
  if (typeof response !== 'object' || response === null)
    return { said: 'unclear', message: 'no answer for the record' };
  const { status: own, statusCode, xactionId, message } = response as Record<string, unknown>;
  const status = Number(statusCode ?? own ?? (xactionId === undefined ? Number.NaN : 200));
  if (status >= 200 && status < 300) return { said: 'taken' };
  const told = (typeof message === 'string' ? message : JSON.stringify(response)).slice(0, MOST_TOLD);
  if (Number.isNaN(status)) return { said: 'unclear', message: told };
  if (isPassing(status) || status === 401 || status === 403) return { said: 'again', status, message: told };
  return { said: 'refused', status, message: told };
}
