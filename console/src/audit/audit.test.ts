import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ConsoleSuite, consoleSuite } from '../../../tools/harness/console.ts';
import { personHeaders, signInPerson } from '../../../tools/harness/person.ts';
import { setUpProgramme } from '../../../tools/harness/programme.ts';

const PERSON = { email: 'nosy@example.com', name: 'Nosy', password: 'tries what is refused' };
const ROLES = '/data/foundation/access-control/administration/roles';

/** A descriptor that is gone, a batch that was given up, and a new version of a mapping set: none of them has a name of its own. */
async function nameless({ api }: ConsoleSuite): Promise<void> {
  const { profileDataset } = await setUpProgramme(api);
  const datasets = await api.call<Record<string, { schemaRef: { id: string } }>>(
    'GET',
    `/data/foundation/catalog/dataSets/${profileDataset}`,
  );
  const schemaId = datasets[profileDataset]!.schemaRef.id;
  const descriptors = '/data/foundation/schemaregistry/tenant/descriptors';
  const descriptor = await api.call<{ '@id': string }>('POST', descriptors, {
    '@type': 'xdm:alternateDisplayInfo',
    'xdm:sourceSchema': schemaId,
    'xdm:sourceVersion': 1,
    'xdm:sourceProperty': '/loyalty/tier',
    'xdm:title': { en_us: 'Level' },
  });
  await api.call('DELETE', `${descriptors}/${descriptor['@id']}`);
  const batches = '/data/foundation/import/batches';
  const opened = { datasetId: profileDataset, inputFormat: { format: 'json' } };
  const { id } = await api.call<{ id: string }>('POST', batches, opened);
  await api.call('POST', `${batches}/${id}?action=ABORT`);
  const sets = '/data/foundation/conversion/mappingSets';
  const { data } = await api.call<{ data: { id: string; outputSchema: { schemaRef: { id: string } } }[] }>('GET', sets);
  const set = data.find(({ outputSchema }) => outputSchema.schemaRef.id === schemaId)!;
  const mappings = [{ sourceType: 'ATTRIBUTE', source: 'loyalty.tier', destination: 'loyalty.tier' }];
  await api.call('PUT', `${sets}/${set.id}`, { outputSchema: set.outputSchema, mappings });
}

/** A sandbox in which more was done than one page shows, and somebody who was refused. */
async function fill(of: ConsoleSuite): Promise<void> {
  const { api, platform } = of;
  await nameless(of);
  await api.call('POST', '/meniscus/v1/users', PERSON);
  const passing = await api.call<{ id: string }>('POST', '/meniscus/v1/user-groups', { name: 'Passing' });
  for (let n = 0; n < 55; n += 1) await api.call('POST', '/meniscus/v1/user-groups', { name: `Group ${n}` });
  await api.call('DELETE', `/meniscus/v1/user-groups/${passing.id}`);
  const headers = personHeaders((await signInPerson(api.url, PERSON))!, platform.credentials.orgId);
  const refused = await fetch(`${api.url}${ROLES}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Mine' }),
  });
  expect(refused.status).toBe(403);
}

const suite = consoleSuite('audit', fill);

describe('audits in the console', () => {
  it('shows who did what, by page and by filter in the address, one event in full, and the whole as a file', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Audits');
    await page.getByRole('gridcell', { name: 'Group 54' }).waitFor();
    // What is gone is called what it was called; its id is in the event.
    const gone = page.getByRole('row').filter({ has: page.getByRole('gridcell', { name: 'Delete', exact: true }) });
    await gone.getByRole('gridcell', { name: 'Passing', exact: true }).waitFor();
    // What the test set up was done by a credential, which has a name and a page.
    await page.getByRole('link', { name: 'First credential' }).first().waitFor();
    await visitor.look('en-audits');
    await page.getByRole('button', { name: 'Older' }).click();
    await page.getByRole('gridcell', { name: 'Group 1', exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('page')).toContain('1');
    await page.getByRole('searchbox', { name: 'User' }).fill('nosy@');
    await page.keyboard.press('Enter');
    await page.getByText('1 event').waitFor();
    const row = page.getByRole('grid', { name: 'Audits' }).getByRole('row').nth(1);
    expect(await row.getByRole('gridcell').allInnerTexts()).toEqual([PERSON.email, 'Create', 'Role', '', 'Denied']);
    await row.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Create Role' }).getByText('access-control WRITE').waitFor();
    await page.getByRole('region', { name: 'Create Role' }).getByText('Forbidden', { exact: true }).waitFor();
    await visitor.look('en-audit-event');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\n');
    expect(lines.length).toBe(2);
    expect(lines[1]).toContain('nosy@example.com,Create,Role');
    await page.getByRole('button', { name: 'Verify log' }).click();
    await page.getByText(/^Nothing was changed and nothing is missing: \d+ events\.$/).waitFor();
    expect(faults).toEqual([]);
  });

  it('opens at the filter of a link, in French, and says when nothing matches', async () => {
    const { page, faults, ...visitor } = await suite.visit('fr-FR');
    await page.goto('/sname:prod/audits?action=Create&resource=r%C3%B4le&status=Deny&period=1h');
    await visitor.signIn();
    await page.getByText('1 événement').waitFor();
    await page.getByRole('gridcell', { name: 'Rôle', exact: true }).waitFor();
    await page.getByRole('grid', { name: 'Audits' }).getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Création Rôle' }).getByText('Accès refusé', { exact: true }).waitFor();
    await visitor.look('fr-audits');
    const names = async (resource: string) => {
      await page.goto(`/sname:prod/audits?period=1h&resource=${resource}`);
      const rows = page.getByRole('grid', { name: 'Audits' }).getByRole('row');
      await rows.nth(1).waitFor();
      const cells = await Promise.all(
        (await rows.all()).slice(1).map((row) => row.getByRole('gridcell').allInnerTexts()),
      );
      return cells.map(([, action, , name]) => `${action} ${name!.replaceAll(/\s/g, ' ')}`);
    };
    // What has no name is called by what people know it by, also when it is gone.
    const descriptor = 'Nom d’affichage : Loyalty member /loyalty/tier';
    expect(await names('descripteur')).toEqual([`Suppression ${descriptor}`, `Création ${descriptor}`]);
    expect(await names('lot')).toEqual([
      expect.stringMatching(/^Création Loyalty members, \d+ /),
      expect.stringMatching(/^Création Loyalty members, \d+ /),
    ]);
    expect((await names('jeu+de+mappings'))[0]).toBe('Modification Members');
    await visitor.look('fr-audits-known');
    await page.goto('/sname:prod/audits?action=Create&resource=r%C3%B4le&status=Deny&period=1h');
    await page.getByText('1 événement').waitFor();
    await page.getByRole('button', { name: /Action/ }).click();
    await page.getByRole('option', { name: 'Suppression' }).click();
    await page.getByText('Rien ne correspond', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Télécharger en CSV' }).click();
    await page.getByText('Rien ne correspond : rien à télécharger.').waitFor();
    const sandbox = { name: 'neuve', title: 'Neuve', type: 'development' };
    await suite.api.call('POST', '/data/foundation/sandbox-management/sandboxes', sandbox);
    await page.goto('/sname:neuve/audits');
    await page.getByText('Pendant cette période, rien n’a été fait ici').waitFor();
    await page.getByRole('link', { name: 'Tout afficher' }).click();
    await page.getByText('Rien n’a été fait ici', { exact: true }).waitFor();
    await visitor.look('fr-audits-nothing');
    expect(faults).toEqual([]);
  });

  it('is not offered to whoever may not see it', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:prod/audits');
    await visitor.signIn(PERSON);
    await visitor.heading('You need a permission for this page');
    expect(await page.getByRole('link', { name: 'Audits' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Ask for the permission' }).click();
    await page.getByText('You have asked for the permission View User Activity Log.').waitFor();
    await visitor.tabTo('link', 'Nosy');
    await page.keyboard.press('Enter');
    await visitor.heading('My access');
    await page.getByRole('rowheader', { name: 'View User Activity Log' }).waitFor();
    await visitor.look('en-my-access');
    expect(faults).toEqual([]);
  });
});
