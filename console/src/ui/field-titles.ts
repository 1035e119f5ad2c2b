import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { declaredText } from './declared.ts';
import { locale } from './texts.ts';

type Table = Readonly<Record<string, string>>;

const NONE: Table = {};

async function mostTitles(): Promise<Table> {
  return (await import('./french-fields.ts')).FIELD_TITLES;
}

async function fieldDescriptions(): Promise<Table> {
  return (await import('./french-field-details.ts')).FIELD_DESCRIPTIONS;
}

async function fieldValues(): Promise<Table> {
  return (await import('./french-field-details.ts')).FIELD_VALUES;
}

async function otherTitles(): Promise<Table> {
  return (await import('./french-other-fields.ts')).OTHER_FIELD_TITLES;
}

/**
 * Resolves to what gives the title of a standard field in the language of the console; a title the library does not have stands
 * as it is. The French names are loaded by who reads French only.
 */
export async function fieldTitlesInWords(): Promise<(title: string) => string> {
  if (locale !== 'fr') return asItStands;
  const tables = await Promise.all([mostTitles(), otherTitles()]);
  return inWordsOf(Object.assign({}, ...tables) as Table);
}

/** Resolves to what gives the description of a standard field in the language of the console. */
export async function fieldDescriptionsInWords(): Promise<(description: string) => string> {
  return locale === 'fr' ? inWordsOf(await fieldDescriptions()) : asItStands;
}

/** The titles for pages: as it stands until the names are there. Those most schemas have come first, and are few. */
export function useFieldTitles(): (title: string) => string {
  const most = useTable('most', mostTitles);
  const other = useTable('other', otherTitles);
  return useMemo(() => inWordsOf({ ...other, ...most }), [most, other]);
}

/** What the standard library says of a field beside its title. */
export interface FieldWords {
  readonly description: (text: string) => string;
  /** What a suggested value is called. */
  readonly value: (name: string) => string;
}

/** What the library says of fields in the language of the console, for pages: as it stands until the French is there. */
export function useFieldWords(): FieldWords {
  const descriptions = useTable('descriptions', fieldDescriptions);
  const values = useTable('values', fieldValues);
  return { description: inWordsOf(descriptions), value: inWordsOf(values) };
}

function useTable(piece: string, load: () => Promise<Table>): Table {
  const { data = NONE } = useQuery({
    queryKey: ['field-words', piece],
    queryFn: load,
    enabled: locale === 'fr',
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}

function inWordsOf(french: Table): (text: string) => string {
  return (text) => declaredText(french, text, text);
}

function asItStands(text: string): string {
  return text;
}
