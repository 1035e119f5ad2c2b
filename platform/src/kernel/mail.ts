import { inFrench, type Phrase, sayOfDuration, typesetFrench } from '@meniscus/languages/syntax';
import { FRENCH } from './mail-french.generated.ts';

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
  return name.replaceAll(/[^\S\u00a0\u202f]+/g, ' ');
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
export function declaredIn(
  language: Language,
  kind: 'alertRule' | 'permission',
  code: string,
  english: string,
): string {
  const french: Readonly<Record<string, string>> = FRENCH[kind];
  return language === 'fr' && Object.hasOwn(french, code) ? typesetFrench(french[code]!) : english;
}

/** Codes of what mails say in sentences: alerts quote why a run failed, which sources, files and their rows say. */
const PHRASES = {
  ...FRENCH.alertPhrase,
  ...FRENCH.duration,
  ...FRENCH.failureCode,
  ...FRENCH.recordPhrase,
  ...FRENCH.requestPhrase,
  ...FRENCH.sourcePhrase,
  ...FRENCH.ingestPhrase,
  ...FRENCH.syntax,
};

/** What a phrase says in a language: of `english` where there is no phrase, or a code of it is none that mails say. */
export function saidIn(language: Language, phrase: Phrase | undefined, english: string): string {
  return (language === 'fr' && phrase !== undefined ? inFrench(phrase, PHRASES) : undefined) ?? english;
}

/** How long something is, in a language. */
export function durationIn(language: Language, ms: number): string {
  const { message, phrase } = sayOfDuration(ms);
  return saidIn(language, phrase, message);
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
