/** Parameters of accounts in French, name and hint; in English they are those of the connection spec. */
const PARAMETERS: Readonly<Record<string, readonly [title: string, hint: string]>> = {
  clientId: ['Identifiant du client', 'Identifiant de la clé d’API Adobe qu’utilise le connecteur.'],
  clientSecret: ['Secret du client', ''],
  accessToken: ['Jeton d’accès', 'Un jeton de cette clé.'],
};

/** A parameter as it is shown: its name, and a hint where there is one. */
export function parameterTexts(
  name: string,
  { title = name, description = '' }: { readonly title?: string; readonly description?: string },
  locale: 'en' | 'fr',
): readonly [title: string, hint: string] {
  const given = [title, description] as const;
  return locale === 'fr' ? (PARAMETERS[name] ?? given) : given;
}
