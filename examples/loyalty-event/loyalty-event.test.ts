import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dataset, flow, schema, setUpAudience } from '../../tools/harness/programme.ts';
import { withProcess } from '../../tools/harness/with-platform.ts';

/** The whole way of a loyalty event on the real process: lake, graph, profile, audience. */
const stand = withProcess('loyalty-event');

const PUBLISHED_SCHEMAS = {
  'Published profile': [
    'https://ns.adobe.com/xdm/context/profile',
    'https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details',
    'https://ns.adobe.com/xdm/context/identitymap',
    'https://ns.adobe.com/xdm/context/profile-person-details',
    'https://ns.adobe.com/xdm/context/profile-personal-details',
  ],
  'Published event': [
    'https://ns.adobe.com/xdm/context/experienceevent',
    'https://ns.adobe.com/xdm/context/experienceevent-commerce',
  ],
} as const;

async function send(inlet: string, body: unknown): Promise<void> {
  const response = await fetch(inlet, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}

const member = (email: string, tier: string, points: number) => ({
  identityMap: { email: [{ authenticatedState: 'ambiguous', id: email, primary: true }] },
  loyalty: {
    tier,
    points,
    lifetimePoints: points * 2,
    expiredPoints: 0,
    pointsRedeemed: 10,
    program: 'Circle',
    status: 'active',
  },
});

describe('a loyalty event', () => {
  it('puts a gold member into an audience right after the event, and takes them out again', async () => {
    const gold = await setUpAudience(stand.api, 'Gold members', 'loyalty.tier = "gold"');
    await send(stand.programme.profileInlet, member('ana@example.com', 'gold', 1250));
    await expect
      .poll(async () => (await stand.api.profile('Email', 'ana@example.com'))?.segmentMembership?.ups?.[gold]?.status)
      .toBe('realized');
    await send(stand.programme.profileInlet, member('ana@example.com', 'silver', 900));
    await expect
      .poll(async () => (await stand.api.profile('Email', 'ana@example.com'))?.segmentMembership?.ups?.[gold]?.status)
      .toBe('exited');
  });

  it('finds the members there were before an audience was made', async () => {
    await send(stand.programme.profileInlet, member('early@example.com', 'platinum', 9000));
    const platinum = await setUpAudience(stand.api, 'Platinum members', 'loyalty.tier = "platinum"');
    await expect
      .poll(
        async () => (await stand.api.profile('Email', 'early@example.com'))?.segmentMembership?.ups?.[platinum]?.status,
      )
      .toBe('realized');
  });

  it('is a row of its dataset, in a batch whose Parquet file can be downloaded', async () => {
    await send(stand.programme.eventInlet, {
      _id: 'T0001',
      timestamp: '2025-07-14T12:00:00-06:00',
      identityMap: { email: [{ id: 'ana@example.com', primary: true }] },
      commerce: { commerceScope: { storeCode: 'HSR' }, order: { priceTotal: 90 } },
      productLineItems: [
        { SKU: 'S1', quantity: 2, priceTotal: 60, name: 'Trail shoe', discountAmount: 5 },
        { SKU: 'S2', quantity: 1, priceTotal: 30, name: 'Socks', discountAmount: 0 },
      ],
    });
    const totals = await stand.api.settled();
    expect(totals.balanced).toBe(true);
    const { rows } = await stand.api.sql(
      `select _id, commerce."order".priceTotal, productListItems[1].SKU, len(productListItems) from ${stand.programme.eventTable}`,
    );
    expect(rows).toEqual([['T0001', 90, 'S1', 2]]);
    const batches = await stand.api.call<Record<string, { status: string }>>(
      'GET',
      `/data/foundation/catalog/batches?dataSet=${stand.programme.eventDataset}`,
    );
    const [batchId, batch] = Object.entries(batches)[0]!;
    expect(batch.status).toBe('success');
    const files = await stand.api.call<{ data: { dataSetFileId: string }[] }>(
      'GET',
      `/data/foundation/export/batches/${batchId}/files`,
    );
    const listing = await stand.api.call<{ data: { name: string; length: string }[] }>(
      'GET',
      `/data/foundation/export/files/${files.data[0]!.dataSetFileId}`,
    );
    const file = await fetch(
      `${stand.platform.url}/data/foundation/export/files/${files.data[0]!.dataSetFileId}?path=${listing.data[0]!.name}`,
      { headers: stand.api.headers },
    );
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(bytes.subarray(0, 4).toString()).toBe('PAR1');
    expect(String(bytes.length)).toBe(listing.data[0]!.length);
  });

  it('is an event of its person', async () => {
    const query = new URLSearchParams({
      'schema.name': '_xdm.context.experienceevent',
      'relatedSchema.name': '_xdm.context.profile',
      relatedEntityId: 'ana@example.com',
      relatedEntityIdNS: 'email',
    });
    const { children } = await stand.api.call<{ children: { entityId: string }[] }>(
      'GET',
      `/data/core/ups/access/entities?${query}`,
    );
    expect(children.map(({ entityId }) => entityId)).toEqual(['T0001']);
  });

  it('goes the whole way with nothing but the published mapping rows, for both documented payloads', async () => {
    const rows = [
      ['identityMap.email.id', 'xdm:identityMap.email[0].id'],
      ['loyalty.points', 'xdm:loyalty.points'],
      ['loyalty.tier', 'xdm:loyalty.tier'],
      ['commerce.order.priceTotal', 'xdm:commerce.order.priceTotal'],
      ['productLineItems.SKU', 'xdm:productListItems.SKU'],
    ] as const;
    const inlets: string[] = [];
    const tables: string[] = [];
    for (const [title, parts] of Object.entries(PUBLISHED_SCHEMAS)) {
      const id = await schema(stand.api, title, parts);
      const { id: datasetId, table } = await dataset(stand.api, title, id);
      tables.push(table);
      inlets.push(await flow(stand.api, title, id, datasetId, rows));
      if (title !== 'Published profile') continue;
      await stand.api.call('POST', '/data/foundation/schemaregistry/tenant/descriptors', {
        '@type': 'xdm:descriptorIdentity',
        'xdm:sourceSchema': id,
        'xdm:sourceVersion': 1,
        'xdm:sourceProperty': '/personalEmail/address',
        'xdm:namespace': 'Email',
        'xdm:property': 'xdm:code',
        'xdm:isPrimary': true,
      });
    }
    const payload = (name: string) =>
      JSON.parse(readFileSync(`platform/src/sources/capillary/samples/${name}.json`, 'utf8')) as unknown;
    await send(inlets[0]!, payload('profile'));
    await send(inlets[1]!, payload('transaction'));
    const totals = await stand.api.settled();
    expect(totals.failed).toBe(0);
    expect((await stand.api.sql(`select loyalty.tier, loyalty.points from ${tables[0]}`)).rows).toEqual([
      ['gold', 1250],
    ]);
    const { rows: events } = await stand.api.sql(
      `select _id, commerce."order".priceTotal, productListItems[1].SKU is not null from ${tables[1]}`,
    );
    expect(events).toEqual([['T0001', 90, true]]);
  });

  it('survives a restart: the same profile, membership and rows', async () => {
    const before = await stand.api.profile('Email', 'ana@example.com');
    await stand.restart();
    expect(await stand.api.profile('Email', 'ana@example.com')).toEqual(before);
    const { rows } = await stand.api.sql(`select count(*) from ${stand.programme.eventTable}`);
    expect(rows).toEqual([[1]]);
  });
});
