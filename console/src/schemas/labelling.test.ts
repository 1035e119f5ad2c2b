import { describe, expect, it } from 'vitest';
import { consoleSuite, holdAnswers, type SignInDetails } from '../../../tools/harness/console.ts';
import {
  EVENT,
  makeSchema,
  makeStoreVisits,
  REGISTRY,
  type StoreVisits,
  visitSchema,
} from '../../../tools/harness/store-visits.ts';

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

/** Gives a field a label. */
async function labelled(schemaId: string, pointer: string, label: string): Promise<void> {
  await suite.api.call('POST', `${REGISTRY}/descriptors`, {
    '@type': 'xdm:descriptorLabel',
    'xdm:sourceSchema': schemaId,
    'xdm:sourceVersion': 1,
    'xdm:sourceProperty': pointer,
    'xdm:labels': [label],
  });
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

let made: StoreVisits;
const suite = consoleSuite('schema-labels', async ({ api }) => {
  made = await makeStoreVisits(api);
});

describe('what is said of a schema', () => {
  it('carries labels as a whole, which its fields inherit, and lists those of its fields', async () => {
    await labelled(await makeSchema(suite.api, 'Queue times', [EVENT]), '/eventType', 'core/S2');
    const { page, faults, details, dialog, ...visitor } = await visitSchema(suite, 'en-US', 'Queue times');
    await visitor.tab('Labels');
    const whole = page.getByRole('region', { name: 'The whole schema' });
    const give = async (label: string) => {
      await whole.getByRole('button', { name: 'Add label' }).press('Enter');
      await dialog.getByRole('combobox', { name: 'Label' }).fill(label);
      await page.getByRole('option', { name: `core/${label}` }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await dialog.getByRole('button', { name: 'Add', exact: true }).press('Enter');
      await dialog.waitFor({ state: 'detached' });
      await whole.getByRole('row', { name: `core/${label}` }).waitFor();
    };
    await give('C2');
    await give('C9');
    await visitor.tab('Structure');
    await page.getByRole('row', { name: 'eventType', exact: true }).click();
    await details.getByText('C2, C9').waitFor();
    await visitor.tab('Labels');
    const fields = page.getByRole('grid', { name: 'Fields with labels of their own' });
    await fields.getByRole('row', { name: 'eventType' }).getByText('S2').waitFor();
    await visitor.look('en-schema-labels');
    const take = async (label: string) => {
      // In a table arrows go from row to cell.
      await whole.getByRole('row', { name: label }).press('ArrowLeft');
      await page.keyboard.press('Enter');
    };
    const isGone = (label: string) => whole.getByRole('row', { name: label }).waitFor({ state: 'detached' });
    // Both would write all that stay: the second begins when the first is shown, or it would bring its label back.
    const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>();
    await page.route('**/tenant/descriptors/*', async (call) => {
      await mayGoOn;
      await call.continue();
    });
    await take('core/C2');
    await take('core/C9');
    goOn();
    await isGone('core/C2');
    await take('core/C9');
    await isGone('core/C9');
    expect(await whole.getByRole('row', { name: 'core/' }).count()).toBe(0);
    await fields.getByRole('link', { name: 'eventType' }).click();
    await details.getByText('S2', { exact: true }).waitFor();
    expect(await details.getByText('Labels of what it lies in').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('has labels on its fields, which those who may not manage schemas see and cannot change', async () => {
    const { page, faults, dialog, details, ...visitor } = await visitSchema(suite, 'fr-FR', 'Store visits', {
      field: 'door',
    });
    await page.getByRole('button', { name: 'Modifier les étiquettes' }).press('Enter');
    await dialog.getByRole('checkbox', { name: /^C2 / }).press('Space');
    await dialog.getByRole('textbox', { name: 'Autres étiquettes' }).fill('custom/porte');
    await dialog.getByRole('button', { name: 'Enregistrer' }).press('Enter');
    await details.getByText('C2, custom/porte').waitFor();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Modifier les étiquettes' }).press('Enter');
    await dialog.getByRole('checkbox', { name: /^C2 / }).press('Space');
    await dialog.getByRole('textbox', { name: 'Autres étiquettes' }).fill('');
    await dialog.getByRole('checkbox', { name: /^S1 / }).press('Space');
    await dialog.getByRole('button', { name: 'Enregistrer' }).press('Enter');
    await details.getByText('S1', { exact: true }).waitFor();

    // A standard field is called otherwise in this schema, and as in the library again.
    await page.getByRole('searchbox').fill('type d’événement');
    await page.getByRole('row', { name: 'eventType', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Modifier noms et valeurs' }).press('Enter');
    await dialog.getByRole('textbox', { name: 'Nom d’affichage' }).fill('Nature de la visite');
    await dialog.getByRole('textbox', { name: 'Valeurs suggérées à ajouter' }).fill('visite.seule, Visite seule');
    await dialog.getByRole('button', { name: 'Enregistrer' }).press('Enter');
    await details.getByText('Nature de la visite').waitFor();
    await details.getByRole('button', { name: 'Valeurs suggérées (89)' }).waitFor();
    await visitor.look('fr-field-renamed');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Modifier noms et valeurs' }).press('Enter');
    const more = dialog.getByRole('textbox', { name: 'Valeurs suggérées à ajouter' });
    expect(await more.inputValue()).toBe('visite.seule, Visite seule');
    await more.fill('');
    await dialog.getByRole('button', { name: 'Enregistrer' }).press('Enter');
    await details.getByRole('button', { name: 'Valeurs suggérées (88)' }).waitFor();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Rétablir le standard' }).press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Rétablir le standard' }).click();
    await details.getByText('Type d’événement', { exact: true }).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();

    const reader = await visitSchema(suite, 'en-US', 'Store visits', { field: 'door', as: await holderOf() });
    await reader.details.getByText('S1', { exact: true }).waitFor();
    const offered = reader.page.getByRole('main').getByRole('button');
    expect(await offered.allInnerTexts()).not.toEqual(expect.arrayContaining([expect.stringMatching(/Edit|Add/)]));
    expect(reader.faults).toEqual([]);
  });

  it.each([
    ['manage-identity-metadata', 'Add identity'],
    ['manage-relationships', 'Add relationship'],
  ])('offers holders of %s what that permission is for, and no more', async (permission, offer) => {
    const { page, faults } = await visitSchema(suite, 'en-US', 'Store visits', {
      field: 'door',
      as: await holderOf(permission),
    });
    const main = page.getByRole('main');
    await main.getByRole('button', { name: offer }).waitFor();
    const offered = (await main.getByRole('button').allInnerTexts()).filter((text) =>
      /Edit|Add|Remove|Delete|Convert|Deprecate/.test(text),
    );
    expect(offered).toEqual([offer]);
    expect(faults).toEqual([]);
  });

  it('goes to another sandbox as a file, with what it is made of; what is there already is not made again', async () => {
    await labelled(made.kiosk, `/_${made.tenant}/door`, 'core/S1');
    const sandbox = { name: 'dev', title: 'Development', type: 'development' };
    await suite.api.call('POST', '/data/foundation/sandbox-management/sandboxes', sandbox);
    const { page, faults, dialog, details, ...visitor } = await visitSchema(suite, 'fr-FR', 'Kiosk sessions');
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
        .setInputFiles({ name: 'sessions.json', mimeType: 'application/json', buffer });
    };
    const first = await exported();
    await give(Buffer.from('{"title": "no list"}'));
    await dialog.getByText('Ce n’est pas un fichier d’export.').waitFor();
    await visitor.look('fr-import');
    const sent = Promise.withResolvers<void>();
    await page.route('**/rpc/import', () => sent.resolve());
    await give(first);
    await sent.promise;
    await dialog.getByRole('progressbar', { name: 'Envoi du fichier' }).waitFor();
    await visitor.look('fr-import-sending', true);
    await dialog.getByRole('button', { name: 'Arrêter' }).click();
    await dialog.getByText('L’opération a été arrêtée. Rien n’en a été gardé.').waitFor();
    await page.unroute('**/rpc/import');
    await give(first);
    await visitor.heading('Kiosk sessions');
    await page.getByRole('searchbox').fill('door');
    await page.getByRole('row', { name: 'door', exact: true }).click();
    await details.getByText('S1', { exact: true }).waitFor();
    expect(portable(await exported())).toEqual(portable(first));
    const { held, release } = await holdAnswers(page, '*/rpc/import');
    await give(first);
    await held();
    await dialog.getByText('Tout est envoyé.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    release();
    await page.getByRole('alertdialog').getByText('existe déjà').waitFor();
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  });
});
