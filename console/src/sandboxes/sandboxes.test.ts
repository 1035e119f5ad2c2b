import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ConsoleSuite, consoleSuite, expectOneCall, holdAnswers } from '../../../tools/harness/console.ts';
import { manySchemas } from '../../../tools/harness/many-schemas.ts';
import { personHeaders, signInPerson } from '../../../tools/harness/person.ts';
import { dataset, schema } from '../../../tools/harness/programme.ts';

const SANDBOXES = '/data/foundation/sandbox-management/sandboxes';
const ROLES = '/data/foundation/access-control/administration/roles';
const LOOKER = { email: 'looker@example.com', name: 'Looker', password: 'looks at sandboxes only' };

/** A schema with its dataset in the default sandbox, and somebody who may only look at sandboxes. */
async function fill({ api }: ConsoleSuite): Promise<void> {
  const profile = await schema(api, 'Loyalty member', [
    'https://ns.adobe.com/xdm/context/profile',
    'https://ns.adobe.com/xdm/context/identitymap',
  ]);
  await dataset(api, 'Loyalty members', profile);
  const { id: userId } = await api.call<{ id: string }>('POST', '/meniscus/v1/users', LOOKER);
  const role = { name: 'Lookers', permissionSets: ['view-sandboxes'], sandboxes: ['prod'] };
  const { id } = await api.call<{ id: string }>('POST', ROLES, role);
  await api.call('PATCH', `${ROLES}/${id}/subjects`, { op: 'add', path: '/user', value: userId });
}

const suite = consoleSuite('sandboxes', fill);

async function datasetsOf(sandbox: string): Promise<readonly string[]> {
  const found = await suite.api.call<Record<string, { name: string }>>(
    'GET',
    '/data/foundation/catalog/dataSets?properties=name',
    undefined,
    { 'x-sandbox-name': sandbox },
  );
  return Object.values(found).map(({ name }) => name);
}

describe('sandboxes in the console', () => {
  it('makes a sandbox, copies a set-up into it, empties it and deletes it, each only when its name is typed', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Sandboxes');
    await visitor.tabTo('button', 'Create sandbox');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Title' }).fill('Trial');
    await page.getByRole('textbox', { name: 'Name' }).fill('Trial');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Name' }).and(page.locator('[aria-invalid=true]')).waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('trial');
    await page.keyboard.press('Enter');
    const row = page.getByRole('row', { name: /^Trial/ });
    await row.getByRole('gridcell', { name: 'Active' }).waitFor();
    await visitor.look('en-sandboxes');
    await page.getByRole('row', { name: /^Production/ }).focus();
    await page.keyboard.press('Enter');
    await visitor.heading('Production');
    expect(await page.getByRole('button', { name: 'Delete' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Copy to another sandbox' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Sandbox/ })
      .click();
    await page.getByRole('option', { name: 'Trial' }).click();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    const brought = page.getByRole('grid', { name: 'What came into trial' });
    await brought.getByRole('gridcell', { name: 'Loyalty members' }).waitFor();
    await visitor.look('en-sandbox-copied');
    expect(await datasetsOf('trial')).toEqual(['Loyalty members']);

    await page.goto('/sname:prod/sandboxes/trial');
    // Closed while the answer is on its way, the dialog is as new when it is opened again, and stays when the answer comes.
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Rename' }).click();
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Trial run');
    const { held, release } = await holdAnswers(page, '*/sandboxes/trial');
    // On the field: a dialog that is just open may take the focus once more.
    await dialog.getByRole('textbox', { name: 'Title' }).press('Enter');
    await held();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Rename' }).press('Enter');
    const save = dialog.getByRole('button', { name: 'Save', exact: true });
    await save.waitFor();
    expect(await save.getAttribute('aria-disabled')).toBe(null);
    release();
    await page.getByText('It is called Trial run now.').waitFor();
    await visitor.heading('Trial run');
    expect(await save.isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByLabel('Type the name, trial, to go on').fill('prod');
    await page.keyboard.press('Enter');
    await page.getByText('This is not its name.').waitFor();
    await visitor.look('en-sandbox-reset');
    await page.getByLabel('Type the name, trial, to go on').fill('trial');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('Active', { exact: true }).waitFor();
    expect(await datasetsOf('trial')).toEqual([]);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByLabel('Type the name, trial, to go on').fill('trial');
    await page.keyboard.press('Enter');
    await visitor.heading('Sandboxes');
    await row.waitFor({ state: 'detached' });
    const { sandboxes } = await suite.api.call<{ sandboxes: { name: string }[] }>('GET', SANDBOXES);
    expect(sandboxes.map(({ name }) => name)).toEqual(['prod']);
    expect(faults).toEqual([]);
  });

  it('takes a set-up out as a file and brings it in elsewhere, in French; from where a sandbox is deleted one gets home', async () => {
    await suite.api.call('POST', SANDBOXES, { name: 'essai', title: 'Essai', type: 'development' });
    const { page, faults, ...visitor } = await suite.visit('fr-FR');
    await page.goto('/sname:prod/sandboxes/prod');
    await visitor.signIn();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      expectOneCall(page, '**/sandbox-package', page.getByRole('button', { name: 'Exporter' })),
    ]);
    expect(file.suggestedFilename()).toBe('prod.json');
    const pack = readFileSync(await file.path());
    await page.goto('/sname:essai/sandboxes/essai');
    await visitor.heading('Essai');
    const choose = async (name: string, buffer: Buffer) => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: 'Importer un fichier' }).click(),
      ]);
      await chooser.setFiles({ name, mimeType: 'application/json', buffer });
    };
    await choose('notes.json', Buffer.from('nothing of ours'));
    await page.getByText('Ce fichier n’est pas un export de sandbox.').waitFor();
    const sent = Promise.withResolvers<void>();
    await page.route('**/sandbox-package', () => sent.resolve());
    await choose('prod.json', pack);
    await sent.promise;
    await page.getByRole('progressbar', { name: 'Importation de la configuration' }).waitFor();
    await page.getByRole('button', { name: 'Arrêter' }).click();
    await page.getByText('L’opération a été arrêtée. Rien n’en a été gardé.').waitFor();
    await page.unroute('**/sandbox-package');
    expect(await datasetsOf('essai')).toEqual([]);
    await choose('prod.json', pack);
    await page.getByRole('grid', { name: 'Ce qui est arrivé dans essai' }).waitFor();
    await visitor.look('fr-sandbox');
    const { held, release } = await holdAnswers(page, '*/sandbox-package');
    await choose('prod.json', pack);
    await held();
    await page.getByText('Tout est envoyé.').waitFor();
    expect(await page.getByRole('button', { name: 'Arrêter' }).count()).toBe(0);
    await visitor.look('fr-sandbox-goes-on', true);
    await page.getByRole('link', { name: 'Jeux de données' }).click();
    await visitor.heading('Jeux de données');
    release();
    await page.getByText('La configuration est maintenant dans essai.').last().waitFor();
    await page.goto('/sname:essai/sandboxes/essai');
    expect(await datasetsOf('essai')).toEqual(['Loyalty members']);
    await page.getByText(/^Dernier import/).waitFor();
    await choose('beaucoup.json', Buffer.from(JSON.stringify(manySchemas(800))));
    const bar = page.getByRole('progressbar', { name: 'Importation de la configuration' });
    const percent = async () => Number((await bar.count()) === 0 ? 0 : await bar.getAttribute('aria-valuenow'));
    await expect.poll(percent, { interval: 20 }).toBeGreaterThan(0);
    await visitor.look('fr-sandbox-under-way', true);
    // Left in the middle, and what goes wrong of it or of anything else is there when one comes back.
    await page.goto('/sname:essai/schemas');
    await visitor.heading('Schémas');
    const refused = { ...manySchemas(1), flows: [{ name: 'Sans source', source: {}, target: {}, flowSpec: {} }] };
    const begun = { 'x-sandbox-name': 'essai', prefer: 'respond-async' };
    await suite.api.call('POST', '/meniscus/v1/sandbox-package', refused, begun);
    await page.goto('/sname:essai/sandboxes/essai');
    await page.getByRole('heading', { name: 'Le dernier import a échoué' }).waitFor({ timeout: 60_000 });
    await visitor.look('fr-sandbox-failed', true);
    await page.getByRole('button', { name: 'Supprimer' }).click();
    await page.getByLabel('Saisissez le nom, essai, pour continuer').fill('essai');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/sname:prod/sandboxes');
    expect(faults).toEqual([]);
  });

  it('puts chosen objects into a package, looks at what it would do elsewhere, and imports it', async () => {
    await suite.api.call('POST', SANDBOXES, { name: 'stage', title: 'Stage', type: 'development' });
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:prod/sandboxes?tab=packages');
    await visitor.signIn();
    await page.getByRole('button', { name: 'Create package' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Members only');
    await page.keyboard.press('Enter');
    await visitor.heading('Members only');
    expect(await page.getByRole('button', { name: 'Publish' }).isDisabled()).toBe(true);
    const add = async (sought: string, option: string) => {
      await page.getByRole('button', { name: 'Add object' }).click();
      await page.getByRole('combobox', { name: 'Object' }).fill(sought);
      await page.getByRole('option', { name: option, exact: true }).click();
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await add('member', 'Loyalty member (Schema)');
    await expectOneCall(page, '**/exim/packages', page.getByRole('button', { name: 'Remove Loyalty member' }));
    await page.getByRole('rowheader', { name: 'Loyalty member', exact: true }).waitFor({ state: 'detached' });
    await add('members', 'Loyalty members (Dataset)');
    await page.getByRole('rowheader', { name: 'Loyalty members' }).waitFor();
    await visitor.look('en-package-draft');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Publish' }).click();
    const contents = page.getByRole('grid', { name: 'What the package holds' });
    await contents.getByRole('gridcell', { name: 'Is created' }).first().waitFor();
    // The dataset takes its schema along.
    expect((await contents.getByRole('rowheader').allInnerTexts()).toSorted()).toEqual([
      'Loyalty member',
      'Loyalty members',
    ]);
    await visitor.look('en-package');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('stage has the package now.').waitFor();
    await expect.poll(() => contents.getByRole('gridcell', { name: 'Is there, and is used' }).count()).toBe(2);
    expect(await datasetsOf('stage')).toEqual(['Loyalty members']);
    // As somebody sees it who comes while it is under way.
    await page.route('**/exim/packages/jobs*', async (route) => {
      const answer = await (await route.fetch()).json();
      const data = [{ ...answer.data[0], jobStatus: 'IN_PROGRESS', progress: 42 }];
      await route.fulfill({ json: { ...answer, data } });
    });
    await page.reload();
    const bar = page.getByRole('progressbar', { name: 'Importing the package' });
    await bar.waitFor();
    expect(await bar.getAttribute('aria-valuenow')).toBe('42');
    await page.getByText('you can leave').waitFor();
    await visitor.look('en-package-under-way', true);
    await page.unrouteAll({ behavior: 'wait' });
    await page.getByText(/^Last import: /).waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    const removal = await holdAnswers(page, '*/exim/packages/*');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await removal.held();
    await page.getByRole('link', { name: 'Schemas' }).click();
    await visitor.heading('Schemas');
    removal.release();
    await page.getByText('Members only was deleted.').waitFor();
    await visitor.heading('Schemas');
    await page.goto('/sname:prod/sandboxes?tab=packages');
    await page.getByRole('button', { name: 'Create package' }).waitFor();
    await page.getByRole('rowheader', { name: 'Members only' }).waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  it('offers nothing to whoever may only look, and the platform refuses it', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:prod/sandboxes/prod');
    await visitor.signIn(LOOKER);
    await visitor.heading('Production');
    expect(await page.getByRole('main').getByRole('button').allInnerTexts()).toEqual(['Open sandbox']);
    const tokens = (await signInPerson(suite.api.url, LOOKER))!;
    const headers = personHeaders(tokens, suite.platform.credentials.orgId);
    const refused = await fetch(`${suite.api.url}${SANDBOXES}/prod`, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'reset' }),
    });
    expect(refused.status).toBe(403);
    expect(faults).toEqual([]);
  });
});
