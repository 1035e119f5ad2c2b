import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InProcess, startInProcess } from '../../tools/harness/in-process.ts';
import { CREDENTIALS } from '../../tools/harness/process.ts';
import { zipOf } from '../../tools/harness/zip.ts';
import type { Route } from './kernel/index.ts';

/**
 * What a browser would not let a person send, sent past it. The routes come from the pipeline, so that a new one is under
 * these tests by itself.
 */
let platform: InProcess;
let headers: Readonly<Record<string, string>>;

beforeAll(async () => {
  platform = await startInProcess('uploads', { tables: ':memory:' });
  const { clientId, clientSecret, orgId } = CREDENTIALS;
  const response = await fetch(`${platform.url}/ims/token/v3`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  headers = { authorization: `Bearer ${access_token}`, 'x-api-key': clientId, 'x-gw-ims-org-id': orgId };
});

afterAll(() => platform?.stop());

interface Reply {
  readonly status: number;
  readonly text: string;
}

async function send(method: string, path: string, body: string | Uint8Array | FormData): Promise<Reply> {
  const sent = body instanceof FormData ? headers : { ...headers, 'content-type': 'application/json' };
  const response = await fetch(platform.url + path, { method, headers: sent, body: body as string });
  return { status: response.status, text: await response.text() };
}

const routes = (kind: Route['consumes']) =>
  platform.pipeline.routes.filter(
    ({ method, consumes = 'json' }) => ['POST', 'PUT', 'PATCH'].includes(method) && consumes === kind,
  );
const pathOf = ({ path }: Route) => path.replace(/:[A-Za-z]+/g, 'none').replace(/\*$/, 'none');

/** Routes that answer a body with an error of ours, and what they said. */
async function brokenBy(asked: readonly Route[], body: () => string | Uint8Array | FormData): Promise<string[]> {
  const wrong: string[] = [];
  for (const route of asked) {
    const { status, text } = await send(route.method, pathOf(route), body());
    if (status >= 500) wrong.push(`${route.method} ${route.path}: ${status} ${text.slice(0, 300)}`);
  }
  return wrong;
}

/** An object of objects and lists, under names that rules, schemas and mappings have. */
function nested(levels: number): string {
  const names = ['properties', 'allOf', 'params', 'value', 'items', 'mappings', 'data'];
  let [head, tail] = ['', ''];
  for (let level = 0; level < levels - 1; level += 2) {
    head += `{"type":"object","${names[(level / 2) % names.length]}":[`;
    tail = `]}${tail}`;
  }
  return `${head}1${tail}`;
}

const form = (name: string, content: string | Uint8Array, fields: Readonly<Record<string, string>> = {}) => {
  const made = new FormData();
  for (const [field, value] of Object.entries(fields)) made.set(field, value);
  made.set('csv-file', new Blob([content as Uint8Array<ArrayBuffer>]), name);
  return made;
};

describe('a body that is none', () => {
  it.each([
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
    ['half a text', '{"name": "x'],
    ['as deep as is let in', nested(1000)],
    ['a list where an object is asked for', '[null, 1, "x", [], {}]'],
    ['names that mean something to machines', '{"__proto__":{"x":1},"constructor":{"prototype":{}},"toString":null}'],
  ])('ends no route that takes JSON or a file of it: %s', async (_, body) => {
    const asked = routes('json');
    expect(asked.length).toBeGreaterThan(100);
    asked.push(...routes('file'));
    expect(await brokenBy(asked, () => body)).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['bytes that are no text', Buffer.from(Array.from({ length: 512 }, (_, at) => (at * 7) % 256))],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['a zip that is cut', zipOf([{ name: 'a.csv', content: 'a,b\n1,2\n' }]).subarray(0, 40)],
    ['a zip without a table', zipOf([{ name: 'a.exe', content: 'MZ' }])],
    ['a single row without end', `${','.repeat(300_000)}\n`],
    ['a quote without end', `a,b\n"${'x,'.repeat(10_000)}`],
  ])('ends no route that takes a file: %s', async (_, content) => {
    const asked = [...routes('upload'), ...routes('file')];
    expect(new Set(asked.map(({ consumes }) => consumes))).toEqual(new Set(['upload', 'file']));
    expect(await brokenBy(asked, () => form('rows.csv', content))).toEqual([]);
  });
});

describe('what a body of JSON is refused for', () => {
  it.each([
    ['server-no-text', Buffer.from('{"name": "Fidélité"}', 'latin1')],
    ['server-no-json', '{"name": '],
    ['server-too-deep', '['.repeat(1001) + ']'.repeat(1001)],
    ['server-body-too-large', `"${'x'.repeat(1_048_576)}"`],
  ])('is said by its code: %s', async (code, body) => {
    const { status, text } = await send('POST', '/data/foundation/flowservice/flows', body);
    expect([status, JSON.parse(text).phrase?.code]).toEqual([code === 'server-body-too-large' ? 413 : 400, code]);
  });
});

describe('a file of text', () => {
  const sample = '/data/foundation/conversion/samples/upload';

  it.each([
    ['as the body', Buffer.from('{"name": "Fidélité"}', 'latin1')],
    ['in a form', form('rows.json', Buffer.from('{"name": "Fidélité"}', 'latin1'))],
  ])('that is no UTF-8 is refused, and not kept with other signs: %s', async (_, body) => {
    const { status, text } = await send('POST', sample, body);
    expect([status, JSON.parse(text).phrase?.code]).toEqual([400, 'server-no-text']);
  });
});

describe('a file', () => {
  const recommend = '/meniscus/v1/schema-recommendations';

  it('that unpacks to more than is looked at costs no more than that; one that lies about it is refused', async () => {
    const content = Buffer.alloc(50 * 1024 * 1024, `${'a,'.repeat(50)}b\n`);
    const before = process.memoryUsage().rss;
    const honest = await send('POST', recommend, form('a.zip', zipOf([{ name: 'a.csv', content }])));
    expect(JSON.parse(honest.text).file.rows).toBe(10_000);
    const small = zipOf([{ name: 'a.csv', content: 'a,b\n1,2\n', declaredSize: 3 }]);
    const lying = await send('POST', recommend, form('a.zip', small));
    expect([lying.status, lying.text]).toEqual([400, expect.stringContaining('"code":"table-zip-unreadable"')]);
    expect(process.memoryUsage().rss - before).toBeLessThan(512 * 1024 * 1024);
  });

  it.each([
    ['an empty file', '', 'table-empty'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'table-binary'],
    ['a zip without a table', zipOf([{ name: 'a.exe', content: 'MZ' }]), 'table-zip-without'],
    ['a quote nobody closes', 'a,b\n"x,1\n', 'table-open-quote'],
  ])('is known by what it holds, not by its name: %s', async (_, content, code) => {
    const { status, text } = await send('POST', recommend, form('rows.csv', content));
    expect([status, text]).toEqual([400, expect.stringContaining(`"code":"${code}"`)]);
  });

  it('that is too large is refused with its name and the limit', async () => {
    const fields = { 'schema-class-id': 'https://ns.adobe.com/xdm/context/profile' };
    const large = form('years.csv', Buffer.alloc(5 * 1024 * 1024 + 1, 'a'), fields);
    const { status, text } = await send('POST', '/data/foundation/schemaregistry/rpc/csv2schema', large);
    expect(status).toBe(413);
    expect(JSON.parse(text).phrase).toEqual({
      code: 'server-named-file-too-large',
      values: { name: 'years.csv', most: 5_242_880 },
    });
  });

  it.each(['../../etc/passwd.csv', '/etc/passwd.csv', 'a\\..\\b.csv', '..', 'x'.repeat(5000), 'nul\u0000.csv'])(
    'is kept under no path of its name: %j',
    async (name) => {
      const { status, text } = await send('POST', '/meniscus/v1/external-audience-files', form(name, 'email\na@b.c\n'));
      const { path = '' } = JSON.parse(text) as { path?: string };
      const isPlain =
        !path.includes('..') && !path.includes('\\') && !path.includes('\u0000') && !path.includes('etc/');
      expect([201, 400].includes(status) && isPlain, `${status} ${text}`).toBe(true);
    },
  );
});
