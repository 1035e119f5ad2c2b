import { FRENCH } from './mail-french.generated.ts';

export { FRENCH };

/** The languages people are written to in. */
export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language a browser asks for (`accept-language`). */
export function languageOf(header: string | undefined): Language {
  return (header ?? '').toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

/** A mail, in plain text. */
export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** The same for every attempt: becomes the Message-ID. */
  readonly id: string;
}

/** A name within a line: what somebody called something makes no lines of a mail. */
export function oneLine(name: string): string {
  return name.replaceAll(/\s+/g, ' ');
}

/** A subject, on one line. */
export function mailSubject(text: string): string {
  return oneLine(`[Meniscus] ${text}`);
}

/** Lines of a mail; those that are undefined are left out. */
export function mailText(...lines: readonly (string | undefined)[]): string {
  return `${lines.filter((line) => line !== undefined).join('\n')}\n`;
}

/** A declared text by its code in a language: of `english` when there is no other. */
export function declaredIn(language: Language, kind: keyof typeof FRENCH, code: string, english: string): string {
  const french: Readonly<Record<string, string>> = FRENCH[kind];
  return language === 'fr' && Object.hasOwn(french, code) ? french[code]! : english;
}

/** Addresses by the language of their readers, those of no known one in English. */
export function byLanguage(
  addresses: readonly string[],
  languageAt: (address: string) => Language | undefined,
): readonly { readonly language: Language; readonly to: readonly string[] }[] {
  return LANGUAGES.map((language) => ({
    language,
    to: addresses.filter((address) => (languageAt(address) ?? 'en') === language),
  })).filter(({ to }) => to.length > 0);
}
