import type { Known, Translation } from '../../connector.ts';
import { capillary } from '../capillary.ts';
import { isObject, type Members } from '../tidy.ts';
import { type MemberRecord, NO_RECORD, withUpdates } from './member-record.ts';
import type { Kind } from './target.ts';

/** What is remembered of a member between two of its events. */
export interface Remembered {
  /** What the connector's translator keeps. */
  readonly translator: unknown;
  readonly record: MemberRecord;
}

/** A record for the target in the connector's own shape, before any mapping. */
export interface Outgoing {
  readonly kind: Kind;
  readonly payload: Members;
}

/** What became of one webhook. */
export type Read =
  | {
      readonly kind: 'records';
      readonly records: readonly Outgoing[];
      /** Undefined when there is nothing to keep. */
      readonly remembered: Remembered | undefined;
    }
  /** An event that came before. */
  | { readonly kind: 'repeat' }
  /** Neither an event nor one of the documented payloads. */
  | { readonly kind: 'unknown' };

const translator = capillary.translator!;

/** Whose webhook it is: the key of what is remembered, and of the order. Undefined for webhooks about nobody with a number. */
export function memberOf(payload: unknown): string | undefined {
  return translator.keyOf(payload);
}

/**
 * Takes a webhook apart into what goes to the target: the experience event it is, and the member's whole profile record if
 * the event changed anything in it. The two documented payloads go as they are. Pure: the same payload, knowledge and time
 * give the same records, so reading it again after a crash makes them again.
 */
export function readWebhook(payload: unknown, remembered: Remembered | undefined, again: boolean, now: number): Read {
  const known: Known = { state: remembered?.translator, again };
  const translation = translator.translate(payload, known, now);
  if (translation === undefined) return documented(payload);
  if (translation.duplicate) return { kind: 'repeat' };
  return apart(translation, remembered, again);
}

function documented(payload: unknown): Read {
  const { kind } = capillary.recognise(payload);
  if ((kind !== 'profile' && kind !== 'transaction') || !isObject(payload)) return { kind: 'unknown' };
  const records = [{ kind: kind === 'profile' ? 'profile' : 'event', payload } as const];
  return { kind: 'records', records, remembered: undefined };
}

function apart(
  translation: Translation & { duplicate: false },
  remembered: Remembered | undefined,
  again: boolean,
): Read {
  const before = remembered?.record ?? NO_RECORD;
  const updates = translation.parts.flatMap(({ behavior, payload, observedAt }) =>
    behavior === 'record' ? [{ observedAt: observedAt ?? 0, members: payload }] : [],
  );
  const record = withUpdates(before, updates);
  const events = translation.parts.filter(({ behavior }) => behavior === 'time-series');
  const told = updates.length > 0 && (record !== before || again);
  const records: Outgoing[] = [
    ...events.map(({ payload }) => ({ kind: 'event', payload }) as const),
    ...(told ? [{ kind: 'profile', payload: record.values } as const] : []),
  ];
  const { state } = translation;
  return { kind: 'records', records, remembered: state === undefined ? undefined : { translator: state, record } };
}
