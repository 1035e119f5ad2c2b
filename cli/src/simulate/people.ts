import type { Random } from './random.ts';
import { STORES, type Store, WEB_SHOP } from './stores.ts';

/** A person who joins. Nothing here is real: addresses end in domains reserved by RFC 2606, numbers in ranges nobody has. */
export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly gender: 'female' | 'male' | 'not_specified';
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly email: string;
  /** E.164. */
  readonly mobile: string;
  readonly street: string;
  readonly city: string;
  readonly postalCode: string;
  /** ISO 3166 alpha-2. */
  readonly countryCode: string;
  readonly homeStore: Store;
}

interface Country {
  readonly female: readonly string[];
  readonly male: readonly string[];
  readonly last: readonly string[];
  readonly streets: readonly string[];
  /** Calling code and a national prefix that is not assigned. */
  readonly dial: string;
  readonly postalDigits: number;
}

const split = (text: string): readonly string[] => text.split(' ');

const COUNTRIES: Readonly<Record<string, Country>> = {
  DE: {
    female: split('Anna Lena Sophie Marie Katharina Aylin Greta Julia Frieda Nele'),
    male: split('Jonas Felix Lukas Emre Paul Matthias Ole Florian Karl Tim'),
    last: split('Müller Schmidt Schneider Yılmaz Weber Becker Hoffmann Koch Nowak Lehmann Richter Kaya'),
    streets: split('Lindenstraße Gartenweg Bergstraße Schulstraße Uferweg'),
    dial: '+49199',
    postalDigits: 5,
  },
  FR: {
    female: split('Camille Léa Chloé Inès Manon Sarah Juliette Aïcha Élodie Margaux'),
    male: split('Hugo Louis Mathis Rayan Antoine Théo Karim Étienne Baptiste Noé'),
    last: split('Martin Bernard Dubois Petit Moreau Laurent Garnier Benali Fontaine Rousseau Diallo Chevalier'),
    streets: split('rue-des-Lilas rue-Pasteur avenue-Foch rue-du-Moulin quai-Sud'),
    dial: '+3380',
    postalDigits: 5,
  },
  ES: {
    female: split('Lucía Marta Carmen Paula Alba Nerea Irene Rocío Elena Pilar'),
    male: split('Álvaro Javier Hugo Pablo Iker Sergio Diego Manuel Adrián Óscar'),
    last: split('García Fernández López Martínez Sánchez Pérez Gómez Ruiz Navarro Ortega Vidal Iglesias'),
    streets: split('calle-Mayor calle-Luna calle-del-Sol avenida-Norte paseo-Alto'),
    dial: '+3451',
    postalDigits: 5,
  },
  IT: {
    female: split('Giulia Chiara Martina Francesca Sofia Alessia Elisa Bianca Caterina Noemi'),
    male: split('Lorenzo Matteo Andrea Marco Davide Luca Pietro Simone Tommaso Nicolò'),
    last: split('Rossi Russo Ferrari Esposito Bianchi Colombo Ricci Marino Greco Conti Gallo Costa'),
    streets: split('via-Roma via-Garibaldi via-Verdi corso-Italia via-Alpi'),
    dial: '+3911',
    postalDigits: 5,
  },
  NL: {
    female: split('Emma Sanne Lotte Fleur Noor Femke Iris Yara Anouk Merel'),
    male: split('Daan Sem Bram Thijs Lars Youssef Ruben Stijn Jesse Gijs'),
    last: split('Jong Jansen Vries Bakker Visser Smit Meijer Mulder Bos Dekker Hendriks Amrani'),
    streets: split('Dorpsstraat Kerkweg Molenlaan Havenkade Parkweg'),
    dial: '+31699',
    postalDigits: 4,
  },
  PT: {
    female: split('Maria Beatriz Matilde Leonor Inês Carolina Rita Joana Mafalda Teresa'),
    male: split('João Rodrigo Martim Tiago Duarte Afonso Gonçalo Rui Vasco Nuno'),
    last: split('Silva Santos Ferreira Pereira Oliveira Rodrigues Martins Sousa Lopes Marques Almeida Ribeiro'),
    streets: split('rua-Direita rua-Nova rua-do-Sol avenida-Central travessa-Alta'),
    dial: '+35190',
    postalDigits: 4,
  },
  IE: {
    female: split('Aoife Saoirse Niamh Ciara Róisín Grace Orla Sinéad Maeve Fiona'),
    male: split('Conor Seán Cian Oisín Patrick Darragh Eoin Liam Fionn Tadhg'),
    last: split('Murphy Kelly Byrne Ryan Walsh Doyle Nolan Lynch Daly Brennan Quinn Okafor'),
    streets: split('Main-Street Church-Road Mill-Lane Harbour-View Hill-Road'),
    dial: '+35380',
    postalDigits: 4,
  },
  AT: {
    female: split('Hannah Valentina Johanna Theresa Magdalena Eva Petra Milena Veronika Klara'),
    male: split('Maximilian Jakob Tobias Sebastian Dominik Leopold Stefan Goran Raphael Xaver'),
    last: split('Gruber Huber Bauer Wagner Pichler Steiner Moser Mayer Hofer Leitner Berger Jovanović'),
    streets: split('Hauptstraße Kirchgasse Waldweg Dorfplatz Bachgasse'),
    dial: '+43639',
    postalDigits: 4,
  },
  FI: {
    female: split('Aino Helmi Sanna Emilia Kaisa Tuuli Laura Venla Outi Linnea'),
    male: split('Eino Mikko Juho Antti Ville Onni Eetu Lauri Pekka Matias'),
    last: split(
      'Korhonen Virtanen Mäkinen Nieminen Mäkelä Hämäläinen Laine Heikkinen Koskinen Järvinen Lehtonen Saarinen',
    ),
    streets: split('Koulukatu Rantatie Mäkitie Asemakatu Puistokatu'),
    dial: '+3584999',
    postalDigits: 5,
  },
};

const MAIL_DOMAINS = ['example.com', 'example.net', 'example.org'] as const;
const NOT_LETTERS = /[^a-z]/g;
const MARKS = /\p{M}/gu;

/** Lower-case ASCII letters of a name, for an address. */
function plain(name: string): string {
  return name
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(NOT_LETTERS, '');
}

/** Digits of `index` in an order that looks random and never repeats below 10,000,000 (7919 has no factor in common with ten). */
function sevenDigits(index: number): string {
  return String((index * 7919 + 4_210_987) % 10_000_000).padStart(7, '0');
}

function birthDate(random: Random, firstYear: number): string {
  const year = firstYear + random.int(0, 30) + random.int(0, 22);
  const month = String(random.int(1, 12)).padStart(2, '0');
  return `${year}-${month}-${String(random.int(1, 28)).padStart(2, '0')}`;
}

const WEIGHTS = STORES.map(({ weight }) => weight);
const CODES = Object.keys(COUNTRIES);

/** The person with a number. E-mail and mobile are unique for numbers below ten million. */
export function person(random: Random, index: number): Person {
  const homeStore = STORES[random.weighted(WEIGHTS)]!;
  const countryCode = homeStore === WEB_SHOP ? random.pick(CODES) : homeStore.country;
  const country = COUNTRIES[countryCode]!;
  const female = random.chance(0.52);
  const firstName = random.pick(female ? country.female : country.male);
  const lastName = random.pick(country.last);
  return {
    firstName,
    lastName,
    gender: random.chance(0.04) ? 'not_specified' : female ? 'female' : 'male',
    birthDate: birthDate(random, 1950),
    email: `${plain(firstName)}.${plain(lastName)}.${index.toString(36)}@${random.pick(MAIL_DOMAINS)}`,
    mobile: `${country.dial}${sevenDigits(index)}`,
    street: `${random.pick(country.streets).replaceAll('-', ' ')} ${random.int(1, 180)}`,
    city:
      homeStore === WEB_SHOP
        ? (STORES.find(({ country: of }) => of === countryCode && of !== 'DE')?.city ?? 'Berlin')
        : homeStore.city,
    postalCode: String(random.int(10 ** (country.postalDigits - 1), 10 ** country.postalDigits - 1)),
    countryCode,
    homeStore,
  };
}
