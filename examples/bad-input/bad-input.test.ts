import { describe, expect, it } from 'vitest';
import { CREDENTIALS } from '../../tools/harness/process.ts';
import { withProcess } from '../../tools/harness/with-platform.ts';

/** Everything that can be wrong with what is sent, on the real process: answered or recorded, never lost. */
const stand = withProcess('bad-input');

interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes are looked into below
  readonly body: any;
}

async function post(url: string, body: string, headers: Record<string, string> = {}): Promise<Reply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, body: await response.json() };
}

const profile = (email: string, loyalty: unknown) => ({
  identityMap: { email: [{ id: email, primary: true }] },
  loyalty,
});

/** An HTTP API connection for XDM messages, as clients that speak XDM use it. */
async function xdmInlet(authenticationRequired: boolean): Promise<string> {
  const { id } = await stand.api.call<{ id: string }>('POST', '/data/foundation/flowservice/connections', {
    name: `XDM ${authenticationRequired}`,
    connectionSpec: { id: 'bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb', version: '1.0' },
    auth: { specName: 'Streaming Connection', params: { dataType: 'xdm', name: 'xdm', authenticationRequired } },
  });
  const { items } = await stand.api.call<{ items: { auth: { params: { inletUrl: string } } }[] }>(
    'GET',
    `/data/foundation/flowservice/connections/${id}`,
  );
  return items[0]!.auth.params.inletUrl;
}

async function envelope(entity: unknown, header: Record<string, unknown> = {}): Promise<string> {
  const datasets = await stand.api.call<Record<string, { schemaRef: { id: string } }>>(
    'GET',
    `/data/foundation/catalog/dataSets/${stand.programme.profileDataset}`,
  );
  const schemaRef = {
    id: datasets[stand.programme.profileDataset]!.schemaRef.id,
    contentType: 'application/vnd.adobe.xed-full+json;version=1',
  };
  return JSON.stringify({
    header: {
      schemaRef,
      imsOrgId: CREDENTIALS.orgId,
      datasetId: stand.programme.profileDataset,
      createdAt: 1,
      source: { name: 'test' },
      ...header,
    },
    body: { xdmMeta: { schemaRef }, xdmEntity: entity },
  });
}

describe('what is answered at once', () => {
  it('says that an inlet does not exist', async () => {
    const reply = await post(`${stand.platform.url}/collection/${'0'.repeat(64)}`, '{}');
    expect(reply).toMatchObject({
      status: 404,
      body: { report: { message: expect.stringContaining('does not exist') } },
    });
  });

  it('refuses malformed JSON, an empty batch, another type and more than 1 MB', async () => {
    expect(await post(stand.programme.profileInlet, '{"loyalty":')).toMatchObject({
      status: 400,
      body: { title: 'Invalid XDM Message Format' },
    });
    expect((await post(stand.programme.batch(stand.programme.profileInlet), '{"messages":[]}')).status).toBe(400);
    expect((await post(stand.programme.profileInlet, 'x', { 'content-type': 'text/csv' })).status).toBe(415);
    expect((await post(stand.programme.profileInlet, JSON.stringify({ pad: 'x'.repeat(1_100_000) }))).status).toBe(413);
  });

  it('refuses a message nested so deep that walking it would end the process', async () => {
    const deep = `{"identityMap":{"email":[{"id":"deep@example.com"}]},"loyalty":${'{"x":'.repeat(50_000)}1${'}'.repeat(50_000)}}`;
    expect(await post(stand.programme.profileInlet, deep)).toMatchObject({
      status: 400,
      body: { report: { message: expect.stringContaining('levels deep') } },
    });
  });

  it('asks for a token on an authenticated inlet, in the documented body with a text status', async () => {
    const inlet = await xdmInlet(true);
    const body = await envelope(profile('auth@example.com', { tier: 'gold' }));
    expect(await post(inlet, body)).toMatchObject({
      status: 401,
      body: {
        status: '401',
        title: 'Authorization',
        report: { message: expect.stringContaining('Ims service token is empty') },
      },
    });
    expect((await post(inlet, body, { authorization: 'Bearer a.b.c' })).status).toBe(401);
    expect((await post(inlet, body, { authorization: stand.api.headers.authorization! })).status).toBe(200);
  });

  it('refuses another organisation, an unknown schema, an unknown dataset and a missing body', async () => {
    const inlet = await xdmInlet(false);
    const good = profile('xdm@example.com', { tier: 'gold' });
    expect(await post(inlet, await envelope(good, { imsOrgId: `${'F'.repeat(24)}@AdobeOrg` }))).toMatchObject({
      status: 400,
      body: { report: { message: expect.stringContaining('Message has an absent or wrong ims org in the header') } },
    });
    expect(
      await post(inlet, await envelope(good, { schemaRef: { id: 'https://ns.adobe.com/nobody/schemas/1' } })),
    ).toMatchObject({
      status: 400,
      body: { report: { message: expect.stringContaining('Message has unknown xdm format') } },
    });
    expect((await post(inlet, await envelope(good, { datasetId: 'f'.repeat(24) }))).status).toBe(400);
    expect((await post(inlet, JSON.stringify({ header: {} }))).status).toBe(400);
    expect((await post(inlet, await envelope(good))).status).toBe(200);
  });

  it('validates at once with syncValidation, also in the spelling of Python, and keeps nothing that is invalid', async () => {
    const before = await stand.api.settled();
    const inlet = await xdmInlet(false);
    const bad = await post(
      `${inlet}?syncValidation=True`,
      await envelope(profile('sync@example.com', { points: 'many' })),
    );
    const after = await stand.api.settled();
    expect(bad).toMatchObject({
      status: 400,
      body: {
        report: {
          cause: {
            _streamingValidation: [
              { causingExceptions: [{ keyword: 'type', pointerToViolation: '#/loyalty/points' }] },
            ],
          },
        },
      },
    });
    expect(after.accepted).toBe(before.accepted);
    const good = await post(
      `${stand.programme.profileInlet}?syncValidation=true`,
      JSON.stringify(profile('sync@example.com', { points: 5 })),
    );
    expect(good).toMatchObject({ status: 200, body: { syncValidation: { status: 'pass' } } });
    const older = await post(
      `${stand.programme.profileInlet}?synchronousValidation=true`,
      JSON.stringify(profile('sync@example.com', { points: 6 })),
    );
    expect(older.body.synchronousValidation).toEqual({ status: 'pass' });
  });
});

describe('what is recorded', () => {
  it('keeps a schema violation as a failed record with code, pointer and advice, and lets it be corrected and replayed', async () => {
    const inlet = await xdmInlet(false);
    const reply = await post(inlet, await envelope(profile('bad@example.com', { points: 'many', unheard: 1 })));
    expect(reply.status).toBe(200);
    await stand.api.settled();
    const { items } = await stand.api.call<{
      items: {
        id: string;
        xactionId: string;
        failures: { code: string; pointer: string; retry: string }[];
        payload: unknown;
      }[];
    }>('GET', '/meniscus/v1/failed-records');
    const record = items.find(({ xactionId }) => xactionId === reply.body.xactionId)!;
    expect(record.failures.map(({ pointer }) => pointer).sort()).toEqual(['/loyalty', '/loyalty/points']);
    expect(record.failures.every(({ retry }) => retry === 'after-fix')).toBe(true);
    const corrected = JSON.parse(await envelope(profile('bad@example.com', { points: 7 }))) as unknown;
    await stand.api.call('POST', `/meniscus/v1/failed-records/${record.id}/replay`, { payload: corrected });
    await stand.api.settled();
    expect((await stand.api.profile('Email', 'bad@example.com'))?.loyalty?.points).toBe(7);
    expect(await stand.api.call('GET', `/meniscus/v1/failed-records/${record.id}`)).toMatchObject({
      status: 'replayed',
    });
  });

  it('says why a required field is missing when its value could not be read', async () => {
    const transaction = {
      _id: 'bad-time',
      timestamp: 'yesterday',
      identityMap: { email: [{ id: 'late@example.com' }] },
    };
    const reply = await post(stand.programme.eventInlet, JSON.stringify(transaction));
    await stand.api.settled();
    const { items } = await stand.api.call<{
      items: { xactionId: string; failures: { code: string; pointer: string }[] }[];
    }>('GET', '/meniscus/v1/failed-records');
    const { failures } = items.find(({ xactionId }) => xactionId === reply.body.xactionId)!;
    expect(failures[0]).toMatchObject({ code: 'SCHEMA-REQUIRED' });
    expect(failures[1]).toMatchObject({ stage: 'mapping', pointer: '/timestamp' });
  });

  it('takes the good and names the bad of a mixed batch, and the books balance', async () => {
    const before = await stand.api.settled();
    const messages = [
      profile('mixed1@example.com', { tier: 'gold' }),
      'not an object',
      { nothing: 'mapped' },
      profile('mixed2@example.com', { tier: 'silver' }),
    ];
    const reply = await post(stand.programme.batch(stand.programme.profileInlet), JSON.stringify({ messages }));
    expect(reply.status).toBe(207);
    expect(reply.body.responses.map((one: object) => 'xactionId' in one)).toEqual([true, false, true, true]);
    expect(reply.body.responses[1]).toMatchObject({ statusCode: 400, message: expect.stringContaining('inletId') });
    const after = await stand.api.settled();
    expect(after.accepted - before.accepted).toBe(3);
    expect(after.stored - before.stored).toBe(2);
    expect(after.failed - before.failed).toBe(1);
    expect(after.balanced).toBe(true);
  });

  it('shows the way of a message by its transaction id', async () => {
    const good = await post(stand.programme.profileInlet, JSON.stringify(profile('way@example.com', { tier: 'gold' })));
    const bad = await post(stand.programme.profileInlet, JSON.stringify({ nothing: 'mapped' }));
    await stand.api.settled();
    const way = await stand.api.call<{ status: string; stages: { stage: string; outcome: string }[] }>(
      'GET',
      `/meniscus/v1/ledger/${good.body.xactionId}`,
    );
    expect(way.status).toBe('stored');
    expect(way.stages.map(({ stage }) => stage)).toEqual([
      'ingest',
      'mapping',
      'schemas',
      'lake',
      'identity',
      'profile',
      'segmentation',
    ]);
    expect(way.stages.every(({ outcome }) => outcome === 'done')).toBe(true);
    const stopped = await stand.api.call<{ status: string; stages: { stage: string; outcome: string }[] }>(
      'GET',
      `/meniscus/v1/ledger/${bad.body.xactionId}`,
    );
    expect(stopped.status).toBe('failed');
    expect(stopped.stages.at(-1)).toMatchObject({ stage: 'mapping', outcome: 'failed' });
  });
});
