import { beforeAll, describe, expect, it, vi } from 'vitest';
import { CREDENTIALS } from '../../../tools/harness/process.ts';
import { dataset, schema } from '../../../tools/harness/programme.ts';
import { withPlatform } from '../../../tools/harness/with-platform.ts';

/** Partial row updates (page "Send partial row updates to Real-Time Customer Profile using Data Prep"), on the real process. */
const stand = withPlatform('upserts');

type Json = Record<string, unknown>;
const XDM = 'https://ns.adobe.com/xdm/';
const FLOWS = '/data/foundation/flowservice';
const HTTP_API = { connectionSpec: { id: 'bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb', version: '1.0' } };

let inletUrl: string;
let flowId: string;
let profiles: { id: string; table: string };
let identities: { id: string };
let schemaId: string;

/** A raw HTTP API inlet with a mapping, as the page recommends it. */
async function rawFlow(schemaId: string, datasetId: string, rows: readonly Json[]): Promise<void> {
  const make = async (path: string, body: unknown) =>
    (await stand.api.call<{ id: string }>('POST', `${FLOWS}/${path}`, body)).id;
  const params = { dataType: 'raw', name: 'upserts', authenticationRequired: false };
  const connection = await make('connections', {
    name: 'Upserts',
    ...HTTP_API,
    auth: { specName: 'Streaming Connection', params },
  });
  const source = await make('sourceConnections', { name: 'Upserts', baseConnectionId: connection, ...HTTP_API });
  const version = 'application/vnd.adobe.xed-full+json;version=1';
  const target = await make('targetConnections', {
    name: 'Upserts',
    connectionSpec: { id: 'c604ff05-7f1a-43c0-8e18-33bf874cb11c', version: '1.0' },
    data: { schema: { id: schemaId, version } },
    params: { dataSetId: datasetId },
  });
  const { id: mappingId } = await stand.api.call<{ id: string }>('POST', '/data/foundation/conversion/mappingSets', {
    outputSchema: { schemaRef: { id: schemaId, contentType: version } },
    mappings: rows,
  });
  flowId = await make('flows', {
    name: 'Upserts',
    flowSpec: { id: 'c1a19761-d2c7-4702-b9fa-fe91f0613e81', version: '1.0' },
    sourceConnectionIds: [source],
    targetConnectionIds: [target],
    transformations: [{ name: 'Mapping', params: { mappingId, mappingVersion: 0 } }],
  });
  const { items } = await stand.api.call<{ items: { auth: { params: { inletUrl: string } } }[] }>(
    'GET',
    `${FLOWS}/connections/${connection}`,
  );
  inletUrl = items[0]!.auth.params.inletUrl;
}

beforeAll(async () => {
  schemaId = await schema(stand.api, 'Upserts', [
    `${XDM}context/profile`,
    `${XDM}context/identitymap`,
    `${XDM}context/profile-preferences-details`,
    `${XDM}mixins/profile/profile-loyalty-details`,
  ]);
  profiles = await dataset(stand.api, 'Upserts', schemaId);
  identities = await dataset(stand.api, 'Upserts identities', schemaId, {
    unifiedProfile: ['enabled:false'],
    unifiedIdentity: ['enabled:true'],
    acp_validationContext: ['disabled'],
  });
  const attribute = (source: string, destination: string) => ({ sourceType: 'ATTRIBUTE', source, destination });
  await rawFlow(schemaId, profiles.id, [
    attribute('email', 'identityMap.Email[0].id'),
    attribute('body.phone', 'identityMap.Phone[0].id'),
    attribute('tier', 'loyalty.tier'),
    attribute('points', 'loyalty.points'),
    { sourceType: 'EXPRESSION', source: 'upsert_array_append(numbers)', destination: 'loyalty.loyaltyID' },
    { sourceType: 'EXPRESSION', source: 'upsert_array_replace(instead)', destination: 'loyalty.loyaltyID' },
  ]);
});

async function send(body: Json, operations?: Json, target = profiles.id): Promise<{ status: number; body: Json }> {
  const header = {
    flowId,
    imsOrgId: CREDENTIALS.orgId,
    datasetId: target,
    ...(operations === undefined ? {} : { operations }),
  };
  const response = await fetch(inletUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-adobe-flow-id': flowId },
    body: JSON.stringify(operations === undefined ? body : { header, body }),
  });
  return { status: response.status, body: (await response.json()) as Json };
}

/** A query waits for what was accepted before it. */
async function processed(): Promise<void> {
  await stand.api.sql(`SELECT count(*) FROM ${profiles.table}`);
}

async function loyalty(email: string): Promise<Json | undefined> {
  await processed();
  const profile = (await stand.api.profile('Email', email)) as { loyalty?: Json } | undefined;
  return profile?.loyalty;
}

describe('header.operations', () => {
  it('merge changes what it names, leaves the rest, and is not written to the lake', async () => {
    const before = await stand.api.ledger();
    await send({ email: 'a@upsert.example', tier: 'gold', points: 10 });
    expect(await loyalty('a@upsert.example')).toEqual({ tier: 'gold', points: 10 });
    const merged = await send({ email: 'a@upsert.example', points: 11 }, { data: 'merge' });
    expect(merged.status).toBe(200);
    expect(await loyalty('a@upsert.example')).toEqual({ tier: 'gold', points: 11 });
    expect(await stand.api.ledger()).toMatchObject({
      balanced: true,
      stored: before.stored + 1,
      accepted: before.accepted + 2,
      updated: 1,
    });
    const way = await stand.api.call<Json>('GET', `/meniscus/v1/ledger/${String(merged.body.xactionId)}`);
    expect(way).toMatchObject({
      status: 'updated',
      stages: expect.arrayContaining([expect.objectContaining({ stage: 'lake', outcome: 'skipped' })]),
    });
    const rows = await stand.api.sql(`SELECT loyalty.points FROM ${profiles.table}`);
    expect(rows.rows).toEqual([[10]]);
  });

  it('lists are appended or replaced as the mapping says', async () => {
    await send({ email: 'l@upsert.example', tier: 'gold', numbers: ['n1'] });
    await send({ email: 'l@upsert.example', numbers: ['n2', 'n3'] }, { data: 'merge' });
    await send({ email: 'l@upsert.example', numbers: ['n4'] }, { data: 'merge' });
    expect(await loyalty('l@upsert.example')).toEqual({ tier: 'gold', loyaltyID: ['n1', 'n2', 'n3', 'n4'] });
    await send({ email: 'l@upsert.example', instead: ['n5'] }, { data: 'merge' });
    expect(await loyalty('l@upsert.example')).toEqual({ tier: 'gold', loyaltyID: ['n5'] });
  });

  it('identities are linked only when the message asks for it, in the name of the identity dataset', async () => {
    await send({ email: 'i@upsert.example', points: 1 }, { data: 'merge' });
    await send({ email: 'i@upsert.example', phone: '+15550001' }, { data: 'merge' });
    await processed();
    expect(await stand.api.profile('Phone', '+15550001')).toBeUndefined();
    const identity = { identity: 'create', identityDatasetId: identities.id };
    expect(
      (await send({ email: 'i@upsert.example', phone: '+15550001', points: 2 }, { data: 'merge', ...identity })).status,
    ).toBe(200);
    await processed();
    expect((await stand.api.profile('Phone', '+15550001'))?.loyalty).toMatchObject({ points: 2 });
  });

  it('delete takes away what the dataset says of the person', async () => {
    await send({ email: 'd@upsert.example', tier: 'gold', points: 10 });
    await send({ email: 'd@upsert.example', points: 12 }, { data: 'merge' });
    expect(await loyalty('d@upsert.example')).toEqual({ tier: 'gold', points: 12 });
    expect((await send({ email: 'd@upsert.example' }, { data: 'delete' })).status).toBe(200);
    expect(await loyalty('d@upsert.example')).toBeUndefined();
    expect(await stand.api.ledger()).toMatchObject({ balanced: true, waiting: 0 });
  });

  it('an update of nobody, or one that says nothing, is a failed record and no stored one', async () => {
    const before = await stand.api.ledger();
    await send({ tier: 'gold' }, { data: 'merge' });
    await send({ strange: 1 }, { data: 'merge' });
    await processed();
    expect(await stand.api.ledger()).toMatchObject({
      balanced: true,
      failed: before.failed + 2,
      updated: (before as never as Json).updated,
    });
    const { items } = await stand.api.call<{ items: { stored: boolean; stage: string }[] }>(
      'GET',
      '/meniscus/v1/failed-records?limit=2',
    );
    expect(items.map(({ stored, stage }) => [stored, stage])).toEqual([
      [false, 'mapping'],
      [false, 'profile'],
    ]);
  });

  it.each<[string, Json, string]>([
    ['an unknown operation', { data: 'upsert' }, 'takes create, merge and delete'],
    ['another identity operation', { data: 'merge', identity: 'delete' }, 'takes create only'],
    ['no identity dataset', { data: 'merge', identity: 'create' }, 'identityDatasetId is missing'],
    ['an identity dataset that does not exist', { identity: 'create', identityDatasetId: 'none' }, 'does not exist'],
  ])('%s is refused with 400', async (_, operations, why) => {
    const answer = await send({ email: 'x@upsert.example' }, operations);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(why);
  });

  it('an identity dataset that is the dataset itself or takes part in profiles is refused', async () => {
    const answers = await Promise.all(
      [profiles.id, stand.programme.profileDataset].map((identityDatasetId) =>
        send({ email: 'x@upsert.example' }, { data: 'merge', identity: 'create', identityDatasetId }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
  });
});

describe('failed streaming batches', () => {
  /** An XDM inlet, so that what is sent reaches validation as it is. */
  async function xdmInlet(): Promise<string> {
    const connections = `${FLOWS}/connections`;
    const params = { dataType: 'xdm', name: 'xdm', authenticationRequired: false };
    const auth = { specName: 'Streaming Connection', params };
    const { id } = await stand.api.call<{ id: string }>('POST', connections, { name: 'XDM', ...HTTP_API, auth });
    const found = await stand.api.call<{ items: { auth: { params: { inletUrl: string } } }[] }>(
      'GET',
      `${connections}/${id}`,
    );
    return found.items[0]!.auth.params.inletUrl;
  }

  it('are read with Data Access as documented: each message as it was sent, with its errors', async () => {
    const schemaRef = { id: schemaId, contentType: 'application/vnd.adobe.xed-full+json;version=1' };
    const message = {
      header: { schemaRef, imsOrgId: CREDENTIALS.orgId, datasetId: profiles.id },
      body: {
        xdmMeta: { schemaRef },
        xdmEntity: { identityMap: { Email: [{ id: 's@upsert.example' }] }, loyalty: { points: 'many' } },
      },
    };
    const inlet = await xdmInlet();
    await fetch(inlet, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
    });
    let text = '';
    await vi.waitFor(
      async () => {
        const path = `/data/foundation/catalog/batches?status=failed&dataSet=${profiles.id}`;
        const [id, batch] = Object.entries(await stand.api.call<Record<string, Json>>('GET', path)).at(-1)!;
        expect(batch).toMatchObject({ errors: [{ code: 'INGEST-1212-400' }], metrics: { outputRecordCount: 0 } });
        const { data } = await stand.api.call<{ data: { name: string; _links: { self: { href: string } } }[] }>(
          'GET',
          `/data/foundation/export/batches/${id}/failed`,
        );
        expect(data.map(({ name }) => name)).toEqual(['_SUCCESS', 'part-00000.json']);
        text = await (await fetch(data[1]!._links.self.href, { headers: stand.api.headers })).text();
        expect(text).toContain('s@upsert.example');
      },
      { timeout: 20_000, interval: 200 },
    );
    const rows = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);
    expect(rows.at(-1)).toMatchObject({
      ...message,
      _validationErrors: [
        { keyword: 'type', causingExceptions: [], schemaLocation: '#', pointerToViolation: '#/loyalty/points' },
      ],
    });
    expect(await stand.api.ledger()).toMatchObject({ balanced: true, waiting: 0 });
  });
});
