export const MAIL_FRENCH_FILE = 'platform/src/kernel/mail-french.generated.ts';

/** Tables of the console whose texts stand in mails, too. Loaded by name: they are typed for the browser. */
const TABLES = {
  permission: ['french-permissions.ts', 'FRENCH_PERMISSIONS'],
  alertRule: ['french-alert-rules.ts', 'FRENCH_ALERT_RULES'],
  alertPhrase: ['french-alerts.ts', 'FRENCH_ALERTS'],
  syntax: ['french-syntax.ts', 'FRENCH_SYNTAX'],
  recordPhrase: ['french-records.ts', 'FRENCH_RECORDS'],
  requestPhrase: ['french-requests.ts', 'FRENCH_REQUESTS'],
  sourcePhrase: ['french-sources.ts', 'FRENCH_SOURCES'],
  ingestPhrase: ['french-ingest.ts', 'FRENCH_INGEST'],
  failureCode: ['french-failures.ts', 'FRENCH_FAILURES'],
  duration: ['french-durations.ts', 'FRENCH_DURATIONS'],
} as const;

/** The French of what mails name, as a module of the platform, which does not import the console. */
export async function generateMailFrench(): Promise<string> {
  const tables = await Promise.all(
    Object.entries(TABLES).map(async ([kind, [file, name]]) => {
      const module = (await import(`../../console/src/ui/${file}`)) as Record<string, unknown>;
      return [kind, module[name]] as const;
    }),
  );
  return `// Made of the console's French tables by \`npm run generate\`. Do not edit.

/** What the platform declares, in French, by kind and code: as far as mails name it. */
export const FRENCH = ${JSON.stringify(Object.fromEntries(tables), undefined, 2)} as const;
`;
}
