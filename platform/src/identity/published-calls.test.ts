import { beforeAll, describe, expect, it } from 'vitest';
import { walkPublishedCalls } from '../../../tools/harness/published-calls.ts';
import { withPlatform } from '../../../tools/harness/with-platform.ts';
import { XdmInlet } from '../../../tools/harness/xdm-inlet.ts';

const stand = withPlatform('identity-published-calls');
let inlet: XdmInlet;

interface Link {
  readonly identities: readonly { readonly namespace: string; readonly id: string }[];
  readonly causes: readonly { readonly datasetId: string; readonly firstRecord: string }[];
  readonly removed?: string;
}
interface Graph {
  readonly identities: Link['identities'];
  readonly links: readonly Link[];
  readonly removedLinks: readonly Link[];
}

const member = (map: Record<string, readonly string[]>, tier = 'gold') => ({
  identityMap: Object.fromEntries(Object.entries(map).map(([code, ids]) => [code, ids.map((id) => ({ id }))])),
  loyalty: { tier },
});

const graphOf = (namespace: string, id: string) =>
  stand.api.call<Graph>('GET', `/meniscus/v1/identity/graph?namespace=${namespace}&id=${encodeURIComponent(id)}`);
const idsOf = async (namespace: string, id: string) =>
  (await graphOf(namespace, id)).identities.map((one) => one.id).sort();

beforeAll(async () => {
  inlet = await XdmInlet.open(stand);
});

describe('Identity Service on the real process', () => {
  it('gives every published call the published kind of answer', async () => {
    const linked = member({ Email: ['linked@example.com', 'second@example.com'], Phone: ['+351910000001'] });
    await inlet.send(stand.programme.profileDataset, [linked]);
    const { xid } = await stand.api.call<{ xid: string }>(
      'GET',
      '/data/core/identity/identity?namespace=Email&id=linked%40example.com',
    );
    await walkPublishedCalls(new URL('published-calls.json', import.meta.url), {
      base: `${stand.platform.url}/data/core`,
      headers: stand.api.headers,
      known: { XID: xid },
    });
  });

  it('names the cause of a link, undoes it with all that came of it, also over a restart and when it comes again', async () => {
    const dataset = stand.programme.profileDataset;
    const [ana, bruno] = ['ana@example.com', 'bruno@example.com'];
    await inlet.send(dataset, [member({ Email: [ana] }), member({ Email: [bruno] }, 'silver')]);
    const bad = member({ Email: [ana], Phone: ['+1'] });
    await inlet.send(dataset, [member({ Email: [bruno], Phone: ['+1'] }, 'silver'), bad]);
    const graph = await graphOf('Email', ana);
    expect(graph.identities.map((one) => one.id).sort()).toEqual(['+1', ana, bruno]);
    const link = graph.links.find(({ identities }) => identities.some((one) => one.id === ana))!;
    expect(link.causes[0]).toMatchObject({ datasetId: dataset, firstRecord: expect.stringMatching(/^\d+:\d+:0/) });
    const tierOf = async (id: string) => (await stand.api.profile('Email', id))?.loyalty?.tier;
    expect(await tierOf(bruno)).toBe('gold');

    const undone = await stand.api.call<{ id: string }>('POST', '/meniscus/v1/identity/undone-links', {
      identities: link.identities,
      reason: 'a phone typed wrong',
    });
    expect(await idsOf('Phone', '+1')).toEqual(['+1', bruno]);
    expect([await tierOf(ana), await tierOf(bruno)]).toEqual(['gold', 'silver']);
    await inlet.send(dataset, [bad]);
    expect(await idsOf('Phone', '+1')).toEqual(['+1', bruno]);
    await stand.restart();
    inlet = await XdmInlet.open(stand);
    await inlet.send(dataset, [bad]);
    expect(await idsOf('Phone', '+1')).toEqual(['+1', bruno]);
    expect((await graphOf('Email', bruno)).removedLinks.map(({ removed }) => removed)).toEqual(['undone']);
    await stand.api.call('DELETE', `/meniscus/v1/identity/undone-links/${undone.id}`);
    expect(await idsOf('Phone', '+1')).toEqual(['+1', ana, bruno]);
  });

  it('applies linking rules to graphs that are there when they are saved, and lets go when they are removed', async () => {
    const dataset = stand.programme.profileDataset;
    const browser = '1'.repeat(38);
    await inlet.send(dataset, [
      member({ Email: ['carla@example.com'], ECID: [browser] }),
      member({ Email: ['dora@example.com'], ECID: [browser] }),
    ]);
    expect(await idsOf('ECID', browser)).toHaveLength(3);
    const settings = { namespaces: [{ code: 'Email', unique: true }, { code: 'ECID' }], alarmAt: 10 };
    await stand.api.call('PUT', '/meniscus/v1/identity/settings', settings);
    await expect.poll(() => idsOf('ECID', browser)).toEqual([browser, 'dora@example.com']);
    const two = member({ Email: ['erik@example.com', 'fred@example.com'], ECID: ['2'.repeat(38)] });
    await inlet.send(dataset, [two]);
    const failed = await stand.api.call<{ items: { failures: { code: string }[] }[] }>(
      'GET',
      '/meniscus/v1/failed-records?limit=1',
    );
    expect(failed.items[0]!.failures.map(({ code }) => code)).toEqual(['IDENTITY-UNIQUE']);
    const bad = { namespaces: [{ code: 'ECID', unique: true }, { code: 'Email' }, { code: 'Nowhere' }], alarmAt: 1 };
    const refused = await fetch(`${stand.platform.url}/meniscus/v1/identity/settings`, {
      method: 'PUT',
      headers: { ...stand.api.headers, 'content-type': 'application/json' },
      body: JSON.stringify(bad),
    });
    expect(refused.status).toBe(400);
    const answer = (await refused.json()) as { report: { errors: string[] }; phrase: unknown };
    expect(answer.report.errors).toHaveLength(4);
    expect(JSON.stringify(answer.phrase)).toContain('{"code":"rules-no-namespace","values":{"code":"Nowhere"}}');
    await stand.api.call('DELETE', '/meniscus/v1/identity/settings');
    await expect.poll(() => idsOf('ECID', browser)).toHaveLength(3);
  });

  it('keeps a graph of 51 at 50 and raises the alarm', async () => {
    const browsers = Array.from({ length: 50 }, (_, n) => `${n}`.padStart(38, '7'));
    await inlet.send(
      stand.programme.profileDataset,
      browsers.map((id) => member({ Phone: ['+999'], ECID: [id] })),
    );
    expect(await idsOf('Phone', '+999')).toHaveLength(50);
    const alarms = await stand.api.call<{ graphs: { size: number; namespaces: Record<string, number> }[] }>(
      'GET',
      '/meniscus/v1/identity/alarms',
    );
    expect(alarms.graphs[0]).toMatchObject({ size: 50, namespaces: { ECID: 49, Phone: 1 } });
    const metrics = await (await fetch(`${stand.platform.url}/metrics`)).text();
    expect(metrics).toMatch(/meniscus_identity_graphs_alarming\{sandbox="[^"]+"\} 1/);
  });

  it('simulates pasted events with the code of records', async () => {
    const simulated = await stand.api.call<{ graphs: unknown[]; links: { removed?: string }[] }>(
      'POST',
      '/meniscus/v1/identity/simulations',
      {
        events: 'Email: ana, ECID: 111\nEmail: bruno, ECID: 111',
        settings: { namespaces: [{ code: 'Email', unique: true }, { code: 'ECID' }] },
      },
    );
    expect(simulated.graphs).toHaveLength(2);
    expect(simulated.links.map(({ removed }) => removed)).toEqual(['superseded', undefined]);
  });
});
