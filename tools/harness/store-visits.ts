import type { Api } from './api.ts';
import type { ConsoleSuite, SignInDetails } from './console.ts';
import { dataset } from './programme.ts';

export const REGISTRY = '/data/foundation/schemaregistry/tenant';
export const EVENT = 'https://ns.adobe.com/xdm/context/experienceevent';

interface Made {
  readonly $id: string;
}

export interface StoreVisits {
  /** The organisation's name in fields, without the underscore. */
  readonly tenant: string;
  /** `$id` of "Kiosk sessions". */
  readonly kiosk: string;
}

/**
 * Schemas to be changed: "Store visits" has a dataset, and so data that changes must spare; it shares its field group, which is
 * the organisation's own, with "Kiosk sessions"; both can refer to "Stores".
 */
export async function makeStoreVisits(api: Api): Promise<StoreVisits> {
  const { tenantId: tenant } = await api.call<{ tenantId: string }>('GET', '/data/foundation/schemaregistry/stats');
  const properties = {
    door: { type: 'string', title: 'Door', maxLength: 20 },
    desk: { type: 'object', title: 'Desk', properties: { clerk: { type: 'string' } } },
  };
  const group = await api.call<Made>('POST', `${REGISTRY}/fieldgroups`, {
    type: 'object',
    title: 'Visit details',
    'meta:intendedToExtend': [EVENT],
    definitions: { customFields: { properties: { [`_${tenant}`]: { type: 'object', properties } } } },
    allOf: [{ $ref: '#/definitions/customFields' }],
  });
  await dataset(api, 'Visits', await makeSchema(api, 'Store visits', [EVENT, group.$id]), {});
  await makeStores(api, tenant);
  return { tenant, kiosk: await makeSchema(api, 'Kiosk sessions', [EVENT, group.$id]) };
}

/** Makes a schema of a class and field groups; resolves to its `$id`. */
export async function makeSchema(api: Api, title: string, refs: readonly string[]): Promise<string> {
  const body = { type: 'object', title, allOf: refs.map(($ref) => ({ $ref })) };
  return (await api.call<Made>('POST', `${REGISTRY}/schemas`, body)).$id;
}

/** A schema of something that is no person, which others can refer to. */
async function makeStores(api: Api, tenant: string): Promise<void> {
  const lookup = await api.call<Made>('POST', `${REGISTRY}/classes`, {
    type: 'object',
    title: 'Store',
    allOf: [{ $ref: 'https://ns.adobe.com/xdm/data/record' }, { $ref: '#/definitions/own' }],
    definitions: {
      own: { properties: { [`_${tenant}`]: { type: 'object', properties: { code: { type: 'string' } } } } },
    },
  });
  await api.call('POST', `${REGISTRY}/descriptors`, {
    '@type': 'xdm:descriptorIdentity',
    'xdm:sourceSchema': await makeSchema(api, 'Stores', [lookup.$id]),
    'xdm:sourceVersion': 1,
    'xdm:sourceProperty': `/_${tenant}/code`,
    'xdm:namespace': 'Phone',
    'xdm:property': 'xdm:code',
    'xdm:isPrimary': true,
  });
}

/** A visitor at the page of a schema, with a field chosen when one is named, and what is looked for there. */
export async function visitSchema(
  suite: ConsoleSuite,
  locale: 'en-US' | 'fr-FR',
  title: string,
  { field = '', as }: { field?: string; as?: SignInDetails } = {},
) {
  const visitor = await suite.visit(locale);
  const { page } = visitor;
  await visitor.signIn(as);
  await page.goto(`/sname:prod/schemas?search=${encodeURIComponent(title)}`);
  await page.getByRole('link', { name: title }).click();
  await visitor.heading(title);
  if (field !== '') {
    await page.getByRole('searchbox').fill(field);
    await page.getByRole('row', { name: field, exact: true }).click();
  }
  const details = page.getByRole('region', { name: locale === 'en-US' ? 'Field properties' : 'Propriétés du champ' });
  return { ...visitor, dialog: page.getByRole('dialog'), details };
}
