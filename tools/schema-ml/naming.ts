import type { Random } from './random.ts';
import type { Language } from './vocabulary/words.ts';

/** How the columns of one table are written. */
export interface Style {
  readonly write: (words: readonly string[]) => string;
  readonly prefix: string;
  readonly suffix: string;
  readonly abbreviates: number;
  readonly plain: boolean;
}

/** `word` as `Word`. */
export const upperFirst = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

const WRITERS: readonly (readonly [number, (words: readonly string[]) => string])[] = [
  [8, (words) => words.join('_')],
  [4, (words) => words.map((word, at) => (at === 0 ? word : upperFirst(word))).join('')],
  [3, (words) => words.map(upperFirst).join('')],
  [4, (words) => words.join('_').toUpperCase()],
  [5, (words) => words.map(upperFirst).join(' ')],
  [2, (words) => words.join(' ')],
  [2, (words) => upperFirst(words.join(' '))],
  [1, (words) => words.join('-')],
  [1, (words) => words.join('.')],
  [2, (words) => words.join('')],
  [1, (words) => words.join('').toUpperCase()],
  [1, (words) => words.join(' ').toUpperCase()],
  [2, (words) => words.map(upperFirst).join('_')],
];

const PREFIXES = [
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  't_',
  'CUST_',
  'cust_',
  'c_',
  'f_',
  'x_',
  'MBR_',
  'TXN_',
  'src_',
  'crm_',
  'dim_',
  'customer.',
  'm_',
  'col_',
  'ORD_',
  'data.',
  'stg_',
  'sf__',
  'guest.',
  'member.',
  'profile.',
  'user.',
  'Z',
  'd_',
];
const SUFFIXES = ['', '', '', '', '', '', '', '', '', '', '', '__c', '_1', '_txt', '_v', '_new', '_raw'];

/** Ways people shorten the words of headers. */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  number: ['no', 'num', 'nbr', 'nr', '#'],
  date: ['dt', 'dte'],
  amount: ['amt'],
  customer: ['cust', 'cst'],
  quantity: ['qty'],
  code: ['cd'],
  name: ['nm'],
  address: ['addr', 'add'],
  description: ['desc', 'descr'],
  timestamp: ['ts'],
  points: ['pts', 'pt'],
  balance: ['bal'],
  lifetime: ['lt', 'life'],
  transaction: ['txn', 'trx', 'trans', 'tran'],
  product: ['prod'],
  category: ['cat'],
  mobile: ['mob'],
  phone: ['ph'],
  email: ['eml', 'em'],
  country: ['ctry', 'cntry'],
  status: ['stat', 'sts'],
  member: ['mbr', 'mem'],
  membership: ['mship', 'mem'],
  loyalty: ['loy', 'lty'],
  store: ['str', 'st'],
  discount: ['disc'],
  total: ['tot', 'ttl'],
  expiry: ['exp'],
  expiration: ['exp'],
  enrolment: ['enrl', 'enrol'],
  enrollment: ['enrl'],
  birth: ['bth', 'brth'],
  first: ['f', 'fst'],
  last: ['l', 'lst'],
  previous: ['prev'],
  current: ['curr', 'cur'],
  redeemed: ['rdmd', 'red'],
  redemption: ['rdm', 'redm'],
  coupon: ['cpn'],
  voucher: ['vch', 'vchr'],
  order: ['ord'],
  invoice: ['inv'],
  receipt: ['rcpt'],
  payment: ['pmt', 'pymt'],
  price: ['prc'],
  currency: ['curr', 'ccy'],
  language: ['lang'],
  gender: ['gndr'],
  preferred: ['pref'],
  registration: ['reg'],
  identifier: ['id'],
  reference: ['ref'],
  updated: ['upd'],
  created: ['crt', 'crtd'],
  modified: ['mod'],
  average: ['avg'],
  maximum: ['max'],
  minimum: ['min'],
  purchase: ['purch', 'prch'],
  campaign: ['cmpgn', 'camp'],
  promotion: ['promo', 'prm'],
  channel: ['chnl', 'chan'],
  line: ['ln'],
  street: ['str'],
  delivery: ['dlv', 'dlvry'],
  shipping: ['shp', 'ship'],
  billing: ['bill', 'bllg'],
  session: ['sess'],
  department: ['dept'],
  account: ['acct', 'acc'],
  numéro: ['num', 'no', 'n'],
  référence: ['ref'],
  quantité: ['qte', 'qté'],
  montant: ['mt', 'mnt'],
  adresse: ['adr'],
  téléphone: ['tel'],
  magasin: ['mag'],
  commande: ['cde', 'cmd'],
  naissance: ['naiss'],
  fidélité: ['fid'],
  adhérent: ['adh'],
  nummer: ['nr'],
  datum: ['dat'],
  kunde: ['kd'],
  kunden: ['kd'],
  punkte: ['pkt'],
  straße: ['str'],
  geburtsdatum: ['gebdat', 'geb'],
  betrag: ['betr'],
  número: ['num', 'nro', 'no'],
  código: ['cod'],
  fecha: ['fec', 'f'],
  dirección: ['dir'],
  teléfono: ['tel', 'tfno'],
  cliente: ['cli'],
  cantidad: ['cant'],
  importe: ['imp'],
  puntos: ['pts', 'ptos'],
  descripción: ['desc'],
  data: ['dt'],
  codice: ['cod'],
  business: ['bus', 'biz'],
  location: ['loc'],
  register: ['reg', 'rgstr'],
  employee: ['emp', 'empl'],
  item: ['itm', 'it'],
  type: ['typ', 'tp', 'ty'],
  flag: ['flg', 'fl', 'ind'],
  indicator: ['ind'],
  effective: ['eff'],
  start: ['strt', 'st'],
  available: ['avail', 'avl'],
  earned: ['ernd', 'erd'],
  issued: ['iss'],
  value: ['val', 'vl'],
  percent: ['pct', 'perc'],
  cost: ['cst'],
  retail: ['rtl'],
  group: ['grp', 'gp'],
  level: ['lvl', 'lev'],
  class: ['cls'],
  region: ['rgn', 'reg'],
  district: ['dist'],
  manager: ['mgr'],
  contact: ['cntct', 'ctc'],
  postal: ['post', 'pstl'],
  company: ['co', 'cmpy'],
  message: ['msg'],
  response: ['resp'],
  request: ['req'],
  household: ['hh'],
  preference: ['pref'],
  subscription: ['sub', 'subs'],
  reservation: ['resv', 'res'],
  confirmation: ['conf', 'cnf'],
  departure: ['dep'],
  arrival: ['arr'],
  flight: ['flt'],
  passenger: ['pax'],
  airport: ['apt', 'arpt'],
  property: ['prop'],
  month: ['mth', 'mo'],
  year: ['yr'],
  device: ['dvc', 'dev'],
  version: ['ver', 'vers'],
  source: ['src'],
  target: ['tgt'],
  system: ['sys'],
  user: ['usr'],
  returned: ['rtnd', 'ret'],
  return: ['rtn', 'ret'],
  refund: ['rfnd'],
  sequence: ['seq'],
  reason: ['rsn', 'reas'],
  condition: ['cond'],
  original: ['orig'],
  gross: ['grs'],
  weight: ['wgt', 'wt'],
  color: ['clr'],
  size: ['sz'],
  brand: ['brnd'],
  manufacturer: ['mfr', 'mfg'],
  image: ['img'],
  title: ['ttl'],
  suffix: ['sfx'],
  middle: ['mid', 'm'],
  consent: ['cnsnt', 'cons'],
  marketing: ['mkt', 'mktg'],
  notification: ['notif'],
  frequency: ['freq'],
  budget: ['bdgt'],
  active: ['actv', 'act'],
  activity: ['actv', 'act'],
  annual: ['ann'],
  revenue: ['rev'],
  next: ['nxt'],
  upgrade: ['upg'],
  movement: ['mvmt', 'mov'],
  adjustment: ['adj'],
  adjusted: ['adj'],
  enrolled: ['enrld'],
  expiring: ['expg', 'exp'],
  expired: ['expd', 'exp'],
  operator: ['oper', 'opr'],
  cashier: ['cshr', 'csh'],
  terminal: ['term', 'trml'],
  discounts: ['discs'],
  document: ['doc'],
  external: ['ext'],
  internal: ['int'],
  partner: ['prtnr'],
  program: ['pgm', 'prog', 'prg'],
  programme: ['pgm', 'prog'],
  required: ['reqd'],
  shipment: ['shpmt'],
  state: ['st'],
  temporary: ['tmp'],
  visit: ['vst'],
  prénom: ['pren', 'pnom'],
  client: ['cli', 'clt'],
  libellé: ['lib'],
  article: ['art'],
  prix: ['px'],
  remise: ['rem'],
  vente: ['vte'],
  boutique: ['btq'],
  paiement: ['paie', 'pmt'],
  règlement: ['regl'],
  carte: ['crt'],
  ville: ['vil'],
  livraison: ['liv', 'livr'],
  facturation: ['fact'],
  catégorie: ['cat', 'categ'],
  opération: ['op', 'ope'],
  mouvement: ['mvt', 'mouv'],
  dernier: ['der', 'dern'],
  dernière: ['der', 'dern'],
  achat: ['ach'],
  création: ['crea', 'creat'],
  modification: ['modif'],
  adhésion: ['adh'],
  niveau: ['niv'],
  disponibles: ['dispo', 'disp'],
  statut: ['stat'],
  telefon: ['tel'],
  bezeichnung: ['bez', 'bezeichn'],
  artikel: ['art'],
  menge: ['mng'],
  filiale: ['fil'],
  filial: ['fil'],
  rechnung: ['rech', 'rg', 're'],
  rechnungs: ['rech', 'rg'],
  bestell: ['best'],
  kategorie: ['kat'],
  gruppe: ['grp', 'gr'],
  preis: ['pr'],
  anzahl: ['anz'],
  umsatz: ['ums'],
  gesamt: ['ges'],
  mitglied: ['mitgl', 'mgl'],
  mitglieds: ['mitgl'],
  nachname: ['nachn', 'nn'],
  vorname: ['vorn', 'vn'],
  letzte: ['letz', 'ltz'],
  änderung: ['aend', 'änd'],
  währung: ['waehr', 'wrg'],
  kennzeichen: ['kz', 'knz'],
  nombre: ['nom', 'nomb'],
  apellidos: ['ape', 'apell'],
  artículo: ['art'],
  precio: ['prec'],
  descuento: ['dto', 'desc'],
  tienda: ['tda', 'tnd'],
  tarjeta: ['tarj', 'tj'],
  población: ['pobl', 'pob'],
  provincia: ['prov'],
  acumulados: ['acum'],
  operación: ['oper', 'op'],
  movimiento: ['mov', 'mvto'],
  última: ['ult'],
  último: ['ult'],
  factura: ['fact', 'fra'],
  pedido: ['ped'],
  línea: ['lin'],
  unidades: ['uds', 'und'],
  categoría: ['cat', 'categ'],
  familia: ['fam'],
  estado: ['est', 'edo'],
  nacimiento: ['nac', 'nacim'],
  socio: ['soc'],
  fidelización: ['fid', 'fidel'],
  caducidad: ['cad', 'caduc'],
};

function withoutVowels(word: string): string {
  return word.length < 5 ? word : word.charAt(0) + word.slice(1).replaceAll(/[aeiouäöüáéíóúàèê]/g, '');
}

function shorten(word: string, random: Random): string {
  const known = SHORT[word];
  if (known !== undefined && random.chance(0.75)) return random.pick(known);
  if (word.length >= 6 && random.chance(0.3))
    return random.chance(0.5) ? withoutVowels(word) : word.slice(0, random.int(3, 5));
  return word;
}

/** Letters without diacritics, the way old systems write them. */
export function plainLetters(text: string): string {
  return text.replaceAll('ß', 'ss').normalize('NFD').replaceAll(/\p{M}/gu, '');
}

function umlauts(text: string): string {
  return text.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss');
}

function pickWriter(random: Random): (words: readonly string[]) => string {
  let at = random.int(
    1,
    WRITERS.reduce((sum, [weight]) => sum + weight, 0),
  );
  for (const [weight, write] of WRITERS) {
    at -= weight;
    if (at <= 0) return write;
  }
  return (words) => words.join('_');
}

/** Chooses a style for a table. */
export function styleOf(random: Random): Style {
  return {
    write: pickWriter(random),
    prefix: random.pick(PREFIXES),
    suffix: random.pick(SUFFIXES),
    abbreviates: random.chance(0.4) ? random.next() * 0.9 : 0,
    plain: random.chance(0.5),
  };
}

/** Words people put before a name to say whose it is or which of several; they change nothing about its meaning. */
export const ENTITIES: Readonly<Record<string, Readonly<Partial<Record<Language, string>>>>> = {
  person: {
    en: 'customer|cust|member|mbr|guest|user|client|primary|main|current|contact|person|profile|account holder|cm|crm',
    fr: 'client|adhérent|membre|principal|contact|cli',
    de: 'kunden|kunde|mitglied|haupt|kontakt|kd',
    es: 'cliente|socio|principal|contacto|cli',
    it: 'cliente|socio|principale',
    pt: 'cliente|sócio|principal',
    nl: 'klant|lid|hoofd',
  },
  trade: {
    en: 'order|bill|txn|sale|purchase|invoice|transaction|pos|receipt|trx|ord|basket|header',
    fr: 'commande|ticket|achat|vente|transaction',
    de: 'bestell|bon|kauf|verkauf|beleg|umsatz',
    es: 'pedido|ticket|compra|venta|transacción',
    it: 'ordine|scontrino|vendita',
    pt: 'pedido|venda|compra',
    nl: 'bestel|bon|verkoop',
  },
  loyalty: {
    en: 'loyalty|member|rewards|programme|club|lty|loy|mbr|pts|account',
    fr: 'fidélité|adhérent|club|programme',
    de: 'treue|bonus|mitglied|club',
    es: 'fidelidad|socio|club|programa',
    it: 'fedeltà|socio|club',
    pt: 'fidelidade|sócio|clube',
    nl: 'loyaliteit|lid|club',
  },
};

/** Writes a name in a style, with what real headers do to names: short forms, left-out diacritics, slips, entity words. */
export function writeName(name: string, style: Style, language: Language, random: Random): string {
  let words = name.split(/[\s-]+/).filter((word) => word !== '');
  if (random.chance(style.abbreviates)) words = words.map((word) => shorten(word, random));
  if (words.length > 1 && random.chance(0.04)) words = words.filter((_, at) => at !== random.int(0, words.length - 1));
  if (words.length > 1 && random.chance(0.04)) words = [...words.slice(1), words[0] as string];
  words = words.map((word) =>
    language === 'de' && style.plain && random.chance(0.5) ? umlauts(word) : style.plain ? plainLetters(word) : word,
  );
  if (random.chance(0.02)) words = words.map((word) => slip(word, random));
  return style.prefix + style.write(words) + style.suffix;
}

function slip(word: string, random: Random): string {
  if (word.length < 5) return word;
  const at = random.int(1, word.length - 2);
  return random.chance(0.5)
    ? word.slice(0, at) + word.slice(at + 1)
    : word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
}
