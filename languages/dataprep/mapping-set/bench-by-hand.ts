/**
 * The mappings of the benchmark as somebody would write them by hand who wants them fast and loses nothing: types are checked,
 * numbers in texts are read, what is absent stays out, and what does not fit is left out with a warning that names the field.
 */

type Json = Record<string, unknown>;

/** What a hand-written mapping gives, as ours does. */
export interface Mapped {
  readonly entity: Json;
  /** The source fields that were left out or changed. */
  readonly warnings: readonly string[];
}

// biome-ignore lint/suspicious/noExplicitAny: hand-written code reads the record as any script would
type Source = any;
const NOTHING: Source = {};

function unfit(field: string, warnings: string[]): undefined {
  warnings.push(field);
  return undefined;
}

function text(value: unknown, field: string, warnings: string[]): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return unfit(field, warnings);
}

function number(value: unknown, field: string, warnings: string[]): number | undefined {
  if (typeof value === 'number') return value;
  if (value === null || value === undefined) return undefined;
  const found = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isFinite(found) ? found : unfit(field, warnings);
}

function whole(value: unknown, field: string, warnings: string[]): number | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  const found = number(value, field, warnings);
  if (found === undefined) return undefined;
  const cut = Math.trunc(found);
  if (!Number.isSafeInteger(cut)) return unfit(field, warnings);
  if (cut !== found) warnings.push(field);
  return cut;
}

const TRUE = new Set('y yes Y YES on ON true TRUE'.split(' '));
const FALSE = new Set('n no N NO off OFF false FALSE'.split(' '));

function flag(value: unknown, field: string, warnings: string[]): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string' && TRUE.has(value)) return true;
  if (typeof value === 'string' && FALSE.has(value)) return false;
  return unfit(field, warnings);
}

const INSTANT =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

function instant(value: unknown, field: string, warnings: string[]): string | undefined {
  if (typeof value === 'string' && INSTANT.test(value)) return value;
  return value === null || value === undefined ? undefined : unfit(field, warnings);
}

/** As a part of a longer text: what is absent is empty. */
function part(value: unknown): string {
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value);
}

function upper(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : part(value).toUpperCase();
}

function lower(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : part(value).toLowerCase();
}

function isEmpty(object: Json): boolean {
  for (const _ in object) return false;
  return true;
}

export function profileByHand(record: Source): Mapped {
  const warnings: string[] = [];
  const entity: Json = {};
  const id = text(record.identityMap?.email?.[0]?.id, 'identityMap.email.id', warnings);
  if (id !== undefined) entity.identityMap = { email: [{ id }] };
  const loyalty: Json = {};
  const points = number(record.loyalty?.points, 'loyalty.points', warnings);
  if (points !== undefined) loyalty.points = points;
  const tier = text(record.loyalty?.tier, 'loyalty.tier', warnings);
  if (tier !== undefined) loyalty.tier = tier;
  if (!isEmpty(loyalty)) entity.loyalty = loyalty;
  return { entity, warnings };
}

export function transactionByHand(record: Source): Mapped {
  const warnings: string[] = [];
  const entity: Json = {};
  const id = text(record.identityMap?.email?.[0]?.id, 'identityMap.email.id', warnings);
  if (id !== undefined) entity.identityMap = { email: [{ id }] };
  const priceTotal = number(record.commerce?.order?.priceTotal, 'commerce.order.priceTotal', warnings);
  if (priceTotal !== undefined) entity.commerce = { order: { priceTotal } };
  const items: Json[] = [];
  for (const line of record.productLineItems ?? []) {
    const SKU = text(line.SKU, 'productLineItems.SKU', warnings);
    if (SKU !== undefined) items.push({ SKU });
  }
  if (items.length > 0) entity.productListItems = items;
  return { entity, warnings };
}

function personName(member: Source, warnings: string[]): Json {
  const made: Json = {};
  const firstName = text(member.firstName, 'member.firstName', warnings);
  if (firstName !== undefined) made.firstName = firstName;
  const lastName = text(member.lastName, 'member.lastName', warnings);
  if (lastName !== undefined) made.lastName = lastName;
  made.fullName = `${part(member.firstName)} ${part(member.lastName)}`;
  return made;
}

function homeAddress(address: Source, warnings: string[]): Json {
  const made: Json = {};
  const street1 = text(address.street, 'address.street', warnings);
  if (street1 !== undefined) made.street1 = street1;
  const city = text(address.city, 'address.city', warnings);
  if (city !== undefined) made.city = city;
  const postalCode = text(address.postalCode, 'address.postalCode', warnings);
  if (postalCode !== undefined) made.postalCode = postalCode;
  const stateProvince = text(address.state, 'address.state', warnings);
  if (stateProvince !== undefined) made.stateProvince = stateProvince;
  const countryCode = text(address.countryCode, 'address.countryCode', warnings);
  if (countryCode !== undefined) made.countryCode = countryCode;
  const country = upper(address.country);
  if (country !== undefined) made.country = country;
  return made;
}

function loyaltyOf(loyalty: Source, warnings: string[]): Json {
  const made: Json = {};
  const program = text(loyalty.program, 'loyalty.program', warnings);
  if (program !== undefined) made.program = program;
  const points = number(loyalty.points, 'loyalty.points', warnings);
  if (points !== undefined) made.points = points;
  const lifetimePoints = number(loyalty.lifetimePoints, 'loyalty.lifetimePoints', warnings);
  if (lifetimePoints !== undefined) made.lifetimePoints = lifetimePoints;
  const expiredPoints = number(loyalty.expiredPoints, 'loyalty.expiredPoints', warnings);
  if (expiredPoints !== undefined) made.expiredPoints = expiredPoints;
  const pointsRedeemed = number(loyalty.pointsRedeemed, 'loyalty.pointsRedeemed', warnings);
  if (pointsRedeemed !== undefined) made.pointsRedeemed = pointsRedeemed;
  const tier = text(loyalty.tier, 'loyalty.tier', warnings);
  if (tier !== undefined) made.tier = tier;
  const status = text(loyalty.status, 'loyalty.status', warnings);
  if (status !== undefined) made.status = status;
  const joinDate = instant(loyalty.joinDate, 'loyalty.joinDate', warnings);
  if (joinDate !== undefined) made.joinDate = joinDate;
  const tierExpiryDate = instant(loyalty.tierExpiry, 'loyalty.tierExpiry', warnings);
  if (tierExpiryDate !== undefined) made.tierExpiryDate = tierExpiryDate;
  return made;
}

function memberOf(member: Source, loyalty: Source, warnings: string[]): Json {
  const made: Json = {};
  const id = text(member.id, 'member.id', warnings);
  if (id !== undefined) made.id = id;
  const externalId = text(member.externalId, 'member.externalId', warnings);
  if (externalId !== undefined) made.externalId = externalId;
  const language = text(member.language, 'member.language', warnings);
  if (language !== undefined) made.language = language;
  const employee = flag(member.employee, 'member.employee', warnings);
  if (employee !== undefined) made.employee = employee;
  const householdId = text(member.household, 'member.household', warnings);
  if (householdId !== undefined) made.householdId = householdId;
  const children = whole(member.children, 'member.children', warnings);
  if (children !== undefined) made.children = children;
  const occupation = text(member.occupation, 'member.occupation', warnings);
  if (occupation !== undefined) made.occupation = occupation;
  const referredBy = text(member.referrer, 'member.referrer', warnings);
  if (referredBy !== undefined) made.referredBy = referredBy;
  made.segment = `${part(loyalty.program)}-${part(loyalty.tier)}`;
  const languageCode = upper(member.language);
  if (languageCode !== undefined) made.languageCode = languageCode;
  made.active = loyalty.status === 'active' ? 'yes' : 'no';
  return made;
}

function consentsOf(consents: Source, warnings: string[]): Json {
  const made: Json = {};
  const email = flag(consents.email, 'consents.email', warnings);
  if (email !== undefined) made.email = email;
  const sms = flag(consents.sms, 'consents.sms', warnings);
  if (sms !== undefined) made.sms = sms;
  const push = flag(consents.push, 'consents.push', warnings);
  if (push !== undefined) made.push = push;
  const post = flag(consents.post, 'consents.post', warnings);
  if (post !== undefined) made.post = post;
  const source = text(consents.source, 'consents.source', warnings);
  if (source !== undefined) made.source = source;
  return made;
}

function storeOf(store: Source, warnings: string[]): Json {
  const made: Json = {};
  const code = text(store.code, 'store.code', warnings);
  if (code !== undefined) made.code = code;
  const name = text(store.name, 'store.name', warnings);
  if (name !== undefined) made.name = name;
  const region = text(store.region, 'store.region', warnings);
  if (region !== undefined) made.region = region;
  const zone = text(store.zone, 'store.zone', warnings);
  if (zone !== undefined) made.zone = zone;
  made.path = `${part(store.code)}/${part(store.zone)}`;
  return made;
}

function visitsOf(visits: Source, warnings: string[]): Json {
  const made: Json = {};
  const count = whole(visits.count, 'visits.count', warnings);
  if (count !== undefined) made.count = count;
  const daysSinceLast = whole(visits.days, 'visits.days', warnings);
  if (daysSinceLast !== undefined) made.daysSinceLast = daysSinceLast;
  const channel = text(visits.channel, 'visits.channel', warnings);
  if (channel !== undefined) made.channel = channel;
  const averageBasket = number(visits.basket, 'visits.basket', warnings);
  if (averageBasket !== undefined) made.averageBasket = averageBasket;
  const spend = number(visits.spend, 'visits.spend', warnings);
  if (spend !== undefined) made.spend = spend;
  const returns = whole(visits.returns, 'visits.returns', warnings);
  if (returns !== undefined) made.returns = returns;
  return made;
}

function walletOf(wallet: Source, warnings: string[]): Json {
  const made: Json = {};
  const balance = number(wallet.balance, 'wallet.balance', warnings);
  if (balance !== undefined) made.balance = balance;
  const currency = text(wallet.currency, 'wallet.currency', warnings);
  if (currency !== undefined) made.currency = currency;
  const coupons = whole(wallet.coupons, 'wallet.coupons', warnings);
  if (coupons !== undefined) made.coupons = coupons;
  const vouchers = whole(wallet.vouchers, 'wallet.vouchers', warnings);
  if (vouchers !== undefined) made.vouchers = vouchers;
  const locked = flag(wallet.locked, 'wallet.locked', warnings);
  if (locked !== undefined) made.locked = locked;
  return made;
}

function appOf(app: Source, warnings: string[]): Json {
  const made: Json = {};
  const version = text(app.version, 'app.version', warnings);
  if (version !== undefined) made.version = version;
  const platform = lower(app.platform);
  if (platform !== undefined) made.platform = platform;
  return made;
}

/** 60 fields. */
export function loyaltyByHand(record: Source): Mapped {
  const warnings: string[] = [];
  const member: Source = record.member ?? NOTHING;
  const address: Source = record.address ?? NOTHING;
  const loyalty: Source = record.loyalty ?? NOTHING;
  const consents: Source = record.consents ?? NOTHING;
  const store: Source = record.store ?? NOTHING;
  const visits: Source = record.visits ?? NOTHING;
  const wallet: Source = record.wallet ?? NOTHING;
  const app: Source = record.app ?? NOTHING;
  const entity: Json = {};
  const person: Json = { name: personName(member, warnings) };
  const gender = text(member.gender, 'member.gender', warnings);
  if (gender !== undefined) person.gender = gender;
  entity.person = person;
  const address1 = text(member.email, 'member.email', warnings);
  if (address1 !== undefined) entity.personalEmail = { address: address1 };
  const mobile = text(member.mobile, 'member.mobile', warnings);
  if (mobile !== undefined) entity.mobilePhone = { number: mobile };
  const home = homeAddress(address, warnings);
  if (!isEmpty(home)) entity.homeAddress = home;
  const programme = loyaltyOf(loyalty, warnings);
  if (!isEmpty(programme)) entity.loyalty = programme;
  const own: Json = { member: memberOf(member, loyalty, warnings) };
  const agreed = consentsOf(consents, warnings);
  if (!isEmpty(agreed)) own.consents = agreed;
  const visited = visitsOf(visits, warnings);
  if (!isEmpty(visited)) own.visits = visited;
  const held = walletOf(wallet, warnings);
  if (!isEmpty(held)) own.wallet = held;
  const used = appOf(app, warnings);
  if (!isEmpty(used)) own.app = used;
  own.store = storeOf(store, warnings);
  own.source = 'capillary';
  own.version = '2';
  own.dataRegion = 'EU';
  own.domain = 'loyalty';
  entity._acme = own;
  const id = lower(member.email);
  if (id !== undefined) entity.identityMap = { email: [{ id }] };
  return { entity, warnings };
}
