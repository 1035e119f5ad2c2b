import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COLUMN_NAMES, type ColumnName } from '@meniscus/languages/xdm';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { at, call, codeOf, create, customGroup, freshRegistry, PROFILE, schemas, scope, XED } from './test-registry.ts';

beforeEach(freshRegistry);

type Row = Partial<Record<ColumnName, string>>;
const HEADER = COLUMN_NAMES.join(',');
const quoted = (cell: string) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csv = (...rows: readonly Row[]) =>
  [HEADER, ...rows.map((row) => COLUMN_NAMES.map((name) => quoted(row[name] ?? '')).join(','))].join('\r\n');
const dir = mkdtempSync(join(tmpdir(), 'csv-schema-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** An upload as the server hands it over: the file lies on disk. */
const convert = (file: string | Uint8Array, more: object = {}) => {
  const path = join(dir, 'template.csv');
  writeFileSync(path, file);
  const fields = {
    'schema-class-id': PROFILE,
    'schema-name': 'Members',
    'schema-description': 'From a table',
    ...more,
  };
  const size = Buffer.byteLength(file);
  return call('POST', '/rpc/csv2schema', {
    body: { fields, files: size === 0 ? [] : [{ field: 'csv-file', name: 'template.csv', path, size }] },
  });
};
const findings = async (file: string | Uint8Array) => {
  const reply = await convert(file);
  expect(codeOf(reply), JSON.stringify(reply.body).slice(0, 300)).toBe('XDM-1520-400');
  const many = reply.body.report?.['sub-errors']?.map(({ detail }) => String(detail)) ?? [];
  return many.length > 0 ? many : [String(reply.body.detail)];
};

const MEMBERS = csv(
  { isCustom: 'false', fieldGroupName: 'Loyalty Details', fieldPath: 'loyalty.tier', displayName: 'Tier, today' },
  {
    isCustom: 'true',
    fieldPath: 'customerId',
    dataType: 'string',
    isIdentity: 'TRUE',
    identityNamespace: 'CRMID',
    isPrimaryIdentity: 'true',
    isRequired: 'true',
  },
  { isCustom: 'true', fieldPath: 'visits', dataType: 'int', minimum: '0', enum: '[1, 2,3]' },
  { isCustom: 'true', fieldPath: 'card', dataType: 'object', properties: '{"number":{"type":"string"}}' },
  { isIgnored: 'true', comment: '=SUM(A1)' },
);

describe('csv2schema', () => {
  it('answers an array that import takes and that makes a schema', async () => {
    const { status, body } = await convert(MEMBERS);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.map((one) => one['meta:resourceType'])).toEqual(['mixins', 'schemas', 'descriptors', 'descriptors']);
    expect(
      (await call('GET', '/tenant/schemas', { headers: { accept: 'application/vnd.adobe.xed+json' } })).body.results,
    ).toEqual([]);
    const made = await call('POST', '/rpc/import', { body });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    const id = String(made.body[1]?.$id);
    const schema = (await schemas.compiled(scope, id))!;
    expect(Object.keys(schema.root.fields?.loyalty?.fields ?? {})).toEqual(['tier']);
    expect(schema.identities).toEqual([{ path: ['_acme', 'customerId'], namespace: 'CRMID', primary: true }]);
    expect(
      schema.validate({ _acme: { customerId: 'C1', visits: 2, card: { number: '1' } }, loyalty: { tier: 'gold' } }),
    ).toEqual([]);
    expect(schema.validate({ _acme: { customerId: 'C1', visits: 9 } })).toHaveLength(1);
    expect(schema.validate({ _acme: { visits: 1 } })).not.toEqual([]);
    expect(
      (await call('GET', '/tenant/descriptors', { headers: { accept: 'application/vnd.adobe.xdm+json' } })).body[
        'xdm:alternateDisplayInfo'
      ]?.[0],
    ).toMatchObject({ 'xdm:title': { en_us: 'Tier, today' } });
    expect(codeOf(await call('POST', '/rpc/import', { body }))).toBe('XDM-3005-400');
  });

  it('takes fields of a group of the tenant', async () => {
    const group = await create('fieldgroups', customGroup('Cards'));
    const { body } = await convert(csv({ isCustom: 'true', fieldGroupName: 'Cards', fieldPath: '_acme.visits' }));
    const made = await call('POST', '/rpc/import', { body });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    expect(made.body[0]?.allOf?.[1]).toMatchObject({ $ref: group, 'meta:refProperty': ['/_acme/visits'] });
    const found = await call('GET', at('schemas', made.body[0]?.$id), { headers: XED });
    expect(found.body.title).toBe('Members');
  });

  it('reports every cell that breaks the contract with row and column', async () => {
    const found = await findings(
      csv(
        { isCustom: 'maybe', fieldPath: 'a', dataType: 'string' },
        { isCustom: 'true', dataType: 'string', minimum: 'low' },
        { isCustom: 'true', fieldPath: 'b', dataType: 'object', properties: '{"a":' },
        { isCustom: 'true', fieldPath: 'c', dataType: 'string', enum: 'a|b', displayName: '=cmd()' },
      ),
    );
    expect(found.map((one) => one.split(':')[0])).toEqual([
      'row 2, column 2 (isCustom)',
      'row 3, column 5 (fieldPath)',
      'row 3, column 14 (minimum)',
      'row 4, column 21 (properties)',
      'row 5, column 6 (displayName)',
      'row 5, column 16 (enum)',
    ]);
  });

  it('asks for its form fields', async () => {
    const reply = await call('POST', '/rpc/csv2schema', {
      body: { fields: { 'schema-class-id': 'nothing' }, files: [] },
    });
    expect(codeOf(reply)).toBe('XDM-1500-400');
    expect(reply.body.report?.['sub-errors']).toHaveLength(3);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ['a quote that is never closed', `${HEADER}\nfalse,"true,,,a,`, /row 2, column 2.*never closed/],
    ['a quote inside a cell', `${HEADER}\nfalse,tr"ue`, /row 2, column 2.*a quote stands inside/],
    ['text behind a closing quote', `${HEADER}\nfalse,"true"x,`, /row 2, column 2.*closing quote/],
    ['NUL bytes', `${HEADER}\nfalse,true,,,a\0b,`, /row 2, column 5.*NUL/],
    ['NUL bytes between quotes', `${HEADER}\nfalse,true,,,"a\0b",`, /row 2, column 5.*NUL/],
    ['one million columns', `${'x,'.repeat(1_000_000)}x`, /row 1, column 24/],
    ['one million rows', `${HEADER}\n${'false,true,,,a\n'.repeat(300_000)}`, /more than 5000 rows/],
    ['an endless cell', `${HEADER}\nfalse,true,,,${'a'.repeat(4_000_000)}`, /row 2, column 5.*at most/],
    ['a zip file', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]), /zip/],
    ['bytes that are no text', Uint8Array.from([0xff, 0xfe, 0x00, 0x41]), /UTF-8/],
    ['no row at all', HEADER, /no column is left/],
    [
      'properties nested without end',
      csv({
        isCustom: 'true',
        fieldPath: 'a',
        dataType: 'object',
        properties: `{"a":${'{"properties":{"a":'.repeat(2000)}{}${'}}'.repeat(2000)}}`,
      }),
      /levels deep/,
    ],
  ])('names %s in bounded time', async (_title, file, message) => {
    expect((await findings(file))[0]).toMatch(message);
  });

  it('answers whatever it is sent with an array or a coded problem', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('"', ',', '\n', 'true', 'ALL', '\0', '{}'))),
        async (parts) => {
          const { status, body } = await convert(`${HEADER}\n${parts.join('')}`);
          expect(status === 200 ? 'array' : String(body.type)).toMatch(/^array$|XDM-1520-400$/);
        },
      ),
      { numRuns: 100 },
    );
  });
});
