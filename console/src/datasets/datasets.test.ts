import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type ConsoleSuite, consoleSuite } from '../../../tools/harness/console.ts';
import { scratchDirectory } from '../../../tools/harness/process.ts';
import { type Programme, setUpProgramme } from '../../../tools/harness/programme.ts';

const sent = scratchDirectory('datasets-files');
afterAll(() => sent.remove());

let programme: Programme;

async function send(inlet: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(inlet, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.ok).toBe(true);
}

function member(email: string, tier: string, points: number) {
  return { identityMap: { email: [{ id: email }] }, loyalty: { tier, points } };
}

/** Two members, one message no row of the mapping set reads, and a schema that takes no part in profiles. */
async function fill({ api }: ConsoleSuite): Promise<void> {
  programme = await setUpProgramme(api);
  await api.call('POST', '/data/foundation/schemaregistry/tenant/schemas', {
    type: 'object',
    title: 'Store visits',
    description: 'Visits counted at the door',
    allOf: [{ $ref: 'https://ns.adobe.com/xdm/context/experienceevent' }],
  });
  await send(programme.profileInlet, member('ana@example.com', 'gold', 1250));
  await send(programme.profileInlet, member('ben@example.com', 'silver', 400));
  await send(programme.profileInlet, { nothing: 'dan@example.com' });
  // More than a page of failed records of the other dataset.
  const messages = Array.from({ length: 55 }, (_, index) => ({ nothing: index }));
  await send(programme.batch(programme.eventInlet), { messages });
  await api.settled();
}

const suite = consoleSuite('datasets', fill);

async function answerOf(id: string) {
  const found = await suite.api.call<
    Record<string, { name: string; description?: string; tags: Record<string, string[]> }>
  >('GET', `/data/foundation/catalog/dataSets/${id}`);
  return found[id]!;
}

describe('the datasets of the console', () => {
  it('are listed with schema, rows and last batch, and searched by an address', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Datasets');
    const row = page.getByRole('row', { name: /^Loyalty members/ });
    // Failed messages become a failed batch of their own, seconds later.
    await row.getByRole('gridcell', { name: /^(Success|Failed)$/ }).waitFor();
    expect((await row.getByRole('gridcell').allInnerTexts()).slice(0, 4)).toEqual([
      'Loyalty member',
      'Profile',
      '2',
      '1',
    ]);
    await visitor.look('en-datasets-list');
    await page.getByRole('searchbox', { name: 'Search datasets' }).fill('trans loyalty');
    await page.getByText('1 of 2').waitFor();
    expect(new URL(page.url()).searchParams.get('search')).toBe('trans loyalty');
    await page.reload();
    await page.getByText('1 of 2').waitFor();
    await page.getByRole('searchbox', { name: 'Search datasets' }).fill('nothing like it');
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('2 of 2').waitFor();
    expect(faults).toEqual([]);
  });

  it('are made from a schema, renamed and deleted, with the keyboard', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Datasets');
    await visitor.tabTo('link', 'Create dataset');
    await page.keyboard.press('Enter');
    await visitor.heading('Create dataset');
    await visitor.look('en-datasets-create');
    await visitor.tabTo('link', 'Create dataset from schema');
    await page.keyboard.press('Enter');
    await visitor.heading('Create dataset from schema');
    expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true);
    await page.getByRole('searchbox', { name: 'Search schemas' }).fill('visits');
    await page.getByRole('row', { name: /Store visits/ }).focus();
    await page.keyboard.press('Space');
    await visitor.look('en-datasets-select-schema');
    await visitor.tabTo('button', 'Next');
    await page.keyboard.press('Enter');
    await visitor.tabTo('textbox', 'Name');
    await page.keyboard.type('Visits of stores');
    await visitor.tabTo('textbox', 'Description');
    await page.keyboard.type('Counted at the door');
    await visitor.tabTo('button', 'Finish');
    await page.keyboard.press('Enter');
    await visitor.heading('Visits of stores');
    await page.getByText('The schema of this dataset must be enabled for Profile first.').waitFor();
    expect(await page.getByRole('switch', { name: 'Profile' }).isDisabled()).toBe(true);
    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    expect(await answerOf(id)).toMatchObject({ name: 'Visits of stores', description: 'Counted at the door' });

    await visitor.tab('Preview');
    await page.getByRole('heading', { name: 'No rows yet' }).waitFor();
    await visitor.tab('Details');
    await page.getByText('Store visits', { exact: true }).waitFor();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Store visits a day');
    await page.getByRole('button', { name: 'Save' }).click();
    await visitor.heading('Store visits a day');
    await page.getByRole('button', { name: 'Copy Dataset ID' }).click();
    await page.getByRole('button', { name: 'Copied Dataset ID' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(id);

    await page.getByRole('button', { name: 'Delete dataset' }).click();
    const dialog = page.getByRole('alertdialog', { name: /^Delete the dataset/ });
    await dialog.getByText('This cannot be undone.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Delete dataset' }).click();
    await dialog.getByRole('button', { name: 'Delete dataset' }).click();
    await visitor.heading('Datasets');
    await expect.poll(() => page.getByRole('row', { name: /Store visits a day/ }).count()).toBe(0);
    await expect(answerOf(id)).rejects.toThrow('404');
    expect(faults).toEqual([]);
  });

  it('are made from a CSV file, with the types its rows show', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:prod/datasets/create');
    await visitor.signIn();
    await visitor.tabTo('link', 'Create dataset from CSV file');
    await page.keyboard.press('Enter');
    await visitor.heading('Create dataset from CSV file');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Stores');
    await page.getByRole('button', { name: 'Next' }).click();
    const file = page.locator('input[type=file]');
    await file.setInputFiles({ name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.from('') });
    await page.getByText('It is empty.').waitFor();
    const rows = ['Store id;Ville d’été;Staff;Open', '007;Köln;12;true', '008;Bonn;7;false', '009;Trier;many;true'];
    await file.setInputFiles({ name: 'stores.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n')) });
    const columns = page.getByRole('table', { name: 'Columns' });
    await columns.getByRole('rowheader', { name: 'Ville_d_ete' }).waitFor();
    await page.getByRole('button', { name: /Type of Staff/ }).click();
    await page.getByRole('option', { name: 'Whole number' }).click();
    await visitor.look('en-datasets-csv');
    await page.getByRole('button', { name: 'Finish' }).click();
    await visitor.heading('Stores');
    await visitor.tab('Batches');
    const batches = page.getByRole('grid', { name: 'Batches' });
    await batches.getByRole('gridcell', { name: 'Success' }).waitFor();
    const { rows: stored } = await suite.api.sql('select * exclude (_acp_system_metadata) from stores');
    expect(stored.flat()).toEqual([
      { Store_id: '007', Ville_d_ete: 'Köln', Staff: 12, Open: true },
      { Store_id: '008', Ville_d_ete: 'Bonn', Staff: 7, Open: false },
    ]);
    await visitor.tab('Preview');
    const preview = page.getByRole('grid', { name: 'Preview' });
    await preview.getByRole('columnheader', { name: 'Store_id', exact: true }).waitFor();
    await preview.getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Row 1' }).getByText('"Ville_d_ete": "Köln"').waitFor();
    await visitor.tab('Batches');
    await batches.getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Failed records of this batch' }).click();
    await page.getByText(/^Only those of batch/).waitFor();
    await page.getByRole('grid', { name: 'Failed records' }).getByRole('gridcell', { name: '/Staff' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('leave no class and no schema behind when the file is too large, cannot be sent, or is cancelled on its way', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:prod/datasets/create/csv');
    await visitor.signIn();
    const stats = '/data/foundation/schemaregistry/stats';
    const before = await suite.api.call<{ counts: unknown }>('GET', stats);
    await page.route('**/import/batches', (route) => route.fulfill({ status: 503, json: { title: 'Full' } }));
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Never');
    await page.getByRole('button', { name: 'Next' }).click();
    const buffer = Buffer.from('a\n1\n');
    const file = page.locator('input[type=file]');
    const large = join(sent.path, 'years.csv');
    writeFileSync(large, '');
    truncateSync(large, 120 * 1024 * 1024);
    await page.getByText('Up to 100 MB').waitFor();
    await file.setInputFiles(large);
    await page.getByText('years.csv has 120 MB; at most 100 MB are taken here.').waitFor();
    await file.setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer });
    await page.getByText('years.csv has').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Finish' }).click();
    await page.getByRole('alertdialog').getByText('Full').waitFor();
    await page.getByRole('alertdialog').getByRole('button').click();
    const after = async () => (await suite.api.call<{ counts: unknown }>('GET', stats)).counts;
    await expect.poll(after).toEqual(before.counts);

    await page.unroute('**/import/batches');
    const held = Promise.withResolvers<void>();
    await page.route('**/files/a.csv', () => held.resolve());
    await page.getByRole('button', { name: 'Finish' }).click();
    await held.promise;
    await page.getByRole('progressbar', { name: /^(?:Sending the file|The platform reads the file)$/ }).waitFor();
    await visitor.look('en-datasets-csv-sending');
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('alertdialog').getByText('This was stopped. Nothing of it was kept.').waitFor();
    await expect.poll(after).toEqual(before.counts);
    await visitor.heading('Create dataset from CSV file');
    expect(faults.filter((fault) => !fault.includes('503'))).toEqual([]);
  });

  it('are not there in a new sandbox, which says what to do first', async () => {
    const sandbox = { name: 'fresh', title: 'Fresh', type: 'development' };
    await suite.api.call('POST', '/data/foundation/sandbox-management/sandboxes', sandbox);
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:fresh/datasets');
    await visitor.signIn();
    await page.getByText('No datasets yet').first().waitFor();
    await visitor.look('en-datasets-empty');
    await page.goto('/sname:fresh/datasets/create/schema');
    await page.getByRole('link', { name: 'Go to Schemas' }).click();
    await visitor.heading('Schemas');
    expect(faults).toEqual([]);
  });

  it('show what passed, their batches, what failed and their rows, each at an address', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto(`/sname:prod/datasets/${programme.profileDataset}`);
    await visitor.signIn();
    await visitor.heading('Loyalty members');
    await page.getByRole('img', { name: 'Records over time, 3' }).waitFor();
    const reason = page.getByRole('row', { name: /^No row of the mapping set found anything/ });
    await reason.filter({ hasText: 'MAPPING-EMPTY' }).waitFor();
    await visitor.look('en-dataset-activity');
    await visitor.tab('Batches');
    const batches = page.getByRole('grid', { name: 'Batches' });
    await batches.getByRole('gridcell', { name: 'Success' }).first().waitFor();
    await batches.getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Records received').waitFor();
    await visitor.look('en-dataset-batches');
    await visitor.tab('Failed records');
    await page.getByRole('rowheader', { name: /^No row of the mapping set/ }).waitFor();
    await visitor.look('en-dataset-failed');
    await page.getByRole('rowheader', { name: /^No row of the mapping set/ }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/monitoring/failed-records/**');
    await page.getByText('dan@example.com').first().waitFor();
    await page.goBack();
    await visitor.heading('Loyalty members');
    await visitor.tab('Preview');
    await page.getByRole('gridcell', { name: 'gold' }).waitFor();
    expect(new URL(page.url()).searchParams.get('tab')).toBe('preview');
    await page.getByText(/^Rows as they are stored: 2\./).waitFor();
    await visitor.look('en-dataset-preview');
    await visitor.tab('Details');
    await page.getByRole('textbox', { name: 'Dataset ID' }).waitFor();
    await page.getByRole('link', { name: 'First credential' }).waitFor();
    await visitor.look('en-dataset-details');
    await page.getByRole('link', { name: 'Loyalty member', exact: true }).click();
    await visitor.heading('Loyalty member');
    await page.goBack();
    await visitor.tab('Preview');
    await page.getByRole('link', { name: 'Open in Queries' }).click();
    await visitor.heading('Queries');
    expect(await page.getByRole('textbox', { name: 'SQL' }).textContent()).toContain(programme.profileTable);
    expect(faults).toEqual([]);
  });

  it('page through many batches', async () => {
    const datasetId = programme.eventDataset;
    const open = () => suite.api.call('POST', '/data/foundation/import/batches', { datasetId });
    await Promise.all(Array.from({ length: 51 }, open));
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto(`/sname:prod/datasets/${datasetId}?tab=batches`);
    await visitor.signIn();
    const rows = page.getByRole('grid', { name: 'Batches' }).getByRole('row');
    await rows.getByRole('gridcell', { name: 'Loading' }).first().waitFor();
    await page.getByRole('button', { name: 'Older' }).click();
    await page.getByRole('button', { name: 'Newest' }).waitFor();
    expect(await page.getByRole('button', { name: 'Older' }).count()).toBe(0);
    expect(new URL(page.url()).searchParams.get('start')).toContain('50');
    await page.getByRole('button', { name: 'Newest' }).click();
    await page.getByRole('button', { name: 'Older' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('are taken out of profiles and back, after a question', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto(`/sname:prod/datasets/${programme.eventDataset}`);
    await visitor.signIn();
    const profile = page.getByRole('switch', { name: 'Profile' });
    await profile.waitFor();
    expect(await profile.isChecked()).toBe(true);
    // What its schema allows is known a moment later.
    await expect.poll(() => profile.isEnabled()).toBe(true);
    await profile.focus();
    await page.keyboard.press('Space');
    await page.getByRole('alertdialog').getByText('no longer update profiles').waitFor();
    await visitor.look('en-dataset-profile-question');
    await page.getByRole('button', { name: 'Disable' }).click();
    await expect.poll(() => profile.isChecked()).toBe(false);
    expect((await answerOf(programme.eventDataset)).tags.unifiedProfile).toEqual(['enabled:false']);
    await page.getByText('Profile', { exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Enable' }).click();
    await expect.poll(() => profile.isChecked()).toBe(true);
    expect((await answerOf(programme.eventDataset)).tags.unifiedProfile).toEqual(['enabled:true']);
    await visitor.tab('Failed records');
    const failed = page.getByRole('grid', { name: 'Failed records' }).getByRole('row');
    await failed.nth(1).waitFor();
    const newest = await failed.nth(1).textContent();
    await page.getByRole('button', { name: 'Older' }).click();
    await expect.poll(() => failed.count()).toBe(6);
    await page.getByRole('button', { name: 'Newest' }).click();
    await expect.poll(() => failed.nth(1).textContent()).toBe(newest);
    await page.route('**/dataSets/*', (route) =>
      route.request().method() === 'DELETE'
        ? route.fulfill({ status: 409, json: { title: 'In use', detail: 'an export reads it' } })
        : route.fallback(),
    );
    await page.getByRole('button', { name: 'Delete dataset' }).click();
    const question = page.getByRole('alertdialog', { name: /^Delete the dataset/ });
    await question.getByText('A dataflow sends to this dataset').waitFor();
    await question.getByRole('button', { name: 'Delete dataset' }).click();
    await page.getByRole('alertdialog').getByText('In use: an export reads it').waitFor();
    await visitor.heading('Loyalty transactions');
    expect(faults.filter((fault) => !fault.includes('409'))).toEqual([]);
  });

  it('are shown to who may only see them without what they may not do; an unknown one is said to be unknown', async () => {
    const { api } = suite;
    const roles = '/data/foundation/access-control/administration/roles';
    const role = await api.call<{ id: string }>('POST', roles, {
      name: 'Readers of datasets',
      permissionSets: ['view-datasets'],
      sandboxes: ['prod'],
    });
    const reader = { email: 'reader@example.com', name: 'Reader', password: 'a reader of datasets, nothing else' };
    const { id } = await api.call<{ id: string }>('POST', '/meniscus/v1/users', reader);
    await api.call('PATCH', `${roles}/${role.id}/subjects`, { op: 'add', path: '/user', value: id });
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:prod/datasets');
    await visitor.signIn(reader);
    await page.getByRole('link', { name: 'Loyalty members' }).click();
    await visitor.heading('Loyalty members');
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(['Batches', 'Preview', 'Details']);
    expect(await page.getByRole('button', { name: 'Delete dataset' }).count()).toBe(0);
    await visitor.tab('Details');
    await page.getByText('Loyalty member', { exact: true }).waitFor();
    await page.getByText('An API credential', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
    await page.goto('/sname:prod/datasets/no-such-dataset');
    await visitor.heading('There is no such dataset');
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });

  it('speak French', async () => {
    const { page, faults, ...visitor } = await suite.visit('fr-FR');
    await visitor.signIn();
    await visitor.open('Jeux de données');
    await page
      .getByRole('gridcell', { name: /^(Réussi|En échec)$/ })
      .first()
      .waitFor();
    await visitor.look('fr-datasets-list');
    await page.getByRole('link', { name: 'Loyalty members' }).click();
    await page.getByRole('img', { name: 'Enregistrements au fil du temps, 3' }).waitFor();
    await page.getByRole('button', { name: /24 dernières heures/ }).waitFor();
    await page.getByRole('button', { name: '24 dernières heures Période' }).waitFor();
    await visitor.look('fr-dataset-activity');
    await visitor.tab('Lots');
    await page.getByRole('row').filter({ hasText: 'En échec' }).last().focus();
    await page.keyboard.press('Enter');
    await page.getByText('Erreurs dans les données : 1. Lignes ingérées : 0.').waitFor();
    await visitor.tab('Enregistrements en échec');
    await page.getByRole('rowheader', { name: /^Aucune ligne du mapping n’a rien trouvé/ }).waitFor();
    await visitor.tab('Détails');
    await page.getByRole('textbox', { name: 'Nom de la table' }).waitFor();
    await page.goto('/sname:prod/datasets/create/schema');
    await visitor.heading('Créer un jeu de données à partir d’un schéma');
    await page.getByRole('row', { name: /Loyalty member/ }).click();
    await page.getByRole('button', { name: 'Suivant' }).click();
    await visitor.look('fr-datasets-configure');
    expect(faults).toEqual([]);
  });
});
