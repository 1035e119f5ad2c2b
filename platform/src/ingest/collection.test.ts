import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { CREDENTIALS } from '../../../tools/harness/process.ts';
import { withPlatform } from '../../../tools/harness/with-platform.ts';

/** The error tables of the streaming pages, row by row, on the real process. */
const stand = withPlatform('collection');

const INLET_TYPE = 'http://ns.adobe.com/adobecloud/problem/data-collection-service/inlet';
const AUTHORIZATION_TYPE = 'https://ns.adobe.com/adobecloud/problem/data-collection-service-authorization';
const WRONG = 'Invalid XDM Message Format';
const FORM = 'Message has unknown xdm format';

type Json = Record<string, unknown>;
interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

let open: string;
let locked: string;
let schemaRef: Json;

async function makeInlet(authenticationRequired: boolean, secrets: Json = {}): Promise<string> {
  const connections = '/data/foundation/flowservice/connections';
  const { id } = await stand.api.call<{ id: string }>('POST', connections, {
    name: `XDM ${authenticationRequired}`,
    connectionSpec: { id: 'bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb', version: '1.0' },
    auth: {
      specName: 'Streaming Connection',
      params: { dataType: 'xdm', name: 'xdm', authenticationRequired, ...secrets },
    },
  });
  const found = await stand.api.call<{ items: { auth: { params: { inletUrl: string } } }[] }>(
    'GET',
    `${connections}/${id}`,
  );
  return found.items[0]!.auth.params.inletUrl;
}

beforeAll(async () => {
  [open, locked] = [await makeInlet(false), await makeInlet(true)];
  const id = stand.programme.profileDataset;
  const datasets = await stand.api.call<Record<string, { schemaRef: { id: string } }>>(
    'GET',
    `/data/foundation/catalog/dataSets/${id}`,
  );
  schemaRef = { id: datasets[id]!.schemaRef.id, contentType: 'application/vnd.adobe.xed-full+json;version=1' };
});

const member = (loyalty: Json) => ({ identityMap: { email: [{ id: 'm@example.com', primary: true }] }, loyalty });

/** A good message with some of its header and body replaced; undefined leaves a member out. */
function message(change: { header?: Json; body?: Json } = {}): Json {
  const header = {
    schemaRef,
    imsOrgId: CREDENTIALS.orgId,
    datasetId: stand.programme.profileDataset,
    source: { name: 'test' },
  };
  return {
    header: { ...header, ...change.header },
    body: { xdmMeta: { schemaRef }, xdmEntity: member({ tier: 'gold' }), ...change.body },
  };
}

async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Json };
}

interface Row {
  readonly name: string;
  readonly send: () => Promise<Reply>;
  readonly status: number;
  readonly title: string;
  /** What `report.message` holds. */
  readonly message: string;
  readonly type?: string;
  /** `status` of the body, where it is not the number. */
  readonly bodyStatus?: string;
}

const foreign = { id: 'https://ns.adobe.com/nobody/schemas/1' };

/** What is answered for a message that is refused, single; the same message in a batch gets `message` with 400. */
const MESSAGES: readonly { name: string; message: string; payload: () => unknown }[] = [
  { name: 'no header', message: `${FORM}: header`, payload: () => ({ body: message().body }) },
  { name: 'no body', message: `${FORM}: body`, payload: () => ({ header: message().header }) },
  {
    name: 'no xdmEntity',
    message: `${FORM}: body.xdmEntity`,
    payload: () => message({ body: { xdmEntity: undefined } }),
  },
  { name: 'no xdmMeta', message: `${FORM}: body.xdmMeta`, payload: () => message({ body: { xdmMeta: undefined } }) },
  { name: 'no schema in xdmMeta', message: `${FORM}: body.xdmMeta`, payload: () => message({ body: { xdmMeta: {} } }) },
  {
    name: 'another schema in xdmMeta',
    message: `${FORM}: xdmMeta`,
    payload: () => message({ body: { xdmMeta: { schemaRef: foreign } } }),
  },
  {
    name: 'no schema in the header',
    message: `${FORM}: header`,
    payload: () => message({ header: { schemaRef: undefined } }),
  },
  {
    name: "another schema than the dataset's",
    message: `${FORM}: dataset`,
    payload: () => message({ header: { schemaRef: foreign }, body: { xdmMeta: { schemaRef: foreign } } }),
  },
  {
    name: 'the legacy schema member',
    message: `${FORM}: header.schemaRef`,
    payload: () => message({ header: { schemaRef: undefined, msgType: 'xdmEntityCreate', xdmSchema: { name: 'x' } } }),
  },
  {
    name: 'another organisation',
    message: 'Message has an absent or wrong ims org in the header',
    payload: () => message({ header: { imsOrgId: `${'F'.repeat(24)}@AdobeOrg` } }),
  },
  {
    name: 'an unknown operation, which must not be stored as a record',
    message: 'Message has an operation that cannot be done: header.operations.data',
    payload: () => message({ header: { operations: { data: 'erase' } } }),
  },
  {
    name: 'an identity operation with a dataset that does not exist',
    message: 'Message has an operation that cannot be done: identity dataset x',
    payload: () => message({ header: { operations: { data: 'create', identity: 'create', identityDatasetId: 'x' } } }),
  },
  {
    name: 'an unknown dataset',
    message: 'the dataset does not exist',
    payload: () => message({ header: { datasetId: 'f'.repeat(24) } }),
  },
  {
    name: 'no dataset',
    message: 'the dataset does not exist',
    payload: () => message({ header: { datasetId: undefined } }),
  },
  { name: 'a text', message: FORM, payload: () => 'text' },
];

const batchOf = (url: string) => url.replace('/collection/', '/collection/batch/');

const ROWS: readonly Row[] = [
  {
    name: 'no JSON',
    send: () => post(open, '{"header":'),
    status: 400,
    title: WRONG,
    message: 'Message is not valid JSON',
  },
  {
    name: 'JSON that is not UTF-8, which would be stored with other signs',
    send: () => post(open, Buffer.from(JSON.stringify(message({ header: { schemaName: 'Fidélité' } })), 'latin1')),
    status: 400,
    title: WRONG,
    message: 'it is not UTF-8',
  },
  {
    name: 'a batch without messages',
    send: () => post(batchOf(open), {}),
    status: 400,
    title: WRONG,
    message: 'messages',
  },
  {
    name: 'an empty batch',
    send: () => post(batchOf(open), { messages: [] }),
    status: 400,
    title: WRONG,
    message: 'messages',
  },
  ...[false, true].flatMap((batch): Row[] => {
    const way = batch ? 'batch' : 'single';
    const [url, body] = [
      () => (batch ? batchOf(locked) : locked),
      () => (batch ? { messages: [message()] } : message()),
    ];
    const refused = batch ? 403 : 401;
    const authorization = { title: 'Authorization', type: AUTHORIZATION_TYPE };
    return [
      {
        ...authorization,
        name: `no token, ${way}`,
        send: () => post(url(), body()),
        status: 401,
        bodyStatus: '401',
        message: 'Ims service token is empty',
      },
      {
        ...authorization,
        name: `an invalid token, ${way}`,
        send: () => post(url(), body(), { authorization: 'Bearer a.b.c' }),
        status: refused,
        bodyStatus: String(refused),
        message: 'Ims service token is invalid or expired',
      },
    ];
  }),
  {
    name: 'an inlet that does not exist',
    send: () => post(`${stand.platform.url}/collection/${'0'.repeat(64)}`, {}),
    status: 404,
    title: 'Inlet not found',
    message: 'does not exist',
  },
  {
    name: 'more than 1 MB',
    send: () => post(open, { pad: 'x'.repeat(1_048_576) }),
    status: 413,
    title: 'Request too large',
    message: '1048576 bytes',
  },
  {
    name: 'another content type',
    send: () => post(open, 'a,b', { 'content-type': 'text/csv' }),
    status: 415,
    title: 'Unsupported content type',
    message: 'text/csv',
  },
];

describe('what a request is answered', () => {
  it.each(ROWS)('$name is $status $title', async ({ send, status, title, message: text, type, bodyStatus }) => {
    expect(await send()).toMatchObject({
      status,
      body: {
        type: type ?? INLET_TYPE,
        status: bodyStatus ?? status,
        title,
        report: { message: expect.stringContaining(text) },
      },
    });
  });
});

describe('what a message is answered', () => {
  const named = (text: string) => {
    const inlet = new URL(open).pathname.split('/').at(-1)!;
    return expect.stringMatching(
      new RegExp(`^inletId: \\[${inlet}\\] imsOrgId: \\[${CREDENTIALS.orgId}\\] .*${text.replaceAll('.', '\\.')}`),
    );
  };

  it.each(MESSAGES)('$name is refused alone with the documented words', async ({ payload, message: text }) => {
    expect(await post(open, JSON.stringify(payload()))).toMatchObject({
      status: 400,
      body: {
        type: INLET_TYPE,
        status: 400,
        title: WRONG,
        report: { message: named(text) },
        phrase: { code: 'inlet-refused', values: { why: { code: expect.stringMatching(/^message-/) } } },
      },
    });
  });

  it('answers 207 for a batch: an id for each that is taken, 400 with the same words for each that is not, in order', async () => {
    const before = await stand.api.settled();
    const payloads = [message(), ...MESSAGES.map(({ payload }) => payload()), message()];
    const { status, body } = await post(batchOf(open), { messages: payloads });
    expect(status).toBe(207);
    expect(body.responses).toEqual([
      { xactionId: `${body.batchId}:0` },
      ...MESSAGES.map(({ message: text }) => ({ statusCode: 400, message: named(text) })),
      { xactionId: `${body.batchId}:${payloads.length - 1}` },
    ]);
    const after = await stand.api.settled();
    expect(after.accepted - before.accepted).toBe(2);
  });

  it('answers 207 also when all of a batch is refused, and keeps nothing', async () => {
    const before = await stand.api.settled();
    const { status, body } = await post(batchOf(open), { messages: MESSAGES.map(({ payload }) => payload()) });
    expect(status).toBe(207);
    expect(body.responses).toEqual(MESSAGES.map(({ message: text }) => ({ statusCode: 400, message: named(text) })));
    expect((await stand.api.settled()).accepted).toBe(before.accepted);
  });
});

describe('synchronous validation', () => {
  const SPELLINGS = [
    'syncValidation=true',
    'syncValidation=True',
    'synchronousValidation=true',
    'synchronousValidation=True',
  ];

  it.each(SPELLINGS)('%s answers pass under the name that was asked for', async (query) => {
    expect((await post(`${open}?${query}`, message())).body).toMatchObject({
      xactionId: expect.stringMatching(/^\d+:\d+:0$/),
      [query.slice(0, query.indexOf('='))]: { status: 'pass' },
    });
  });

  it.each(SPELLINGS)('%s answers the violations and drops the record', async (query) => {
    const before = await stand.api.settled();
    const entity = member({ points: 'many', tier: 7, unheard: 1 });
    const { status, body } = await post(`${open}?${query}`, message({ body: { xdmEntity: entity } }));
    expect(status).toBe(400);
    const violation = (keyword: string, pointer: string) => ({
      schemaLocation: '#',
      pointerToViolation: `#${pointer}`,
      causingExceptions: [],
      keyword,
      message: expect.any(String),
    });
    expect(body).toMatchObject({
      type: INLET_TYPE,
      title: WRONG,
      report: {
        message: expect.stringContaining('Message is invalid'),
        cause: {
          _streamingValidation: [
            {
              schemaLocation: '#',
              pointerToViolation: '#',
              message: '3 schema violations found',
              causingExceptions: expect.arrayContaining([
                violation('type', '/loyalty/points'),
                violation('type', '/loyalty/tier'),
                violation('additionalProperties', '/loyalty'),
              ]),
            },
          ],
        },
      },
    });
    expect((await stand.api.settled()).accepted).toBe(before.accepted);
  });

  it('shows at most 5 violations', async () => {
    const entity = member(Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`unheard${at}`, 1])));
    const { body } = await post(`${open}?syncValidation=true`, message({ body: { xdmEntity: entity } }));
    const { cause } = body.report as { cause: { _streamingValidation: { causingExceptions: unknown[] }[] } };
    expect(cause._streamingValidation[0]!.causingExceptions).toHaveLength(5);
  });

  it('is for single messages: in a batch a record that does not fit is taken and becomes a failed record', async () => {
    const before = await stand.api.settled();
    const bad = message({ body: { xdmEntity: member({ points: 'many' }) } });
    const { status, body } = await post(`${batchOf(open)}?syncValidation=true`, { messages: [bad] });
    expect([status, body.responses]).toEqual([207, [{ xactionId: `${body.batchId}:0` }]]);
    const after = await stand.api.settled();
    expect([after.accepted - before.accepted, after.failed - before.failed]).toEqual([1, 1]);
  });

  it('is limited to 60 a minute and inlet: 429 says when to come again, and the same without it is taken', async () => {
    const fresh = await makeInlet(false);
    const replies = await Promise.all(
      Array.from({ length: 130 }, () => post(`${fresh}?syncValidation=true`, message())),
    );
    const refused = replies.filter(({ status }) => status === 429);
    // Two minutes at most are touched while this runs.
    expect(refused.length).toBeGreaterThanOrEqual(10);
    expect(refused[0]!.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(refused[0]!.body).toMatchObject({ type: INLET_TYPE, status: 429, title: 'Too many requests' });
    expect((await post(fresh, message())).status).toBe(200);
  });
});

describe('Smile', () => {
  const smile = { 'content-type': 'application/x-jackson-smile' };
  const send = async (url: string, body: Uint8Array): Promise<Reply> => {
    const response = await fetch(url, { method: 'POST', headers: smile, body: new Uint8Array(body) });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Json };
  };
  const text = (value: string) => Buffer.concat([Buffer.from([0xe0]), Buffer.from(value), Buffer.from([0xfc])]);
  const name = (value: string) => Buffer.concat([Buffer.from([0x7f + value.length]), Buffer.from(value)]);
  const smileOf = (value: unknown): Buffer => {
    if (typeof value === 'string') return text(value);
    if (typeof value === 'boolean') return Buffer.from([value ? 0x23 : 0x22]);
    if (Array.isArray(value)) return Buffer.concat([Buffer.from([0xf8]), ...value.map(smileOf), Buffer.from([0xf9])]);
    const members = Object.entries(value as Json).flatMap(([key, member]) => [name(key), smileOf(member)]);
    return Buffer.concat([Buffer.from([0xfa]), ...members, Buffer.from([0xfb])]);
  };
  const document = (value: unknown) => Buffer.concat([Buffer.from([0x3a, 0x29, 0x0a, 0x00]), smileOf(value)]);

  it('bodies go the way of JSON bodies, single and in batches', async () => {
    const before = await stand.api.settled();
    const entity = {
      identityMap: { email: [{ id: 'smile@example.com', primary: true }] },
      loyalty: { tier: 'smiling' },
    };
    expect(
      (await send(`${open}?syncValidation=true`, document(message({ body: { xdmEntity: entity } })))).body,
    ).toMatchObject({
      syncValidation: { status: 'pass' },
    });
    const batch = await send(batchOf(open), document({ messages: [message(), 'text'] }));
    expect([batch.status, (batch.body.responses as Json[]).map(({ statusCode }) => statusCode)]).toEqual([
      207,
      [undefined, 400],
    ]);
    expect((await stand.api.settled()).accepted - before.accepted).toBe(2);
    expect((await stand.api.profile('Email', 'smile@example.com'))?.loyalty?.tier).toBe('smiling');
  });

  it('bodies that are none, cut or unfold to too much are refused with nothing kept', async () => {
    const before = await stand.api.settled();
    const good = document(message());
    const wrong = {
      status: 400,
      body: { type: INLET_TYPE, title: WRONG, report: { message: expect.stringContaining('not valid Smile') } },
    };
    expect(await send(open, Buffer.from('{}'))).toMatchObject(wrong);
    expect(await send(open, good.subarray(0, -1))).toMatchObject(wrong);
    const bomb = Buffer.concat([
      Buffer.from([0x3a, 0x29, 0x0a, 2, 0xf8, 0x7f]),
      Buffer.alloc(64, 'x'),
      Buffer.alloc(900_000, 1),
    ]);
    expect((await send(open, bomb)).status).toBe(413);
    expect((await stand.api.settled()).accepted).toBe(before.accepted);
  });
});

describe('a signed inlet', () => {
  it('takes what is signed over its exact bytes and nothing else, and its secret never comes back', async () => {
    const hmacSecret = 'a secret of the sender';
    const signed = await makeInlet(false, { hmacSecret });
    const body = JSON.stringify(message());
    const sign = (text: string) => ({ 'x-hmac-sha256': createHmac('sha256', hmacSecret).update(text).digest('hex') });
    const before = await stand.api.settled();
    const refused = (text: string) => ({
      status: 401,
      body: {
        type: AUTHORIZATION_TYPE,
        status: '401',
        title: 'Authorization',
        report: { message: expect.stringContaining(text) },
      },
    });
    expect(await post(signed, body)).toMatchObject(refused('missing'));
    expect(await post(signed, body, sign(`${body} `))).toMatchObject(refused('invalid'));
    expect(await post(batchOf(signed), `{"messages":[${body}]}`, sign(body))).toMatchObject(refused('invalid'));
    expect((await post(signed, body, sign(body))).status).toBe(200);
    expect((await stand.api.settled()).accepted - before.accepted).toBe(1);
    const connections = await stand.api.call('GET', '/data/foundation/flowservice/connections');
    expect(JSON.stringify(connections)).not.toContain(hmacSecret);
  });
});
