import type { Operations } from '@meniscus/client';
import { lineOf } from '../line-of.ts';
import { time } from '../texts.ts';
import { t } from './texts.ts';

/** What a rule says of a person, and why. */
export type RuleExplanation = Operations['explainRule']['answer'];

/** A part of a rule and what it says of the person. */
export interface Clause {
  readonly kind: string;
  readonly text: string;
  readonly holds: boolean;
  readonly parts?: readonly Clause[];
  readonly reads?: readonly { readonly path: string; readonly value: unknown }[];
  readonly tippedBy?: TippingEvent;
  readonly changesByItselfAt?: string;
  readonly tooMuchWork?: boolean;
}

export interface TippingEvent {
  readonly _id?: string;
  readonly timestamp?: string;
  readonly eventType?: string;
}

type Change = Readonly<Record<string, unknown>>;

/** The audiences a clause asks about. */
export function audiencesIn({ kind, text }: Clause): readonly string[] {
  return kind === 'clause' ? [...text.matchAll(/inSegment\("([^"]*)"\)/g)].map(([, id]) => id!) : [];
}

/** An event in words: its type, when it was, its id. */
export function eventText({ _id, timestamp, eventType }: TippingEvent): string {
  const at = timestamp === undefined ? undefined : time(Date.parse(timestamp));
  return [eventType ?? t('untyped'), at, _id].filter((part) => part !== undefined).join(' · ');
}

/** Values an event has besides its id and time. */
function madeText(event: Change): string {
  const { _id, timestamp, ...rest } = event;
  return lineOf(rest);
}

/** One change that would move the person, in words. For any other text than one of the rule's the platform tries `not <that>`. */
export function changeText(change: Change, audienceName: (id: string) => string): string {
  switch (change.change) {
    case 'attribute': {
      const [path, from, to] = [String(change.path), lineOf(change.from), lineOf(change.to)];
      if (change.to === null) return t('changeGone', { path, from });
      const other = /^not (.*)$/s.exec(to)?.[1];
      if (other !== undefined && change.from !== null) return t('changeOther', { path, other, from });
      return change.from === null ? t('changeNew', { path, to }) : t('changeAttribute', { path, from, to });
    }
    case 'new events': {
      const events = change.events as readonly Change[];
      return t('changeEvents', { count: events.length, like: madeText(events[0] ?? {}) });
    }
    case 'without event':
      return t('changeWithout', eventText(change.event as TippingEvent));
    case 'time':
      return t('changeTime', time(Date.parse(String(change.at))));
    case 'join audience':
      return t('changeJoin', audienceName(String(change.audienceId)));
    case 'leave audience':
      return t('changeLeave', audienceName(String(change.audienceId)));
    default:
      return lineOf(change);
  }
}
