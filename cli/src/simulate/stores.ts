/** A shop, or the web shop. `code` is what transactions carry as `commerceScope.storeCode`. */
export interface Store {
  readonly code: string;
  readonly name: string;
  readonly city: string;
  /** ISO 3166 alpha-2. */
  readonly country: string;
  /** Share of members who call it theirs. */
  readonly weight: number;
}

const ROWS: readonly (readonly [string, string, string, string, number])[] = [
  ['WEB', 'Web shop', 'Berlin', 'DE', 18],
  ['BER1', 'Berlin Mitte', 'Berlin', 'DE', 9],
  ['MUC1', 'München Sendling', 'München', 'DE', 8],
  ['HAM1', 'Hamburg Altona', 'Hamburg', 'DE', 6],
  ['PAR1', 'Paris République', 'Paris', 'FR', 8],
  ['LYS1', 'Lyon Part-Dieu', 'Lyon', 'FR', 5],
  ['GNB1', 'Grenoble Centre', 'Grenoble', 'FR', 3],
  ['MAD1', 'Madrid Centro', 'Madrid', 'ES', 6],
  ['BCN1', 'Barcelona Gràcia', 'Barcelona', 'ES', 6],
  ['MIL1', 'Milano Navigli', 'Milano', 'IT', 6],
  ['TRN1', 'Torino Centro', 'Torino', 'IT', 3],
  ['AMS1', 'Amsterdam Oost', 'Amsterdam', 'NL', 5],
  ['LIS1', 'Lisboa Chiado', 'Lisboa', 'PT', 4],
  ['DUB1', 'Dublin Temple Bar', 'Dublin', 'IE', 3],
  ['VIE1', 'Wien Neubau', 'Wien', 'AT', 4],
  ['INN1', 'Innsbruck Altstadt', 'Innsbruck', 'AT', 2],
  ['HEL1', 'Helsinki Kallio', 'Helsinki', 'FI', 4],
];

/** All stores of the programme; the first one is the web shop. */
export const STORES: readonly Store[] = ROWS.map(([code, name, city, country, weight]) => ({
  code,
  name,
  city,
  country,
  weight,
}));

export const WEB_SHOP: Store = STORES[0]!;
