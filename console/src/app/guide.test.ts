import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { consoleSuite, type Visitor } from '../../../tools/harness/console.ts';
import { untranslated } from '../../../tools/harness/french.ts';
import { readTexts } from '../../../tools/harness/in-page.ts';
import { startBeside } from '../../../tools/harness/started-here.ts';

/**
 * The guide of the source, as one way: schema by hand, schema from a file, dataset, Capillary, a test event, the loyalty card. Its
 * pictures are those of docs/guide. On the process of `meniscus start`, as its reader has it.
 */
const suite = consoleSuite('guide', undefined, undefined, startBeside);
const PRODUCTION = 'prod';
const CSV = `purchase_id,purchased_at,email,store,amount
P-1,2026-11-01T10:00:00Z,ana@example.com,Paris,42.5
P-2,2026-11-02T11:30:00Z,ben@example.com,Lyon,17
P-3,2026-11-03T09:15:00Z,ana@example.com,Paris,8.9
`;

/** What the guide calls things. */
interface Words {
  readonly locale: 'en-US' | 'fr-FR';
  readonly schemas: string;
  readonly createSchema: string;
  readonly manual: string;
  readonly individual: string;
  readonly event: string;
  readonly next: string;
  readonly finish: string;
  readonly schemaName: string;
  readonly addFieldGroups: string;
  readonly searchFieldGroups: string;
  readonly fieldGroups: readonly string[];
  readonly structure: string;
  readonly profile: string;
  readonly enable: string;
  readonly mlAssisted: string;
  readonly recommendation: string;
  readonly because: RegExp;
  readonly generated: RegExp;
  readonly datasets: string;
  readonly createDataset: string;
  readonly fromSchema: string;
  readonly searchSchemas: string;
  readonly name: string;
  readonly loyalty: string;
  readonly setUp: string;
  readonly setUpTitle: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly selectData: string;
  readonly member: string;
  readonly detail: string;
  readonly dataset: RegExp;
  readonly flowName: string;
  readonly mapping: string;
  readonly review: string;
  readonly connectPlus: string;
  readonly eventBody: string;
  readonly sendTest: string;
  /** Where the way begins: each language in a sandbox where there is nothing yet, as its reader has it. */
  readonly sandbox: { readonly name: string; readonly title: string };
  readonly points: string;
  readonly way: string;
  readonly stored: string;
  readonly profiles: string;
  readonly identityValue: string;
  readonly card: string;
}

const ENGLISH: Words = {
  locale: 'en-US',
  schemas: 'Schemas',
  createSchema: 'Create schema',
  manual: 'Manual',
  individual: 'Individual Profile',
  event: 'Experience Event',
  next: 'Next',
  finish: 'Finish',
  schemaName: 'Schema display name',
  addFieldGroups: 'Add field groups',
  searchFieldGroups: 'Search field groups',
  fieldGroups: ['IdentityMap', 'Loyalty Details', 'Demographic Details'],
  structure: 'Structure',
  profile: 'Profile',
  enable: 'Enable',
  mlAssisted: 'ML-Assisted',
  recommendation: 'Schema recommendation',
  because: /reads as/,
  generated: /^Schema generated: \d+ fields$/,
  datasets: 'Datasets',
  createDataset: 'Create dataset',
  fromSchema: 'Create dataset from schema',
  searchSchemas: 'Search schemas',
  name: 'Name',
  loyalty: 'Loyalty',
  setUp: 'Set up',
  setUpTitle: 'Set up Capillary Streaming Events',
  clientId: 'Client ID',
  clientSecret: 'Client secret',
  selectData: 'Select data',
  member: 'A member with balance and tier',
  detail: 'Dataflow detail',
  dataset: /Dataset/,
  flowName: 'Dataflow name',
  mapping: 'Mapping',
  review: 'Review',
  connectPlus: 'Connect+ values',
  eventBody: 'Event as JSON',
  sendTest: 'Send a test event',
  sandbox: { name: PRODUCTION, title: 'Production' },
  points: '1,250',
  way: 'The way of the test event',
  stored: 'Stored in the dataset',
  profiles: 'Profiles',
  identityValue: 'Identity value',
  card: 'Loyalty card',
};

const FRENCH: Words = {
  locale: 'fr-FR',
  schemas: 'Schémas',
  createSchema: 'Créer un schéma',
  manual: 'Manuel',
  individual: 'Profil individuel',
  event: 'Événement d’expérience',
  next: 'Suivant',
  finish: 'Terminer',
  schemaName: 'Nom d’affichage du schéma',
  addFieldGroups: 'Ajouter des groupes de champs',
  searchFieldGroups: 'Rechercher des groupes de champs',
  fieldGroups: ['IdentityMap', 'Détails de fidélité', 'Détails démographiques'],
  structure: 'Structure',
  profile: 'Profil',
  enable: 'Activer',
  mlAssisted: 'Assistée par ML',
  recommendation: 'Schéma recommandé',
  because: /se lit comme/,
  generated: /^Schéma généré\s: \d+ champs$/,
  datasets: 'Jeux de données',
  createDataset: 'Créer un jeu de données',
  fromSchema: 'Créer un jeu de données à partir d’un schéma',
  searchSchemas: 'Rechercher des schémas',
  name: 'Nom',
  loyalty: 'Fidélité',
  setUp: 'Configurer',
  setUpTitle: 'Configurer Capillary Streaming Events',
  clientId: 'Identifiant du client',
  clientSecret: 'Secret du client',
  selectData: 'Sélection des données',
  member: 'Un membre avec son solde et son niveau',
  detail: 'Détail du flux',
  dataset: /Jeu de données/,
  flowName: 'Nom du flux de données',
  mapping: 'Mapping',
  review: 'Vérification',
  connectPlus: 'Valeurs pour Connect+',
  eventBody: 'Événement en JSON',
  sendTest: 'Envoyer un événement de test',
  sandbox: { name: 'fidelite', title: 'Fidélité' },
  points: '1\u202f250',
  way: 'Le chemin de l’événement de test',
  stored: 'Stocké dans le jeu de données',
  profiles: 'Profils',
  identityValue: 'Valeur d’identité',
  card: 'Carte de fidélité',
};

/** The member of the test event. */
const EMAIL = 'ana.sample@example.com';

/** What is the same in every language: what is typed, the file and the sample, and how fields are called. */
const MADE = new Set([
  ...['Administrator', 'Production', 'Loyalty members', 'Store purchases', 'prod', 'circle'],
  ...[
    'personalEmail.address (Email)',
    'email',
    'store',
    'amount',
    'Paris',
    'Lyon',
    'gold',
    'active',
    'loyalty program name',
  ],
  ...['ambiguous, ana.sample@example.com, true', 'person', 'loyalty', 'timestamp', 'commerce', 'id', 'primary'],
  ...['tier', 'points', 'program', 'status', 'Purchase ID', 'Timestamp', 'Address', 'Store Code', 'Price Total'],
]);
/** A field of the sample with its type in JSON. */
const SAMPLE_FIELD = /^\S+: (?:object|array|string|number|boolean)\b/;

const LANGUAGES = [
  ['English', ENGLISH, 'Loyalty members', 'Store purchases'],
  ['French', FRENCH, 'Membres fidélité', 'Achats en magasin'],
] as const;

/** What was read on the way, by language: every step of every wizard, and the dialogs between. */
const read = { 'en-US': new Set<string>(), 'fr-FR': new Set<string>() };

/** Takes the pictures in the order of the guide, and keeps what they say. */
function camera({ page, look }: Visitor, { locale }: Words): (name: string) => Promise<void> {
  mkdirSync('console/artefacts/guide', { recursive: true });
  let count = 0;
  return async (name) => {
    count += 1;
    for (const text of await readTexts(page)) read[locale].add(text);
    // Colours are the same in both.
    await look(`guide/${locale.slice(0, 2)}-${String(count).padStart(2, '0')}-${name}`, locale === 'fr-FR');
  };
}

/** Goes to the sandbox of the way, made for it. */
async function enter({ page, heading }: Visitor, { sandbox }: Words): Promise<void> {
  if (sandbox.name === PRODUCTION) return;
  await suite.api.call('POST', '/data/foundation/sandbox-management/sandboxes', { ...sandbox, type: 'development' });
  await page.goto(page.url().replace(`sname:${PRODUCTION}`, `sname:${sandbox.name}`));
  await heading('Accueil');
}

/** Nothing keeps the person at this step any more. */
async function ready({ page }: Visitor, words: Words): Promise<void> {
  const next = page.getByRole('button', { name: words.next, exact: true });
  await expect.poll(() => next.isEnabled()).toBe(true);
}

async function forward(visitor: Visitor, words: Words, step: string): Promise<void> {
  const { page } = visitor;
  await ready(visitor, words);
  await page.getByRole('button', { name: words.next, exact: true }).press('Enter');
  await page.getByRole('heading', { level: 2, name: step }).waitFor();
}

/** Turns the switch of Profile, once the page knows whether it may be turned. */
async function flip({ page }: Visitor, words: Words): Promise<void> {
  const profile = page.getByRole('switch', { name: words.profile });
  await expect.poll(() => profile.isEnabled()).toBe(true);
  await profile.press('Space');
}

/** Toasts cover what stands below them; the page says it too. */
async function withoutToasts({ page }: Visitor): Promise<void> {
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

describe('the guide of the source', () => {
  it.each(LANGUAGES)('is gone from the sign-in to the loyalty card, in %s', async (_, words, members, purchases) => {
    const visitor = await suite.visit(words.locale);
    const { page, faults } = visitor;
    const picture = camera(visitor, words);
    await picture('welcome');
    await visitor.signIn();
    await enter(visitor, words);
    await picture('home');

    await visitor.open(words.schemas);
    await page.getByRole('link', { name: words.createSchema }).first().press('Enter');
    await visitor.heading(words.createSchema);
    await picture('create-schema');
    await page.getByRole('link', { name: words.manual }).press('Enter');
    await page.getByRole('radio', { name: words.individual }).press('Space');
    await picture('schema-details');
    await page.getByRole('button', { name: words.next }).press('Enter');
    await page.getByRole('textbox', { name: words.schemaName }).fill(members);
    await picture('name-and-review');
    await forward(visitor, words, words.structure);
    await page.getByRole('button', { name: words.addFieldGroups }).press('Enter');
    const dialog = page.getByRole('dialog');
    for (const group of words.fieldGroups) {
      await dialog.getByRole('searchbox', { name: words.searchFieldGroups }).fill(group);
      await dialog
        .getByRole('row', { name: new RegExp(`^${group}`) })
        .first()
        .click();
    }
    await picture('field-groups');
    await dialog.getByRole('button', { name: words.addFieldGroups }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await picture('structure');
    await page.getByRole('button', { name: words.next }).press('Enter');
    await picture('review');
    await page.getByRole('button', { name: words.finish }).press('Enter');
    await visitor.heading(members);
    await withoutToasts(visitor);
    await flip(visitor, words);
    await picture('enable-for-profile');
    await page.getByRole('button', { name: words.enable }).press('Enter');
    await expect.poll(() => page.getByRole('switch', { name: words.profile }).isChecked()).toBe(true);
    await withoutToasts(visitor);

    await visitor.open(words.schemas);
    await page.getByRole('link', { name: words.createSchema }).press('Enter');
    await page.getByRole('link', { name: words.mlAssisted }).press('Enter');
    await visitor.heading(words.mlAssisted);
    await page.getByRole('radio', { name: words.event }).press('Space');
    await page.getByRole('button', { name: words.next }).press('Enter');
    const buffer = Buffer.from(CSV);
    await page.locator('input[type=file]').setInputFiles({ name: 'purchases.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('table').getByText('P-3').waitFor();
    await picture('upload-csv');
    await page.getByRole('button', { name: words.next }).press('Enter');
    await page
      .getByRole('grid', { name: words.recommendation })
      .getByRole('row', { name: /amount/ })
      .getByText(words.because)
      .waitFor();
    await picture('recommendation');
    await page.getByRole('button', { name: words.next }).press('Enter');
    await page.getByText(words.generated).waitFor();
    await page.getByRole('textbox', { name: words.schemaName }).fill(purchases);
    await page.getByRole('button', { name: words.finish }).press('Enter');
    await visitor.heading(purchases);
    await withoutToasts(visitor);
    await page.getByRole('searchbox').fill('priceTotal');
    await page.getByRole('row', { name: 'priceTotal', exact: true }).waitFor();
    await page.getByRole('searchbox').fill('');
    await picture('schema-from-csv');

    await visitor.open(words.datasets);
    await page.getByRole('link', { name: words.createDataset }).first().press('Enter');
    await page.getByRole('link', { name: words.fromSchema }).press('Enter');
    await page.getByRole('row', { name: new RegExp(`^${members}`) }).click();
    await picture('select-schema');
    await page.getByRole('button', { name: words.next }).press('Enter');
    await page.getByRole('textbox', { name: words.name }).fill(members);
    await page.getByRole('button', { name: words.finish }).press('Enter');
    await visitor.heading(members);
    await withoutToasts(visitor);
    await flip(visitor, words);
    await page.getByRole('alertdialog').getByRole('button').last().press('Enter');
    await expect.poll(() => page.getByRole('switch', { name: words.profile }).isChecked()).toBe(true);
    await picture('dataset');

    await visitor.open('Sources');
    await page.getByRole('row', { name: words.loyalty }).click();
    await picture('sources');
    await page.getByRole('link', { name: words.setUp, exact: true }).press('Enter');
    await visitor.heading(words.setUpTitle);
    await page.getByRole('textbox', { name: words.clientId }).fill('circle');
    await page.getByLabel(words.clientSecret).fill('a secret of the circle');
    await forward(visitor, words, words.selectData);
    await page.getByRole('radio', { name: words.member }).press('Space');
    await page.getByRole('treegrid').getByText('points').first().waitFor();
    await picture('select-data');
    await forward(visitor, words, words.detail);
    await page.getByRole('combobox', { name: words.dataset }).fill(members);
    await page.getByRole('option', { name: members }).click();
    await page.getByLabel(words.flowName).fill(members);
    await picture('dataflow-detail');
    await forward(visitor, words, words.mapping);
    await page.getByRole('list', { name: words.mapping, exact: true }).getByRole('listitem').first().waitFor();
    await ready(visitor, words);
    await picture('mapping');
    await forward(visitor, words, words.review);
    await picture('review-dataflow');
    await page.getByRole('button', { name: words.finish }).press('Enter');
    await visitor.heading(members);
    await withoutToasts(visitor);
    const values = page.getByRole('region', { name: words.connectPlus }).getByRole('textbox');
    await expect.poll(() => values.count()).toBe(8);
    await picture('connect-plus');

    const body = page.getByRole('textbox', { name: words.eventBody });
    await expect.poll(() => body.inputValue()).toContain(EMAIL);
    await page.getByRole('button', { name: words.sendTest }).press('Enter');
    await page.getByRole('list', { name: words.way }).getByText(words.stored).waitFor();
    await picture('test-event');
    await visitor.open(words.profiles);
    await page.getByLabel(words.identityValue).fill(EMAIL);
    await page.keyboard.press('Enter');
    const card = page.getByRole('region', { name: words.card });
    await card.getByText('gold', { exact: true }).waitFor();
    await card.getByText(words.points, { exact: true }).first().waitFor();
    await picture('loyalty-card');
    expect(faults).toEqual([]);
  });

  it('says nothing on the way in English to whoever reads French', () => {
    expect(read['fr-FR'].size).toBeGreaterThan(250);
    const made = (text: string) => MADE.has(text) || SAMPLE_FIELD.test(text);
    expect(untranslated(read['en-US'], read['fr-FR'], made)).toEqual([]);
  });
});
