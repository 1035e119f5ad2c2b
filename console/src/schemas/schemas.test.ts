import { describe, expect, it } from 'vitest';
import { type ConsoleSuite, consoleSuite } from '../../../tools/harness/console.ts';
import { dataset, flatDataset, schema } from '../../../tools/harness/programme.ts';
import { ownFieldGroup, setUpWideSchema } from '../../../tools/harness/wide-schema.ts';

const REGISTRY = '/data/foundation/schemaregistry/tenant';
const PROFILE = 'https://ns.adobe.com/xdm/context/profile';

let tenant: string;

/** A schema in profiles, one that is not but has a dataset, and one of two thousand fields. */
async function fill({ api }: ConsoleSuite): Promise<void> {
  await schema(api, 'Loyalty member', [
    PROFILE,
    'https://ns.adobe.com/xdm/context/identitymap',
    'https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details',
  ]);
  const event = { $ref: 'https://ns.adobe.com/xdm/context/experienceevent' };
  const visits = await api.call<{ $id: string }>('POST', `${REGISTRY}/schemas`, {
    type: 'object',
    title: 'Store visits',
    description: 'Visits counted at the door',
    allOf: [event],
  });
  await dataset(api, 'Visits', visits.$id, {});
  await flatDataset(api, 'Price list', { price: { type: 'number' } });
  ({ tenant } = await setUpWideSchema(api));
  await ownFieldGroup(api, tenant, 'Other kind of field', { field0000: { type: 'integer' } });
}

const suite = consoleSuite('schemas', fill);

describe('the schemas of the console', () => {
  it('are listed with class and Profile, searched by an address, and lead to their page', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Schemas');
    const row = page.getByRole('row', { name: /^Loyalty member/ });
    await row.getByRole('gridcell', { name: 'XDM Individual Profile' }).waitFor();
    await row.getByRole('gridcell', { name: 'Profile', exact: true }).waitFor();
    await row.getByRole('gridcell', { name: 'Standard' }).waitFor();
    await row.getByRole('gridcell', { name: 'Record' }).waitFor();
    await visitor.look('en-schemas-list');
    const exported = page.waitForEvent('download');
    // The last thing in a row is a step back from its beginning; Enter presses it, and does not lead to the page of the row.
    await row.press('ArrowLeft');
    for (const key of ['Enter', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    expect((await exported).suggestedFilename()).toMatch(/^_.*\.json$/);
    await page.goto('/sname:prod/schemas?adhoc=shown&behavior=time-series');
    await page.getByText('1 of 1').waitFor();
    await page.getByRole('button', { name: 'Behavior' }).press('Enter');
    await page.getByRole('option', { name: 'All behaviors' }).press('Enter');
    await page
      .getByRole('row', { name: /^Price list/ })
      .getByRole('gridcell', { name: 'Adhoc' })
      .waitFor();
    await page.getByRole('columnheader', { name: 'Last modified' }).press('Enter');
    await page.waitForURL(/\?adhoc=shown&sort=updated$/);
    await page.getByRole('columnheader', { name: 'Last modified' }).press('Enter');
    await page.waitForURL(/\?adhoc=shown&sort=-updated$/);
    await page.getByRole('row').nth(1).getByText('Wide member').waitFor();
    await page.goto('/sname:prod/schemas?tab=field-groups&owner=standard&industry=retail&sort=-popularity');
    await page.getByText('16 of 16').waitFor();
    const first = page.getByRole('row').nth(1);
    await first.getByRole('link', { name: 'Loyalty Details' }).waitFor();
    await first.getByRole('gridcell', { name: 'Retail and 7 more' }).waitFor();
    await first.getByRole('gridcell', { name: '1 schema', exact: true }).waitFor();
    await visitor.look('en-field-groups', true);
    await visitor.tab('Browse');
    await page.getByRole('switch', { name: 'Included in Profile' }).press('Space');
    await page.getByText('1 of 1').waitFor();
    await page.getByRole('switch', { name: 'Included in Profile' }).press('Space');
    await page.getByRole('switch', { name: 'Show adhoc schemas' }).press('Space');
    await page.getByRole('link', { name: 'Price list' }).waitFor();
    await page.getByRole('switch', { name: 'Show adhoc schemas' }).press('Space');
    await page.getByRole('link', { name: 'Price list' }).waitFor({ state: 'detached' });
    await page.getByRole('searchbox', { name: 'Search schemas' }).fill('door visits');
    await page.getByText('1 of 3').waitFor();
    expect(new URL(page.url()).searchParams.get('search')).toBe('door visits');
    await page.reload();
    await page.getByText('1 of 3').waitFor();
    await page.getByRole('link', { name: 'Store visits' }).click();
    await visitor.heading('Store visits');
    // Of many suggested values only the number is in the way.
    await page.getByRole('row', { name: 'eventType', exact: true }).click();
    expect(await page.getByText('commerce.purchases').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Suggested values (88)' }).press('Enter');
    await page.getByRole('searchbox', { name: 'Search values' }).fill('commerce purch');
    await page.getByText('1 of 88').waitFor();
    await page.getByRole('region', { name: 'Suggested values' }).getByText('commerce.purchases').waitFor();
    await visitor.look('en-suggested-values');
    expect(faults).toEqual([]);
  });

  it('show their fields by keyboard, what a field is at an address, and can be taken along as JSON', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Schemas');
    await page.getByRole('link', { name: 'Loyalty member' }).click();
    const tree = page.getByRole('treegrid', { name: 'Fields' });
    await tree.getByRole('row', { name: 'loyalty', exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('tier');
    await page.keyboard.press('Enter');
    const details = page.getByRole('region', { name: 'Field properties' });
    await details.getByText('loyalty.tier', { exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('field')).toBe('loyalty.tier');
    await visitor.look('en-schema');
    await page.reload();
    await details.getByText('loyalty.tier', { exact: true }).waitFor();
    expect(await page.getByRole('switch', { name: 'Profile' }).isChecked()).toBe(true);
    // It is in sight: the rows of a tree that are not are not there.
    await tree.getByRole('row', { name: 'tier', exact: true, selected: true }).waitFor();

    await page.getByRole('switch', { name: 'Show display names for fields' }).press('Space');
    await tree.getByText('Tier Expiry Date').waitFor();
    await page.getByRole('searchbox', { name: 'Search fields' }).fill('expiration date');
    await tree.getByRole('row', { name: 'pointsExpirationDate' }).click();
    await details.getByText('loyalty.pointsExpiration[].pointsExpirationDate').waitFor();

    await page.getByRole('button', { name: 'More' }).click();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Copy JSON', 'Download sample file', 'Export']);
    // What is on its way is not asked for again; the rest can be.
    const exporting = Promise.withResolvers<void>();
    await page.route('**/rpc/export/**', async (route) => {
      await exporting.promise;
      await route.continue();
    });
    await page.getByRole('menuitem', { name: 'Copy JSON' }).click();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Copy JSON', disabled: true }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Download sample file' }).click();
    const stream = await (await download).createReadStream();
    const chunks = await stream.toArray();
    expect(JSON.parse(Buffer.concat(chunks).toString())).toHaveProperty('loyalty.tier');
    exporting.resolve();
    await page.getByText('The JSON is on the clipboard.').waitFor();
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as { title: string }[];
    expect(copied.at(-1)?.title).toBe('Loyalty member');
    expect(faults).toEqual([]);
  });

  it('are kept while they are in use, and enabled for Profile only with an identity and after a question', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Schemas');
    await page.getByRole('link', { name: 'Store visits' }).click();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Resource in use').waitFor();
    await visitor.look('en-schema-kept');
    await page.getByText('Profile', { exact: true }).click();
    await dialog.getByText('This cannot be undone', { exact: false }).waitFor();
    await visitor.look('en-schema-profile-question');
    await dialog.getByRole('button', { name: 'Enable' }).click();
    await page.getByRole('switch', { name: 'Profile', checked: true }).waitFor();
    await page.goto('/sname:prod/schemas?search=wide');
    await page.getByRole('link', { name: 'Wide member' }).click();
    await page.getByText('For Profile the schema needs a primary identity').waitFor();
    expect(await page.getByRole('switch', { name: 'Profile' }).isDisabled()).toBe(true);
    await page.goto('/sname:prod/schemas/no-such-schema');
    await visitor.heading('There is no such schema');
    expect(faults.filter((fault) => !/40[04]/.test(fault))).toEqual([]);
  });

  it('are named anew, and their fields made identities or deprecated; a refusal is shown where it was asked', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await page.goto('/sname:prod/schemas?search=wide');
    await page.getByRole('link', { name: 'Wide member' }).click();
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Edit' }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Schema display name' }).fill('Store visits');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await dialog.getByText('Title not unique').waitFor();
    await dialog.getByRole('textbox', { name: 'Schema display name' }).fill('Wide people');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await visitor.heading('Wide people');
    await dialog.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Add field groups' }).press('Enter');
    await dialog.getByRole('searchbox', { name: 'Search field groups' }).fill('loyalty details');
    await dialog.getByRole('row', { name: /^Loyalty Details/ }).click();
    await dialog.getByRole('button', { name: 'Add field groups' }).press('Enter');
    await page.getByRole('list', { name: 'Field groups' }).getByText('Loyalty Details').waitFor();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Add field groups' }).press('Enter');
    await dialog.getByRole('row', { name: /^Other kind of field/ }).click();
    await dialog.getByText('1 field group chosen').waitFor();
    await dialog.getByRole('button', { name: 'Add field groups' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Merge Schema Error').waitFor();
    await page.getByRole('button', { name: 'Remove Loyalty Details' }).press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('link', { name: 'Loyalty Details' }).waitFor({ state: 'detached' });
    await page.getByText('Merge Schema Error').waitFor({ state: 'detached' });

    await page.getByRole('searchbox', { name: 'Search fields' }).fill('field0007');
    await page.getByRole('row', { name: 'field0007' }).click();
    const details = page.getByRole('region', { name: 'Field properties' });
    await page.getByRole('button', { name: 'Add identity' }).press('Enter');
    await dialog.getByRole('combobox', { name: 'Identity namespace' }).fill('Nowhere');
    await page.keyboard.press('Tab');
    await dialog.getByRole('button', { name: 'Add identity' }).press('Enter');
    await dialog.getByRole('alert').getByText('Nowhere').waitFor();
    await visitor.look('en-schema-identity-refused');
    await dialog.getByRole('combobox', { name: 'Identity namespace' }).fill('Email');
    await page.keyboard.press('Tab');
    await dialog.getByText('Primary identity').click();
    await dialog.getByRole('button', { name: 'Add identity' }).press('Enter');
    await details.getByText('Primary identity').waitFor();
    expect(await page.getByRole('switch', { name: 'Profile' }).isEnabled()).toBe(true);
    await dialog.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Deprecate' }).press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Deprecate' }).click();
    await page.getByRole('button', { name: 'No longer deprecated' }).waitFor();
    await visitor.look('en-schema-field');
    // What is pressed again before the answer is there is asked once.
    const again = Promise.withResolvers<void>();
    let asked = 0;
    await page.route('**/tenant/fieldgroups/*', async (route) => {
      if (route.request().method() === 'PATCH') asked += 1;
      await again.promise;
      await route.continue();
    });
    const undone = page.getByRole('button', { name: 'No longer deprecated' });
    await undone.press('Enter');
    await expect.poll(() => asked).toBe(1);
    await undone.press('Enter');
    again.resolve();
    await page.getByRole('button', { name: 'Deprecate', exact: true }).waitFor();
    expect(asked).toBe(1);
    await page.getByRole('button', { name: 'Remove identity' }).press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove identity' }).click();
    await page.getByRole('button', { name: 'Add identity' }).waitFor();
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  });

  it('of two thousand fields have only those rows in the page that are in sight', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await page.goto('/sname:prod/schemas?search=wide');
    await page.getByRole('link', { name: /^Wide/ }).click();
    const tree = page.getByRole('treegrid', { name: 'Fields' });
    await tree.getByRole('row', { name: `_${tenant}`, exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    await tree.getByRole('row', { name: 'field0000' }).waitFor();
    const rows = () => tree.getByRole('row').count();
    expect(await rows()).toBeLessThan(60);
    for (let presses = 0; presses < 5; presses++) await page.keyboard.press('PageDown');
    await tree
      .getByRole('row', { name: /^field00[3-9]/ })
      .first()
      .waitFor();
    expect(await rows()).toBeLessThan(60);
    await page.keyboard.press('End');
    await tree.getByRole('row', { name: 'field1999' }).waitFor();
    expect(await rows()).toBeLessThan(60);
    const focused = (selector: string) =>
      page.evaluate((one) => document.activeElement?.matches(one) ?? false, selector);
    for (let presses = 0; presses < 5 && !(await focused('[type=search]')); presses++)
      await page.keyboard.press('Shift+Tab');
    await page.keyboard.type('field1987');
    await expect.poll(rows).toBe(2);
    for (let presses = 0; presses < 5 && !(await focused('[role=row]')); presses++) await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page
      .getByRole('region', { name: 'Field properties' })
      .getByText(/\.field1987$/)
      .waitFor();
    expect(await tree.getByRole('row').count()).toBe(2);
    await page.getByRole('searchbox', { name: 'Search fields' }).fill('nothing of the kind');
    await page.getByText('No field has these words.').waitFor();
    expect(faults).toEqual([]);
  });

  it('are made from a file, as recommended and as a person changes it, in French', async () => {
    const { page, faults, ...visitor } = await suite.visit('fr-FR');
    await page.goto('/sname:prod/schemas/create');
    await visitor.signIn();
    await page.getByRole('link', { name: 'Assistée par ML' }).press('Enter');
    await visitor.heading('Assistée par ML');
    await visitor.tabTo('button', 'Suivant');
    await page.keyboard.press('Enter');
    const csv =
      'email,prénom,points,caisse,numéro_adhérent\nana@example.com,Ana,1250,T1,00123\nben@example.com,Ben,400,T2,00124\ncleo@example.com,Cléo,3100,T1,00125\n';
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'membres.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByRole('table', { name: 'Les premières lignes de membres.csv' }).getByText('Cléo').waitFor();
    await visitor.look('fr-ml-data');
    await page.getByRole('button', { name: 'Suivant' }).click();
    const rows = page.getByRole('grid', { name: 'Schéma recommandé' });
    await rows.getByRole('gridcell', { name: 'person.name.firstName' }).waitFor();
    await rows
      .getByRole('row', { name: /^numéro_adhérent/ })
      .getByRole('gridcell', { name: 'Tableau' })
      .waitFor();
    await rows.getByRole('row', { name: /caisse/ }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'caisse' });
    await dialog.getByRole('combobox', { name: 'Champ cible' }).fill(`_${tenant}.magasin.caisse`);
    await page.keyboard.press('Tab');
    await dialog.getByRole('textbox', { name: 'Nom d’affichage' }).fill('Caisse');
    await visitor.look('fr-ml-row');
    await dialog.getByRole('button', { name: 'Appliquer' }).click();
    await rows.getByRole('gridcell', { name: 'Caisse', exact: true }).waitFor();
    await visitor.look('fr-ml-review');
    // The target chosen in the tree of what the class offers, by keyboard alone.
    await rows.getByRole('row', { name: /^prénom/ }).focus();
    await page.keyboard.press('Enter');
    await visitor.tabTo('button', 'Choisir dans l’arbre');
    await page.keyboard.press('Enter');
    const choice = page.getByRole('dialog', { name: 'Champ cible' });
    await choice.getByText('Choisi : person.name.firstName').waitFor();
    // It is in sight: the rows of a tree that are not are not there.
    await choice.getByRole('row', { name: 'firstName', exact: true, selected: true }).waitFor();
    await visitor.tabTo('searchbox', 'Rechercher des champs');
    await page.keyboard.type('person.name.middle');
    const middle = choice.getByRole('row', { name: 'middleName', exact: true }).first();
    await middle.waitFor();
    await visitor.tabTo('row', 'person');
    for (let presses = 0; presses < 4 && (await middle.getAttribute('aria-selected')) !== 'true'; presses++)
      await page.keyboard.press('ArrowDown');
    await visitor.look('fr-ml-tree');
    await visitor.tabTo('button', 'Choisir');
    await page.keyboard.press('Enter');
    await choice.waitFor({ state: 'detached' });
    const firstName = page.getByRole('dialog', { name: 'prénom' });
    expect(await firstName.getByRole('combobox', { name: 'Champ cible' }).inputValue()).toBe('person.name.middleName');
    await visitor.tabTo('button', 'Appliquer');
    await page.keyboard.press('Enter');
    await rows.getByRole('gridcell', { name: 'person.name.middleName' }).waitFor();
    await rows.getByRole('row', { name: /points/ }).click();
    await page.getByRole('dialog', { name: 'points' }).getByText('Inclure dans le schéma').click();
    await page.getByRole('button', { name: 'Appliquer' }).click();
    await rows.getByRole('gridcell', { name: 'Exclu' }).waitFor();
    await page.getByRole('button', { name: 'Ajouter un champ' }).press('Enter');
    const added = page.getByRole('dialog', { name: 'Ajouter un champ' });
    await added.getByRole('combobox', { name: 'Champ cible' }).fill(`_${tenant}.magasin.ville`);
    await page.keyboard.press('Tab');
    await added.getByRole('textbox', { name: 'Nom d’affichage' }).fill('Ville');
    await added.getByRole('button', { name: 'Appliquer' }).press('Enter');
    await rows.getByRole('gridcell', { name: 'Ajouté', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Suivant' }).click();
    await page.getByText('Schéma généré : 5 champs').waitFor();
    await page.getByRole('textbox', { name: 'Nom d’affichage du schéma' }).fill('Membres du fichier');
    await visitor.look('fr-ml-name');
    await page.getByRole('button', { name: 'Terminer' }).click();
    await visitor.heading('Membres du fichier');
    await page.getByRole('searchbox', { name: 'Rechercher des champs' }).fill('caisse');
    await page.getByRole('row', { name: 'caisse', exact: true }).click();
    await page.getByRole('region', { name: 'Propriétés du champ' }).getByText(`_${tenant}.magasin.caisse`).waitFor();
    await visitor.look('fr-schema');
    await page.getByRole('searchbox', { name: 'Rechercher des champs' }).fill('points');
    await page.getByText('Aucun champ ne contient ces mots.').waitFor();
    expect(faults).toEqual([]);
  });

  it('a file that is no table is refused where it was dropped', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:prod/schemas/create/ml-assisted');
    await visitor.signIn();
    await page.getByText('Individual Profile').click();
    await page.getByRole('button', { name: 'Next' }).click();
    const buffer = Buffer.from('a,b\n1,2\n3,"never closed\n4,5\n');
    await page.locator('input[type=file]').setInputFiles({ name: 'broken.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('quotes: Row 3 opens a quotation mark').waitFor();
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  });
});
