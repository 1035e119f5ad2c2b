import type { DECLARED } from './declared.generated.ts';
import { locale, typeset } from './texts.ts';

type Declared = typeof DECLARED;

/** French for everything of a kind the platform declares: one that is missing, or is declared no more, does not compile. */
export type French<Kind extends keyof Declared> = Readonly<Record<keyof Declared[Kind], string>>;

/** A declared text in the language of the console, by its code; what is not declared stands as the platform answered it. */
export function declaredText(french: Readonly<Record<string, string>>, code: string, english: string): string {
  return locale === 'fr' && Object.hasOwn(french, code) ? typeset(french[code]!) : english;
}
