import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { schema } from '../../../tools/harness/programme.ts';
import { walkPublishedCalls } from '../../../tools/harness/published-calls.ts';
import { withPlatform } from '../../../tools/harness/with-platform.ts';

const stand = withPlatform('published-calls');

const STANDARD = ['profile', 'identitymap', 'profile-person-details'].map(
  (part) => `https://ns.adobe.com/xdm/context/${part}`,
);

describe('every published call of Data Prep', () => {
  it.each(['/data/foundation/conversion', '/data/foundation'])(
    'gets the published kind of answer under %s',
    async (base) => {
      const known = { SCHEMA_ID: await schema(stand.api, `Published calls ${base}`, STANDARD) };
      await walkPublishedCalls(new URL('published-calls.json', import.meta.url), {
        base: stand.platform.url + base,
        headers: stand.api.headers,
        known,
      });
    },
  );
});

it('a record has the names that were sent, whatever names the records before had', async () => {
  const keys = async (rec: Record<string, unknown>) => {
    const mappings = [{ sourceType: 'EXPRESSION', source: 'get_keys(rec)', destination: 'keys' }];
    const body = { data: { rec }, mappingSet: { mappings } };
    const [answer] = await stand.api.call<{ data: { keys: string[] } }[]>(
      'POST',
      '/data/foundation/conversion/mappingSets/preview',
      body,
    );
    return answer!.data.keys;
  };
  expect(await keys({ h: [], '\\': 0 })).toEqual(['h', '\\']);
  expect(await keys({ h: 1, '"': 2 })).toEqual(['h', '"']);
  expect(await keys({ h: 1, '\n': 2 })).toEqual(['h', '\n']);
});

describe('mapping files over HTTP', () => {
  const PATH = '/meniscus/v1/mapping-sets/file';
  const CSV = 'sourceType,source,destination\nATTRIBUTE,id,_id\n';

  async function send(body: FormData | string, query = '') {
    const headers = stand.api.headers as Record<string, string>;
    const type: Record<string, string> = typeof body === 'string' ? { 'content-type': 'text/csv' } : {};
    const response = await fetch(`${stand.platform.url}${PATH}${query}`, {
      method: 'POST',
      headers: { ...headers, ...type },
      body,
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  function form(fields: Record<string, string>, ...files: readonly (readonly [text: string, name: string])[]) {
    const made = new FormData();
    for (const [name, value] of Object.entries(fields)) made.set(name, value);
    for (const [text, name] of files) made.append('file', new Blob([text]), name);
    return made;
  }

  it('come as the body, or as the one file of a form', async () => {
    const schemaId = await schema(stand.api, 'Mapping files', STANDARD);
    const asBody = await send(CSV, `?schemaId=${encodeURIComponent(schemaId)}`);
    expect(asBody).toMatchObject({ status: 200, body: { version: 0 } });
    const asForm = await send(form({ schemaId, name: 'by form' }, [CSV, 'rows.csv']));
    expect(asForm).toMatchObject({ status: 200, body: { version: 0 } });
    const path = `/data/foundation/conversion/mappingSets/${asForm.body.id}`;
    expect(await stand.api.call('GET', path)).toMatchObject({
      name: 'by form',
      mappings: [{ source: 'id', destination: '_id' }],
    });
  });

  it('are refused without a file, with two, or above 4 MiB, and nothing is made', async () => {
    expect(await send(form({ schemaId: 'x' }))).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('has 0 files') },
    });
    const two = form({ schemaId: 'x' }, [CSV, 'a.csv'], [CSV, 'b.csv']);
    expect(await send(two)).toMatchObject({ status: 400, body: { detail: expect.stringContaining('has 2 files') } });
    const large = form({ schemaId: 'x' }, ['a'.repeat(4 * 1024 * 1024 + 1), 'large.csv']);
    expect(await send(large)).toMatchObject({ status: 413 });
  });
});

describe('recommended mappings of the documented Capillary samples', () => {
  const sample = (name: string) =>
    readFileSync(new URL(`../../../examples/capillary-tutorial/${name}.json`, import.meta.url), 'utf8');
  const LOYALTY = 'https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details';
  const EVENT = ['experienceevent', 'experienceevent-commerce', 'experienceevent-loyalty-details'].map(
    (part) => `https://ns.adobe.com/xdm/context/${part}`,
  );

  it.each([
    ['profile', [...STANDARD, LOYALTY], (record: Record<string, unknown>) => record],
    [
      'transaction',
      EVENT,
      ({ productLineItems, ...rest }: Record<string, unknown>) => ({ ...rest, productListItems: productLineItems }),
    ],
  ] as const)('make a set that maps the %s whole, without a hand', async (name, parts, wanted) => {
    const schemaId = await schema(stand.api, `Recommended ${name}`, parts);
    const form = new FormData();
    form.set('schema-id', schemaId);
    form.set('sample-file', new Blob([sample(name)]), `${name}.json`);
    const response = await fetch(`${stand.platform.url}/meniscus/v1/mapping-recommendations`, {
      method: 'POST',
      headers: stand.api.headers as Record<string, string>,
      body: form,
    });
    const { mappings, unmapped } = (await response.json()) as { mappings: object[]; unmapped: string[] };
    expect(unmapped).toEqual([]);
    for (const row of mappings)
      expect(row).toMatchObject({ confidence: expect.any(Number), reason: expect.stringMatching(/\w/) });
    const base = '/data/foundation/conversion/mappingSets';
    const mappingSet = { outputSchema: { schemaRef: { id: schemaId } }, mappings };
    await stand.api.call('POST', base, mappingSet);
    const record = JSON.parse(sample(name)) as Record<string, unknown>;
    expect(await stand.api.call('POST', `${base}/preview`, { data: [record], mappingSet })).toMatchObject([
      { data: wanted(record), errors: null },
    ]);
  });
});
