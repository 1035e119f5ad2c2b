import type { Api } from './api.ts';

const REGISTRY = '/data/foundation/schemaregistry/tenant';
const PROFILE = 'https://ns.adobe.com/xdm/context/profile';

/** So many fields that no tree shows them all. */
export const WIDE = 2000;

/** A field group for profiles with fields of one's own below the tenant; its `$id`. */
export async function ownFieldGroup(api: Api, tenant: string, title: string, properties: object): Promise<string> {
  const { $id } = await api.call<{ $id: string }>('POST', `${REGISTRY}/fieldgroups`, {
    type: 'object',
    title,
    'meta:intendedToExtend': [PROFILE],
    definitions: { customFields: { properties: { [`_${tenant}`]: { type: 'object', properties } } } },
    allOf: [{ $ref: '#/definitions/customFields' }],
  });
  return $id;
}

/** A schema "Wide member" with so many fields `field0000`, `field0001`, …; its address in the console, at the first of them, and the tenant. */
export async function setUpWideSchema(api: Api): Promise<{ readonly address: string; readonly tenant: string }> {
  const { tenantId: tenant } = await api.call<{ tenantId: string }>('GET', '/data/foundation/schemaregistry/stats');
  const names = Array.from({ length: WIDE }, (_, index) => `field${String(index).padStart(4, '0')}`);
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'string', title: name }]));
  const group = await ownFieldGroup(api, tenant, 'Two thousand fields', properties);
  const schema = await api.call<{ 'meta:altId': string }>('POST', `${REGISTRY}/schemas`, {
    type: 'object',
    title: 'Wide member',
    allOf: [{ $ref: PROFILE }, { $ref: group }],
  });
  return { address: `/schemas/${schema['meta:altId']}?field=_${tenant}.${names[0]}`, tenant };
}
