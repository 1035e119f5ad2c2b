import { useQuery } from '@tanstack/react-query';
import { declaredText } from './declared.ts';
import { locale } from './texts.ts';

/**
 * Resolves to what gives the title of a standard field in the language of the console: that of the fields of profiles, events and
 * loyalty; others stand as they are. The French names are loaded by who reads French only.
 */
export async function fieldTitlesInWords(): Promise<(title: string) => string> {
  if (locale !== 'fr') return (title) => title;
  const { FIELD_TITLES } = await import('./french-fields.ts');
  return (title) => declaredText(FIELD_TITLES, title, title);
}

/** The same for pages: as it stands until the names are there. */
export function useFieldTitles(): (title: string) => string {
  const { data } = useQuery({
    queryKey: ['field-titles'],
    queryFn: async () => ({ inWords: await fieldTitlesInWords() }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data?.inWords ?? asItStands;
}

function asItStands(title: string): string {
  return title;
}
