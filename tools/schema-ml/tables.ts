import type { ClassCatalogue } from '../../languages/recommendation/class-catalogue.ts';
import { plainNames, wordsOf } from '../../languages/recommendation/words.ts';
import { bareName } from './bare-names.ts';
import { COMMERCE } from './concepts/commerce.ts';
import type { Concept, Kind, Own } from './concepts/concept.ts';
import { CONTACT } from './concepts/contact.ts';
import { DETAILS } from './concepts/details.ts';
import { CONSENT, ENGAGEMENT } from './concepts/engagement.ts';
import { LOOKUP } from './concepts/lookup.ts';
import { LOYALTY } from './concepts/loyalty.ts';
import { OWN } from './concepts/own.ts';
import { PERSON } from './concepts/person.ts';
import { SERVICE } from './concepts/service.ts';
import { TRAVEL } from './concepts/travel.ts';
import { ENTITIES, styleOf, upperFirst, writeName } from './naming.ts';
import type { Random } from './random.ts';
import * as v from './values.ts';
import { LANGUAGES, type Language } from './vocabulary/words.ts';

/** All concepts by key, in a fixed order: the order of the network's answers. */
export const CONCEPTS: Readonly<Record<string, Concept>> = {
  ...PERSON,
  ...CONTACT,
  ...LOYALTY,
  ...COMMERCE,
  ...CONSENT,
  ...ENGAGEMENT,
  ...LOOKUP,
  ...TRAVEL,
  ...SERVICE,
  ...DETAILS,
  ...OWN,
};

/** The place after all concepts: some other field of the library, to be found by its words. */
export const ELSEWHERE = 'elsewhere';

/** Classes the model tells apart, in the order of its answers. */
export const CLASSES = [
  'profile',
  'event',
  'product',
  'location',
  'promotion',
  'campaign',
  'account',
  'property',
] as const;
export type TableClass = (typeof CLASSES)[number];

export interface Column {
  readonly name: string;
  /** Key of the concept, or `elsewhere`. */
  readonly concept: string;
  readonly cells: readonly string[];
}

export interface Table {
  readonly kind: Kind;
  readonly class: TableClass;
  readonly columns: readonly Column[];
  /** The columns' names without the marks they share. */
  readonly plain: readonly string[];
}

/** Which names of a concept are used: all, or four in five of them, always the same ones. */
export type Names = 'all' | 'some';

interface Member {
  readonly key: string;
  readonly concept: Concept;
  readonly weight: number;
}

function membersOf(kind: Kind): Member[] {
  return Object.entries(CONCEPTS).flatMap(([key, concept]) => {
    for (const item of concept.in.split(' ')) {
      const [name, weight] = item.split('*');
      if (name === kind) return [{ key, concept, weight: weight === undefined ? 1 : Number(weight) }];
    }
    return [];
  });
}

/** What a table of a kind always has at least one of, and how often each kind occurs. */
const KINDS: Readonly<Record<Kind, { often: number; core: readonly string[]; class: TableClass | 'coupon' }>> = {
  customer: { often: 5, core: ['customerId', 'email', 'mobile', 'lastName', 'fullName'], class: 'profile' },
  member: { often: 6, core: ['loyaltyId', 'points', 'tier', 'customerId', 'joinDate'], class: 'profile' },
  card: { often: 2, core: ['cardNumber', 'cardStatus'], class: 'profile' },
  consent: { often: 2, core: ['consentEmail', 'consentSms', 'consentAny'], class: 'profile' },
  contact: { often: 2, core: ['email', 'firstName', 'fullName'], class: 'profile' },
  order: { often: 6, core: ['orderId', 'orderTotal', 'timestamp'], class: 'event' },
  line: { often: 4, core: ['orderId', 'sku', 'quantity', 'timestamp'], class: 'event' },
  return: { often: 2, core: ['orderId', 'returnId', 'returnReason', 'timestamp'], class: 'event' },
  tierchange: { often: 2, core: ['timestamp', 'tierAfter', 'loyaltyId'], class: 'event' },
  ledger: { often: 5, core: ['timestamp', 'pointsGained', 'eventType', 'eventId'], class: 'event' },
  coupon: { often: 4, core: ['couponCode', 'couponState'], class: 'coupon' },
  web: { often: 3, core: ['timestamp', 'pageUrl', 'eventType'], class: 'event' },
  mail: { often: 2, core: ['timestamp', 'eventType', 'mailingId'], class: 'event' },
  survey: { often: 2, core: ['timestamp', 'npsScore'], class: 'event' },
  support: { often: 2, core: ['timestamp', 'supportSubject', 'caseStatus'], class: 'event' },
  stay: { often: 2, core: ['reservationId', 'checkIn', 'flightNumber'], class: 'event' },
  product: { often: 4, core: ['sku', 'productName', 'productListPrice'], class: 'product' },
  store: { often: 4, core: ['storeCode', 'storeName', 'storeCity'], class: 'location' },
  game: { often: 2, core: ['challengeName', 'badgeName', 'giveawayName', 'loyaltyId'], class: 'profile' },
  campaign: { often: 2, core: ['campaignKey', 'campaignName', 'campaignStart'], class: 'campaign' },
  account: { often: 2, core: ['accountId', 'accountName'], class: 'account' },
  property: { often: 1, core: ['propertyCode', 'propertyRooms'], class: 'property' },
  flight: {
    often: 2,
    core: ['flightConfirmation', 'flightNumber', 'departureDate', 'departureAirport'],
    class: 'event',
  },
  dining: { often: 1, core: ['diningConfirmation', 'partySize', 'diningTime', 'restaurantId'], class: 'event' },
  rental: { often: 1, core: ['rentalConfirmation', 'pickUpTime', 'vehicleClass'], class: 'event' },
  webaccount: { often: 2, core: ['userAccountId', 'accountStatus', 'accountStart', 'email'], class: 'profile' },
  subscription: { often: 2, core: ['subscriptionPlan', 'subscriptionId', 'subscriptionStart'], class: 'profile' },
  referral: { often: 1, core: ['referralCode', 'referralRecipient', 'timestamp'], class: 'coupon' },
  promotion: { often: 3, core: ['promotionId', 'promoName', 'promoStart'], class: 'promotion' },
};

/** Kinds as the model tells them apart, each of one class: lists of coupons are profiles, uses of them events. */
export const TABLE_KINDS: readonly { readonly kind: Kind; readonly class: TableClass }[] = Object.entries(
  KINDS,
).flatMap(([kind, { class: of }]) =>
  (of === 'coupon' ? (['profile', 'event'] as const) : [of]).map((one) => ({ kind: kind as Kind, class: one })),
);

const MEMBERS = new Map(Object.keys(KINDS).map((kind) => [kind as Kind, membersOf(kind as Kind)]));
/** Only rows of a happening have these. */
const HAPPENING = new Set([
  'timestamp',
  'eventId',
  'eventType',
  'orderId',
  'till',
  'cashier',
  'pointsRedeemed',
  'salesChannel',
  'orderTotal',
]);
/** Only a list of issued coupons has these. */
const ISSUED = new Set(['couponState', 'couponStart', 'couponEnd', 'couponRedemptionCount', 'couponRedemptionLimit']);

function weighted<T extends { readonly weight: number }>(items: readonly T[], random: Random): T {
  let at = random.next() * items.reduce((sum, { weight }) => sum + weight, 0);
  for (const item of items) {
    at -= item.weight;
    if (at < 0) return item;
  }
  return items[items.length - 1] as T;
}

const KIND_LIST = Object.entries(KINDS).map(([kind, { often }]) => ({ kind: kind as Kind, weight: often }));
const LANGUAGE_LIST = LANGUAGES.map((language) => ({
  language,
  weight: { en: 50, fr: 14, de: 13, es: 13, it: 4, pt: 3, nl: 3 }[language],
}));
const OWN_KEYS = new Set(Object.keys(OWN));

const leafOf = (path: string) => path.slice(path.lastIndexOf('.') + 1);
/** Last names of the paths that concepts have: places named alike are not to be found by their words. */
const TAUGHT_LEAVES = new Set(Object.values(CONCEPTS).flatMap(({ paths }) => (paths ?? []).map(leafOf)));

const SYLLABLES =
  'ka lo mi tra ver sen dor pal qui zan bel fru nok ster gul hav omi ret lus ban dix wer jal pon tis eru'.split(' ');

const inventedWord = (random: Random) =>
  Array.from({ length: random.int(1, 3) }, () => random.pick(SYLLABLES)).join('');

/** A word no language has: what nobody has seen is an own field. */
const inventedName = (random: Random) =>
  random.chance(0.5) ? inventedWord(random) : `${inventedWord(random)} ${inventedWord(random)}`;

const LETTERS = /\p{L}{3,}/gu;
/** What is known by its form has no strange values: addresses of mail and pages, times, yes and no. */
const FORMAL = /@|:|\/|^\p{L}{1,5}$/u;

/** The same values with words nobody taught: a model that knows words only would take `Opened Email` for a person. */
function disguised(cells: readonly string[], random: Random): readonly string[] {
  if (cells.some((cell) => FORMAL.test(cell))) return cells;
  const words = new Map<string, string>();
  const other = (word: string) => {
    const known = words.get(word) ?? inventedWord(random);
    words.set(word, known);
    if (word === word.toUpperCase()) return known.toUpperCase();
    return word.charAt(0) === word.charAt(0).toUpperCase() ? upperFirst(known) : known;
  };
  return cells.map((cell) => cell.replaceAll(LETTERS, other));
}

/** Nouns that turn any word into something the library has no field for. */
const TURNING: Readonly<Record<Own, Readonly<Partial<Record<Language, string>>>>> = {
  flag: {
    en: 'flag|eligible|indicator|allowed|check|enabled',
    fr: 'indicateur|éligible|actif',
    de: 'kennzeichen|erlaubt|aktiv',
    es: 'indicador|elegible|activo',
  },
  amount: {
    en: 'rate|ratio|percent|margin|average|index|target|multiplier|factor|share|ytd|per visit|last 12m',
    fr: 'taux|moyenne|marge|indice|coefficient|12 mois',
    de: 'quote|durchschnitt|marge|faktor|anteil|jahr',
    es: 'tasa|media|margen|índice|factor|anual',
  },
  count: {
    en: 'rank|score|days|frequency|visits|age|weeks|count ytd|position|level no|streak',
    fr: 'rang|score|jours|fréquence|nb',
    de: 'rang|punktzahl|tage|häufigkeit|anzahl',
    es: 'rango|puntuación|días|frecuencia|veces',
  },
  id: {
    en: 'batch|group id|source id|parent id|rule id|legacy code|ref 2|token|key 2',
    fr: 'lot|id groupe|id source|ancien code',
    de: 'stapel|gruppen id|quell id|altcode',
    es: 'lote|id grupo|id origen|código antiguo',
  },
  category: {
    en: 'type|reason|band|group|mode|source|segment|bucket|origin|class|method',
    fr: 'type|motif|tranche|groupe|origine',
    de: 'typ|grund|gruppe|quelle|art',
    es: 'tipo|motivo|grupo|origen|tramo',
  },
  text: {
    en: 'note|hint|instructions|remark|label 2|comment|json|memo',
    fr: 'note|consigne|remarque',
    de: 'notiz|hinweis|bemerkung',
    es: 'nota|indicaciones|observación',
  },
  date: {
    en: 'review date|sync date|anniversary|cutoff|next date|audit date|reminder date|last run',
    fr: 'date révision|prochaine date|date synchro',
    de: 'prüfdatum|nächstes datum|abgleich am',
    es: 'fecha revisión|próxima fecha|fecha sincronización',
  },
};

const ALL_CONCEPTS = Object.values(CONCEPTS);

/** A word of some other meaning and a noun that makes it an own field: `points multiplier` is no points balance. */
function misleadingName(own: Own, language: Language, random: Random): string {
  const names = random.pick(ALL_CONCEPTS).names;
  const [word = 'value'] = random.pick((names[language] ?? names.en ?? 'value').split('|')).split(' ');
  const nouns = (TURNING[own][language] ?? TURNING[own].en ?? 'value').split('|');
  return `${word} ${random.pick(nouns)}`;
}

const ENTITY_OF: Readonly<Partial<Record<Kind, string>>> = {
  customer: 'person',
  contact: 'person',
  consent: 'person',
  member: 'loyalty',
  card: 'loyalty',
  ledger: 'loyalty',
  coupon: 'loyalty',
  game: 'loyalty',
  order: 'trade',
  line: 'trade',
};

/** A word for whose column it is, with a blank behind it; empty where a kind of table has none. */
function entityWord(kind: Kind, language: Language, random: Random): string {
  const words = ENTITIES[ENTITY_OF[kind] ?? '']?.[language];
  return words === undefined ? '' : `${random.pick(words.split('|'))} `;
}

/** One name in five, told by its letters. */
function isKept(key: string, name: string): boolean {
  let code = key.length;
  for (const sign of name) code = (code * 31 + sign.charCodeAt(0)) >>> 0;
  return code % 5 === 0;
}

function nameFor(
  kind: Kind,
  bare: number,
  key: string,
  concept: Concept,
  language: Language,
  used: Names,
  random: Random,
): string {
  if (random.chance(bare)) {
    const name = bareName(kind, key, language, random);
    if (name !== undefined) return name;
  }
  if (OWN_KEYS.has(key)) {
    const kindOfName = random.next();
    if (kindOfName < 0.15) return inventedName(random);
    if (kindOfName < 0.4) return misleadingName(concept.own ?? 'text', language, random);
  }
  // Even tables of other countries have English columns.
  const wanted = language !== 'en' && random.chance(0.12) ? 'en' : language;
  const prefix = random.chance(0.15) ? entityWord(kind, wanted, random) : '';
  const names = (concept.names[wanted] ?? concept.names.en ?? '').split('|');
  const known = used === 'all' ? names : names.filter((name) => !isKept(key, name));
  const all = known.length === 0 ? names : known;
  // The first names are the usual ones.
  return (
    prefix + (random.chance(0.35) ? (all[Math.min(all.length - 1, random.int(0, 3))] as string) : random.pick(all))
  );
}

function choose(kind: Kind, variant: TableClass | 'coupon', random: Random): Member[] {
  const of = (MEMBERS.get(kind) ?? []).filter(({ key }) =>
    KINDS[kind].class !== 'coupon'
      ? true
      : variant === 'event'
        ? !ISSUED.has(key) || random.chance(0.2)
        : !HAPPENING.has(key),
  );
  const core = random.shuffle(KINDS[kind].core).filter((key) => of.some((member) => member.key === key));
  const chosen = new Map<string, Member>();
  const take = (key: string) => {
    const member = of.find((candidate) => candidate.key === key);
    if (member !== undefined) chosen.set(key, member);
  };
  if (variant === 'event') take('timestamp');
  for (const key of core.slice(0, random.int(1, Math.max(1, core.length)))) take(key);
  const size = random.chance(0.15) ? random.int(3, 5) : random.int(5, 24);
  let rest = of.filter(({ key }) => !chosen.has(key));
  while (chosen.size < size && rest.length > 0) {
    const member = weighted(rest, random);
    // Own fields may stand several times, under different names.
    if (OWN_KEYS.has(member.key)) chosen.set(`${member.key}:${chosen.size}`, member);
    else {
      chosen.set(member.key, member);
      rest = rest.filter((other) => other !== member);
    }
  }
  const members = [...chosen.values()];
  return random.chance(0.5) ? members : random.shuffle(members);
}

/** Their tables are often a code, a name, a type and little more. */
const LOOKUPS = new Set<TableClass>(['product', 'location', 'promotion', 'campaign', 'account', 'property']);

/** Concepts whose values are made by whoever numbers things: they may look like anything. */
const isId = (key: string) => CONCEPTS[key]?.own === 'id' || CONCEPTS[key]?.namespace === 'CRMID';

/** Makes one table with its columns' meanings. `places` are the library's fields by class, for columns found by their words. */
export function makeTable(
  random: Random,
  catalogues: Readonly<Record<TableClass, ClassCatalogue>>,
  names: Names,
): Table {
  const { kind } = weighted(KIND_LIST, random);
  const { language } = weighted(LANGUAGE_LIST, random);
  const declared = KINDS[kind].class;
  const variant: TableClass = declared === 'coupon' ? (random.chance(0.5) ? 'event' : 'profile') : declared;
  const style = styleOf(random);
  const bare = random.chance(LOOKUPS.has(variant) ? 0.35 : 0.2) ? 0.85 : 0.07;
  const rows = random.chance(0.1) ? random.int(1, 4) : random.int(5, 30);
  const taken = new Set<string>();
  const columns: Column[] = [];
  const add = (name: string, concept: string, values: v.Values) => {
    if (taken.has(name)) return;
    taken.add(name);
    const known = isId(concept) && random.chance(0.25) ? v.anyCode : values;
    const make = random.chance(0.03) ? () => '' : known(random, language);
    const holes = random.chance(0.2) ? random.next() * 0.5 : 0;
    const cells = Array.from({ length: rows }, () => (random.chance(holes) ? '' : make()));
    columns.push({ name, concept, cells: random.chance(0.3) ? disguised(cells, random) : cells });
  };
  for (const { key, concept } of choose(kind, variant, random))
    add(
      writeName(nameFor(kind, bare, key, concept, language, names, random), style, language, random),
      key,
      concept.values,
    );
  if (random.chance(0.35)) {
    const places = [...catalogues[variant].places.values()].filter(({ path }) => !TAUGHT_LEAVES.has(leafOf(path)));
    for (let count = random.int(1, 3); count > 0; count -= 1) {
      const { path, field } = random.pick(places);
      const words = path.split('.').flatMap(wordsOf);
      const tail = words.slice(-Math.min(words.length, random.int(2, 4)));
      if (tail.length > 1) add(writeName(tail.join(' '), style, 'en', random), ELSEWHERE, plainValues(field.type));
    }
  }
  return { kind, class: variant, columns, plain: plainNames(columns.map(({ name }) => name)) };
}

function plainValues(type: string): v.Values {
  if (type === 'number') return v.either(v.money(0, 900), v.count(0, 900));
  if (type === 'date') return v.date(2000, 2025);
  if (type === 'date-time') return v.date(2000, 2025, true);
  if (type === 'boolean') return v.flag;
  if (type === 'string') return v.either(v.sentence, v.code('A999', '99999'), v.oneOf('A|B|C', 'new|old'));
  return v.count(0, 50);
}
