import { beforeAll, describe, expect, it } from 'vitest';
import { dataset, schema } from '../../../tools/harness/programme.ts';
import { walkPublishedCalls } from '../../../tools/harness/published-calls.ts';
import { withPlatform } from '../../../tools/harness/with-platform.ts';
import { XdmInlet } from '../../../tools/harness/xdm-inlet.ts';

const stand = withPlatform('profile-published-calls');
let inlet: XdmInlet;

const ENTITIES = '/data/core/ups/access/entities';
const POLICIES = '/data/core/ups/config/mergePolicies';

type Json = Record<string, unknown>;

const member = (email: string, loyalty: Json, more: Json = {}) => ({
  identityMap: { Email: [{ id: email, primary: true }], ...more },
  loyalty,
});
const purchase = (
  email: string,
  number: number,
  priceTotal: number,
  timestamp = 1_760_000_000_000 + number * 1000,
) => ({
  _id: `T${number}`,
  timestamp: new Date(timestamp).toISOString(),
  identityMap: { Email: [{ id: email, primary: true }] },
  commerce: { order: { priceTotal } },
});
const xidOf = async (email: string) =>
  (
    await stand.api.call<{ xid: string }>(
      'GET',
      `/data/core/identity/identity?namespace=Email&id=${encodeURIComponent(email)}`,
    )
  ).xid;
const loyaltyOf = async (email: string) => (await stand.api.profile('Email', email))?.loyalty;
const eventsOf = (query: string) =>
  stand.api.call<{ _page: { next: string; count: number }; children: { entityId: string; timestamp: number }[] }>(
    'GET',
    `${ENTITIES}?schema.name=_xdm.context.experienceevent&${query}`,
  );

/** A dataset of events of a class of one's own, whose one field has a type. */
async function visitsWith(type: string): Promise<{ dataset: string; tenant: string }> {
  const registry = '/data/foundation/schemaregistry';
  const { tenantId } = await stand.api.call<{ tenantId: string }>('GET', `${registry}/stats`);
  const tenant = `_${tenantId}`;
  const visit = { [tenant]: { type: 'object', properties: { visit: { type } } } };
  const { $id } = await stand.api.call<{ $id: string }>('POST', `${registry}/tenant/classes`, {
    title: `Visit with ${type}`,
    type: 'object',
    definitions: { customFields: { type: 'object', properties: visit } },
    allOf: [{ $ref: 'https://ns.adobe.com/xdm/data/time-series' }, { $ref: '#/definitions/customFields' }],
  });
  const id = await schema(stand.api, `Visits with ${type}`, [$id, 'https://ns.adobe.com/xdm/context/identitymap']);
  return { dataset: (await dataset(stand.api, `Visits with ${type}`, id)).id, tenant };
}

let other: string;

beforeAll(async () => {
  inlet = await XdmInlet.open(stand);
  const refs = ['profile', 'identitymap'].map((part) => `https://ns.adobe.com/xdm/context/${part}`);
  const id = await schema(stand.api, 'Other members', [
    ...refs,
    'https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details',
  ]);
  other = (await dataset(stand.api, 'Other members', id)).id;
});

describe('Real-Time Customer Profile on the real process', () => {
  it('gives every published call the published kind of answer', async () => {
    const { profileDataset, eventDataset } = stand.programme;
    await inlet.send(profileDataset, [member('jane@example.com', { tier: 'gold' }, { Phone: [{ id: '+1' }] })]);
    await inlet.send(other, [member('joe@example.com', { tier: 'silver' })]);
    await inlet.send(
      eventDataset,
      [1, 2, 3].map((number) => purchase('jane@example.com', number, number * 10)),
    );
    await stand.api.settled();
    const batches = await stand.api.call<Record<string, { relatedObjects: { type: string; id: string }[] }>>(
      'GET',
      '/data/foundation/catalog/batches',
    );
    const batchOf = (of: string) =>
      Object.entries(batches).find(([, { relatedObjects }]) => relatedObjects.some(({ id }) => id === of))![0];
    await walkPublishedCalls(new URL('published-calls.json', import.meta.url), {
      base: `${stand.platform.url}/data/core`,
      headers: stand.api.headers,
      known: {
        DATASET_ID: profileDataset,
        OTHER_DATASET_ID: other,
        RECORD_BATCH: batchOf(profileDataset),
        EVENT_BATCH: batchOf(eventDataset),
        XID: await xidOf('jane@example.com'),
        OTHER_XID: await xidOf('joe@example.com'),
        NOBODY: await xidOf('nobody@example.com'),
        TODAY: new Date().toISOString().slice(0, 10),
      },
    });
  });

  it('merges by the policy asked for, and everybody anew when the default changes', async () => {
    const { profileDataset } = stand.programme;
    await inlet.send(profileDataset, [member('mia@example.com', { tier: 'gold', points: 1 })]);
    await inlet.send(other, [member('mia@example.com', { tier: 'silver' })]);
    const audience = await stand.api.call<{ id: string }>('POST', '/data/core/ups/segment/definitions', {
      name: 'Gold now',
      expression: { type: 'PQL', format: 'pql/text', value: 'loyalty.tier = "gold"' },
      schema: { name: '_xdm.context.profile' },
    });
    const isIn = async () => {
      const found = await stand.api.profile('Email', 'mia@example.com');
      return found?.segmentMembership?.ups?.[audience.id]?.status === 'realized';
    };
    expect(await loyaltyOf('mia@example.com')).toEqual({ tier: 'silver', points: 1 });
    expect(await isIn()).toBe(false);
    const first = { type: 'dataSetPrecedence', order: [profileDataset, other] };
    const policy = { schema: { name: '_xdm.context.profile' }, identityGraph: { type: 'pdg' }, attributeMerge: first };
    const { id } = await stand.api.call<{ id: string }>('POST', POLICIES, policy);
    const asked = await stand.api.call<Record<string, { entity: Json }>>(
      'GET',
      `${ENTITIES}?schema.name=_xdm.context.profile&entityId=mia%40example.com&entityIdNS=Email&mergePolicyId=${id}`,
    );
    expect(Object.values(asked)[0]!.entity.loyalty).toEqual({ tier: 'gold', points: 1 });
    expect(await isIn()).toBe(false);
    await stand.api.call('PATCH', `${POLICIES}/${id}`, { op: 'add', path: '/default', value: true });
    await expect.poll(isIn).toBe(true);
    await stand.api.call('PATCH', `${POLICIES}/${id}`, { op: 'add', path: '/attributeMerge.order', value: [other] });
    await expect.poll(isIn).toBe(false);
    expect(await loyaltyOf('mia@example.com')).toEqual({ tier: 'silver' });
  });

  it('evaluates each audience over the profile as its own merge policy has it', async () => {
    const { profileDataset } = stand.programme;
    const policies = await stand.api.call<{ children: { id: string; default: boolean }[] }>('GET', POLICIES);
    const byDefault = policies.children.find((one) => one.default)!.id;
    const order = [profileDataset, other];
    const { id: own } = await stand.api.call<{ id: string }>('POST', POLICIES, {
      schema: { name: '_xdm.context.profile' },
      identityGraph: { type: 'pdg' },
      attributeMerge: { type: 'dataSetPrecedence', order },
    });
    const gold = (name: string, mergePolicyId: string) =>
      stand.api.call<{ id: string }>('POST', '/data/core/ups/segment/definitions', {
        name,
        expression: { type: 'PQL', format: 'pql/text', value: 'loyalty.tier = "gold"' },
        schema: { name: '_xdm.context.profile' },
        mergePolicyId,
      });
    const [ours, theirs] = [await gold('Gold by its own policy', own), await gold('Gold by the default', byDefault)];
    const policyOf = async ({ id }: { id: string }) =>
      (await stand.api.call<{ mergePolicyId: string }>('GET', `/data/core/ups/segment/definitions/${id}`))
        .mergePolicyId;
    const isIn = async ({ id }: { id: string }) =>
      (await stand.api.profile('Email', 'ula@example.com'))?.segmentMembership?.ups?.[id]?.status === 'realized';
    const send = (dataset: string, tier: string) => inlet.send(dataset, [member('ula@example.com', { tier })]);

    await send(other, 'silver');
    await send(profileDataset, 'gold');
    expect([await isIn(ours), await isIn(theirs)]).toEqual([true, false]);
    const explained = await stand.api.call<Json>(
      'GET',
      `/meniscus/v1/explain/membership?audienceId=${ours.id}&entityId=ula%40example.com&entityIdNS=Email`,
    );
    expect(explained).toMatchObject({ status: 'realized', isMember: true });
    // The default policy does not see this change: it merges the other dataset only.
    await send(profileDataset, 'bronze');
    expect(await isIn(ours)).toBe(false);
    await send(profileDataset, 'gold');
    expect(await isIn(ours)).toBe(true);

    const patch = (id: string, path: string, value: unknown) =>
      stand.api.call('PATCH', `${POLICIES}/${id}`, { op: 'add', path, value });
    await patch(own, '/attributeMerge.order', [other]);
    await expect.poll(() => isIn(ours)).toBe(false);
    await patch(own, '/attributeMerge.order', order);
    await expect.poll(() => isIn(ours)).toBe(true);

    await patch(own, '/default', true);
    expect([await policyOf(ours), await policyOf(theirs)]).toEqual([own, own]);
    await expect.poll(() => isIn(theirs)).toBe(true);
    await patch(byDefault, '/default', true);
    expect([await policyOf(ours), await policyOf(theirs)]).toEqual([byDefault, byDefault]);
    await expect.poll(() => isIn(ours)).toBe(false);

    const moved = { op: 'add', path: '/mergePolicyId', value: own };
    await stand.api.call('PATCH', `/data/core/ups/audiences/${theirs.id}`, [moved]);
    await expect.poll(() => isIn(theirs)).toBe(true);
    await stand.api.call('DELETE', `${POLICIES}/${own}`);
    await expect.poll(() => isIn(theirs)).toBe(false);
  });

  it('keeps computed attributes with every event, for audiences too, and lets go of what left the look-back', async () => {
    const { eventDataset } = stand.programme;
    const email = 'cara@example.com';
    const hour = 3_600_000;
    await inlet.send(eventDataset, [
      purchase(email, 501, 40, Date.now() - 2 * hour),
      purchase(email, 502, 99, Date.now() - 30 * hour),
    ]);
    const make = (name: string, value: string, status = 'NEW') =>
      stand.api.call<{ id: string }>('POST', '/data/core/ca/attributes', {
        name,
        displayName: name,
        expression: { type: 'PQL', format: 'pql/text', value },
        duration: { count: 24, unit: 'HOURS' },
        status,
      });
    const spent = await make('spentToday', 'xEvent[commerce.order.priceTotal > 0].sum(commerce.order.priceTotal)');
    await make('latest', 'xEvent[commerce.order.priceTotal > 0].max(timestamp)');
    const processed = async () =>
      (await stand.api.call<{ status: string }>('GET', `/data/core/ca/attributes/${spent.id}`)).status === 'PROCESSED';
    await expect.poll(processed).toBe(true);
    const tenant = async (withCA: boolean) => {
      const query = `schema.name=_xdm.context.profile&entityId=${email}&entityIdNS=Email&withCA=${withCA}`;
      const found = await stand.api.call<Record<string, { entity: Json }>>('GET', `${ENTITIES}?${query}`);
      const { entity } = Object.values(found)[0]!;
      const root = Object.keys(entity).find((name) => name.startsWith('_'));
      return { root, values: root === undefined ? undefined : (entity[root] as Json).ComputedAttributes };
    };
    await expect.poll(async () => (await tenant(true)).values).toMatchObject({ spentToday: 40 });
    expect((await tenant(false)).root).toBeUndefined();
    const { root } = await tenant(true);
    const audience = await stand.api.call<{ id: string }>('POST', '/data/core/ups/segment/definitions', {
      name: 'Big spenders today',
      expression: { type: 'PQL', format: 'pql/text', value: `${root}.ComputedAttributes.spentToday > 100` },
      schema: { name: '_xdm.context.profile' },
    });
    const isIn = async () =>
      (await stand.api.profile('Email', email))?.segmentMembership?.ups?.[audience.id]?.status === 'realized';
    expect(await isIn()).toBe(false);
    await inlet.send(eventDataset, [purchase(email, 503, 61, Date.now() - 1000)]);
    expect((await tenant(true)).values).toMatchObject({ spentToday: 101, latest: expect.stringMatching(/^20/) });
    expect(await isIn()).toBe(true);
    await stand.api.call('PATCH', `/data/core/ca/attributes/${spent.id}`, { status: 'DISABLED' });
    await expect.poll(async () => Object.keys((await tenant(true)).values as Json)).toEqual(['latest']);
  });

  it('explains an attribute: record, mapping row, dataset, what it replaced and what others say', async () => {
    const { profileDataset, profileInlet } = stand.programme;
    const send = async (tier: string) => {
      const response = await fetch(profileInlet, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ identityMap: { email: [{ id: 'eva@example.com' }] }, loyalty: { tier } }),
      });
      return ((await response.json()) as { xactionId: string }).xactionId;
    };
    const [before, now] = [await send('bronze'), await send('gold')];
    await inlet.send(other, [member('eva@example.com', { program: 'Circle' })]);
    const { attributes, unknown } = await stand.api.call<{ attributes: Json[]; unknown: string[] }>(
      'GET',
      '/meniscus/v1/explain/profile?entityId=eva%40example.com&entityIdNS=Email&attributes=loyalty.tier,loyalty.program,loyalty.nothing',
    );
    const policyOrder = await stand.api.call<{ children: { default: boolean; attributeMerge: Json }[] }>(
      'GET',
      POLICIES,
    );
    expect(policyOrder.children.some((one) => one.default && one.attributeMerge.type === 'dataSetPrecedence')).toBe(
      true,
    );
    // The default policy of the test before merges the other dataset only.
    expect(unknown).toEqual(['loyalty.tier', 'loyalty.nothing']);
    expect(attributes).toMatchObject([
      { path: 'loyalty.program', value: 'Circle', datasetId: other, record: { xactionId: expect.any(String) } },
    ]);
    const first = policyOrder.children.find((one) => !one.default) as unknown as { id: string };
    const whole = await stand.api.call<{ attributes: Json[] }>(
      'GET',
      `/meniscus/v1/explain/profile?entityId=eva%40example.com&entityIdNS=Email&attributes=loyalty.tier&mergePolicyId=${first.id}`,
    );
    expect(whole.attributes).toMatchObject([
      {
        path: 'loyalty.tier',
        value: 'gold',
        datasetId: profileDataset,
        record: {
          xactionId: now,
          mappings: [{ source: 'loyalty.tier', destination: expect.stringContaining('loyalty.tier') }],
        },
        replaced: { value: 'bronze', record: { xactionId: before } },
        others: [],
      },
    ]);
  });

  it('pages through 5,000 events of one person, many of one moment, each once', async () => {
    const email = 'busy@example.com';
    const messages = Array.from({ length: 5000 }, (_, n) =>
      purchase(email, 10_000 + n, n, 1_760_000_000_000 + Math.floor(n / 600) * 60_000),
    );
    for (let at = 0; at < messages.length; at += 1000) {
      const response = await fetch(stand.programme.batch(stand.programme.eventInlet), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          messages: messages
            .slice(at, at + 1000)
            .map(({ identityMap, ...rest }) => ({ ...rest, identityMap: { email: identityMap.Email } })),
        }),
      });
      expect(response.status).toBe(207);
    }
    const xid = await xidOf(email);
    await expect
      .poll(async () => (await eventsOf(`relatedEntityId=${xid}&startTime=1760000480000`)).children.length, {
        timeout: 20_000,
      })
      .toBe(200);
    for (const order of ['%2Btimestamp', '-timestamp']) {
      const seen = new Set<string>();
      let last = order === '-timestamp' ? Number.POSITIVE_INFINITY : 0;
      for (let start = ''; ; ) {
        const page = await eventsOf(
          `relatedEntityId=${xid}&limit=700&orderBy=${order}${start === '' ? '' : `&start=${start}`}`,
        );
        for (const { entityId, timestamp } of page.children) {
          expect(order === '-timestamp' ? timestamp <= last : timestamp >= last).toBe(true);
          last = timestamp;
          seen.add(entityId);
        }
        if (page._page.next === '') break;
        start = page._page.next;
      }
      expect(seen.size).toBe(5000);
    }
  });

  it('exports profiles of an audience with their events into a dataset on the union schema', async () => {
    const { profileDataset, eventDataset } = stand.programme;
    await inlet.send(profileDataset, [
      member('exp1@example.com', { tier: 'gold', program: 'Export' }, { Phone: [{ id: '+77' }] }),
    ]);
    await inlet.send(profileDataset, [member('exp2@example.com', { tier: 'gold', program: 'Elsewhere' })]);
    await inlet.send(eventDataset, [purchase('exp1@example.com', 901, 5)]);
    const policies = await stand.api.call<{ children: { id: string; attributeMerge: Json }[] }>('GET', POLICIES);
    const policy = policies.children.find(({ attributeMerge }) => attributeMerge.type === 'timestampOrdered')!.id;
    await stand.api.call('PATCH', `${POLICIES}/${policy}`, { op: 'add', path: '/default', value: true });
    const audience = await stand.api.call<{ id: string }>('POST', '/data/core/ups/segment/definitions', {
      name: 'To export',
      expression: { type: 'PQL', format: 'pql/text', value: 'loyalty.program = "Export"' },
      schema: { name: '_xdm.context.profile' },
    });
    const isIn = async () =>
      (await stand.api.profile('Email', 'exp1@example.com'))?.segmentMembership?.ups?.[audience.id]?.status;
    await expect.poll(isIn).toBe('realized');
    const union = 'https://ns.adobe.com/xdm/context/profile__union';
    const [ref] = await stand.api.call<string[]>('POST', '/data/foundation/catalog/dataSets', {
      name: 'Exported profiles',
      schemaRef: { id: union, contentType: 'application/vnd.adobe.xed+json;version=1' },
    });
    const target = ref!.split('/').at(-1)!;
    const request = {
      fields: 'identityMap,loyalty.tier',
      mergePolicy: { id: policy, version: 1 },
      filter: { segments: [{ segmentId: audience.id, segmentNs: 'ups', status: ['realized'] }], emptyProfiles: false },
      additionalFields: { eventList: {} },
      destination: { datasetId: target, segmentPerBatch: false },
      schema: { name: '_xdm.context.profile' },
    };
    const exports = '/data/core/ups/export/jobs';
    await expect(
      stand.api.call('POST', exports, { ...request, destination: { datasetId: profileDataset } }),
    ).rejects.toThrow(`"detail":{"code":"export-not-union","values":{"id":"${profileDataset}"`);
    await expect(stand.api.call('POST', exports, { ...request, filter: { segments: 'all' } })).rejects.toThrow(
      '"phrase":{"code":"profile-bad-export","values":{"detail":{"code":"export-segments"',
    );
    for (const [segmentPerBatch, code, segments] of [
      ['yes', 'export-per-batch', request.filter.segments],
      [true, 'export-per-batch-segments', []],
    ] as const)
      await expect(
        stand.api.call('POST', exports, {
          ...request,
          filter: { segments },
          destination: { datasetId: target, segmentPerBatch },
        }),
      ).rejects.toThrow(`"detail":{"code":"${code}"`);
    const job = await stand.api.call<{ id: number; status: string; destination: { batchId: string } }>(
      'POST',
      exports,
      request,
    );
    expect(job).toMatchObject({ id: 1, status: 'NEW', jobType: 'BATCH', ...{ schema: request.schema } });
    const read = () =>
      stand.api.call<{ status: string; metrics: Json; errors: unknown[] }>('GET', `${exports}/${job.id}`);
    await expect.poll(async () => (await read()).status).toBe('SUCCEEDED');
    expect((await read()).metrics).toMatchObject({
      totalExportedProfileCounter: 1,
      exportedProfileByNamespaceCounter: { email: 1, phone: 1 },
    });
    await stand.api.settled();
    const batch = await stand.api.call<Record<string, { status: string; metrics: Json }>>(
      'GET',
      `/data/foundation/catalog/batches/${job.destination.batchId}`,
    );
    expect(batch[job.destination.batchId]).toMatchObject({ status: 'success' });
    const found = await stand.api.call<Record<string, { tags: Record<string, string[]> }>>(
      'GET',
      `/data/foundation/catalog/dataSets/${target}`,
    );
    const { rows } = await stand.api.sql(
      `select loyalty.tier, list_transform(timeSeriesEvents, e -> e.commerce.order.priceTotal) from ${found[target]!.tags['adobe/pqs/table']![0]}`,
    );
    expect(rows).toEqual([['gold', [5]]]);
    const list = await stand.api.call<{ records: { id: number }[] }>('GET', `${exports}?status=SUCCEEDED&limit=1`);
    expect(list.records.map(({ id }) => id)).toEqual([1]);
    await stand.api.call('DELETE', `${exports}/${job.id}`);
    await expect(stand.api.call('GET', `${exports}/99`)).rejects.toThrow();

    const [realized] = request.filter.segments;
    const each = await stand.api.call<{ id: number; destination: { batches: Json[] } }>('POST', exports, {
      ...request,
      filter: { segments: [realized, { ...realized, status: ['exited'] }] },
      destination: { datasetId: target, segmentPerBatch: true },
    });
    const { batches } = each.destination;
    expect(batches).toMatchObject([realized, { segmentId: audience.id, status: ['exited'] }]);
    await expect
      .poll(async () => (await stand.api.call<{ status: string }>('GET', `${exports}/${each.id}`)).status, {
        timeout: 15_000,
      })
      .toBe('SUCCEEDED');
    const stored = await Promise.all(
      batches.map(async ({ batchId }) => {
        const path = `/data/foundation/catalog/batches/${batchId}`;
        const [found] = Object.values(await stand.api.call<Record<string, Json>>('GET', path));
        return [found!.status, (found!.metrics as Json).outputRecordCount ?? 0];
      }),
    );
    expect(stored).toEqual([
      ['success', 1],
      ['success', 0],
    ]);

    // Two classes of events may say something else by one name; a row has room for one of them.
    await visitsWith('string');
    const visits = await visitsWith('integer');
    await inlet.send(profileDataset, [member('exp3@example.com', { program: 'Export' })]);
    const { identityMap } = member('exp3@example.com', {});
    await inlet.send(visits.dataset, [
      { _id: 'V1', timestamp: '2026-01-01T10:00:00Z', identityMap, [visits.tenant]: { visit: 5 } },
    ]);
    const lossy = await stand.api.call<{ id: number; destination: { batchId: string } }>('POST', exports, request);
    const told = () =>
      stand.api.call<{ status: string; metrics: Json; errors: Json[] }>('GET', `${exports}/${lossy.id}`);
    await expect.poll(async () => (await told()).status).toBe('FAILED');
    const { metrics, errors } = await told();
    expect(metrics).toMatchObject({ totalExportedProfileCounter: 1, totalFailedProfileCounter: 1 });
    expect(metrics).not.toHaveProperty('exportedProfileByNamespaceCounter');
    expect(errors).toMatchObject([
      { code: 'EXPORT-ROWS-FAILED', phrase: { code: 'export-rows-failed', values: { failed: 1, count: 2 } } },
    ]);
    const batchId = lossy.destination.batchId;
    const failed = await stand.api.call<{ items: Json[] }>('GET', `/meniscus/v1/failed-records?batchId=${batchId}`);
    expect(JSON.stringify(failed.items)).toContain(`/timeSeriesEvents/0/${visits.tenant}/visit`);
    expect(failed.items).toHaveLength(1);
  });

  it('lets events and pseudonymous profiles expire, of what is there and of what comes', async () => {
    const { eventDataset } = stand.programme;
    const browser = (id: string, timestamp: number) => ({
      _id: `B${id}`,
      timestamp: new Date(timestamp).toISOString(),
      identityMap: { ECID: [{ id: id.padStart(38, '0') }] },
    });
    const now = Date.now();
    const day = 86_400_000;
    await inlet.send(eventDataset, [
      purchase('old@example.com', 77, 1, now - 40 * day),
      purchase('old@example.com', 78, 1, now - 2 * day),
      browser('11', now - 20 * day),
      browser('12', now - 2 * day),
    ]);
    const put = (body: unknown) => stand.api.call('PUT', '/meniscus/v1/profile/expirations', body);
    await put({ events: { [eventDataset]: 30 }, pseudonymous: { namespaces: ['ECID'], days: 14 } });
    const ids = async () =>
      (await eventsOf('relatedEntityId=old%40example.com&relatedEntityIdNS=Email')).children.map((one) => one.entityId);
    await expect.poll(ids).toEqual(['T78']);
    const browsers = async (id: string) => (await stand.api.profile('ECID', id.padStart(38, '0'))) !== undefined;
    await expect.poll(() => browsers('11')).toBe(false);
    expect(await browsers('12')).toBe(true);
    await inlet.send(eventDataset, [purchase('old@example.com', 79, 1, now - 31 * day)]);
    expect(await ids()).toEqual(['T78']);
    await expect(put({ events: { [other]: 30 } })).rejects.toThrow();
    await put({ events: {} });
  });

  it('takes an array of thousands and odd names of attributes', async () => {
    const email = 'wide@example.com';
    await inlet.send(stand.programme.profileDataset, [
      { ...member(email, { tier: 'gold' }), personalEmail: undefined },
      member(email, { tier: 'gold', joinDate: '2026-01-01' }),
    ]);
    const map = { Email: [{ id: email }], Phone: Array.from({ length: 3000 }, (_, n) => ({ id: `+${n}` })) };
    await inlet.send(stand.programme.profileDataset, [{ identityMap: map, loyalty: { tier: 'silver' } }]);
    const failed = await stand.api.call<{ items: { failures: { code: string }[] }[] }>(
      'GET',
      '/meniscus/v1/failed-records?limit=1',
    );
    expect(failed.items[0]!.failures.map(({ code }) => code)).toEqual(['IDENTITY-COUNT']);
    const asked = await fetch(
      `${stand.platform.url}${ENTITIES}?schema.name=_xdm.context.profile&entityId=${email}&entityIdNS=Email&fields=__proto__.x,constructor`,
      {
        headers: stand.api.headers,
      },
    );
    expect(asked.status).toBe(200);
  });
});
