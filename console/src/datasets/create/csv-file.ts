import papaparse from 'papaparse';

/** Types a column of a new dataset can have. */
export const COLUMN_TYPES = ['string', 'integer', 'number', 'boolean', 'date', 'date-time'] as const;

export type ColumnType = (typeof COLUMN_TYPES)[number];

/** A column of the file, as the dataset will have it. */
export interface CsvColumn {
  /** In the file. */
  readonly heading: string;
  /** In the dataset: letters without accents, digits and `_`, once only. */
  readonly name: string;
  readonly type: ColumnType;
  /** The first value there is. */
  readonly sample: string;
}

/** What the beginning of a file tells of it. */
export interface CsvFile {
  readonly file: File;
  readonly columns: readonly CsvColumn[];
  readonly delimiter: string;
  readonly charset: 'UTF-8' | 'ISO-8859-1';
  /** Bytes of the heading with its end of line. */
  readonly headingBytes: number;
}

/** Why a file cannot be taken. */
export type CsvRefusal = 'empty' | 'noHeading';

/** As much as is read to know the file. */
const HEAD_BYTES = 1024 * 1024;
const SAMPLE_ROWS = 1000;
/** Largest file taken here, in bytes; the command line takes larger ones. */
export const LARGEST = 100 * 1024 * 1024;

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
/** Values that show a type; what has a leading zero is a number for people, and a text for us. */
const SHOWS: readonly (readonly [ColumnType, RegExp])[] = [
  ['boolean', /^(true|false)$/],
  ['integer', /^-?(0|[1-9]\d{0,14})$/],
  ['number', /^-?(0|[1-9]\d*)(\.\d+)?$/],
  ['date', /^\d{4}-\d{2}-\d{2}$/],
  ['date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/],
];

/** Where the heading ends: at the first line's end that is not in quotes; -1 when there is none. */
function headingEnd(bytes: Uint8Array): number {
  let quoted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === QUOTE) quoted = !quoted;
    else if (bytes[at] === LINE_FEED && !quoted) return at + 1;
  }
  return -1;
}

function decoded(bytes: Uint8Array): Pick<CsvFile, 'charset'> & { readonly text: string } {
  try {
    // As a stream: the last character may be cut.
    return { charset: 'UTF-8', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }) };
  } catch {
    return { charset: 'ISO-8859-1', text: new TextDecoder('iso-8859-1').decode(bytes) };
  }
}

function nameOf(heading: string, place: number, taken: Set<string>): string {
  const plain = heading
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  const base = plain === '' ? `column_${place}` : /^\d/.test(plain) ? `c_${plain}` : plain;
  let name = base;
  for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${base}_${copy}`;
  taken.add(name.toLowerCase());
  return name;
}

/** The narrowest type all values show; text where there are none. */
export function typeOf(values: readonly string[]): ColumnType {
  if (values.length === 0) return 'string';
  return SHOWS.find(([, pattern]) => values.every((value) => pattern.test(value)))?.[0] ?? 'string';
}

/** Reads the beginning of a file: its delimiter, its columns and what they seem to hold. */
export async function readCsv(file: File): Promise<CsvFile | CsvRefusal> {
  if (file.size === 0) return 'empty';
  const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const headingBytes = headingEnd(bytes);
  if (headingBytes < 0) return 'noHeading';
  const { charset, text } = decoded(bytes);
  const { data, meta } = papaparse.parse<string[]>(text, { preview: SAMPLE_ROWS + 1, skipEmptyLines: true });
  const [headings = [], ...rows] = data;
  // The last row may be cut.
  const whole = file.size > bytes.length ? rows.slice(0, -1) : rows;
  const taken = new Set<string>();
  const columns = headings.map((heading, index): CsvColumn => {
    const values = whole.map((row) => row[index] ?? '').filter((value) => value !== '');
    return { heading, name: nameOf(heading, index + 1, taken), type: typeOf(values), sample: values[0] ?? '' };
  });
  return { file, columns, delimiter: meta.delimiter, charset, headingBytes };
}

/** The file with the names of the dataset in place of its heading; its rows stay on the disk until they are sent. */
export function renamed({ file, columns, delimiter, headingBytes }: CsvFile): Blob {
  const heading = columns.map(({ name }) => name).join(delimiter);
  return new Blob([`${heading}\n`, file.slice(headingBytes)]);
}
