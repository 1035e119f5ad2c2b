import { messages } from '../../cli/src/simulate/messages.ts';
import type { Programme } from '../../cli/src/simulate/programme.ts';
import { type Random, random } from '../../cli/src/simulate/random.ts';

/** An event of the loyalty system before anything happens to it on the way. */
export interface FlatEvent {
  readonly eventName: string;
  readonly eventId: string;
  readonly createdAt: number;
  readonly orgId: number;
  readonly refId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

type Payload = Readonly<Record<string, unknown>>;

const DAY_MS = 86_400_000;

/** Takes the simulator's own wrapping off again. */
function flat(payload: Payload): FlatEvent {
  if (payload.body !== undefined) return payload.body as FlatEvent;
  if (payload.attributes === undefined) return payload as unknown as FlatEvent;
  return { ...(payload.attributes as Omit<FlatEvent, 'eventId'>), eventId: String(payload.eventId) };
}

/** Everything a programme raises, in order of time, as the service sends it when nothing goes wrong. */
export function recorded(programme: Programme): readonly FlatEvent[] {
  return [...messages(programme, 'events')].map(({ payload }) => flat(payload));
}

/** The four wrappings of the service's pages. */
const WRAPPINGS: readonly ((event: FlatEvent) => Payload)[] = [
  (event) => ({ ...event }),
  (event) => ({ body: event }),
  ({ eventId, ...attributes }) => ({
    eventId,
    eventType: `${attributes.orgId}_${attributes.eventName}`,
    consumerGroupId: null,
    actionType: 'START',
    timeStamp: attributes.createdAt,
    attributes,
  }),
  (event) => ({ data: event, errors: null, warnings: null }),
];

/** Spellings its published samples have: stray blanks in names, other letter case, whole numbers as decimals in text. */
const IRREGULARITIES: readonly ((event: FlatEvent) => Payload)[] = [
  ({ eventName, ...rest }) => ({ 'eventName ': eventName, ...rest }),
  ({ data, ...rest }) => ({ ...rest, 'data ': data }),
  ({ createdAt, ...rest }) => ({ ...rest, createdAt: String(createdAt) }),
  ({ data, ...rest }) => ({ ...rest, data: respelled(data) }),
];

function respelled(data: Payload): Payload {
  const { customerIdentifiers, programCurrentPoints, ...rest } = data;
  const identifiers = customerIdentifiers as Payload | undefined;
  return {
    ...rest,
    ...(programCurrentPoints === undefined ? {} : { 'programCurrentPoints ': `${String(programCurrentPoints)}.0` }),
    ...(identifiers === undefined
      ? {}
      : { customerIdentifiers: { ...identifiers, instore: undefined, Instore: identifiers.instore } }),
  };
}

function disturbed(event: FlatEvent, chance: Random): Payload {
  const one = chance.unit() < 0.2 ? IRREGULARITIES[Math.floor(chance.unit() * IRREGULARITIES.length)]! : undefined;
  const wrap = WRAPPINGS[Math.floor(chance.unit() * WRAPPINGS.length)]!;
  return wrap((one === undefined ? event : one(event)) as FlatEvent);
}

/**
 * The events as a bad week delivers them: in any of the wrappings, some misspelled, some twice, and up to two days late,
 * so that far more than one in ten overtakes another. Deterministic in `seed`.
 */
export function delivered(events: readonly FlatEvent[], seed: string): { bodies: readonly string[]; repeats: number } {
  const chance = random(seed);
  const sent = events.flatMap((event) => {
    const late = () => event.createdAt + (chance.unit() < 0.3 ? chance.unit() * 2 * DAY_MS : 0);
    const once = { at: late(), event };
    return chance.unit() < 0.08 ? [once, { at: late(), event }] : [once];
  });
  sent.sort((a, b) => a.at - b.at);
  return {
    bodies: sent.map(({ event }) => JSON.stringify(disturbed(event, chance))),
    repeats: sent.length - events.length,
  };
}
