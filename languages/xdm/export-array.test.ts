import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ColumnDeclaration } from './column-declaration.ts';
import { lookupsIn } from './column-lookups.ts';
import { compose } from './compose.ts';
import { exportArrayFromColumns } from './export-array.ts';
import { standardLibrary } from './library.ts';
import { eachField } from './path.ts';
import type { SchemaNode } from './schema-node.ts';

const library = standardLibrary(readFileSync(new URL('standard/components.ndjson', import.meta.url), 'utf8'));
const lookups = lookupsIn(library);
const PROFILE = 'https://ns.adobe.com/xdm/context/profile';
const LOYALTY = 'https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details';
const OWN = '_<XDM_TENANTID_PLACEHOLDER>';

function exportOf(columns: readonly ColumnDeclaration[]) {
  let count = 0;
  const newId = () => {
    count += 1;
    return String(count).padStart(48, '0');
  };
  return exportArrayFromColumns(columns, { classId: PROFILE, name: 'Members', lookups, tenant: 'acme', newId });
}

/** Paths of the schema's leaves that do not come from the class. */
function leavesOf(documents: readonly SchemaNode[]): readonly string[] {
  const known = new Map(documents.map((document) => [String(document.$id), document]));
  const schema = documents.find((document) => document['meta:resourceType'] === 'schemas') as SchemaNode;
  const { root, problems } = compose(schema, (id) => known.get(id) ?? library.document(id));
  expect(problems).toEqual([]);
  const inherited = new Set(Object.keys(compose(library.document(PROFILE)!, library.document).root.fields ?? {}));
  const paths: string[] = [];
  eachField(root, (path, field) => {
    if (field.type !== 'object' && !inherited.has(path[0] ?? '')) paths.push(path.join('.'));
  });
  return paths.sort();
}

const problemsOf = (column: ColumnDeclaration) =>
  exportOf([column]).problems.map(({ column: name, message }) => `${name} ${message}`);

describe('the export array of declared columns', () => {
  it('takes exactly the chosen standard fields and makes the others below the tenant', () => {
    const { documents, problems } = exportOf([
      { isCustom: false, fieldGroupId: LOYALTY, fieldPath: 'loyalty.tier', displayName: 'Stufe' },
      { isCustom: false, fieldGroupName: 'Loyalty Details', fieldPath: 'loyalty.points' },
      {
        isCustom: true,
        fieldPath: 'crm.customerId',
        dataType: 'string',
        isIdentity: true,
        identityNamespace: 'CRMID',
        isPrimaryIdentity: true,
        isRequired: true,
      },
      { isCustom: true, fieldPath: '_acme.visits', dataType: 'long', fieldGroupName: 'Store visits' },
      { isCustom: true, isIgnored: true, fieldPath: '', comment: 'row number' },
    ]);
    expect(problems).toEqual([]);
    expect(documents.map((document) => document['meta:resourceType'])).toEqual([
      'mixins',
      'mixins',
      'schemas',
      'descriptors',
      'descriptors',
    ]);
    expect(documents.slice(0, 2).map(({ title }) => title)).toEqual([
      `Generated field group ${'1'.padStart(48, '0')}`,
      'Store visits',
    ]);
    expect(leavesOf(documents)).toEqual([`${OWN}.crm.customerId`, `${OWN}.visits`, 'loyalty.points', 'loyalty.tier']);
    expect(documents.slice(3)).toMatchObject([
      { '@type': 'xdm:alternateDisplayInfo', 'xdm:sourceProperty': '/loyalty/tier', 'xdm:title': { en_us: 'Stufe' } },
      {
        '@type': 'xdm:descriptorIdentity',
        'xdm:sourceProperty': `/${OWN}/crm/customerId`,
        'xdm:namespace': 'CRMID',
        'xdm:isPrimary': true,
      },
    ]);
  });

  it('puts fields inside a standard object by a group around the standard one', () => {
    const { documents, problems } = exportOf([
      {
        isCustom: true,
        fieldGroupName: 'Loyalty Details',
        fieldPath: 'loyalty.colour',
        dataType: 'string',
        enum: ['red', 'blue'],
      },
      { isCustom: false, fieldGroupName: 'Loyalty Details', fieldPath: 'loyalty.tier' },
    ]);
    expect(problems).toEqual([]);
    expect(documents[0]?.title).toMatch(/^Loyalty Details:Generated field group \d+$/);
    expect(documents[0]?.['meta:extends']).toEqual([LOYALTY]);
    expect(leavesOf(documents)).toEqual([`loyalty.${OWN}.colour`, 'loyalty.tier']);
  });

  it('takes a whole group', () => {
    const { documents } = exportOf([{ isCustom: false, fieldGroupName: 'Loyalty Details', fieldPath: 'ALL' }]);
    expect(leavesOf(documents)).toContain('loyalty.lifetimePurchases');
    expect(documents.at(-1)?.allOf?.at(-1)).not.toHaveProperty('meta:refProperty');
  });

  it('makes objects, arrays and references', () => {
    const { documents, problems } = exportOf([
      { isCustom: true, fieldPath: 'card', dataType: 'object', properties: { number: { type: 'string' } } },
      { isCustom: true, fieldPath: 'address', $ref: 'https://ns.adobe.com/xdm/common/address' },
      { isCustom: true, fieldPath: 'tags', dataType: 'string', isArray: true, maxLength: 20 },
    ]);
    expect(problems).toEqual([]);
    expect(leavesOf(documents)).toEqual(
      expect.arrayContaining([`${OWN}.card.number`, `${OWN}.address.city`, `${OWN}.tags`]),
    );
  });

  it('reports every rule that is not kept, with the place', () => {
    const { documents, problems } = exportOf([
      { isCustom: false, fieldPath: 'loyalty.tier' },
      { isCustom: false, fieldGroupName: 'Nobody', fieldPath: 'a' },
      { isCustom: false, fieldGroupName: 'Loyalty Details', fieldPath: 'loyalty.nothing' },
      { isCustom: true, fieldPath: 'a b', dataType: 'text', isPrimaryIdentity: true },
      { isCustom: true, fieldPath: 'x', dataType: 'object', properties: {}, $ref: 'https://x' },
      { isCustom: true, fieldPath: 'y', dataType: 'string' },
      { isCustom: true, fieldPath: 'y.z', dataType: 'string' },
    ]);
    expect(documents).toEqual([]);
    expect(problems.map(({ index, column }) => `${index} ${column}`)).toEqual([
      '0 fieldGroupName',
      '1 fieldGroupName',
      '2 fieldPath',
      '3 fieldPath',
      '3 dataType',
      '4 properties',
      '6 fieldPath',
    ]);
  });

  it.each<[string, ColumnDeclaration, RegExp]>([
    [
      'identity without namespace',
      { isCustom: true, fieldPath: 'a', dataType: 'string', isIdentity: true },
      /^identityNamespace is required/,
    ],
    [
      'number as identity',
      { isCustom: true, fieldPath: 'a', dataType: 'int', isIdentity: true, identityNamespace: 'E' },
      /^isIdentity an identity is a text field/,
    ],
    [
      'primary without identity',
      { isCustom: true, fieldPath: 'a', dataType: 'string', isPrimaryIdentity: true },
      /^isPrimaryIdentity needs/,
    ],
    ['minimum of text', { isCustom: true, fieldPath: 'a', dataType: 'string', minimum: 1 }, /^minimum is for numbers/],
    [
      'pattern that cannot be run',
      { isCustom: true, fieldPath: 'a', dataType: 'string', stringPattern: '(?=a)' },
      /^stringPattern is not/,
    ],
    ['empty enum', { isCustom: true, fieldPath: 'a', dataType: 'string', enum: [] }, /^enum needs at least one/],
    [
      'a type of its own for a standard field',
      { isCustom: false, fieldGroupName: 'Loyalty Details', fieldPath: 'loyalty.points', dataType: 'string' },
      /^dataType the standard field is number/,
    ],
    [
      'a standard field made again',
      { isCustom: true, fieldGroupName: 'Loyalty Details', fieldPath: 'loyalty.points', dataType: 'string' },
      /^fieldPath loyalty.points is a standard field/,
    ],
    [
      'a group for another class',
      { isCustom: false, fieldGroupName: 'Commerce Details', fieldPath: 'ALL' },
      /^fieldGroupName Commerce Details is not made for/,
    ],
    [
      'a name for all fields',
      { isCustom: false, fieldGroupName: 'Loyalty Details', fieldPath: 'ALL', displayName: 'x' },
      /^displayName cannot be said/,
    ],
    [
      'the prototype as a name',
      { isCustom: true, fieldPath: '__proto__.x', dataType: 'string' },
      /^fieldPath "__proto__" is not a field name/,
    ],
  ])('refuses %s', (_title, column, message) => {
    expect(problemsOf(column)).toEqual([expect.stringMatching(message)]);
  });
});
