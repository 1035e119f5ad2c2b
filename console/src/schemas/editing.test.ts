import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { consoleSuite } from '../../../tools/harness/console.ts';
import { dataset } from '../../../tools/harness/programme.ts';
import { EVENT, makeSchema, makeStoreVisits, REGISTRY, visitSchema } from '../../../tools/harness/store-visits.ts';
import { XdmInlet } from '../../../tools/harness/xdm-inlet.ts';

/** The next call with the word in its body is answered as if somebody else had been faster. */
async function once(page: Page, address: string, word: string): Promise<void> {
  const body = JSON.stringify({ title: 'Changed meanwhile', status: 409 });
  let isMeant = true;
  // The route stays: were it taken away while the page goes on, what the page asks in that moment would never be answered.
  await page.route(address, (route) => {
    if (!isMeant || !(route.request().postData() ?? '').includes(word)) return route.fallback();
    isMeant = false;
    return route.fulfill({ status: 409, contentType: 'application/json', body });
  });
}

const COMMERCE = 'https://ns.adobe.com/xdm/context/experienceevent-commerce';
let tenant: string;
const suite = consoleSuite('schema-editing', async ({ api }) => {
  ({ tenant } = await makeStoreVisits(api));
});

describe('a schema that is there already', () => {
  it('is made of field groups that are made beforehand, for a class', async () => {
    const visitor = await suite.visit('en-US');
    const { page, faults } = visitor;
    const dialog = page.getByRole('dialog');
    await visitor.signIn();
    await page.goto('/sname:prod/schemas?tab=field-groups');
    await page.getByRole('button', { name: 'Create field group' }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Display name' }).fill('Queue details');
    await dialog.getByRole('combobox', { name: 'Class' }).fill('ExperienceEvent');
    await page.getByRole('option', { name: 'XDM ExperienceEvent' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await visitor.look('en-create-field-group');
    await dialog.getByRole('button', { name: 'Create' }).press('Enter');
    await visitor.heading('Queue details');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Add field', exact: true }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Field name' }).fill('ticket');
    await dialog.getByRole('button', { name: 'Apply' }).press('Enter');
    await page.getByRole('row', { name: 'ticket', exact: true, selected: true }).waitFor();
    const groups = await suite.api.call<{ results: object[] }>('GET', `${REGISTRY}/fieldgroups`, undefined, {
      accept: 'application/vnd.adobe.xed+json',
    });
    expect(groups.results).toContainEqual(
      expect.objectContaining({ title: 'Queue details', 'meta:intendedToExtend': [EVENT] }),
    );

    // A schema takes of a group what it needs.
    const orders = await makeSchema(suite.api, 'Orders', [EVENT, COMMERCE]);
    await page.goto('/sname:prod/schemas?search=Orders');
    await page.getByRole('link', { name: 'Orders' }).click();
    await visitor.heading('Orders');
    await page.getByRole('button', { name: 'Manage related fields of Commerce Details' }).press('Enter');
    const ofGroup = dialog.getByRole('treegrid', { name: 'Fields of Commerce Details' });
    const items = ofGroup.getByRole('row', { name: 'productListItems' });
    expect(await items.getByRole('checkbox').isChecked()).toBe(true);
    // To the row, as a person comes to it: a tree gives a focus that jumps into a row to its first one.
    await items.press('Space');
    expect(await items.getByRole('checkbox').isChecked()).toBe(false);
    await visitor.look('en-manage-related-fields');
    await dialog.getByRole('button', { name: 'Confirm' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('row', { name: 'productListItems', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('searchbox').fill('purchases');
    await page.getByRole('row', { name: 'purchases', exact: true }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('row', { name: 'purchases', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Add field', exact: true }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Field name' }).fill('checkouts');
    expect(await dialog.getByRole('region', { name: 'Recommended standard fields' }).count()).toBe(0);
    await dialog.getByRole('textbox', { name: 'Field name' }).fill('purch');
    await dialog.getByRole('button', { name: 'Add commerce.purchases of Commerce Details' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('row', { name: 'purchases', exact: true, selected: true }).waitFor();
    const kept = await suite.api.call<{ allOf: { 'meta:refProperty'?: string[] }[] }>(
      'GET',
      `${REGISTRY}/schemas/${encodeURIComponent(orders)}`,
      undefined,
      { accept: 'application/vnd.adobe.xed+json; version=1' },
    );
    const { 'meta:refProperty': chosen = [] } = kept.allOf[1]!;
    expect(chosen).toEqual(['/commerce']);
    expect(faults).toEqual([]);
  });

  it('gets a field of its own in an object that is made for it, and shows it', async () => {
    const { page, faults, dialog, details, ...visitor } = await visitSchema(suite, 'en-US', 'Store visits');
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
    await details.getByRole('listitem').filter({ hasText: 'A2 – Tea' }).waitFor();
    await page.getByRole('row', { name: 'sku', exact: true, selected: true }).waitFor();
    await page.reload();
    await details.getByText(`_${tenant}.lines[].sku`).waitFor();
    expect(faults).toEqual([]);
  });

  it('gets a field of its own inside a standard object, in a field group that extends the standard one', async () => {
    const orders = await makeSchema(suite.api, 'Baskets', [EVENT, COMMERCE]);
    const { id, table } = await dataset(suite.api, 'Baskets', orders, {});
    const { page, faults, dialog, details, ...visitor } = await visitSchema(suite, 'en-US', 'Baskets', {
      field: 'productListItems',
    });
    const addHere = async (name: string, more: () => Promise<void> = async () => {}) => {
      await page.getByRole('button', { name: 'Add field to this object' }).press('Enter');
      await dialog.getByRole('textbox', { name: 'Field name' }).fill(name);
      await more();
      await dialog.getByRole('button', { name: 'Apply' }).press('Enter');

      await details.getByText(`productListItems[]._${tenant}.${name}`).waitFor();
    };
    await addHere('shelf', async () => {
      await dialog.getByText('productListItems[] is of the standard field group Commerce Details.').waitFor();
      await dialog.getByRole('textbox', { name: 'Maximum length' }).fill('3');
      expect(await dialog.getByRole('textbox', { name: 'Field group name' }).inputValue()).toBe(
        'Commerce Details (Extended)',
      );
      await visitor.look('en-extend-object');
    });
    await page.getByRole('link', { name: 'Commerce Details (Extended)' }).waitFor();
    await page.getByRole('link', { name: 'Commerce Details', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('searchbox').fill('shelf');
    await page
      .getByRole('row', { name: `_${tenant}`, exact: true })
      .getByText('Extended')
      .waitFor();
    await visitor.look('en-extended-object');
    // The next one goes into the same field group.
    await page.getByRole('row', { name: `_${tenant}`, exact: true }).click();
    await addHere('drawer');

    // What is sent is held to it.
    const inlet = await XdmInlet.open(suite);
    const sold = (_id: string, shelf: string) => ({
      _id,
      timestamp: '2026-11-01T10:00:00Z',
      productListItems: [{ SKU: 'A1', [`_${tenant}`]: { shelf } }],
    });
    await inlet.send(id, [sold('b1', 'A7'), sold('b2', 'far too long')]);
    await suite.api.settled();
    const { rows } = await suite.api.sql(`select "_id", productListItems[1]._${tenant}.shelf from "${table}"`);
    expect(rows).toEqual([['b1', 'A7']]);

    // From then on it changes as far as that data survives.
    await page.getByRole('searchbox').fill('shelf');
    await page.getByRole('row', { name: 'shelf', exact: true }).click();
    await page.getByRole('button', { name: 'Edit field' }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Maximum length' }).fill('2');
    await dialog.getByRole('button', { name: 'Apply' }).press('Enter');
    await dialog.getByText('gets a lower maxLength').waitFor();
    await dialog.getByRole('textbox', { name: 'Maximum length' }).fill('9');
    await dialog.getByRole('textbox', { name: 'Display name' }).fill('Shelf');
    await dialog.getByRole('button', { name: 'Apply' }).press('Enter');
    await details.getByText('Shelf', { exact: true }).waitFor();
    // Another schema of the standard group is given the same one.
    await makeSchema(suite.api, 'Returns', [EVENT, COMMERCE]);
    await page.goto('/sname:prod/schemas?search=Returns');
    await page.getByRole('link', { name: 'Returns' }).click();
    await page.getByRole('searchbox').fill('productListItems');
    await page.getByRole('row', { name: 'productListItems', exact: true }).click();
    await addHere('bin');
    await page.getByRole('link', { name: 'Commerce Details (Extended)' }).waitFor();
    await page.getByRole('searchbox').fill('drawer');
    await page.getByRole('row', { name: 'drawer', exact: true }).waitFor();
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  });

  it('gets a field group of its own for a new field, which is told when its name is taken', async () => {
    const { page, faults, dialog, details } = await visitSchema(suite, 'en-US', 'Store visits');
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
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Remove Visit details' }).press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Breaking change').waitFor();
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  });

  it('has its fields changed as far as its data survives; else the dialog says why not', async () => {
    const { page, faults, dialog, details, ...visitor } = await visitSchema(suite, 'en-US', 'Store visits', {
      field: 'door',
    });
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
    await dialog.waitFor({ state: 'detached' });
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

  it('has fields that refer to another schema, which is changed and taken back', async () => {
    const { page, faults, dialog, details, ...visitor } = await visitSchema(suite, 'en-US', 'Store visits', {
      field: 'door',
    });
    await page.getByRole('button', { name: 'Add relationship' }).press('Enter');
    await dialog.getByRole('combobox', { name: /^Reference schema/ }).fill('stor');
    await page.getByRole('option', { name: /^Stores/ }).click();
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
    await page.getByRole('link', { name: `_${tenant}.door` }).click();
    await page.getByRole('button', { name: 'Edit relationship' }).press('Enter');
    await dialog.getByRole('combobox', { name: /^Reference schema/ }).waitFor();
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Delete relationship' }).press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete relationship' }).click();
    await page.getByRole('button', { name: 'Add relationship' }).waitFor();
    await details.getByRole('link', { name: 'Stores' }).waitFor({ state: 'detached' });
    expect(faults.filter((fault) => !fault.includes('409'))).toEqual([]);
  });

  it('has a data type made of one of its objects, and its own is refused a name that is taken', async () => {
    const { page, faults, dialog, details, ...visitor } = await visitSchema(suite, 'fr-FR', 'Store visits', {
      field: 'desk',
    });
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
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Ajouter un champ' }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Nom du champ' }).fill('till');
    await dialog.getByRole('combobox', { name: 'Dans' }).fill('desk');
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Appliquer' }).press('Enter');
    await dialog.getByText('desk n’accueille pas de champ').waitFor();
    await dialog.getByRole('button', { name: 'Annuler' }).press('Enter');
    await page.getByRole('searchbox').fill('clerk');
    await page.getByRole('row', { name: 'clerk', exact: true }).click();
    // Until the row is the one that is shown, the field before it is, which may be changed.
    await page.getByRole('button', { name: 'Modifier le champ' }).waitFor({ state: 'detached' });
    await page.goto('/sname:prod/schemas?tab=data-types');
    await visitor.look('fr-data-types');
    await page.getByRole('link', { name: 'Guichet' }).click();
    await visitor.heading('Guichet');
    await page.getByRole('row', { name: 'clerk', exact: true }).click();
    await page.getByRole('button', { name: 'Modifier le champ' }).waitFor();
    expect(faults.filter((fault) => !/40[09]/.test(fault))).toEqual([]);
  });
});
