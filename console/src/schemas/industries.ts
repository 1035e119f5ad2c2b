import { byName, listed, texts } from '../ui/texts.ts';

/** Industries the standard library tags its parts with, by their tags. */
const INDUSTRIES = {
  all: ['Every industry', 'Tous secteurs'],
  automotive: ['Automotive', 'Automobile'],
  education: ['Education', 'Enseignement'],
  financial_services: ['Financial services', 'Services financiers'],
  health_and_life_sciences: ['Health and life sciences', 'Santé et sciences de la vie'],
  healthcare_services: ['Healthcare services', 'Services de santé'],
  high_tech: ['High tech', 'Haute technologie'],
  manufacturing: ['Manufacturing', 'Industrie manufacturière'],
  media_and_entertainment: ['Media and entertainment', 'Médias et divertissement'],
  public_sector: ['Public sector', 'Secteur public'],
  retail: ['Retail', 'Commerce de détail'],
  telecom: ['Telecom', 'Télécommunications'],
  travel_and_hospitality: ['Travel and hospitality', 'Voyage et hôtellerie'],
} as const;

const own = texts(INDUSTRIES);

/** What an industry is called; one the library did not have when this was written, by its tag. */
export function industryText(tag: string): string {
  return tag in INDUSTRIES ? own(tag as keyof typeof INDUSTRIES) : tag;
}

/** The industries of a part in words, one after the other. */
export function industriesText(tags: readonly string[]): string {
  return listed(tags.map(industryText));
}

/** Tags of all industries the parts are for, by what they are called. */
export function industriesOf(parts: readonly { readonly industries: readonly string[] }[]): readonly string[] {
  const tags = new Set(parts.flatMap(({ industries }) => industries));
  return [...tags].sort((a, b) => byName(industryText(a), industryText(b)));
}
