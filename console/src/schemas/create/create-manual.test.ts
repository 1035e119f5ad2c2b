import { describe, expect, it } from 'vitest';
import { consoleSuite } from '../../../../tools/harness/console.ts';
import { schema } from '../../../../tools/harness/programme.ts';

const REGISTRY = '/data/foundation/schemaregistry/tenant';
const PROFILE = 'https://ns.adobe.com/xdm/context/profile';
const CONTACT_DETAILS = 'https://ns.adobe.com/xdm/context/profile-personal-details';
const STATS = '/data/foundation/schemaregistry/stats';

const suite = consoleSuite('create-schema', async ({ api }) => {
  const made = await schema(
    api,
    'Loyalty member',
    ['context/profile', 'context/identitymap', 'mixins/profile/profile-loyalty-details'].map(
      (part) => `https://ns.adobe.com/xdm/${part}`,
    ),
  );
  await api.call('POST', `${REGISTRY}/descriptors`, {
    '@type': 'xdm:descriptorIdentity',
    'xdm:sourceSchema': made,
    'xdm:sourceVersion': 1,
    'xdm:sourceProperty': '/personID',
    'xdm:namespace': 'Email',
    'xdm:property': 'xdm:code',
    'xdm:isPrimary': true,
  });
});

/** Titles of the organisation's own resources of a kind that are called so. */
async function madeOf(kind: string, called: RegExp): Promise<readonly string[]> {
  const { results } = await suite.api.call<{ results: { title: string }[] }>('GET', `${REGISTRY}/${kind}`, undefined, {
    accept: 'application/vnd.adobe.xed-id+json',
  });
  return results.map(({ title }) => title).filter((title) => called.test(title));
}

/** A class of the organisation's own with one field. */
async function kioskClass(): Promise<void> {
  const { tenantId } = await suite.api.call<{ tenantId: string }>('GET', STATS);
  const own = { type: 'object', properties: { city: { type: 'string' } } };
  await suite.api.call('POST', `${REGISTRY}/classes`, {
    type: 'object',
    title: 'Kiosk',
    allOf: [{ $ref: 'https://ns.adobe.com/xdm/data/record' }, { $ref: '#/definitions/own' }],
    definitions: { own: { properties: { [`_${tenantId}`]: own } } },
  });
}

describe('a schema', () => {
  it('is made by hand: class, name, field groups, own fields, identity; then enabled for Profile', async () => {
    await suite.api.call('POST', `${REGISTRY}/fieldgroups`, {
      ...{ type: 'object', title: 'Club members fields', allOf: [{ $ref: '#/definitions/own' }] },
      'meta:intendedToExtend': ['https://ns.adobe.com/xdm/context/experienceevent'],
      definitions: { own: { properties: {} } },
    });
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Schemas');
    await visitor.tabTo('link', 'Create schema');
    await page.keyboard.press('Enter');
    await visitor.heading('Create schema');
    await visitor.look('en-schema-create');
    await visitor.tabTo('link', 'Manual');
    await page.keyboard.press('Enter');
    const next = page.getByRole('button', { name: 'Next' });
    expect(await next.isDisabled()).toBe(true);
    await visitor.tabTo('radio', 'Individual Profile');
    await page.keyboard.press('Space');
    await next.press('Enter');
    const name = page.getByRole('textbox', { name: 'Schema display name' });
    await name.fill('Loyalty member');
    await page.getByText('There is a schema of this name already.').first().waitFor();
    await name.fill('Club');
    await page.getByRole('textbox', { name: 'Description' }).fill('Members of the club');
    await next.press('Enter');

    await page.getByRole('button', { name: 'Add field groups' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox', { name: 'Search field groups' }).fill('points redeemed');
    await dialog.getByRole('row', { name: /^Loyalty Details/ }).click();
    await dialog.getByRole('treegrid', { name: 'Fields' }).getByRole('row', { name: 'loyalty' }).waitFor();
    await dialog.getByRole('searchbox', { name: 'Search field groups' }).fill('personal contact');
    await dialog.getByRole('row', { name: /^Personal Contact Details/ }).click();
    await dialog.getByText('2 field groups chosen').waitFor();
    const industry = dialog.getByRole('grid', { name: 'Industry' }).getByRole('row', { name: 'Retail' });
    await dialog.getByRole('searchbox', { name: 'Search field groups' }).fill('details');
    await industry.focus();
    await page.keyboard.press('Space');
    await dialog.getByText('2 of 38').waitFor();
    const first = dialog.getByRole('grid', { name: 'Field groups' }).getByRole('row').nth(1);
    await dialog.getByRole('columnheader', { name: 'Popularity' }).press('Enter');
    await first.getByRole('gridcell', { name: '0 schemas' }).waitFor();
    await first.getByRole('button', { name: 'Preview User Account Details' }).press('Enter');
    await dialog.getByRole('region', { name: 'Preview' }).getByText('User Account Details').waitFor();
    await dialog.getByRole('columnheader', { name: 'Popularity' }).press('Enter');
    await first.getByRole('gridcell', { name: '1 schema', exact: true }).waitFor();
    // What is not in sight stays chosen.
    await dialog.getByRole('button', { name: 'Remove Personal Contact Details' }).waitFor();
    await visitor.look('en-schemas-field-groups');
    await dialog.getByRole('button', { name: 'Add field groups' }).press('Enter');
    await page.getByRole('list', { name: 'Field groups' }).getByText('Loyalty Details').waitFor();

    await page.getByRole('button', { name: 'Add field', exact: true }).press('Enter');
    await page.getByRole('textbox', { name: 'Field name' }).fill('1st');
    await page.getByText('Use letters, digits and _, a letter first.').waitFor();
    await page.getByRole('textbox', { name: 'Field name' }).fill('gender');
    await dialog.getByRole('button', { name: 'Add person.gender of Demographic Details' }).waitFor();
    await visitor.look('en-schemas-recommended');
    await dialog.getByRole('button', { name: 'Add person.gender of Demographic Details' }).press('Enter');
    await page.getByRole('row', { name: 'gender', exact: true, selected: true }).waitFor();
    await page.getByRole('button', { name: 'Manage related fields of Loyalty Details' }).press('Enter');
    await dialog.getByRole('row', { name: 'loyalty', exact: true }).press('ArrowRight');
    await dialog.getByRole('row', { name: 'adjustedPoints', exact: true }).press('Space');
    await dialog.getByRole('button', { name: 'Confirm' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('searchbox', { name: 'Search fields' }).fill('loyalty.program');
    await page.getByRole('row', { name: 'program', exact: true }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).press('Enter');
    await page.getByRole('row', { name: 'program', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('searchbox', { name: 'Search fields' }).fill('');
    await page.getByRole('button', { name: 'Add field', exact: true }).press('Enter');
    await page.getByRole('textbox', { name: 'Field name' }).fill('favouriteShop');
    await page.getByRole('textbox', { name: 'Display name' }).fill('Favourite shop');
    await page.getByRole('radio', { name: 'Suggested Values' }).press('Space');
    await page.getByRole('textbox', { name: 'Values' }).fill('PAR, Paris\nLYS, Lyon');
    await page.getByRole('button', { name: 'Apply' }).press('Enter');
    await page.getByRole('list', { name: 'Own fields' }).getByText('favouriteShop').waitFor();
    await page.getByRole('row', { name: 'favouriteShop', exact: true, selected: true }).waitFor();
    // Its field group is called as the schema is; where another one has that name, the person says how.
    await page.getByRole('button', { name: 'Back' }).press('Enter');
    await name.fill('Club members');
    await next.press('Enter');
    await page.getByText('There is a field group named Club members fields already').waitFor();
    expect(await next.isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Edit favouriteShop' }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Field group name' }).fill('Loyalty Details');
    await dialog.getByRole('button', { name: 'Apply' }).press('Enter');
    await dialog.getByText('There is a field group named Loyalty Details already.').waitFor();
    await dialog.getByRole('textbox', { name: 'Field group name' }).fill('Shops of the club');
    await dialog.getByRole('button', { name: 'Apply' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await next.isEnabled()).toBe(true);
    await page.getByRole('row', { name: 'favouriteShop', exact: true, selected: true }).waitFor();

    // What is said of fields is made with the schema.
    const details = page.getByRole('region', { name: 'Field properties' });
    await page.getByRole('button', { name: 'Add relationship' }).press('Enter');
    await dialog.getByRole('button', { name: /Reference schema/ }).press('Enter');
    await page.getByRole('option', { name: 'Loyalty member' }).press('Enter');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await details.getByText('Loyalty member').waitFor();
    await page.getByRole('button', { name: 'Edit labels' }).press('Enter');
    await dialog.getByRole('checkbox', { name: /^C2 / }).press('Space');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await details.getByText('C2', { exact: true }).waitFor();
    await page.getByRole('searchbox', { name: 'Search fields' }).fill('loyalty.status');
    await page.getByRole('row', { name: 'status', exact: true }).click();
    await page.getByRole('button', { name: 'Edit names and values' }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Display name' }).fill('Standing');
    await dialog.getByRole('textbox', { name: 'Suggested values to add' }).fill('kept, Kept for good');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await details.getByText('kept – Kept for good').waitFor();
    await page.getByRole('button', { name: 'Deprecate' }).press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Deprecate' }).click();
    await page.getByRole('button', { name: 'No longer deprecated' }).waitFor();

    await page.getByRole('searchbox', { name: 'Search fields' }).fill('personalEmail');
    await page.getByRole('row', { name: 'address', exact: true }).first().click();
    await page.getByRole('region', { name: 'Field properties' }).getByText('personalEmail.address').waitFor();
    await page.getByRole('checkbox', { name: 'Identity', exact: true }).press('Space');
    await page.getByText('Give the identity personalEmail.address a namespace.').waitFor();
    await page.getByRole('combobox', { name: 'Identity namespace' }).fill('Email');
    await page.keyboard.press('Escape');
    await page.getByRole('checkbox', { name: 'Primary identity' }).press('Space');
    await visitor.look('en-schemas-structure');

    // A field of its own inside a standard object: a field group that extends the standard one, made with the schema.
    const { tenantId } = await suite.api.call<{ tenantId: string }>('GET', STATS);
    const inner = `personalEmail._${tenantId}.checkedBy`;
    await page.getByRole('row', { name: 'personalEmail', exact: true }).click();
    await page.getByRole('button', { name: 'Add field to this object' }).press('Enter');
    await dialog.getByText('personalEmail is of the standard field group Personal Contact Details.').waitFor();
    await dialog.getByRole('textbox', { name: 'Field name' }).fill('checkedBy');
    await dialog.getByRole('textbox', { name: 'Maximum length' }).fill('30');
    await visitor.look('en-schemas-draft-extend');
    await dialog.getByRole('button', { name: 'Apply' }).press('Enter');
    await details.getByText(inner).waitFor();
    await page
      .getByRole('row', { name: `_${tenantId}`, exact: true })
      .getByText('Extended')
      .waitFor();
    await page.getByRole('list', { name: 'Field groups' }).getByText('Personal Contact Details (Extended)').waitFor();
    await page.getByRole('list', { name: 'Own fields' }).getByText(inner).waitFor();
    // The next one is of the same field group; what is said of it is made with it.
    await page.getByRole('row', { name: `_${tenantId}`, exact: true }).click();
    await page.getByRole('button', { name: 'Add field to this object' }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Field name' }).fill('spare');
    await dialog.getByRole('button', { name: 'Apply' }).press('Enter');
    await page.getByRole('button', { name: `Remove personalEmail._${tenantId}.spare` }).press('Enter');
    await page.getByRole('row', { name: 'checkedBy', exact: true }).click();
    await page.getByRole('button', { name: 'Edit labels' }).press('Enter');
    await dialog.getByRole('checkbox', { name: /^C2 / }).press('Space');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await details.getByText('C2', { exact: true }).waitFor();
    await visitor.look('en-schemas-draft-extended');
    await next.press('Enter');
    await page.getByText('personalEmail.address – Email (Primary identity)').waitFor();
    await page.getByText(`${inner} – Personal Contact Details (Extended)`).waitFor();
    await page.getByText('favouriteShop – Shops of the club').waitFor();
    await page.getByText('loyalty.status – Standing, kept').waitFor();
    await visitor.look('en-schemas-review');
    // Somebody else is quicker: then nothing is made, and the person goes on from where they are.
    await suite.api.call('POST', `${REGISTRY}/fieldgroups`, {
      ...{ type: 'object', title: 'Personal Contact Details (Extended)', allOf: [{ $ref: '#/definitions/own' }] },
      'meta:intendedToExtend': [PROFILE],
      definitions: { own: { properties: { [`_${tenantId}`]: { properties: { other: { type: 'string' } } } } } },
    });
    await page.getByRole('button', { name: 'Finish' }).press('Enter');
    await page
      .getByRole('alertdialog')
      .or(page.getByRole('alert'))
      .getByText(/Personal Contact Details \(Extended\)/)
      .first()
      .waitFor();
    expect(await madeOf('fieldgroups', /^(?:Shops of the club|Personal Contact)/)).toEqual([
      'Personal Contact Details (Extended)',
    ]);
    expect(await madeOf('schemas', /^Club members/)).toEqual([]);
    await page.getByRole('button', { name: 'Back' }).press('Enter');
    await page.getByRole('button', { name: `Edit ${inner}` }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Field group name' }).fill('Contacts of the club');
    await dialog.getByRole('button', { name: 'Apply' }).press('Enter');
    await page.getByRole('list', { name: 'Field groups' }).getByText('Contacts of the club').waitFor();
    await next.press('Enter');
    await page.getByRole('button', { name: 'Finish' }).press('Enter');
    await visitor.heading('Club members');
    expect(await madeOf('fieldgroups', /^Shops of the club$/)).toHaveLength(1);
    await page.getByRole('searchbox', { name: 'Search fields' }).fill('checkedBy');
    await page.getByRole('row', { name: 'checkedBy', exact: true }).click();
    await details.getByText(inner).waitFor();
    await details.getByText('30').waitFor();
    await page
      .getByRole('row', { name: `_${tenantId}`, exact: true })
      .getByText('Extended')
      .waitFor();
    await page.getByRole('list', { name: 'Identities' }).getByRole('link', { name: 'personalEmail.address' }).click();
    await page.getByRole('region', { name: 'Field properties' }).getByText('Primary identity').waitFor();
    // The address is its own.
    await page.reload();
    await visitor.heading('Club members');

    await page.getByRole('searchbox', { name: 'Search fields' }).fill('favourite');
    await page.getByRole('row', { name: 'favouriteShop' }).click();
    await details.getByText('LYS – Lyon').waitFor();
    await details.getByText('C2', { exact: true }).waitFor();
    await details
      .getByRole('link', { name: 'Loyalty member' })
      .or(details.getByText('Loyalty member'))
      .first()
      .waitFor();
    await page.getByRole('searchbox', { name: 'Search fields' }).fill('loyalty.status');
    await page.getByRole('row', { name: 'status', exact: true }).click();
    await details.getByText('Standing').waitFor();
    await page.getByRole('button', { name: 'No longer deprecated' }).waitFor();
    await page.getByRole('switch', { name: 'Profile' }).press('Space');
    await page.getByRole('button', { name: 'Enable' }).press('Enter');
    await page.getByRole('switch', { name: 'Profile', checked: true }).waitFor();

    const { results } = await suite.api.call<{
      results: { title: string; 'meta:immutableTags'?: string[]; allOf: { 'meta:refProperty'?: string[] }[] }[];
    }>('GET', `${REGISTRY}/schemas?property=title==Club%20members`, undefined, {
      accept: 'application/vnd.adobe.xed+json',
    });
    expect(results).toMatchObject([{ title: 'Club members', 'meta:immutableTags': ['union'] }]);
    const chosen = results[0]!.allOf.map((one) => one['meta:refProperty']);
    expect(chosen).toContainEqual(['/person/gender']);
    expect(chosen[1]).toEqual(expect.arrayContaining(['/loyalty/status']));
    expect(chosen[1]!.filter((one) => /adjustedPoints$|program$/.test(one))).toEqual([]);
    expect(faults.filter((fault) => !/400|409|422/.test(fault))).toEqual([]);
  });

  it('of another class is made in French, and says what Profile will ask for', async () => {
    const { page, faults, ...visitor } = await suite.visit('fr-FR');
    await visitor.signIn();
    await visitor.open('Schémas');
    await page.getByRole('link', { name: 'Créer un schéma' }).click();
    // Nothing was entered: leaving asks nothing.
    await page.getByRole('link', { name: 'Manuel' }).click();
    await page.getByRole('button', { name: 'Annuler' }).press('Enter');
    await visitor.heading('Schémas');
    await page.goBack();
    await page.getByRole('radio', { name: 'Autre' }).press('Space');
    await page.getByRole('searchbox', { name: 'Rechercher des classes' }).fill('product');
    await page.getByRole('row', { name: 'Commerce de détail' }).focus();
    await page.keyboard.press('Space');
    await page.getByText('1 sur 41').waitFor();
    await page
      .getByRole('row', { name: /Produit/ })
      .first()
      .click();
    await visitor.look('fr-schema-class');
    await page.getByRole('button', { name: 'Suivant' }).press('Enter');
    await page.getByRole('textbox', { name: 'Nom d’affichage du schéma' }).fill('Articles');
    // Wherever the person goes now they are asked, and what was entered stays.
    const question = page.getByRole('alertdialog', { name: 'Quitter sans enregistrer ?' });
    const leave = [
      () => page.getByRole('button', { name: 'Annuler' }).press('Enter'),
      () => page.getByRole('link', { name: 'Accueil' }).press('Enter'),
      () => page.goBack(),
    ];
    for (const way of leave) {
      await way();
      await question.getByRole('button', { name: 'Annuler' }).press('Enter');
      await question.waitFor({ state: 'detached' });
      await page.getByRole('textbox', { name: 'Nom d’affichage du schéma' }).waitFor();
    }
    const isAskedAbout = await page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
    expect(isAskedAbout).toBe(true);
    await page.getByRole('button', { name: 'Suivant' }).press('Enter');
    await page.getByRole('heading', { level: 2, name: 'Structure' }).waitFor();
    await page.getByRole('searchbox', { name: 'Rechercher des champs' }).fill('derniere modification');
    await page.getByRole('row', { name: 'productLastModifiedDate' }).click();
    await page
      .getByRole('region', { name: 'Propriétés du champ' })
      .getByText('Date de dernière modification du produit')
      .waitFor();
    await page.getByRole('button', { name: 'Suivant' }).press('Enter');
    await page.getByText('Les profils demandent une identité principale').waitFor();
    await visitor.look('fr-schema-review');
    await page.getByRole('button', { name: 'Terminer' }).press('Enter');
    await visitor.heading('Articles');

    // A field group that is there already is given the field at once, and takes the place of the one it extends.
    const { tenantId } = await suite.api.call<{ tenantId: string }>('GET', STATS);
    const root = `_${tenantId}`;
    const contact = { type: 'object', properties: { source: { type: 'string' } } };
    await suite.api.call('POST', `${REGISTRY}/fieldgroups`, {
      ...{ type: 'object', title: 'Contact du club', 'meta:intendedToExtend': [PROFILE] },
      definitions: { own: { properties: { personalEmail: { properties: { [root]: contact } } } } },
      allOf: [{ $ref: CONTACT_DETAILS, type: 'object' }, { $ref: '#/definitions/own' }],
    });
    await page.goto('/sname:prod/schemas/create/manual');
    await page.getByRole('radio', { name: 'Profil individuel' }).press('Space');
    await page.getByRole('button', { name: 'Suivant' }).press('Enter');
    await page.getByRole('textbox', { name: 'Nom d’affichage du schéma' }).fill('Adhérents');
    await page.getByRole('button', { name: 'Suivant' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Ajouter des groupes de champs' }).press('Enter');
    await dialog.getByRole('searchbox', { name: 'Rechercher des groupes de champs' }).fill('personal contact');
    await dialog.getByRole('row', { name: /^Coordonnées personnelles/ }).click();
    await dialog.getByRole('button', { name: 'Ajouter des groupes de champs' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('searchbox', { name: 'Rechercher des champs' }).fill('personalEmail');
    await page.getByRole('row', { name: 'personalEmail', exact: true }).click();
    await page.getByRole('button', { name: 'Ajouter un champ à cet objet' }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Nom du champ' }).fill('relais');
    await dialog.getByText('Ce groupe de champs existe déjà').waitFor();
    await visitor.look('fr-schemas-draft-extend');
    await dialog.getByRole('button', { name: 'Appliquer' }).press('Enter');
    await page.getByRole('row', { name: 'relais', exact: true, selected: true }).waitFor();
    await page.getByRole('row', { name: 'source', exact: true }).waitFor();
    await page.getByRole('list', { name: 'Groupes de champs' }).getByText('Contact du club').waitFor();
    await page.getByRole('button', { name: 'Suivant' }).press('Enter');
    await page.getByRole('button', { name: 'Terminer' }).press('Enter');
    await visitor.heading('Adhérents');
    await page.getByRole('link', { name: 'Contact du club' }).waitFor();
    await page.getByRole('searchbox', { name: 'Rechercher des champs' }).fill('relais');
    await page.getByRole('row', { name: 'relais', exact: true }).waitFor();
    expect(faults).toEqual([]);
  });

  it('can be of a class of one’s own, with fields of a data type of one’s own', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    const dialog = page.getByRole('dialog');
    const addField = async (name: string, more: () => Promise<void> = async () => {}) => {
      await page.getByRole('button', { name: 'Add field' }).press('Enter');
      await dialog.getByRole('textbox', { name: 'Field name' }).fill(name);
      await more();
      await dialog.getByRole('button', { name: 'Apply' }).press('Enter');
      await page
        .getByRole('region', { name: 'Field properties' })
        .getByText(new RegExp(`${name}$`))
        .first()
        .waitFor();
    };
    await visitor.signIn();
    await visitor.open('Schemas');
    await visitor.tab('Data types');
    await page.getByText('None of your own yet').waitFor();
    await page.getByRole('button', { name: 'Create data type' }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Display name' }).fill('Shop address');
    await dialog.getByRole('button', { name: 'Create' }).press('Enter');
    await visitor.heading('Shop address');
    await addField('city', () => dialog.getByText('Required').click());
    await visitor.look('en-data-type');

    await page.goto('/sname:prod/schemas?tab=classes');
    await page.getByRole('button', { name: 'Create class' }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Display name' }).fill('Shop');
    await visitor.look('en-class-create');
    await dialog.getByRole('button', { name: 'Create' }).press('Enter');
    await visitor.heading('Shop');
    await addField('address', async () => {
      await dialog.getByRole('button', { name: 'Type' }).press('Enter');
      await page.getByRole('option', { name: 'Data type' }).press('Enter');
      await dialog.getByRole('combobox', { name: 'Data type' }).fill('Shop ad');
      await page.getByRole('option', { name: 'Shop address' }).click();
    });
    await page.getByRole('region', { name: 'Field properties' }).getByText('Shop address').waitFor();
    await visitor.look('en-class');
    await addField('spare');
    await page.getByRole('button', { name: 'Delete field' }).press('Enter');
    await dialog.getByRole('button', { name: 'Delete field' }).press('Enter');
    await page.getByRole('row', { name: 'spare', exact: true }).waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  it('keeps the class of one’s own that it is made of', async () => {
    await kioskClass();
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await page.goto('/sname:prod/schemas/create/manual');
    await page.getByRole('radio', { name: 'Other' }).press('Space');
    await page.getByRole('radio', { name: 'Custom' }).press('Space');
    await page.getByRole('row', { name: /^Kiosk/ }).click();
    const preview = page.getByRole('region', { name: 'Preview' });
    await preview.getByRole('searchbox').fill('city');
    await preview.getByRole('row', { name: 'city', exact: true }).waitFor();
    await visitor.look('en-schema-class');
    await page.getByRole('button', { name: 'Next' }).press('Enter');
    await page.getByRole('textbox', { name: 'Schema display name' }).fill('Kiosks');
    await page.getByRole('button', { name: 'Next' }).press('Enter');
    await page.getByRole('button', { name: 'Next' }).press('Enter');
    await page.getByRole('button', { name: 'Finish' }).press('Enter');
    await visitor.heading('Kiosks');
    await page.getByRole('searchbox', { name: 'Search fields' }).fill('city');
    await page.getByRole('row', { name: 'city', exact: true }).waitFor();

    await page.goto('/sname:prod/schemas?tab=classes');
    await page.getByRole('link', { name: 'Kiosk', exact: true }).click();
    await page.getByRole('link', { name: 'Kiosks' }).waitFor();
    await page.getByRole('button', { name: 'Delete' }).press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Resource in use').waitFor();
    await page.goto('/sname:prod/schemas/classes/_t.classes.none');
    await visitor.heading('There is nothing of this name');
    expect(faults.filter((fault) => !/40[04]/.test(fault))).toEqual([]);
  });
});
