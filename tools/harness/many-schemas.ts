const TENANT = '<XDM_TENANTID_PLACEHOLDER>';
const XDM = 'https://ns.adobe.com/xdm/context';
const STANDARD = ['profile', 'profile-person-details', 'profile-personal-details'].map((name) => `${XDM}/${name}`);
const FIELDS = 10;

function idOf(segment: string, index: number): string {
  return `https://ns.adobe.com/${TENANT}/${segment}/${index.toString(16).padStart(48, '0')}`;
}

/**
 * A set-up of many schemas as `GET /meniscus/v1/sandbox-package` gives one: each schema with a field group of its own beside
 * standard ones, and an identity. Every tenth takes part in profiles.
 */
export function manySchemas(count: number): { readonly format: string; readonly schemas: readonly object[] } {
  const documents = Array.from({ length: count }, (_, index) => {
    const fields = Array.from({ length: FIELDS }, (_, at) => [`field${index}_${at}`, { type: 'string' }]);
    const own = { [`_${TENANT}`]: { type: 'object', properties: Object.fromEntries(fields) } };
    const group = {
      $id: idOf('mixins', index),
      'meta:resourceType': 'mixins',
      type: 'object',
      title: `Fields ${index}`,
      'meta:intendedToExtend': [STANDARD[0]],
      definitions: { own: { properties: own } },
      allOf: [{ $ref: '#/definitions/own' }],
    };
    const schema = {
      $id: idOf('schemas', index),
      'meta:resourceType': 'schemas',
      ...(index % 10 === 0 ? { 'meta:immutableTags': ['union'] } : {}),
      type: 'object',
      title: `Schema ${index}`,
      allOf: [...STANDARD, group.$id].map(($ref) => ({ $ref })),
    };
    const identity = {
      '@type': 'xdm:descriptorIdentity',
      'xdm:sourceSchema': schema.$id,
      'xdm:sourceVersion': 1,
      'xdm:sourceProperty': `/_${TENANT}/field${index}_0`,
      'xdm:namespace': 'Email',
      'xdm:property': 'xdm:code',
      'xdm:isPrimary': true,
    };
    return [group, identity, schema];
  });
  const nothing = { datasets: [], connections: [], flows: [], audiences: [] };
  return { format: 'meniscus-sandbox-package/1', schemas: documents.flat(), ...nothing };
}
