import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type ConsoleSuite, consoleSuite, type SignInDetails } from '../../../tools/harness/console.ts';
import { personHeaders, signInPerson } from '../../../tools/harness/person.ts';

const ROLES = '/data/foundation/access-control/administration/roles';
const VIEWER = { email: 'viewer@example.com', name: 'Vera Viewer', password: 'may look and not touch' };
const ASKER = { email: 'asker@example.com', name: 'Ask Asker', password: 'asks for what is missing' };

async function addPerson({ api }: ConsoleSuite, person: typeof VIEWER): Promise<string> {
  return (await api.call<{ id: string }>('POST', '/meniscus/v1/users', person)).id;
}

async function giveRole({ api }: ConsoleSuite, userId: string, permissionSets: readonly string[]): Promise<void> {
  const role = { name: `Holders of ${permissionSets.join(', ')}`, permissionSets, sandboxes: ['prod'] };
  const { id } = await api.call<{ id: string }>('POST', ROLES, role);
  await api.call('PATCH', `${ROLES}/${id}/subjects`, { op: 'add', path: '/user', value: userId });
}

async function headersOf({ api, platform }: ConsoleSuite, person: SignInDetails): Promise<Record<string, string>> {
  const tokens = (await signInPerson(api.url, person))!;
  return { ...personHeaders(tokens, platform.credentials.orgId), 'content-type': 'application/json' };
}

/** Somebody who may only look at access, and somebody who asked for a permission. */
async function fill(suite: ConsoleSuite): Promise<void> {
  await giveRole(suite, await addPerson(suite, VIEWER), ['view-access-control']);
  await giveRole(suite, await addPerson(suite, ASKER), ['view-schemas']);
  const asked = { permission: 'view-datasets', page: '/@t0123abcd/sname:prod/datasets', note: 'For the weekly check' };
  const answer = await fetch(`${suite.api.url}/meniscus/v1/access-requests`, {
    method: 'POST',
    headers: await headersOf(suite, ASKER),
    body: JSON.stringify(asked),
  });
  expect(answer.status).toBe(201);
}

const suite = consoleSuite('permissions', fill);

interface RoleAnswer {
  readonly id: string;
  readonly name: string;
  readonly permissionSets: readonly string[];
  readonly sandboxes: readonly string[];
  readonly subjectAttributes: { readonly labels: readonly string[] };
}

async function roleNamed(name: string): Promise<RoleAnswer | undefined> {
  const { items } = await suite.api.call<{ items: readonly RoleAnswer[] }>('GET', ROLES);
  return items.find((role) => role.name === name);
}

describe('permissions in the console', () => {
  it('creates a role, gives it permissions, sandboxes, labels and a person, duplicates and deletes it', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Permissions');
    await page.getByRole('rowheader', { name: 'Administrators', exact: true }).waitFor();
    await visitor.look('en-roles');
    await visitor.tabTo('button', 'Create role');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('Name').waitFor();
    await page.keyboard.type('Customer care');
    await page.keyboard.press('Enter');
    await visitor.heading('Customer care');

    await page.getByRole('checkbox', { name: 'View Profiles' }).focus();
    await page.keyboard.press('Space');
    await page.getByText(/^1 of \d+ permissions – Not saved yet$/).waitFor();
    await visitor.look('en-role-permissions');
    await visitor.tabTo('button', 'Save');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await roleNamed('Customer care'))?.permissionSets).toEqual(['view-profiles']);

    await visitor.tab('Sandboxes');
    await page.getByRole('checkbox', { name: 'Production' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(async () => (await roleNamed('Customer care'))?.sandboxes).toEqual(['prod']);

    await visitor.tab('Users');
    await page.getByRole('button', { name: 'Add user' }).click();
    await page.getByRole('combobox', { name: 'Name' }).fill('Ask');
    await page.getByRole('option', { name: /Ask Asker/ }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('rowheader', { name: 'Ask Asker' }).waitFor();
    await page.getByRole('button', { name: 'Remove Ask Asker' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('rowheader', { name: 'Ask Asker' }).waitFor({ state: 'detached' });

    await visitor.tab('Labels');
    await page.getByRole('button', { name: 'Add label' }).click();
    await page.getByRole('combobox', { name: 'Label' }).fill('S 1');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Label' }).and(page.locator('[aria-invalid=true]')).waitFor();
    await page.getByRole('combobox', { name: 'Label' }).fill('S1');
    await page.getByRole('option', { name: 'core/S1' }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('gridcell', { name: 'Precise location' }).waitFor();
    await visitor.look('en-role-labels');

    await page.getByRole('button', { name: 'Duplicate' }).click();
    await page.getByRole('button', { name: 'Duplicate' }).last().click();
    await visitor.heading('Copy of Customer care');
    expect(await roleNamed('Copy of Customer care')).toMatchObject({
      permissionSets: ['view-profiles'],
      sandboxes: ['prod'],
      subjectAttributes: { labels: ['core/S1'] },
    });
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog', { name: /^Delete the role/ }).waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await visitor.heading('Permissions');
    expect(await roleNamed('Copy of Customer care')).toBeUndefined();
    expect(faults).toEqual([]);
  });

  it('lets a person in, gives them a role, shuts them out and removes them', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Permissions');
    await visitor.tab('Users');
    await page.getByRole('rowheader', { name: 'Vera Viewer' }).waitFor();
    await page.getByRole('button', { name: 'Create user' }).click();
    await page.getByLabel('Name').fill('Nadia New');
    await page.getByLabel('E-mail').fill('viewer@example.com');
    await page.getByRole('button', { name: 'Create user' }).last().click();
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await visitor.look('en-user-create');
    await page.getByLabel('E-mail').fill('nadia@example.com');
    await page.getByRole('button', { name: 'Create user' }).last().click();
    await page.getByRole('dialog', { name: 'Link to set a password' }).waitFor();
    await visitor.look('en-user-link');
    const first = await page.getByRole('textbox', { name: 'Link' }).inputValue();
    await page.getByRole('button', { name: 'Done' }).click();
    await visitor.heading('Nadia New');
    const nadia = await suite.visit('fr-FR');
    await nadia.page.goto(first);
    await nadia.page.getByText('Vous vous connectez avec l’adresse nadia@example.com.').waitFor();
    await nadia.look('fr-set-password');
    const set = async (password: string, repeated = password) => {
      await nadia.page.getByLabel('Mot de passe', { exact: true }).fill(password);
      await nadia.page.getByLabel('Mot de passe, à nouveau').fill(repeated);
      await nadia.page.keyboard.press('Enter');
    };
    await set('long enough for this', 'long enough for that');
    await nadia.page.getByText('Le mot de passe n’a pas été saisi deux fois').waitFor();
    await set('long enough for this');
    await nadia.page.getByText('Votre mot de passe est choisi.').waitFor();
    await nadia.look('fr-password-set', true);
    await nadia.page.goto(first);
    await nadia.page.getByText('Ce lien ne compte pas, ou plus').waitFor();
    expect(nadia.faults.filter((fault) => !/40[03]/.test(fault))).toEqual([]);
    await nadia.page.context().close();
    await page.getByRole('button', { name: 'Add role' }).click();
    await page.getByRole('button', { name: /Role/ }).last().click();
    await page.getByRole('option', { name: 'Sandbox administrators' }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('rowheader', { name: 'Sandbox administrators' }).waitFor();
    await visitor.look('en-user');
    await page.getByRole('button', { name: 'Deactivate' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('Inactive').waitFor();
    const details = { email: 'nadia@example.com', password: 'long enough for this' };
    expect(await signInPerson(suite.api.url, details)).toBeUndefined();
    expect(await page.getByRole('button', { name: 'Send password link' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Activate', exact: true }).click();
    await page.getByRole('button', { name: 'Deactivate' }).waitFor();
    expect(await signInPerson(suite.api.url, details)).toBeDefined();
    await page.getByRole('button', { name: 'Send password link' }).click();
    await page.getByRole('dialog', { name: 'Link to set a password' }).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await visitor.heading('Permissions');
    await page.getByRole('rowheader', { name: 'Vera Viewer' }).waitFor();
    await page.getByRole('rowheader', { name: 'Nadia New' }).waitFor({ state: 'detached' });
    expect(faults.filter((fault) => !fault.includes('409'))).toEqual([]);
  });

  it('gathers people in a group; what they hold through it is taken from the group, not from them', async () => {
    const { page, faults, ...visitor } = await suite.visit('fr-FR');
    await visitor.signIn();
    await page.goto('/sname:prod/permissions?tab=groups');
    await page.getByRole('button', { name: 'Créer un groupe d’utilisateurs' }).click();
    await page.getByLabel('Nom').fill('Support');
    await page.getByRole('button', { name: 'Créer un groupe d’utilisateurs' }).last().click();
    await visitor.heading('Support');
    await page.getByRole('button', { name: 'Ajouter un utilisateur' }).click();
    await page.getByRole('combobox', { name: 'Nom' }).fill('Vera');
    await page.getByRole('option', { name: /Vera Viewer/ }).click();
    await page.getByRole('button', { name: 'Ajouter', exact: true }).click();
    await page.getByRole('rowheader', { name: 'Vera Viewer' }).waitFor();
    await visitor.look('fr-group');
    await page.goto('/sname:prod/permissions?tab=groups');
    await page.getByRole('button', { name: 'Créer un groupe d’utilisateurs' }).click();
    await page.getByLabel('Nom').fill('Support');
    await page.getByRole('button', { name: 'Créer un groupe d’utilisateurs' }).last().click();
    await page.getByText('il y a déjà un groupe d’utilisateurs nommé `Support`').first().waitFor();
    await visitor.look('fr-group-refused');
    await page.getByLabel('Nom').fill('S'.repeat(2001));
    await page.getByRole('button', { name: 'Créer un groupe d’utilisateurs' }).last().click();
    await page.getByText('/name : un texte compte au plus 2000 caractères').first().waitFor();
    await page.goBack();
    await visitor.heading('Support');
    const groupId = new URL(page.url()).pathname.split('/').at(-1);
    const { id } = (await roleNamed('Sandbox administrators'))!;
    await suite.api.call('PATCH', `${ROLES}/${id}/subjects`, { op: 'add', path: '/user-group', value: groupId });
    await page.goto('/sname:prod/permissions?tab=users&search=vera');
    await page.getByRole('rowheader', { name: 'Vera Viewer' }).focus();
    await page.keyboard.press('Enter');
    await visitor.heading('Vera Viewer');
    await page
      .getByRole('row', { name: /^Administrateurs de sandbox/ })
      .getByText('Par un groupe')
      .waitFor();
    await page.getByRole('button', { name: 'Retirer Holders of view-access-control' }).waitFor();
    // Enter on a button of a row that leads to a page presses the button.
    await page.getByRole('row', { name: /^Holders of view-access-control/ }).press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog', { name: /^Retirer le rôle/ }).waitFor();
    // Who wants no motion finds the question where it stays.
    const moving = 'document.getAnimations().filter((one) => one instanceof CSSTransition).length';
    expect(await page.evaluate(moving)).toBe(0);
    await page.keyboard.press('Escape');
    await visitor.heading('Vera Viewer');
    expect(await page.getByRole('button', { name: 'Retirer Administrateurs de sandbox' }).count()).toBe(0);
    await page.goto(`/sname:prod/permissions/groups/${groupId}`);
    await page.getByRole('button', { name: 'Supprimer' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Supprimer' }).click();
    await visitor.heading('Autorisations');
    await page.getByText('Aucun groupe d’utilisateurs pour l’instant.').waitFor();
    expect(faults.filter((fault) => !/40[09]/.test(fault))).toEqual([]);
  });

  it('makes an API credential whose secret is shown once, replaces the secret, and deletes the credential', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await page.goto('/sname:prod/permissions?tab=credentials');
    await page.getByRole('rowheader', { name: 'First credential' }).waitFor();
    await page.getByRole('button', { name: 'Create API credential' }).click();
    await page.getByLabel('Name').fill('Nightly loader');
    await page.keyboard.press('Enter');
    const secretField = page
      .getByRole('dialog')
      .getByLabel('Client secret', { exact: true })
      .and(page.locator('input'));
    await secretField.waitFor();
    await visitor.look('en-credential-secret');
    await page.getByRole('button', { name: 'Copy Client secret' }).click();
    await page.getByRole('button', { name: 'Copied Client secret' }).waitFor();
    const first = await page.evaluate(() => navigator.clipboard.readText());
    expect(await secretField.inputValue()).toBe(first);
    const clientId = await page.getByRole('dialog').getByLabel('Client ID', { exact: true }).inputValue();
    const signsIn = async (secret: string) => {
      const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret, scope: 'openid' };
      const answer = await fetch(`${suite.api.url}/ims/token/v3`, { method: 'POST', body: new URLSearchParams(form) });
      return answer.ok;
    };
    expect(await signsIn(first)).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Done' }).click();
    await visitor.heading('Nightly loader');
    expect(await page.getByRole('main').innerHTML()).not.toContain(first);

    await page.getByRole('button', { name: 'Create another secret' }).click();
    await secretField.waitFor();
    const second = await secretField.inputValue();
    await page.getByRole('button', { name: 'Done' }).click();
    expect(await page.getByRole('button', { name: 'Create another secret' }).isDisabled()).toBe(true);
    await visitor.look('en-credential');
    const secrets = page.getByRole('grid', { name: 'Client secrets' });
    await secrets
      .getByRole('button', { name: /^Revoke/ })
      .first()
      .click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
    await expect.poll(() => secrets.getByRole('button', { name: /^Revoke/ }).count()).toBe(1);
    expect([await signsIn(first), await signsIn(second)]).toEqual([false, true]);

    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const addKey = async (pem: string) => {
      await page.getByRole('button', { name: 'Add public key' }).click();
      await page.getByRole('textbox', { name: 'Public key or certificate' }).fill(pem);
      await page.getByRole('button', { name: 'Add', exact: true }).click();
    };
    await addKey(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await addKey(pair.publicKey.export({ type: 'spki', format: 'pem' }) as string);
    const keys = page.getByRole('grid', { name: 'Public keys' });
    await keys.getByRole('button', { name: /^Remove/ }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await expect.poll(() => keys.getByRole('button', { name: /^Remove/ }).count()).toBe(0);

    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await visitor.heading('Permissions');
    expect(await signsIn(second)).toBe(false);
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  });

  it('grants what somebody asked for with a role that carries it', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await page.goto('/sname:prod/permissions?tab=requests');
    await page.getByRole('rowheader', { name: 'Ask Asker' }).focus();
    await page.keyboard.press('Enter');
    const request = page.getByRole('region', { name: 'Ask Asker' });
    await request.getByText('For the weekly check').waitFor();
    expect(new URL(page.url()).searchParams.get('request')).not.toBeNull();
    await visitor.look('en-access-request');
    await request.getByRole('button', { name: /^Default production all access/ }).click();
    expect(await page.getByRole('option').allInnerTexts()).toEqual(['Default production all access', 'Administrators']);
    await page.keyboard.press('Escape');
    await request.getByRole('button', { name: 'Grant', exact: true }).click();
    await page.getByText('Nobody is waiting').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('grid').getByText('Granted').waitFor();
    const answer = await fetch(`${suite.api.url}/meniscus/v1/me`, { headers: await headersOf(suite, ASKER) });
    expect(((await answer.json()) as { permissions: string[] }).permissions).toContain('view-datasets');
    expect(faults).toEqual([]);
  });

  it('offers nothing to change to whoever may only look, and the platform refuses it', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:prod/permissions');
    await visitor.signIn(VIEWER);
    await visitor.heading('Permissions');
    await page.getByRole('rowheader', { name: 'Administrators', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Create role' }).count()).toBe(0);
    await visitor.tab('Users');
    await page.getByRole('rowheader', { name: 'Ask Asker' }).waitFor();
    expect(await page.getByRole('button', { name: 'Create user' }).count()).toBe(0);
    await visitor.tab('API credentials');
    await page.getByRole('rowheader', { name: 'First credential' }).waitFor();
    expect(await page.getByRole('button', { name: 'Create API credential' }).count()).toBe(0);
    await page.goto('/sname:prod/permissions?tab=labels');
    await page.getByRole('rowheader', { name: 'core/C1', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Create label' }).count()).toBe(0);
    await visitor.tab('Policies');
    await page.getByRole('region', { name: 'Default-Label-Based-Access-Control-Policy' }).waitFor();
    expect(await page.getByRole('link', { name: /Create policy|Edit/ }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Activate' }).count()).toBe(0);
    const { id } = (await roleNamed('Administrators'))!;
    await page.goto(`/sname:prod/permissions/roles/${id}`);
    await visitor.heading('Administrators');
    await page.getByText(/^(\d+) of \1 permissions$/).waitFor();
    await visitor.look('en-role-looked-at');
    expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
    const refused = await fetch(`${suite.api.url}${ROLES}/${id}`, {
      method: 'DELETE',
      headers: await headersOf(suite, VIEWER),
    });
    expect(refused.status).toBe(403);
    expect(faults).toEqual([]);
  });
});
