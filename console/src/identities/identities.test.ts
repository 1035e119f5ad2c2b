import { describe, expect, it } from 'vitest';
import { type ConsoleSuite, consoleSuite } from '../../../tools/harness/console.ts';
import { dataset, flow, schema } from '../../../tools/harness/programme.ts';

/** Thirteen devices of one shop, which make two records a graph beyond the alarm. */
const devices = (from: number) => Array.from({ length: 13 }, (_, index) => ({ id: `device-${from + index}` }));

/** Two people, one of whom was seen with a phone and a browser. */
async function fill({ api }: ConsoleSuite): Promise<void> {
  const schemaId = await schema(api, 'People', [
    'https://ns.adobe.com/xdm/context/profile',
    'https://ns.adobe.com/xdm/context/identitymap',
  ]);
  const { id } = await dataset(api, 'People', schemaId);
  const inlet = await flow(api, 'People', schemaId, id, [['identityMap', 'identityMap']]);
  for (const identityMap of [
    { email: [{ id: 'ana@example.com', primary: true }], phone: [{ id: '+4915100000042' }], gaid: [{ id: 'pixel' }] },
    { email: [{ id: 'ben@example.com', primary: true }] },
    { email: [{ id: 'crowd@example.com', primary: true }], gaid: devices(0) },
    { email: [{ id: 'crowd@example.com', primary: true }], gaid: devices(13) },
  ]) {
    const headers = { 'content-type': 'application/json' };
    const sent = await fetch(inlet, { method: 'POST', headers, body: JSON.stringify({ identityMap }) });
    expect(sent.status).toBe(200);
  }
  await api.settled();
}

const suite = consoleSuite('identities', fill);

const SETTINGS = '/meniscus/v1/identity/settings';

describe('identities in the console', () => {
  it('lists namespaces, makes one with the keyboard, and says why one cannot be made', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Identities');
    await page.getByRole('rowheader', { name: 'Email', exact: true }).waitFor();
    await visitor.look('en-identities');
    await visitor.tabTo('button', 'Create identity namespace');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Display name').fill('Loyalty card');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Email');
    await page.keyboard.press('Enter');
    await dialog.getByText(/already exists/).waitFor();
    await visitor.look('en-identities-create');
    await dialog.getByLabel('Identity symbol').fill('LoyaltyCard');
    await page.keyboard.press('Enter');
    await page.getByText('Loyalty card can be used.').waitFor();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /Show/ }).click();
    await page.getByRole('option', { name: 'Custom' }).click();
    await expect.poll(() => page.getByRole('rowheader').allTextContents()).toEqual(['Loyalty card']);
    expect(page.url()).toContain('show=custom');
    await page.getByRole('row', { name: 'Loyalty card' }).focus();
    await page.keyboard.press('Enter');
    await dialog.getByLabel('Description').fill('The number on the card');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('gridcell', { name: 'The number on the card' }).waitFor();
    expect(faults.filter((fault) => !fault.includes('409'))).toEqual([]);
  });

  it('draws the graph of an identity, without the identity in the address', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:prod/identities?tab=graph');
    await visitor.signIn();
    await visitor.heading('Identities');
    await page.getByLabel('Identity value').fill('ben@example.com');
    await page.keyboard.press('Enter');
    await page.getByText('This identity stands alone').waitFor();
    await page.getByLabel('Identity value').fill('+4915100000042');
    await page.getByRole('combobox', { name: 'Identity namespace' }).fill('Pho');
    await page.getByRole('option', { name: 'Phone', exact: true }).click();
    await page.getByRole('button', { name: 'View' }).click();
    await page.getByRole('img', { name: /^Identity graph: 3 identities, 3 links/ }).waitFor();
    const links = page.getByRole('grid', { name: 'Links' }).getByRole('row');
    await links.nth(1).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('grid', { name: 'Where the link comes from' }).getByText('People').waitFor();
    expect(page.url()).not.toContain('4915100000042');
    expect(new URL(page.url()).search).toBe('?tab=graph&namespace=Phone');
    await visitor.look('en-identities-graph');
    await page.getByRole('button', { name: 'Undo this link' }).click();
    await page.getByRole('alertdialog').waitFor();
    await visitor.look('en-identities-undo', true);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Undo this link' }).click();
    await page.getByText('The link is undone.').waitFor();
    await page.getByRole('gridcell', { name: 'Undone by hand' }).waitFor();
    await page.getByRole('button', { name: 'Let it hold again' }).click();
    await page.getByText('The link holds again.').waitFor();
    await links.nth(1).getByRole('gridcell', { name: 'Holds' }).waitFor();
    await page.getByRole('gridcell', { name: 'Undone by hand' }).waitFor({ state: 'detached' });
    const alarms = page.getByRole('grid', { name: 'Graphs that grow towards collapse' });
    await alarms.getByRole('gridcell', { name: 'Email 1, GAID 26' }).or(alarms.getByText('GAID 26, Email 1')).waitFor();
    await alarms.getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: /^Identity graph: 27 identities/ }).scrollIntoViewIfNeeded();
    await visitor.look('en-identities-crowd');
    await page.getByRole('link', { name: 'View profile' }).click();
    await visitor.heading('device-0');
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });

  it('simulates the graph of an example, with the removed link and what each event was kept under', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:prod/identities?tab=simulation');
    await visitor.signIn();
    await visitor.heading('Identities');
    await page.getByRole('textbox', { name: 'Events' }).fill('Email: ana@example.com');
    await page.getByRole('button', { name: 'Simulate' }).click();
    await page.getByText(/an event needs at least two identities/).waitFor();
    await page.getByRole('button', { name: /Load example/ }).click();
    await page.getByRole('option', { name: 'Shared device' }).click();
    await page.getByRole('button', { name: 'Simulate' }).click();
    const result = page.getByRole('region', { name: 'Simulated graph' });
    await result.getByText(/^2 graphs, 1 removed link\./).waitFor();
    await result.getByRole('img', { name: /^Identity graph: 4 identities, 3 links/ }).waitFor();
    const links = result.getByRole('grid', { name: 'Links' }).getByRole('row');
    expect((await links.allTextContents()).slice(1).map((text) => text.includes('Superseded'))).toEqual([
      true,
      false,
      false,
    ]);
    await result.getByRole('grid', { name: 'Links' }).scrollIntoViewIfNeeded();
    await visitor.look('en-identities-simulation');
    const many = Array.from({ length: 61 }, (_, index) => `Email: ${index}@example.com, ECID: ${index}`);
    await page.getByRole('textbox', { name: 'Events' }).fill(many.join('\n'));
    await page.getByRole('button', { name: 'Simulate' }).press('Enter');
    await result.getByText('122 identities are too many to draw; the table has all links.').waitFor();
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  });

  it('sets linking rules up, changes their order, and turns them off, each after a question', async () => {
    const { page, faults, ...visitor } = await suite.visit('fr-FR');
    await visitor.signIn();
    await visitor.open('Identités');
    await visitor.tab('Paramètres');
    await page.getByText('Les règles de liaison sont inactives').waitFor();
    await page.getByRole('button', { name: 'Définir des règles de liaison' }).click();
    for (const code of ['ECID', 'Email', 'Phone']) {
      await page.getByRole('button', { name: /Ajouter un espace de noms/ }).click();
      await page.getByRole('option', { name: code, exact: true }).click();
    }
    await page.getByRole('button', { name: 'Monter Phone' }).click();
    await page.getByRole('checkbox', { name: 'Email : unique par graphe' }).press('Space');
    await visitor.look('fr-identities-settings-edit');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    const question = page.getByRole('alertdialog');
    await question.getByRole('button', { name: 'Annuler' }).click();
    await question.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await question.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('grid', { name: 'Règles de liaison' }).waitFor();
    await visitor.look('fr-identities-settings');
    expect(await suite.api.call('GET', SETTINGS)).toEqual({
      namespaces: [
        { code: 'Phone', unique: false },
        { code: 'Email', unique: true },
        { code: 'ECID', unique: false },
      ],
      repeatedNamespace: 'highest',
      alarmAt: 25,
    });
    await visitor.tab('Simulation de graphe');
    await page.getByRole('textbox', { name: 'Événements' }).fill('Email: ana@example.com');
    await page.getByRole('button', { name: 'Simuler' }).click();
    await page.getByText('ligne 1 : un événement demande au moins deux identités').waitFor();
    await page.getByRole('textbox', { name: 'Événements' }).fill('Email: ana@example.com, Email: ben@example.com');
    await page.getByRole('button', { name: 'Simuler' }).click();
    await page.getByText('plus d’un Email : rien n’a été lié').waitFor();
    await visitor.tab('Paramètres');
    await page.getByRole('button', { name: 'Désactiver les règles de liaison' }).click();
    await question.getByRole('button', { name: 'Désactiver les règles de liaison' }).click();
    await page.getByText('Les règles de liaison sont inactives').waitFor();
    await expect(suite.api.call('GET', SETTINGS)).rejects.toThrow('404');
    expect(faults.filter((fault) => !/40[04]/.test(fault))).toEqual([]);
  });

  it('offers only what a person may do', async () => {
    const { api } = suite;
    const role = await api.call<{ id: string }>('POST', '/data/foundation/access-control/administration/roles', {
      name: 'Readers of namespaces and profiles',
      permissionSets: ['view-identity-namespaces', 'view-profiles'],
      sandboxes: ['prod'],
    });
    const reader = { email: 'reader@example.com', name: 'Reader', password: 'a reader of names, nothing else' };
    const { id } = await api.call<{ id: string }>('POST', '/meniscus/v1/users', reader);
    await api.call('PATCH', `/data/foundation/access-control/administration/roles/${role.id}/subjects`, {
      op: 'add',
      path: '/user',
      value: id,
    });
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:prod/identities?tab=settings');
    await visitor.signIn(reader);
    await visitor.heading('Identities');
    await page.getByRole('rowheader', { name: 'ECID', exact: true }).waitFor();
    expect(await page.getByRole('tab').allTextContents()).toEqual(['Browse']);
    expect(await page.getByRole('button', { name: 'Create identity namespace' }).count()).toBe(0);
    await visitor.open('Profiles');
    await page.getByLabel('Identity value').fill('ben@example.com');
    await page.keyboard.press('Enter');
    await visitor.heading('ben@example.com');
    expect(await page.getByRole('tab').allTextContents()).toEqual([
      'Overview',
      'Attributes',
      'Events',
      'Audience membership',
      'JSON',
    ]);
    await page.getByText('No loyalty membership').waitFor();
    expect(faults).toEqual([]);
  });
});
