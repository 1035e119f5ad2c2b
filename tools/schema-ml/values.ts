import type { Random } from './random.ts';
import {
  BRANDS,
  CAMPAIGNS,
  CATEGORIES,
  CITIES,
  COUNTRIES,
  COUNTRY_CODES,
  CURRENCIES,
  FIRST_NAMES,
  LANGUAGE_CODES,
  LAST_NAMES,
  type Language,
  PRODUCTS,
  SENTENCES,
  STATES,
  STORES,
  STREETS,
  TIERS,
} from './vocabulary/words.ts';

/** Makes the cells of one column: what is chosen once per column (a date format, a prefix) and then cell by cell. */
export type Values = (random: Random, language: Language) => () => string;

/** Letters a name or mailbox keeps in an address. */
function ascii(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[^a-zA-Z]/g, '')
    .toLowerCase();
}

function digits(random: Random, count: number): string {
  let out = '';
  for (let at = 0; at < count; at += 1) out += random.int(0, 9);
  return out;
}

function letters(random: Random, count: number): string {
  let out = '';
  for (let at = 0; at < count; at += 1) out += String.fromCharCode(65 + random.int(0, 25));
  return out;
}

const from =
  (choose: (language: Language) => readonly string[]): Values =>
  (random, language) => {
    const upper = random.chance(0.12);
    return () => (upper ? random.pick(choose(language)).toUpperCase() : random.pick(choose(language)));
  };

/** One of a fixed set; a column uses one of the sets separated by `/`. Items are separated by `|`. */
export function oneOf(...sets: readonly string[]): Values {
  return (random) => {
    const set = random.pick(sets).split('|');
    const form = random.int(0, 9);
    return () => {
      const value = random.pick(set);
      return form === 0 ? value.toUpperCase() : form === 1 ? value.toLowerCase() : value;
    };
  };
}

export const firstName = from((language) => FIRST_NAMES[language]);
export const lastName = from((language) => LAST_NAMES[language]);
export const city = from((language) => CITIES[language]);
export const region = from((language) => STATES[language]);
export const country = from((language) => COUNTRIES[language]);
export const tier: Values = (random, language) => {
  const tiers = random.shuffle(TIERS[random.chance(0.3) ? 'en' : language]).slice(0, random.int(3, 6));
  const form = random.int(0, 7);
  return () => {
    const value = random.pick(tiers);
    return form === 0 ? value.toUpperCase() : form === 1 ? value.toLowerCase() : value;
  };
};
export const productName = from((language) => PRODUCTS[language]);
export const category = from((language) => CATEGORIES[language]);
export const brand = from(() => BRANDS);
export const storeName = from((language) => STORES[language]);
export const campaignName = from((language) => CAMPAIGNS[language]);
export const sentence = from((language) => SENTENCES[language]);

export const fullName: Values = (random, language) => {
  const form = random.int(0, 5);
  return () => {
    const first = random.pick(FIRST_NAMES[language]);
    const last = random.pick(LAST_NAMES[language]);
    if (form === 0) return `${last}, ${first}`;
    if (form === 1) return `${last.toUpperCase()} ${first}`;
    return `${first} ${last}`;
  };
};

export const initial: Values = (random) => {
  const dot = random.chance(0.4) ? '.' : '';
  return () => letters(random, 1) + dot;
};

export const email: Values = (random, language) => {
  const hosts = ['example.com', 'example.org', 'mail.example', 'gmail.com', 'yahoo.co.uk', 'orange.fr', 'web.de'];
  return () => {
    const first = ascii(random.pick(FIRST_NAMES[language]));
    const last = ascii(random.pick(LAST_NAMES[language]));
    return `${first}${random.pick(['.', '_', ''])}${last}${random.chance(0.3) ? random.int(1, 99) : ''}@${random.pick(hosts)}`;
  };
};

export const phone: Values = (random, language) => {
  const code = { en: '44', fr: '33', de: '49', es: '34', it: '39', pt: '351', nl: '31' }[language];
  const form = random.int(0, 6);
  return () => {
    if (form === 0) return `+${code}${random.int(6, 7)}${digits(random, 8)}`;
    if (form === 1)
      return `0${random.int(1, 9)} ${digits(random, 2)} ${digits(random, 2)} ${digits(random, 2)} ${digits(random, 2)}`;
    if (form === 2) return `${random.pick(['91', code])}${random.int(7, 9)}${digits(random, 9)}`;
    if (form === 3) return `(${digits(random, 3)}) ${digits(random, 3)}-${digits(random, 4)}`;
    if (form === 4) return `0${random.int(6, 7)}${digits(random, 8)}`;
    if (form === 5) return `${random.int(6, 9)}${digits(random, 9)}`;
    return `+${code} ${digits(random, 3)} ${digits(random, 3)} ${digits(random, 3)}`;
  };
};

export const dialCode: Values = (random) => {
  const plus = random.chance(0.6) ? '+' : '';
  return () => plus + random.pick(['44', '91', '33', '49', '1', '34', '65', '60', '39']);
};

export const street: Values = (random, language) => {
  const lines = STREETS[language];
  return () => random.pick(lines).replace('#', String(random.int(1, 220)));
};

export const street2: Values = (random, language) => {
  const parts = {
    en: 'Flat #|Apt #|Unit #|Floor #|Near City Mall|Block C|Suite #',
    fr: 'Bâtiment B|Appt #|Résidence les Pins|Étage #|Escalier #',
    de: 'Hinterhaus|# OG|Wohnung #|c/o Meyer',
    es: '#º izquierda|Piso #|Puerta B|Urb. El Pinar',
    it: 'Scala #|Interno #|Palazzina B',
    pt: '#º Dto|Bloco B|Apto #',
    nl: 'Unit #|Bus #|#e verdieping',
  }[language].split('|');
  const empty = random.next() * 0.8;
  return () => (random.chance(empty) ? '' : random.pick(parts).replace('#', String(random.int(1, 40))));
};

export const houseNumber: Values = (random) => () =>
  `${random.int(1, 240)}${random.chance(0.15) ? random.pick(['a', 'b', 'bis']) : ''}`;

export const postalCode: Values = (random, language) => {
  const form = language === 'en' ? random.int(0, 3) : 9;
  return () => {
    if (form === 0) return `${letters(random, 2)}${random.int(1, 20)} ${random.int(1, 9)}${letters(random, 2)}`;
    if (form === 1) return `${random.int(1, 8)}${digits(random, 5)}`;
    if (form <= 3) return digits(random, 5);
    if (language === 'pt') return `${random.int(1, 9)}${digits(random, 3)}-${digits(random, 3)}`;
    if (language === 'nl') return `${random.int(1, 9)}${digits(random, 3)} ${letters(random, 2)}`;
    return `${random.int(0, 9)}${digits(random, 4)}`;
  };
};

export const countryCode: Values = (random) => {
  const few = random.shuffle(COUNTRY_CODES).slice(0, random.int(1, 8));
  const lower = random.chance(0.1);
  return () => (lower ? random.pick(few).toLowerCase() : random.pick(few));
};

export const countryAny: Values = (random, language) => (random.chance(0.4) ? countryCode : country)(random, language);

export const currency: Values = (random) => {
  const few = random.shuffle(CURRENCIES).slice(0, random.int(1, 4));
  return () => random.pick(few);
};

export const languageCode: Values = (random) => {
  const few = random.shuffle(LANGUAGE_CODES).slice(0, random.int(1, 5));
  return () => random.pick(few);
};

const pad = (value: number) => String(value).padStart(2, '0');

/** Dates between two years, in one format per column; with the time of day in most columns when `timed`. */
export function date(fromYear: number, toYear: number, timed: boolean | 'maybe' = false): Values {
  return (random, language) => {
    const withTime = timed === 'maybe' ? random.chance(0.4) : timed && random.chance(0.85);
    const form = random.int(0, 11);
    const sep = random.pick(['/', '/', '.', '-']);
    const span = Date.UTC(toYear + 1, 0, 1) - Date.UTC(fromYear, 0, 1);
    return () => {
      const at = new Date(Date.UTC(fromYear, 0, 1) + Math.floor(random.next() * span));
      const day = pad(at.getUTCDate());
      const month = pad(at.getUTCMonth() + 1);
      const year = at.getUTCFullYear();
      const time = `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`;
      if (form === 0 && withTime) return String(at.getTime());
      if (form === 1 && withTime) return String(Math.floor(at.getTime() / 1000));
      if (form <= 4)
        return withTime
          ? at.toISOString().replace('.000', '').slice(0, 19) + (form === 2 ? 'Z' : '')
          : `${year}-${month}-${day}`;
      if (form === 5)
        return withTime ? `${year}-${month}-${day} ${time}:${pad(at.getUTCSeconds())}` : `${year}-${month}-${day}`;
      if (form === 6) return withTime ? `${year}${month}${day}${time.replace(':', '')}` : `${year}${month}${day}`;
      if (form === 7 && language === 'en') return `${month}/${day}/${year}${withTime ? ` ${time}` : ''}`;
      if (form === 8 && language === 'en')
        return `${Number(day)} ${at.toLocaleString('en', { month: 'short', timeZone: 'UTC' })} ${year}${withTime ? ` ${time}` : ''}`;
      const separator = language === 'de' ? '.' : sep;
      return `${day}${separator}${month}${separator}${form === 9 ? String(year).slice(2) : year}${withTime ? ` ${time}` : ''}`;
    };
  };
}

export const timeOfDay: Values = (random) => {
  const seconds = random.chance(0.5);
  return () => `${pad(random.int(7, 22))}:${pad(random.int(0, 59))}${seconds ? `:${pad(random.int(0, 59))}` : ''}`;
};

export const dayAndMonth: Values = (random) => {
  const sep = random.pick(['-', '/', '.']);
  return () => `${pad(random.int(1, 12))}${sep}${pad(random.int(1, 28))}`;
};

/** Amounts of money; decimal comma in some columns of languages that use it. */
export function money(low: number, high: number): Values {
  return (random, language) => {
    const comma = language !== 'en' && random.chance(0.5);
    const whole = random.chance(0.15);
    const symbol = random.chance(0.06) ? random.pick(['€', '$', '₹', 'EUR ', '£']) : '';
    return () => {
      const value = low + (high - low) * random.next() ** 2;
      const text = whole ? String(Math.round(value)) : value.toFixed(2);
      return symbol + (comma ? text.replace('.', ',') : text);
    };
  };
}

/** Whole numbers, some columns with rare decimals or thousands separators left out. */
export function count(low: number, high: number, decimals = 0): Values {
  return (random) => {
    const withDecimals = random.chance(decimals);
    return () => {
      const value = low + (high - low) * random.next() ** 1.5;
      return withDecimals ? value.toFixed(random.pick([1, 2])) : String(Math.round(value));
    };
  };
}

/** Codes by pattern: `A` a letter, `9` a digit, anything else as it is; a column uses one of the patterns. */
export function code(...patterns: readonly string[]): Values {
  return (random) => {
    const pattern = random.pick(patterns);
    let running = random.int(1, 9000);
    const running9 = random.chance(0.35);
    return () => {
      running += random.int(1, 7);
      const tail = String(running);
      const made = [...pattern]
        .map((sign) => (sign === '9' ? digits(random, 1) : sign === 'A' ? letters(random, 1) : sign))
        .join('');
      return running9 && /9{4}$/.test(pattern) ? made.slice(0, -tail.length) + tail : made;
    };
  };
}

/** Numbers and codes of no known pattern: short running numbers, letters before digits, groups with signs between them. */
export const anyCode: Values = (random, language) => {
  const group = () => (random.chance(0.35) ? 'A' : '9').repeat(random.int(1, 6));
  const pattern = random.chance(0.4)
    ? '9'.repeat(random.int(1, 12))
    : [group(), random.pick(['', '-', '_', '.', '/', ' ']), group(), random.chance(0.3) ? `-${group()}` : ''].join('');
  return code(pattern)(random, language);
};

export const uuid: Values = (random) => () => {
  const hex = (length: number) => Array.from({ length }, () => random.int(0, 15).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
};

export const hex32: Values = (random) => {
  const length = random.pick([32, 40, 64]);
  return () => Array.from({ length }, () => random.int(0, 15).toString(16)).join('');
};

/** One of several generators per column. */
export function either(...choices: readonly Values[]): Values {
  return (random, language) => random.pick(choices)(random, language);
}

/** The same, with holes. */
export function sometimes(values: Values, most = 0.7): Values {
  return (random, language) => {
    const make = values(random, language);
    const empty = random.next() * most;
    return () => (random.chance(empty) ? '' : make());
  };
}

/** Yes or no in the ways exports write it. */
export const flag: Values = (random, language) => {
  const yesNo = { en: 'Yes|No', fr: 'Oui|Non', de: 'Ja|Nein', es: 'Sí|No', it: 'Sì|No', pt: 'Sim|Não', nl: 'Ja|Nee' }[
    language
  ];
  const initials = { en: 'Y|N', fr: 'O|N', de: 'J|N', es: 'S|N', it: 'S|N', pt: 'S|N', nl: 'J|N' }[language];
  const set = random
    .pick(['true|false', 'TRUE|FALSE', '0|1', '0|1', 'Y|N', initials, initials, yesNo, yesNo, 'True|False', 't|f'])
    .split('|');
  const share = random.next();
  return () => (random.chance(share) ? set[0] : set[1]) as string;
};

/** A decision about consent: a flag, or the documented values, or words for opting in and out. */
export const consent: Values = (random, language) =>
  either(
    flag,
    flag,
    flag,
    oneOf('y|n', 'y|n|p|u', 'IN|OUT', 'opt-in|opt-out', 'granted|denied', 'subscribed|unsubscribed', 'VI|CT|y|n'),
  )(random, language);

export const url: Values = (random) => {
  const root = random.pick(['https://www.shop.example', 'https://example.com', 'http://m.boutique.example', '']);
  return () =>
    `${root}/${random.pick(['product', 'p', 'category', 'home', 'checkout', 'rewards', 'account'])}/${random.int(1, 900)}`;
};

export const imageUrl: Values = (random) => () =>
  `https://cdn.example/img/${random.int(1, 9999)}.${random.pick(['jpg', 'png', 'webp'])}`;
export const ip: Values = (random) => () => [1, 2, 3, 4].map(() => random.int(1, 254)).join('.');
export const latitude: Values = (random) => () => (random.next() * 110 - 40).toFixed(random.pick([4, 6]));
export const longitude: Values = (random) => () => (random.next() * 300 - 120).toFixed(random.pick([4, 6]));
export const userAgent: Values = (random) => () =>
  `Mozilla/5.0 (${random.pick(['iPhone; CPU iPhone OS 17_1', 'Windows NT 10.0; Win64; x64', 'Linux; Android 14'])}) ${random.pick(['Safari/604.1', 'Chrome/124.0', 'Firefox/125.0'])}`;
export const trackingCode: Values = code('cid:AAA-9999', 'utm_source=newsletter', 'AA_9999_AA', 'src999', 'em:99999');
export const gender: Values = oneOf(
  'M|F',
  'M|F|U',
  'male|female',
  'Male|Female|Other',
  'H|F',
  'm|w|d',
  'Homme|Femme',
  'männlich|weiblich',
  'Hombre|Mujer',
  'V|M',
  '1|2',
  'H|M',
  'Masculino|Feminino',
  'Maschio|Femmina',
);
export const maritalStatus: Values = oneOf(
  'single|married|divorced|widowed',
  'S|M|D|W',
  'célibataire|marié|divorcé',
  'ledig|verheiratet|geschieden',
  'soltero|casado|divorciado',
);
export const courtesyTitle: Values = oneOf(
  'Mr|Mrs|Ms|Dr',
  'Mr.|Mrs.|Ms.|Miss',
  'M.|Mme|Mlle',
  'M|MME',
  'Herr|Frau',
  'Sr.|Sra.|D.|Dña.',
  'Sig.|Sig.ra',
  'Dhr.|Mevr.',
  'Monsieur|Madame',
  'Sr.|Sra.',
);
export const timeZone: Values = oneOf(
  'Europe/London|Europe/Paris|Asia/Kolkata',
  'UTC|GMT+1|IST',
  'Europe/Berlin|Europe/Madrid',
  'Asia/Singapore|America/New_York|Asia/Dubai',
);
export const nationality: Values = oneOf(
  'British|Indian|French|German',
  'française|belge|suisse',
  'deutsch|österreichisch',
  'española|mexicana',
  'GB|IN|FR|DE',
  'IND|GBR|FRA|USA',
);
