import { describe, expect, it } from 'vitest';
import { withProcess } from '../../../tools/harness/with-platform.ts';

/** On the real process: what is counted agrees with the ledger, and survives what a process can die of. */
const stand = withProcess('monitoring');

interface Flow {
  readonly flowId: string;
  readonly name: string;
  readonly received: number;
  readonly derived: number;
  readonly mapped: number;
  readonly stored: number;
  readonly failed: number;
  readonly skipped: number;
  readonly inProfile: number;
  readonly bytes: number;
  readonly errorRate: number;
  readonly reasons: Record<string, number>;
  readonly profileLatency: { readonly p50: number; readonly p95: number; readonly count: number };
  readonly lakeLatency: { readonly p95: number; readonly count: number };
}

const member = (email: string) => ({
  identityMap: { email: [{ id: email, primary: true }] },
  loyalty: { tier: 'gold', points: 1, lifetimePoints: 2, expiredPoints: 0, pointsRedeemed: 0, program: 'Circle' },
});
const purchase = (id: string, lines = 1) => ({
  _id: id,
  timestamp: '2025-07-14T12:00:00Z',
  identityMap: { email: [{ id: 'ana@example.com', primary: true }] },
  commerce: { order: { priceTotal: 9 } },
  productLineItems: Array.from({ length: lines }, (_, n) => ({ SKU: `S${n}`, quantity: 1 })),
});

async function post(url: string, body: unknown): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  await response.arrayBuffer();
  return response.status;
}

async function flows(window = '1h'): Promise<Record<string, Flow>> {
  const { flows: list } = await stand.api.call<{ flows: Flow[] }>('GET', `/meniscus/v1/monitoring?window=${window}`);
  return Object.fromEntries(list.map((flow) => [flow.name, flow]));
}

describe('what passed', () => {
  it('is counted by dataflow, exactly as the ledger counts it, also over SIGKILL', async () => {
    const { programme } = stand;
    await post(programme.batch(programme.profileInlet), {
      messages: [member('ana@example.com'), member('b@example.com'), { nothing: 1 }],
    });
    await post(programme.eventInlet, purchase('T1'));
    await post(programme.eventInlet, purchase('T1'));
    await stand.api.settled();
    await stand.restart('SIGKILL');
    await post(stand.programme.eventInlet, purchase('T2'));
    const ledger = await stand.api.settled();
    const { Members: members, Transactions: transactions } = await flows();
    expect(members).toMatchObject({ received: 3, mapped: 2, stored: 2, failed: 1, skipped: 0, errorRate: 33.33 });
    expect(transactions).toMatchObject({ received: 3, mapped: 2, stored: 2, failed: 0, skipped: 1, errorRate: 0 });
    expect(Object.values(members!.reasons)).toEqual([1]);
    const { reasonTexts } = await stand.api.call<{ reasonTexts: object }>('GET', '/meniscus/v1/monitoring');
    expect(reasonTexts).toEqual({ 'MAPPING-EMPTY': 'No row of the mapping set found anything in the record' });
    expect(members!.bytes).toBeGreaterThan(300);
    expect([members!.inProfile, transactions!.inProfile]).toEqual([2, 2]);
    expect(members!.profileLatency).toMatchObject({ count: 2, p50: expect.any(Number) });
    expect(transactions!.lakeLatency).toMatchObject({ count: 2, p95: expect.any(Number) });
    const sum = (name: 'stored' | 'failed' | 'skipped') => members![name] + transactions![name];
    expect([sum('stored'), sum('failed'), sum('skipped')]).toEqual([ledger.stored, ledger.failed, ledger.skipped]);
    expect(members!.received + transactions!.received).toBe(ledger.accepted);
  });

  it('is shown over time, with the minutes in which nothing passed', async () => {
    const { Members: members } = await flows();
    const series = await stand.api.call<{
      level: string;
      points: { from: number; received: number; stored: number }[];
    }>('GET', `/meniscus/v1/monitoring/flows/${members!.flowId}?window=1h`);
    expect(series.level).toBe('minute');
    expect(series.points.length).toBeGreaterThanOrEqual(60);
    expect(series.points.reduce((sum, { received }) => sum + received, 0)).toBe(3);
    expect(series.points.reduce((sum, { stored }) => sum + stored, 0)).toBe(2);
    const { flows: withPoints } = await stand.api.call<{
      flows: (Flow & { points: { received: number; failed: number }[] })[];
    }>('GET', '/meniscus/v1/monitoring?window=1h&points=true');
    const points = withPoints.find(({ name }) => name === 'Members')!.points;
    expect(points.length).toBeGreaterThanOrEqual(60);
    expect(points.reduce((sum, { received }) => sum + received, 0)).toBe(3);
    expect(points.reduce((sum, { failed }) => sum + failed, 0)).toBe(1);
    expect(members).not.toHaveProperty('points');
    const inlet = stand.programme.profileInlet.split('/').at(-1)!;
    expect(await post(`${stand.programme.profileInlet}?syncValidation=true`, { nothing: 1 })).toBe(400);
    const doors = await stand.api.call<{ points: { received: number; refused: number }[] }>(
      'GET',
      `/meniscus/v1/monitoring/inlets/${inlet}?window=15m`,
    );
    expect(doors.points.reduce((sum, { refused }) => sum + refused, 0)).toBe(1);
    const dataset = await stand.api.call<{ points: { stored: number }[] }>(
      'GET',
      `/meniscus/v1/monitoring/datasets/${stand.programme.profileDataset}?window=7d`,
    );
    expect(dataset.points.reduce((sum, { stored }) => sum + stored, 0)).toBe(2);
    for (const bad of ['window=1y', 'window=1h&from=0', 'from=5&to=4', 'from=x'])
      await expect(stand.api.call('GET', `/meniscus/v1/monitoring?${bad}`)).rejects.toThrow('answered 400');
    await expect(stand.api.call('GET', '/meniscus/v1/monitoring/planets/x')).rejects.toThrow('answered 400');
  });

  it('becomes runs of the dataflows, by windows of 15 minutes', async () => {
    // For the profile alone: no row of the dataset.
    const change = { header: { operations: { data: 'merge' } }, body: member('b@example.com') };
    expect(await post(stand.programme.profileInlet, change)).toBe(200);
    await stand.api.settled();
    const { Members: members } = await flows();
    expect(members).toMatchObject({ received: 4, mapped: 3, stored: 2, failed: 1 });
    interface Run {
      readonly metrics: {
        readonly recordSummary: Readonly<Record<string, number>>;
        readonly statusSummary: { readonly status: string; readonly errors: readonly { readonly code: string }[] };
      };
    }
    const path = `/data/foundation/flowservice/runs?property=flowId==${members!.flowId}`;
    const runs = async () => (await stand.api.call<{ items: Run[] }>('GET', path)).items;
    // One run, or two where a quarter of an hour ends between the messages.
    const sums = async () => {
      const names = ['input', 'output', 'updated', 'failed', 'skipped'].map((name) => `${name}RecordCount`);
      const summaries = (await runs()).map(({ metrics }) => metrics.recordSummary);
      return names.map((name) => summaries.reduce((sum, summary) => sum + summary[name]!, 0));
    };
    await expect.poll(sums).toEqual([4, 2, 1, 1, 0]);
    const { statusSummary } = (await runs()).find(
      ({ metrics }) => metrics.recordSummary.failedRecordCount === 1,
    )!.metrics;
    expect(statusSummary).toMatchObject({
      status: expect.stringMatching(/inProgress|partialSuccess/),
      errors: [
        { code: 'MAPPING-EMPTY', message: 'No row of the mapping set found anything in the record (records: 1)' },
      ],
    });
  });
});

describe('the guardrail meter', () => {
  it('says what is beyond a published limit: what, where, how much, since when', async () => {
    const before = Date.now();
    await post(stand.programme.eventInlet, purchase('T3', 12));
    await post(stand.programme.eventInlet, { ...purchase('T4'), productLineItems: [{ SKU: 'x'.repeat(11_000) }] });
    expect(await post(stand.programme.eventInlet, { padding: 'x'.repeat(1_048_576) })).toBe(413);
    await stand.api.settled();
    const { items } = await stand.api.call<{
      items: {
        id: string;
        enforced: boolean;
        value?: number;
        findings: { subject: string; count: number; most: number; since: number }[];
      }[];
    }>('GET', '/meniscus/v1/guardrails');
    const of = (id: string) => items.find((one) => one.id === id)!;
    expect(of('event-array').findings).toMatchObject([{ subject: stand.programme.eventDataset, count: 1, most: 12 }]);
    expect(of('event-size').findings).toMatchObject([{ subject: stand.programme.eventDataset, count: 1 }]);
    expect(of('event-size').findings[0]!.most).toBeGreaterThan(11_000);
    expect(of('event-size').findings[0]!.since).toBeGreaterThanOrEqual(before);
    expect(of('request-size').findings).toMatchObject([
      { subject: stand.programme.eventInlet.split('/').at(-1), count: 1 },
    ]);
    expect(of('message-size').findings).toHaveLength(1);
    expect(of('collection-requests').findings).toEqual([]);
    expect([of('event-size').enforced, of('request-size').enforced]).toEqual([false, true]);
    expect([of('profile-datasets').value, of('event-datasets').value, of('audiences').value]).toEqual([1, 1, 0]);
  });

  it('keeps what it found over a restart', async () => {
    await stand.restart();
    const { items } = await stand.api.call<{ items: { id: string; findings: { most: number }[] }[] }>(
      'GET',
      '/meniscus/v1/guardrails',
    );
    expect(items.find(({ id }) => id === 'event-array')!.findings).toMatchObject([{ most: 12 }]);
  });
});

describe('Observability Insights', () => {
  const start = new Date(Date.now() - 86_400_000).toISOString();
  const end = new Date(Date.now() + 86_400_000).toISOString();
  const PATH = '/data/infrastructure/observability/insights/metrics';

  it('answers the published request with what was really stored, by dataset', async () => {
    const { profileDataset, eventDataset } = stand.programme;
    const value = `${profileDataset}|${eventDataset}`;
    const { metricResponses } = await stand.api.call<{
      metricResponses: { datapoints: { groupBy: object; dps: Record<string, number> }[] }[];
    }>('POST', PATH, {
      start,
      end,
      granularity: 'DAY',
      metrics: [
        {
          name: 'timeseries.ingestion.dataset.recordsuccess.count',
          filters: [{ name: 'dataSetId', value, groupBy: true }],
          aggregator: 'sum',
          downsample: 'sum',
        },
        {
          name: 'timeseries.ingestion.dataset.dailysize',
          filters: [{ name: 'dataSetId', value: profileDataset, groupBy: false }],
          aggregator: 'sum',
        },
        { name: 'timeseries.data.collection.inlet.success', aggregator: 'sum' },
        { name: 'timeseries.data.collection.inlet.failure' },
        { name: 'timeseries.profiles.dataset.recordsuccess.count' },
      ],
    });
    const total = (dps: Record<string, number>) => Object.values(dps).reduce((sum, one) => sum + one, 0);
    const [rows, size, success, failure, profiles] = metricResponses.map(({ datapoints }) => datapoints);
    expect(rows!.map(({ groupBy, dps }) => [groupBy, total(dps)])).toEqual([
      [{ dataSetId: profileDataset }, 2],
      [{ dataSetId: eventDataset }, 4],
    ]);
    expect(Object.keys(rows![0]!.dps).every((at) => /^\d{4}-\d{2}-\d{2}T00:00:00Z$/.test(at))).toBe(true);
    expect(total(size![0]!.dps)).toBeGreaterThan(0);
    expect([success, failure, profiles].map((one) => total(one![0]!.dps))).toEqual([9, 2, 7]);
    const [v1] = [
      await stand.api.call<{ timeseries: { items: { metrics: Record<string, number> }[] } }>(
        'GET',
        `${PATH}?metric=timeseries.ingestion.dataset.recordsuccess.count&id=${eventDataset}`,
      ),
    ];
    expect(v1.timeseries.items.at(-1)!.metrics).toEqual({ 'timeseries.ingestion.dataset.recordsuccess.count': 4 });
  });

  it.each([
    [{}, '1001'],
    [{ metrics: [{ name: 'x' }] }, '1000'],
    [{ metrics: [{ name: 'timeseries.ingestion.dataset.size', aggregator: 'median' }] }, '1001'],
    [{ metrics: [{ name: 'timeseries.ingestion.dataset.size', filters: [{ name: 'inletId', value: 'x' }] }] }, '1001'],
    [{ metrics: [{ name: 'timeseries.ingestion.dataset.size' }], granularity: 'FORTNIGHT' }, '1001'],
    [{ metrics: [{ name: 'timeseries.ingestion.dataset.size' }], start: 'yesterday' }, '1001'],
    [{ metrics: [{ name: 'timeseries.ingestion.dataset.size' }], start: end, end: start }, '1001'],
  ])('refuses %j', async (change, code) => {
    await expect(stand.api.call('POST', PATH, { start, end, ...change })).rejects.toThrow(`INSGHT-${code}-400`);
  });
});

describe('a dataflow that is deleted', () => {
  it('takes the subscriptions with it that are about nothing else, and no others', async () => {
    const { api } = stand;
    const flowService = '/data/foundation/flowservice';
    const draft = { name: 'Passing', flowSpec: { id: 'c1a19761-d2c7-4702-b9fa-fe91f0613e81', version: '1.0' } };
    const { id } = await api.call<{ id: string }>('POST', `${flowService}/flows?mode=draft`, draft);
    const { Members: members } = await flows();
    const path = '/meniscus/v1/alert-subscriptions';
    const watched = [[id], [id, members!.flowId], [members!.flowId], []];
    for (const flowIds of watched) await api.call('POST', path, { rule: 'run-failure', flowIds });
    const left = async () =>
      (await api.call<{ items: { flowIds: string[] }[] }>('GET', path)).items.map(({ flowIds }) => flowIds);
    await expect(api.call('DELETE', `${flowService}/flows/no-such-flow`)).rejects.toThrow('404');
    expect(await left()).toEqual(watched);
    await api.call('DELETE', `${flowService}/flows/${id}`);
    expect(await left()).toEqual(watched.slice(1));
  });
});
