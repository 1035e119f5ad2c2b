/** The events both vendors list (pages "Capillary Streaming Events" and "Adobe integration overview"). */
export const EVENT_NAMES = [
  'pointsIssued',
  'pointsRedeemed',
  'pointsExpired',
  'pointsExpiryReminder',
  'pointsExpiryChange',
  'tierUpgraded',
  'tierDowngraded',
  'tierRenewed',
  'tierDowngradeReminder',
  'customerAdded',
  'customerUpdated',
  'transactionAdded',
  'transactionUpdated',
  'promotionEarned',
] as const;

/** An event in one of the wrappings Capillary's Event Notification service uses. */
export interface WrappedEvent {
  readonly name: string;
  readonly id?: string;
  /** Names that lead from the payload to the event's body, as they are spelled there. */
  readonly bodyPath: readonly string[];
}

type Members = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Published samples have names with stray blanks and in other letter case: `"apiRequestId "`, `"bill Id"`, `Instore`. */
function plain(name: string): string {
  return name.replaceAll(/\s+/g, '').toLowerCase();
}

/** The name as the object spells it. */
function spelling(object: Members, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  const wanted = name.toLowerCase();
  return Object.keys(object).find((key) => plain(key) === wanted);
}

function member(object: Members, name: string): unknown {
  const key = spelling(object, name);
  return key === undefined ? undefined : object[key];
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** `pointsIssued`, or `{orgId}_pointsIssued` in the message-bus form. */
function eventName(value: unknown): string | undefined {
  return text(value)?.replace(/^\d+_/, '');
}

/** The event whose members stand in `holder`, which `path` leads to. */
function eventIn(holder: unknown, path: readonly string[], outer: Members): WrappedEvent | undefined {
  if (!isObject(holder)) return undefined;
  const name = eventName(member(holder, 'eventName')) ?? eventName(member(outer, 'eventType'));
  const body = spelling(holder, 'data');
  if (name === undefined || body === undefined || !isObject(holder[body])) return undefined;
  const id = text(member(holder, 'eventId')) ?? text(member(outer, 'eventId'));
  return { name, bodyPath: [...path, body], ...(id === undefined ? {} : { id }) };
}

/**
 * Finds the event in a payload of the Event Notification service. All four published wrappings are known: flat; under
 * `body`; the message-bus form with `attributes`; and the result form, whose `data` holds the flat one. Undefined when it
 * is none of them.
 */
export function findEvent(payload: unknown): WrappedEvent | undefined {
  if (!isObject(payload)) return undefined;
  // The result form has a `data` inside its `data`; look there first, since the flat form has only one.
  for (const name of ['body', 'attributes', 'data']) {
    const key = spelling(payload, name);
    const found = key === undefined ? undefined : eventIn(payload[key], [key], payload);
    if (found !== undefined) return found;
  }
  return eventIn(payload, [], payload);
}
