import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type ConsoleSuite, consoleSuite, type SignInDetails } from '../../../tools/harness/console.ts';
import { dataset } from '../../../tools/harness/programme.ts';

const REGISTRY = '/data/foundation/schemaregistry/tenant';
const EVENT = 'https://ns.adobe.com/xdm/context/experienceevent';

let tenant: string;

/** A schema with a dataset, and so with data that changes must spare; its field group is the organisation's own. */
async function fill({ api }: ConsoleSuite): Promise<void> {
  const stats = await api.call<{ tenantId: string }>('GET', '/data/foundation/schemaregistry/stats');
  tenant = stats.tenantId;
  const properties = {
    door: { type: 'string', title: 'Door', maxLength: 20 },
    desk: { type: 'object', title: 'Desk', properties: { clerk: { type: 'string' } } },
  };
  const group = await api.call<{ $id: string }>('POST', `${REGISTRY}/fieldgroups`, {
    type: 'object',
    title: 'Visit details',
    'meta:intendedToExtend': [EVENT],
    definitions: { customFields: { properties: { [`_${tenant}`]: { type: 'object', properties } } } },
    allOf: [{ $ref: '#/definitions/customFields' }],
  });
  const visits = await api.call<{ $id: string }>('POST', `${REGISTRY}/schemas`, {
    type: 'object',
    title: 'Store visits',
    allOf: [{ $ref: EVENT }, { $ref: group.$id }],
  });
  await dataset(api, 'Visits', visits.$id, {});
  await api.call('POST', `${REGISTRY}/schemas`, {
    type: 'object',
    title: 'Kiosk sessions',
    allOf: [{ $ref: EVENT }, { $ref: group.$id }],
  });
  await stores(api);
}

/** A schema of something that is no person, which others can refer to. */
async function stores(api: ConsoleSuite['api']): Promise<void> {
  const lookup = await api.call<{ $id: string }>('POST', `${REGISTRY}/classes`, {
    type: 'object',
    title: 'Store',
    allOf: [{ $ref: 'https://ns.adobe.com/xdm/data/record' }, { $ref: '#/definitions/own' }],
    definitions: {
      own: { properties: { [`_${tenant}`]: { type: 'object', properties: { code: { type: 'string' } } } } },
    },
  });
  const schema = { type: 'object', title: 'Stores', allOf: [{ $ref: lookup.$id }] };
  const { $id } = await api.call<{ $id: string }>('POST', `${REGISTRY}/schemas`, schema);
  await api.call('POST', `${REGISTRY}/descriptors`, {
    '@type': 'xdm:descriptorIdentity',
    'xdm:sourceSchema': $id,
    'xdm:sourceVersion': 1,
    'xdm:sourceProperty': `/_${tenant}/code`,
    'xdm:namespace': 'Phone',
    'xdm:property': 'xdm:code',
    'xdm:isPrimary': true,
  });
}

/** Somebody who sees schemas, and can do with them what these permissions allow, which is nothing when there are none. */
async function holderOf(...permissions: readonly string[]): Promise<SignInDetails> {
  const roles = '/data/foundation/access-control/administration/roles';
  const name = ['Readers', ...permissions].join(' ');
  const set = { name, permissionSets: ['view-schemas', ...permissions], sandboxes: ['prod'] };
  const role = await suite.api.call<{ id: string }>('POST', roles, set);
  const email = `${['reader', ...permissions].join('-')}@example.com`;
  const person = { email, name: 'Reader', password: 'a reader of schemas, nothing else' };
  const { id: value } = await suite.api.call<{ id: string }>('POST', '/meniscus/v1/users', person);
  await suite.api.call('PATCH', `${roles}/${role.id}/subjects`, { op: 'add', path: '/user', value });
  return person;
}

/** What an export says of the resources themselves: not where they are, how often they were changed there, in which order. */
function portable(file: Buffer): readonly object[] {
  const documents = JSON.parse(file.toString()) as Record<string, unknown>[];
  const id = (one: Record<string, unknown>) => String(one.$id ?? one['@id']);
  return documents
    .toSorted((a, b) => id(a).localeCompare(id(b)))
    .map((document) =>
      Object.fromEntries(
        Object.entries(document).filter(([name]) => name !== 'version' && !name.startsWith('meta:sandbox')),
      ),
    );
}

/** The next call with the word in its body is answered as if somebody else had been faster. */
async function once(page: Page, address: string, word: string): Promise<void> {
  const body = JSON.stringify({ title: 'Changed meanwhile', status: 409 });
  await page.route(address, async (route) => {
    if (!(route.request().postData() ?? '').includes(word)) return route.fallback();
    await route.fulfill({ status: 409, contentType: 'application/json', body });
    await page.unroute(address);
  });
}

const suite = consoleSuite('schema-editing', fill);

/** A visitor at the page of the schema, and what all tests look for there. */
async function visitSchema(locale: 'en-US' | 'fr-FR', field = '', as?: SignInDetails) {
  const visitor = await suite.visit(locale);
  const { page } = visitor;
  await visitor.signIn(as);
  await page.goto('/sname:prod/schemas?search=visits');
  await page.getByRole('link', { name: 'Store visits' }).click();
  await visitor.heading('Store visits');
  if (field !== '') {
    await page.getByRole('searchbox').fill(field);
    await page.getByRole('row', { name: field, exact: true }).click();
  }
  const details = page.getByRole('region', { name: locale === 'en-US' ? 'Field properties' : 'Propriétés du champ' });
  return { ...visitor, dialog: page.getByRole('dialog'), details };
}

describe('a schema that is there already', () => {
  it('gets a field of its own in an object that is made for it, and shows it', async () => {
    const { page, faults, dialog, details, ...visitor } = await visitSchema('en-US');
    await page.getByRole('button', { name: 'Add field', exact: true }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Field name' }).waitFor();
    expect(await dialog.getByText('There is a field of this name here already.').count()).toBe(0);
    await dialog.getByRole('textbox', { name: 'Field name' }).fill('door');
    await dialog.getByText('There is a field of this name here already.').first().waitFor();
    await dialog.getByText('Every schema made of it changes: Kiosk sessions, Store visits.').waitFor();
    await dialog.getByRole('textbox', { name: 'Field name' }).fill('sku');
    await dialog.getByRole('combobox', { name: 'Inside' }).fill('lines[]');
    await page.keyboard.press('Escape');
    await dialog.getByRole('textbox', { name: 'Default value' }).fill('none');
    await dialog.getByRole('textbox', { name: 'Minimum length' }).fill('2');
    await dialog.getByRole('radio', { name: 'Suggested Values' }).press('Space');
    await dialog.getByRole('textbox', { name: 'Values' }).fill('A1, Coffee\nA2, Tea');
    await visitor.look('en-own-field');
    await dialog.getByRole('button', { name: 'Apply' }).press('Enter');
    await details.getByText(`_${tenant}.lines[].sku`).waitFor();
    await details.getByText('A1, A2').waitFor();
    await page.getByRole('row', { name: 'sku', exact: true, selected: true }).waitFor();
    await page.reload();
    await details.getByText(`_${tenant}.lines[].sku`).waitFor();
    expect(faults).toEqual([]);
  });

  it('gets a field group of its own for a new field, which is told when its name is taken', async () => {
    const { page, faults, dialog, details } = await visitSchema('en-US');
    await page.getByRole('button', { name: 'Add field', exact: true }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Field name' }).fill('rating');
    await dialog.getByRole('button', { name: 'Assign to' }).press('Enter');
    await page.getByRole('option', { name: 'New field group' }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Field group name' }).fill('Visit details');
    await dialog.getByRole('button', { name: 'Type' }).press('Enter');
    await page.getByRole('option', { name: 'Byte' }).press('Enter');
    await dialog.getByText('Required').click();
    await dialog.getByRole('button', { name: 'Apply' }).press('Enter');
    await dialog.getByText('Title not unique').waitFor();
    await dialog.getByRole('textbox', { name: 'Field group name' }).fill('Ratings');
    await dialog.getByRole('combobox', { name: 'Inside' }).fill('door');
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Apply' }).press('Enter');
    await dialog.getByText('Merge Schema Error').waitFor();
    // The group that was made for it is gone: its name is free.
    await dialog.getByRole('combobox', { name: 'Inside' }).fill('');
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Apply' }).press('Enter');
    await page.getByRole('link', { name: 'Ratings' }).waitFor();
    await details.getByText('Byte').waitFor();
    await details.getByText('Required').waitFor();
    await page.getByRole('button', { name: 'Remove Visit details' }).press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Breaking change').waitFor();
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  });

  it('has its fields changed as far as its data survives; else the dialog says why not', async () => {
    const { page, faults, dialog, details, ...visitor } = await visitSchema('en-US', 'door');
    await page.getByRole('button', { name: 'Edit field' }).press('Enter');
    await dialog.getByText('Every schema made of it changes: Kiosk sessions, Store visits.').waitFor();
    await dialog.getByRole('textbox', { name: 'Maximum length' }).fill('5');
    await dialog.getByRole('button', { name: 'Apply' }).press('Enter');
    await dialog.getByText('gets a lower maxLength').waitFor();
    await visitor.look('en-own-field-refused');
    await dialog.getByRole('textbox', { name: 'Maximum length' }).fill('40');
    await dialog.getByRole('textbox', { name: 'Display name' }).fill('Entrance');
    await dialog.getByRole('button', { name: 'Apply' }).press('Enter');
    await details.getByText('Entrance').waitFor();
    await details.getByText('40', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Deprecate' }).press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Deprecate' }).click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'No longer deprecated' }).press('Enter');
    await page.getByRole('button', { name: 'Delete field' }).press('Enter');
    await dialog.getByRole('button', { name: 'Delete field' }).press('Enter');
    await dialog.getByText('door is removed').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).press('Enter');
    await page.getByRole('button', { name: 'Deprecate' }).waitFor();
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  });

  it('has labels on its fields, which those who may not manage schemas see and cannot change', async () => {
    const { page, faults, dialog, details, ...visitor } = await visitSchema('fr-FR', 'door');
    await page.getByRole('button', { name: 'Modifier les étiquettes' }).press('Enter');
    await dialog.getByRole('checkbox', { name: 'C2' }).press('Space');
    await dialog.getByRole('textbox', { name: 'Étiquettes personnalisées' }).fill('custom/porte');
    await visitor.look('fr-field-labels');
    await dialog.getByRole('button', { name: 'Enregistrer' }).press('Enter');
    await details.getByText('C2, custom/porte').waitFor();
    await page.getByRole('button', { name: 'Modifier les étiquettes' }).press('Enter');
    await dialog.getByRole('checkbox', { name: 'C2' }).press('Space');
    await dialog.getByRole('textbox', { name: 'Étiquettes personnalisées' }).fill('');
    await dialog.getByRole('checkbox', { name: 'S1' }).press('Space');
    await dialog.getByRole('button', { name: 'Enregistrer' }).press('Enter');
    await details.getByText('S1', { exact: true }).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();

    const reader = await visitSchema('en-US', 'door', await holderOf());
    await reader.details.getByText('S1', { exact: true }).waitFor();
    const offered = reader.page.getByRole('main').getByRole('button');
    expect(await offered.allInnerTexts()).not.toEqual(expect.arrayContaining([expect.stringMatching(/Edit|Add/)]));
    expect(reader.faults).toEqual([]);
  });

  it('has fields that refer to another schema, which is changed and taken back', async () => {
    const { page, faults, dialog, details, ...visitor } = await visitSchema('en-US', 'door');
    await page.getByRole('button', { name: 'Add relationship' }).press('Enter');
    await dialog.getByRole('button', { name: 'Reference schema' }).press('Enter');
    await page.getByRole('option', { name: 'Stores' }).press('Enter');
    expect(await dialog.getByRole('textbox', { name: 'Reference identity namespace' }).inputValue()).toBe('Phone');
    await visitor.look('en-relationship');
    await once(page, '**/descriptors', 'xdm:descriptorOneToOne');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await dialog.getByText('Changed meanwhile').waitFor();
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await details.getByRole('link', { name: 'Stores' }).waitFor();
    await page.getByRole('row', { name: 'door', exact: true }).getByText('→ Stores').waitFor();
    const described = await suite.api.call<Record<string, Record<string, unknown>[]>>(
      'GET',
      `${REGISTRY}/descriptors`,
      undefined,
      { accept: 'application/vnd.adobe.xdm+json' },
    );
    expect(described['xdm:descriptorReferenceIdentity']).toMatchObject([
      { 'xdm:sourceProperty': `/_${tenant}/door`, 'xdm:identityNamespace': 'Phone' },
    ]);
    expect(described['xdm:descriptorOneToOne']).toHaveLength(1);
    await page.goto('/sname:prod/schemas?tab=relationships');
    await page.getByRole('link', { name: `_${tenant}.door` }).waitFor();
    await visitor.look('en-relationships');
    await page.getByRole('link', { name: `_${tenant}.door` }).press('Enter');
    await page.getByRole('button', { name: 'Edit relationship' }).press('Enter');
    await dialog.getByRole('button', { name: /Reference schema/ }).waitFor();
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Delete relationship' }).press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete relationship' }).click();
    await page.getByRole('button', { name: 'Add relationship' }).waitFor();
    await details.getByRole('link', { name: 'Stores' }).waitFor({ state: 'detached' });
    expect(faults.filter((fault) => !fault.includes('409'))).toEqual([]);
  });

  it.each([
    ['manage-identity-metadata', 'Add identity'],
    ['manage-relationships', 'Add relationship'],
  ])('offers holders of %s what that permission is for, and no more', async (permission, offer) => {
    const { page, faults } = await visitSchema('en-US', 'door', await holderOf(permission));
    const main = page.getByRole('main');
    await main.getByRole('button', { name: offer }).waitFor();
    const offered = (await main.getByRole('button').allInnerTexts()).filter((text) =>
      /Edit|Add|Remove|Delete|Convert|Deprecate/.test(text),
    );
    expect(offered).toEqual([offer]);
    expect(faults).toEqual([]);
  });

  it('has a data type made of one of its objects, and its own is refused a name that is taken', async () => {
    const { page, faults, dialog, details, ...visitor } = await visitSchema('fr-FR', 'desk');
    await page.getByRole('button', { name: 'Convertir en type de données' }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Nom du type de données' }).fill('Stores');
    await dialog.getByRole('button', { name: 'Convertir' }).press('Enter');
    await dialog.getByText('Titre déjà utilisé').waitFor();
    await dialog.getByRole('textbox', { name: 'Nom du type de données' }).fill('Guichet');
    await once(page, '**/fieldgroups/*', '$ref');
    await dialog.getByRole('button', { name: 'Convertir' }).press('Enter');
    await dialog.getByText('Changed meanwhile').waitFor();
    await dialog.getByRole('button', { name: 'Convertir' }).press('Enter');
    await details.getByText('Guichet').waitFor();
    await page.getByRole('button', { name: 'Ajouter un champ' }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Nom du champ' }).fill('till');
    await dialog.getByRole('combobox', { name: 'Dans' }).fill('desk');
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Appliquer' }).press('Enter');
    await dialog.getByText('desk n’accueille pas de champ').waitFor();
    await dialog.getByRole('button', { name: 'Annuler' }).press('Enter');
    await page.getByRole('searchbox').fill('clerk');
    await page.getByRole('row', { name: 'clerk', exact: true }).click();
    expect(await page.getByRole('button', { name: 'Modifier le champ' }).count()).toBe(0);
    await page.goto('/sname:prod/schemas?tab=data-types');
    await visitor.look('fr-data-types');
    await page.getByRole('link', { name: 'Guichet' }).click();
    await visitor.heading('Guichet');
    await page.getByRole('row', { name: 'clerk', exact: true }).click();
    await page.getByRole('button', { name: 'Modifier le champ' }).waitFor();
    expect(faults.filter((fault) => !/40[09]/.test(fault))).toEqual([]);
  });

  it('goes to another sandbox as a file, with what it is made of; what is there already is not made again', async () => {
    const sandbox = { name: 'dev', title: 'Development', type: 'development' };
    await suite.api.call('POST', '/data/foundation/sandbox-management/sandboxes', sandbox);
    const { page, faults, dialog, details, ...visitor } = await visitSchema('fr-FR');
    const exported = async () => {
      await page.getByRole('button', { name: 'Plus' }).press('Enter');
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: 'Exporter' }).press('Enter');
      const chunks = await (await (await download).createReadStream()).toArray();
      return Buffer.concat(chunks);
    };
    const give = async (buffer: Buffer) => {
      await page.goto('/sname:dev/schemas');
      await page.getByRole('button', { name: 'Importer' }).press('Enter');
      await dialog
        .locator('input[type=file]')
        .setInputFiles({ name: 'visits.json', mimeType: 'application/json', buffer });
    };
    const first = await exported();
    await give(Buffer.from('{"title": "no list"}'));
    await dialog.getByText('Ce n’est pas un fichier d’export.').waitFor();
    await visitor.look('fr-import');
    await give(first);
    await visitor.heading('Store visits');
    await page.getByRole('searchbox').fill('door');
    await page.getByRole('row', { name: 'door', exact: true }).click();
    await details.getByText('S1', { exact: true }).waitFor();
    expect(portable(await exported())).toEqual(portable(first));
    await give(first);
    await dialog.getByText('already exists').waitFor();
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  });
});
