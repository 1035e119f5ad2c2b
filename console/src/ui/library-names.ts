import { declaredText } from './declared.ts';
import { locale } from './texts.ts';

interface Said {
  readonly $id?: string;
  readonly title?: string;
  readonly description?: string;
}

/**
 * Resolves to what gives a class, field group or data type back with what the standard library says of it in the language of
 * the console; the organisation's own stand as they were made. The French names are many: only who reads French loads them.
 */
export async function libraryInWords(): Promise<<Part extends Said>(part: Part) => Part> {
  if (locale !== 'fr') return (part) => part;
  const { TITLES, DESCRIPTIONS } = await import('./french-library.ts');
  return (part) => {
    const { $id = '', title, description } = part;
    return {
      ...part,
      ...(title === undefined ? {} : { title: declaredText(TITLES, $id, title) }),
      ...(description === undefined ? {} : { description: declaredText(DESCRIPTIONS, $id, description) }),
    };
  };
}
