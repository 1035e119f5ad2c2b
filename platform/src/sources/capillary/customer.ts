import { child, children, known, type Members, member, text } from './tidy.ts';

/** An entry of an identityMap. */
interface Identity {
  readonly id: string;
  readonly primary: boolean;
  readonly authenticatedState: 'ambiguous';
}

/** Whom an event is about. */
export interface Customer {
  /** Capillary's own number of the customer: what books are kept under. */
  readonly customerId?: string;
  /** Namespace code to identities; the documented payloads write `email` with a small letter, so this does too. */
  readonly identityMap?: Readonly<Record<string, readonly Identity[]>>;
  /** What is known of the person, in the names of the profile payload. */
  readonly customer?: Readonly<Record<string, string>>;
}

/** Namespaces in the order in which one of them becomes the primary identity. */
const NAMESPACES = ['CapillaryId', 'email', 'phone', 'LoyaltyId', 'LoyaltyCard'] as const;
type Namespace = (typeof NAMESPACES)[number];

/** Identities of one kind a customer may have; more are cut off, so that one payload cannot fill a graph. */
const MOST_OF_A_KIND = 5;

/** Types of channel accounts that are identities beyond the channel. */
const CHANNEL_TYPES: ReadonlyMap<string, Namespace> = new Map([
  ['mobile', 'phone'],
  ['email', 'email'],
  ['cardnumber', 'LoyaltyCard'],
  ['externalid', 'LoyaltyId'],
]);

/** Capillary keeps mobile numbers with country code and without the plus E.164 begins with. */
function phone(value: unknown): string | undefined {
  const digits = text(value)?.replaceAll(/[\s()-]/g, '');
  if (digits === undefined) return undefined;
  return /^\d{8,15}$/.test(digits) ? `+${digits}` : digits;
}

function read(namespace: Namespace, value: unknown): string | undefined {
  if (namespace === 'phone') return phone(value);
  const id = text(value);
  return namespace === 'email' ? id?.toLowerCase() : id;
}

/** The channel blocks of `customerIdentifiers`: `accounts[].identifiers[] { identifierType, identifierValue }`. */
function* channelIdentifiers(identifiers: Members): Generator<readonly [Namespace, string]> {
  for (const channel of Object.keys(identifiers)) {
    for (const account of children(child(identifiers, channel), 'accounts')) {
      for (const one of children(account, 'identifiers')) {
        const namespace = CHANNEL_TYPES.get(text(member(one, 'identifierType'))?.toLowerCase() ?? '');
        const id = namespace === undefined ? undefined : read(namespace, member(one, 'identifierValue'));
        if (namespace !== undefined && id !== undefined) yield [namespace, id];
      }
    }
  }
}

function* cardNumbers(instore: Members): Generator<string> {
  const cards = member(instore, 'cardNumbers');
  for (const card of [member(instore, 'cardnumber'), ...(Array.isArray(cards) ? (cards as unknown[]) : [])]) {
    const id = text(card);
    if (id !== undefined) yield id;
  }
}

function identityMapOf(found: ReadonlyMap<Namespace, ReadonlySet<string>>): Customer['identityMap'] {
  const map: Record<string, readonly Identity[]> = {};
  let primary = true;
  for (const namespace of NAMESPACES) {
    const ids = [...(found.get(namespace) ?? [])].slice(0, MOST_OF_A_KIND);
    if (ids.length === 0) continue;
    map[namespace] = ids.map((id, index) => ({ id, primary: primary && index === 0, authenticatedState: 'ambiguous' }));
    primary = false;
  }
  return primary ? undefined : map;
}

/**
 * Whom a body is about: `customerIdentifiers` with its store and channel blocks (page "Event schema: customer"), or, where
 * it has none, the USER of `entityInformation`.
 */
export function customerOf(body: Members): Customer {
  const identifiers = child(body, 'customerIdentifiers');
  const instore = child(identifiers, 'instore');
  const entity = child(body, 'entityInformation');
  const user = text(member(entity, 'entityType'))?.toUpperCase() === 'USER' ? member(entity, 'entityId') : undefined;
  const customerId = text(member(identifiers, 'customerId') ?? member(instore, 'id') ?? user);
  const found = new Map<Namespace, Set<string>>();
  const add = (namespace: Namespace, id: string | undefined) => {
    if (id === undefined) return;
    const ids = found.get(namespace);
    if (ids === undefined) found.set(namespace, new Set([id]));
    else ids.add(id);
  };
  add('CapillaryId', customerId);
  for (const [namespace, name] of [
    ['email', 'email'],
    ['phone', 'mobile'],
    ['LoyaltyId', 'externalId'],
  ] as const)
    add(namespace, read(namespace, member(instore, name)));
  for (const card of cardNumbers(instore)) add('LoyaltyCard', card);
  for (const [namespace, id] of channelIdentifiers(identifiers)) add(namespace, id);
  const identityMap = identityMapOf(found);
  const customer = known({
    customerId,
    externalId: text(member(instore, 'externalId')),
    firstName: text(member(identifiers, 'firstName') ?? member(body, 'firstName')),
    lastName: text(member(identifiers, 'lastName') ?? member(body, 'lastName')),
    mobile: read('phone', member(instore, 'mobile')),
    email: read('email', member(instore, 'email')),
  });
  return {
    ...(customerId === undefined ? {} : { customerId }),
    ...(identityMap === undefined ? {} : { identityMap }),
    ...(customer === undefined ? {} : { customer: customer as Readonly<Record<string, string>> }),
  };
}
