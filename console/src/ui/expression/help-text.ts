import { declaredText } from '../declared.ts';
import { locale } from '../texts.ts';
import type { Help } from './help.ts';

/** The help in the language of the console. The French texts are many: they are loaded when the first is to be shown. */
export async function helpText({ kind, code, english }: Help): Promise<string> {
  if (locale !== 'fr') return english;
  const { FRENCH_FUNCTIONS, FRENCH_OPERATORS } = await import('./french-help.ts');
  return declaredText(kind === 'function' ? FRENCH_FUNCTIONS : FRENCH_OPERATORS, code, english);
}
