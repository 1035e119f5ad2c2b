import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type ConsoleSuite, consoleSuite, type Visitor } from '../../../tools/harness/console.ts';
import { dataset, schema } from '../../../tools/harness/programme.ts';

const SAMPLE = 'A member with balance and tier';

async function fill({ api }: ConsoleSuite): Promise<void> {
  const member = await schema(api, 'Loyalty member', [
    'https://ns.adobe.com/xdm/context/profile',
    'https://ns.adobe.com/xdm/context/identitymap',
    'https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details',
  ]);
  await dataset(api, 'Loyalty members', member, {});
  await schema(api, 'Loyalty purchase', [
    'https://ns.adobe.com/xdm/context/experienceevent',
    'https://ns.adobe.com/xdm/context/experienceevent-commerce',
    'https://ns.adobe.com/xdm/context/identitymap',
  ]);
}

const suite = consoleSuite('sources', fill);

/** A file as a person picks it. */
const file = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

/** The editor takes Enter for a new line until its list could be seen. */
async function acceptCompletion(page: Visitor['page']): Promise<void> {
  await sleep(200);
  await page.keyboard.press('Enter');
}

async function next({ page }: Visitor, step: string): Promise<void> {
  await expect.poll(() => page.getByRole('button', { name: 'Next' }).isEnabled()).toBe(true);
  await page.getByRole('button', { name: 'Next' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: step }).waitFor();
}

describe('sources', () => {
  it('are found by category and word, and the choice is in the address', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Sources');
    const cards = page.getByRole('list', { name: 'Catalog' }).getByRole('heading', { level: 2 });
    await expect.poll(() => cards.count()).toBeGreaterThan(3);
    await visitor.look('en-sources-catalog');
    await page.getByRole('row', { name: 'Loyalty' }).click();
    await expect.poll(() => cards.allInnerTexts()).toEqual(['Capillary Streaming Events']);
    expect(new URL(page.url()).search).toBe('?category=Loyalty');
    await page.getByRole('row', { name: 'All' }).click();
    await page.getByRole('searchbox', { name: 'Search sources' }).fill('sftp');
    await expect.poll(() => cards.allInnerTexts()).toEqual(['SFTP']);
    await page.getByRole('searchbox', { name: 'Search sources' }).fill('no such source');
    await page.getByText('Nothing matches').waitFor();
    await page.goto('/sname:prod/sources?search=capillary');
    await expect.poll(() => cards.allInnerTexts()).toEqual(['Capillary Streaming Events']);
    await visitor.tabTo('button', 'Terms of a beta source Help');
    await page.keyboard.press('Enter');
    await page.getByText('A source in beta works').waitFor();
    await visitor.look('en-sources-beta');
    await page.goto('/sname:prod/sources?tab=dataflows');
    await page.getByText('No dataflow yet').waitFor();
    await page.goto('/sname:prod/sources/set-up/no-such-source');
    await visitor.heading('Source not found');
    expect(faults).toEqual([]);
  });

  it('are set up from the catalog to the test event that is seen passing stage by stage', async () => {
    const visitor = await suite.visit('en-US');
    const { page, faults } = visitor;
    await visitor.signIn();
    await visitor.open('Sources');
    await page.getByRole('row', { name: 'Loyalty' }).click();
    await visitor.tabTo('link', 'Set up');
    await page.keyboard.press('Enter');
    await visitor.heading('Set up Capillary Streaming Events');

    await page.getByText('Fill in the fields with an asterisk.').waitFor();
    await page.getByRole('link', { name: 'API credentials of this organization' }).waitFor();
    await visitor.tabTo('textbox', 'Client ID');
    await page.keyboard.type('circle');
    await page.getByLabel('Client secret').fill('a secret of the circle');
    await next(visitor, 'Select data');

    await page.locator('input[type=file]').setInputFiles(file('broken.json', '{"loyalty": '));
    await page.getByRole('alert').or(page.getByText('the sample is no JSON')).first().waitFor();
    await page.locator('input[type=file]').setInputFiles(file('own.json', '{"card": "C-1", "tier": "gold"}'));
    await page.getByRole('treegrid', { name: 'Preview of own.json' }).getByText('tier: string = gold').waitFor();
    await page.getByRole('radio', { name: SAMPLE }).focus();
    await page.keyboard.press('Space');
    await page
      .getByRole('treegrid', { name: `Preview of ${SAMPLE}` })
      .getByText('points: number = 1250')
      .waitFor();
    await visitor.look('en-sources-select-data');
    await next(visitor, 'Dataflow detail');

    await page.getByRole('combobox', { name: /^Dataset/ }).focus();
    await page.keyboard.type('mémb');
    await page.getByRole('option', { name: /^Loyalty members/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('switch', { name: 'Profile dataset' }).focus();
    await page.keyboard.press('Space');
    await page.getByLabel('Dataflow name').fill('Members');
    await page.getByRole('checkbox', { name: 'Sources Dataflow Run Failure' }).check({ force: true });
    await next(visitor, 'Mapping');

    const rows = page.getByRole('list', { name: 'Mapping', exact: true }).getByRole('listitem');
    await expect.poll(() => rows.count()).toBeGreaterThan(5);
    const recommended = await rows.count();
    expect(await rows.getByText('this row fails').count()).toBe(0);
    await visitor.tabTo('button', 'Add mapping');
    await page.keyboard.press('Enter');
    await page.getByText('A row lacks its source or target.').waitFor();
    await page.getByLabel(`Source field of row ${recommended + 1}`).fill('loyalty.tier');
    await page.getByLabel(`Target field of row ${recommended + 1}`).fill('loyalty.nonsense');
    await page.keyboard.press('Tab');
    await page.getByText('One row cannot run.').waitFor();
    await rows.last().getByText('nonsense').waitFor();
    await visitor.look('en-sources-mapping-error');
    await page.getByRole('button', { name: 'Remove rows with errors' }).click();
    await expect.poll(() => rows.count()).toBe(recommended);

    await page.getByRole('button', { name: 'Add calculated field' }).focus();
    await page.keyboard.press('Enter');
    const editor = page.getByRole('textbox', { name: 'Expression' });
    await editor.waitFor();
    await page.keyboard.type('uppr(');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('uppe');
    await page.getByRole('option', { name: /^upper/ }).waitFor();
    await page.getByText('The text in capital letters.').waitFor();
    await acceptCompletion(page);
    await page.keyboard.type('loyalty.ti');
    await page.getByRole('option', { name: 'tier' }).waitFor();
    await visitor.look('en-sources-calculated');
    await acceptCompletion(page);
    await page.keyboard.type(')');
    await page.getByText('With the sample: "GOLD"').waitFor();
    await visitor.tabTo('button', 'Save');
    await page.keyboard.press('Enter');
    await page.getByLabel(`Target field of row ${recommended + 1}`).fill('loyalty.nextTier');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.getByLabel(`Value of row ${recommended + 1}`).textContent()).toBe('GOLD');

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export mapping (CSV)' }).click(),
    ]);
    const csv = readFileSync(await download.path(), 'utf8');
    expect(csv).toContain('EXPRESSION,upper(loyalty.tier),loyalty.nextTier');
    const input = page.locator('input[type=file]');
    await input.setInputFiles({ name: 'bad.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') });
    await page.getByText('the first line must name the columns').waitFor();
    await input.setInputFiles({ name: 'mapping.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByText('the first line must name the columns').waitFor({ state: 'detached' });
    expect(await rows.count()).toBe(recommended + 1);
    await next(visitor, 'Review');
    await visitor.tabTo('button', 'Finish');
    await page.keyboard.press('Enter');
    await visitor.heading('Members');

    const values = page.getByRole('region', { name: 'Connect+ values' }).getByRole('textbox');
    await expect.poll(() => values.count()).toBe(8);
    const secret = page.getByLabel('Client Secret', { exact: true });
    expect(await secret.inputValue()).toMatch(/^•+$/);
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/connect-plus/secret?')) asked.push(request.url());
    });
    await visitor.tabTo('button', 'Copy Client Secret');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Copied Client Secret' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('a secret of the circle');
    expect(await secret.inputValue()).toMatch(/^•+$/);
    await page.getByRole('button', { name: 'Show Client Secret' }).click();
    await expect.poll(() => secret.inputValue()).toBe('a secret of the circle');
    await page.getByRole('button', { name: 'Hide Client Secret' }).scrollIntoViewIfNeeded();
    await visitor.look('en-sources-secret');
    await page.getByRole('button', { name: 'Hide Client Secret' }).click();
    await expect.poll(() => secret.inputValue()).toMatch(/^•+$/);
    expect(asked.length, 'read when it is copied and when it is shown').toBe(2);
    await visitor.tabTo('button', 'Copy Streaming endpoint URL');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Copied Streaming endpoint URL' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('/collection/');
    await visitor.tabTo('button', 'Send a test event');
    await page.keyboard.press('Enter');
    const way = page.getByRole('list', { name: 'The way of the test event' });
    await way.getByText('Stored in the dataset').waitFor();
    const stages = (await way.getByRole('listitem').allInnerTexts()).map((text) => text.split(' · ')[0]);
    expect(stages).toEqual(['Received', 'Mapped', 'In the profile', 'Stored in the dataset']);
    await page.getByRole('grid', { name: 'Live' }).waitFor();
    await visitor.look('en-sources-test-event');
    const profile = await suite.api.profile('email', 'ana.sample@example.com');
    expect(profile?.loyalty).toMatchObject({ tier: 'gold', points: 1250, nextTier: 'GOLD' });
    // As for a page that came by http.
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.getByRole('button', { name: 'Copied Client Secret' }).click();
    await page.getByText('lets a page copy only over https').waitFor();
    await visitor.tabTo('link', 'Open its ledger');
    await page.keyboard.press('Enter');
    await visitor.heading('The way of one record');
    await page.getByRole('list', { name: 'Stages' }).getByText('Audiences', { exact: true }).waitFor();
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
    const { items } = await suite.api.call<{ items: { rule: string }[] }>('GET', '/meniscus/v1/alert-subscriptions');
    expect(items.map(({ rule }) => rule)).toEqual(['run-failure']);
  });

  it('are changed from the page of their dataflow: mapping and back, name, alerts; an account that is used stays', async () => {
    const visitor = await suite.visit('en-US');
    const { page, faults } = visitor;
    await page.goto('/sname:prod/sources?tab=dataflows');
    await visitor.signIn();
    await page.getByRole('row', { name: /^Members/ }).focus();
    await page.keyboard.press('Enter');
    await visitor.heading('Members');
    await visitor.tab('Mapping');
    await page.getByRole('grid', { name: 'Rows of version 0' }).getByText('upper(loyalty.tier)').waitFor();
    await visitor.tabTo('link', 'Edit mapping');
    await page.keyboard.press('Enter');
    await visitor.heading('Edit mapping of Members');
    expect(await page.getByRole('radio', { name: 'The last sample' }).isChecked()).toBe(true);
    await page.getByRole('treegrid', { name: 'Preview of The last sample' }).getByText('tier: string = gold').waitFor();
    await next(visitor, 'Mapping');
    await page.getByRole('button', { name: /^Edit expression/ }).click();
    await page.getByRole('textbox', { name: 'Expression' }).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('lower(loyalty.tier)');
    await page.getByText('With the sample: "gold"').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Remove row 1', exact: true }).click();
    await next(visitor, 'Review changes');
    const changes = page.getByRole('list', { name: 'Changes' }).getByRole('listitem');
    expect(await changes.count()).toBe(2);
    const changed = changes.filter({ hasText: 'loyalty.nextTier' });
    expect(await changed.getByRole('deletion').textContent()).toBe('upper(loyalty.tier)');
    expect(await changed.getByRole('insertion').textContent()).toBe('lower(loyalty.tier)');
    expect(await changes.filter({ hasText: 'Removed' }).count()).toBe(1);
    await visitor.look('en-sources-edit-mapping-review');
    await visitor.tabTo('button', 'Save');
    await page.keyboard.press('Enter');
    await visitor.heading('Members');
    await page.getByRole('grid', { name: 'Rows of version 1' }).getByText('lower(loyalty.tier)').waitFor();
    const used = async () => {
      const { items } = await suite.api.call<{ items: { transformations: { params: object }[] }[] }>(
        'GET',
        '/data/foundation/flowservice/flows',
      );
      return items[0]!.transformations[0]!.params;
    };
    expect(await used()).toMatchObject({ mappingVersion: 1 });

    await page.getByRole('grid', { name: 'Versions' }).getByRole('row', { name: /^0/ }).click();
    await page.getByRole('region', { name: 'What version 0 does differently' }).getByText('Added').waitFor();
    await visitor.look('en-sources-versions');
    await page.getByRole('button', { name: 'Use this version' }).click();
    await page.getByRole('button', { name: 'Use this version' }).waitFor({ state: 'detached' });
    expect(await used()).toMatchObject({ mappingVersion: 0 });

    await visitor.tab('Overview');
    await page.getByLabel('Client Secret', { exact: true }).waitFor();
    const secrets: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/connect-plus/secret?')) secrets.push(request.url());
    });
    await page.getByRole('button', { name: 'Edit' }).click();
    const edit = page.getByRole('dialog', { name: 'Edit Members' });
    await edit.getByLabel('Dataflow name').fill('Loyal members');
    await edit.getByLabel('Description').fill('What the loyalty system knows of them');
    expect(await edit.getByRole('checkbox', { name: 'Sources Dataflow Run Failure' }).isChecked()).toBe(true);
    await edit.getByRole('checkbox', { name: 'Sources Dataflow Run Failure' }).uncheck({ force: true });
    await edit.getByRole('checkbox', { name: 'No data ingested' }).check({ force: true });
    await visitor.look('en-sources-edit');
    await edit.getByRole('button', { name: 'Save' }).click();
    await visitor.heading('Loyal members');
    const said = page.getByRole('region', { name: 'Details' }).getByText('What the loyalty system knows of them');
    await said.waitFor();
    expect(secrets, 'is not read by a page that nobody asks for it').toEqual([]);
    const { items } = await suite.api.call<{ items: object[] }>('GET', '/meniscus/v1/alert-subscriptions');
    expect(items).toMatchObject([
      { rule: 'run-failure', enabled: false },
      { rule: 'no-data', enabled: true },
    ]);
    expect(items.some((one) => 'name' in one)).toBe(false);
    await page.goto('/sname:prod/alerts');
    const watches = page.getByRole('grid', { name: 'Subscriptions' });
    await watches.getByRole('row', { name: /^Loyal members: No data ingested/ }).waitFor();
    await page.goBack();
    await visitor.heading('Loyal members');
    await page.getByRole('button', { name: 'Edit' }).click();
    const again = page.getByRole('dialog', { name: 'Edit Loyal members' });
    await again.getByLabel('Description').fill('');
    await again.getByRole('checkbox', { name: 'Sources Dataflow Run Failure' }).check({ force: true });
    await again.getByLabel('Dataflow name').fill('Members');
    await again.getByRole('button', { name: 'Save' }).click();
    await visitor.heading('Members');
    await said.waitFor({ state: 'detached' });

    await page.getByRole('link', { name: 'Capillary Streaming Events' }).click();
    await visitor.heading('Capillary Streaming Events');
    await page.getByText('circle', { exact: true }).waitFor();
    await page
      .getByRole('grid', { name: 'Dataflows' })
      .getByRole('row', { name: /^Members/ })
      .waitFor();
    await visitor.look('en-sources-account');
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('It is used: delete Members first').waitFor();
    await page.getByRole('button', { name: 'Rename' }).click();
    const rename = page.getByRole('dialog', { name: 'Rename Capillary Streaming Events' });
    await rename.getByLabel('Name').fill('Loyalty circle');
    await rename.getByRole('button', { name: 'Save' }).click();
    await visitor.heading('Loyalty circle');
    expect(faults).toEqual([]);
  });

  it('offer nothing to change to those who may only see them', async () => {
    const { api } = suite;
    const administration = '/data/foundation/access-control/administration/roles';
    const role = { name: 'Onlookers', permissionSets: ['view-sources'], sandboxes: ['prod'] };
    const { id: roleId } = await api.call<{ id: string }>('POST', administration, role);
    const onlooker = { email: 'onlooker@example.com', name: 'Onlooker', password: 'sees sources, and nothing else' };
    const { id: value } = await api.call<{ id: string }>('POST', '/meniscus/v1/users', onlooker);
    await api.call('PATCH', `${administration}/${roleId}/subjects`, { op: 'add', path: '/user', value });
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:prod/sources');
    await visitor.signIn(onlooker);
    await page.getByRole('heading', { name: 'Capillary Streaming Events' }).waitFor();
    expect(await page.getByRole('link', { name: /^(?:Set up|Add data)$/ }).count()).toBe(0);
    await visitor.tab('Dataflows');
    await page.getByRole('link', { name: 'Members' }).click();
    await visitor.heading('Members');
    await page.getByRole('button', { name: 'Copy Streaming endpoint URL' }).waitFor();
    expect(await page.getByRole('button', { name: /^(?:Delete|Disable)$/ }).count()).toBe(0);
    expect(await page.getByRole('region', { name: 'Connect+ values' }).count()).toBe(0);
    expect(faults.filter((fault) => !fault.includes('403'))).toEqual([]);
  });

  it('show what failed, are disabled, enabled and, after a question, deleted', async () => {
    const visitor = await suite.visit('en-US');
    const { page, faults } = visitor;
    await page.goto('/sname:prod/sources?tab=accounts');
    await visitor.signIn();
    await page.getByRole('rowheader', { name: 'Loyalty circle' }).waitFor();
    await visitor.tab('Dataflows');
    await page.getByRole('row', { name: /^Members/ }).waitFor();
    await visitor.look('en-sources-dataflows');
    await page.getByRole('button', { name: /State/ }).click();
    await page.getByRole('option', { name: 'Disabled' }).click();
    await page.getByText('Nothing matches').waitFor();
    await page.goto('/sname:prod/sources?tab=dataflows&state=enabled&search=capillary');
    await page.getByText('1 of 1').waitFor();
    await page.getByRole('row', { name: /^Members/ }).focus();
    await page.keyboard.press('Enter');
    await visitor.heading('Members');

    const body = page.getByLabel('Event as JSON');
    await expect.poll(() => body.inputValue()).toContain('loyalty');
    await body.fill('{"nothing": ');
    await page.getByRole('button', { name: 'Send a test event' }).click();
    await page.getByText('This is no JSON').waitFor();
    await body.fill('{"nothing": 1}');
    await page.getByRole('button', { name: 'Send a test event' }).click();
    await page.getByRole('list', { name: 'The way of the test event' }).getByText('Failed').waitFor();
    await visitor.tab('Errors');
    await page.getByRole('gridcell', { name: 'MAPPING-EMPTY' }).waitFor();
    await visitor.look('en-sources-errors');
    await page.getByRole('row', { name: /^No row of the mapping set/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Replay' }).waitFor();
    await page.goBack();
    await visitor.heading('Members');
    await visitor.tab('Dataflow runs');
    const run = page.getByRole('grid', { name: 'Dataflow runs' }).getByRole('row').nth(1);
    await run.getByText('No row of the mapping set found anything in the record (records: 1)').waitFor();
    await run.focus();
    await page.keyboard.press('Enter');
    const inFull = page.getByRole('region', { name: /^Run of / });
    await inFull.getByRole('rowheader', { name: /^No row of the mapping set/ }).waitFor();
    await inFull.getByRole('gridcell', { name: 'MAPPING-EMPTY' }).waitFor();
    await visitor.look('en-sources-run');
    await inFull.getByRole('button', { name: 'Close' }).click();
    await inFull.waitFor({ state: 'detached' });

    await visitor.tab('Overview');
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('button', { name: 'Enable' }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Send a test event' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Enable' }).click();
    await page.getByRole('button', { name: 'Disable' }).waitFor();
    const question = page.getByRole('alertdialog', { name: 'Delete the dataflow Members?' });
    await page.getByRole('button', { name: 'Delete' }).click();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Delete' }).click();
    await question.getByRole('button', { name: 'Delete' }).click();
    await visitor.heading('Sources');
    expect(await suite.api.call('GET', '/meniscus/v1/alert-subscriptions')).toEqual({ items: [] });
    await page.goBack();
    await visitor.heading('Dataflow not found');
    await page.goto('/sname:prod/sources?tab=accounts');
    await page.getByRole('row', { name: /^Loyalty circle/ }).focus();
    await page.keyboard.press('Enter');
    await visitor.heading('Loyalty circle');
    await page.getByText('No dataflow uses this account').waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    const last = page.getByRole('alertdialog', { name: 'Delete the account Loyalty circle?' });
    await last.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No account yet').waitFor();
    await page.goBack();
    await visitor.heading('Account not found');
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });

  it('say in French what the platform refuses, and make nothing twice', async () => {
    const visitor = await suite.visit('fr-FR');
    const { page, faults } = visitor;
    await visitor.signIn();
    await visitor.open('Sources');
    await page.getByRole('row', { name: 'Fidélité' }).click();
    await visitor.tabTo('link', 'Configurer');
    await page.keyboard.press('Enter');
    await visitor.heading('Configurer Capillary Streaming Events');
    const go = async (step: string) => {
      await page.getByRole('button', { name: 'Suivant' }).click();
      await page.getByRole('heading', { level: 2, name: step }).waitFor();
    };
    await page.getByLabel('Identifiant du client').fill('cercle');
    await page.getByLabel('Secret du client').fill('un secret du cercle');
    await go('Sélection des données');
    await page.getByText('Un achat avec ses lignes').click();
    await page.getByText('storeCode : chaîne = HSR').waitFor();
    await go('Détail du flux');
    await page.getByText('Nouveau jeu de données').click();
    await page.getByLabel('Nom du jeu de données').fill('Achats');
    await page.getByRole('combobox', { name: /^Schéma/ }).fill('purch');
    await page.getByRole('option', { name: /^Loyalty purchase/ }).click();
    await page.getByLabel('Nom du flux de données').fill('Achats');
    await visitor.look('fr-sources-detail');
    await go('Mapping');
    await page.getByRole('listitem', { name: 'Ligne 1', exact: true }).waitFor();
    await page.getByText('Le schéma a un champ du même chemin').first().waitFor();
    await page.getByRole('button', { name: 'Ajouter une ligne' }).click();
    const added = page.getByRole('list', { name: 'Mapping', exact: true }).getByRole('listitem').last();
    await added.getByLabel(/^Champ source/).fill('_id');
    await added.getByLabel(/^Champ cible/).fill('commerce.ordre');
    await page.keyboard.press('Tab');
    await added.getByText('`ordre` n’est pas un champ de `commerce`').waitFor();
    await visitor.look('fr-sources-mapping');
    await page.getByRole('button', { name: 'Retirer les lignes en erreur' }).click();
    const file = page.locator('input[type=file]');
    await file.setInputFiles({ name: 'bad.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') });
    await page.getByText('la première ligne doit nommer les colonnes').waitFor();
    await page.getByRole('button', { name: 'Ajouter un champ calculé' }).click();
    await page.getByRole('textbox', { name: 'Expression' }).waitFor();
    await page.keyboard.type('uppe');
    await page.getByText('Le texte en majuscules.').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.type('r(_id) ?? ""');
    await page.getByText('Avec l’exemple :').waitFor();
    await page.getByText('??').hover();
    await page.getByText('Le premier quand il n’est pas null, sinon le second.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click();
    await go('Vérification');
    await visitor.look('fr-sources-review');

    const connections = '/data/foundation/flowservice/connections';
    const { items } = await suite.api.call<{ items: { id: string }[] }>('GET', connections);
    await suite.api.call('DELETE', `${connections}/${items[0]!.id}`);
    const refused = page.getByText(items[0]!.id);
    for (const _ of ['once', 'twice']) {
      await page.getByRole('button', { name: 'Terminer' }).click();
      await refused.first().waitFor();
    }
    const made = await suite.api.call<object>('GET', '/data/foundation/catalog/dataSets?name=Achats');
    expect(Object.keys(made)).toHaveLength(1);
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });
});
