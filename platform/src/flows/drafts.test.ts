import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CAPILLARY,
  CAPILLARY_FLOW,
  call,
  create,
  FILES,
  freshStand,
  ifMatch,
  LAKE,
  MAPPING,
  read,
  refusal,
  SECRETS,
  scope,
  stand,
} from './test-stand.ts';

beforeEach(freshStand);
afterEach(() => stand.tables.close());

const DRAFT = { query: { mode: 'draft' } };
const PUBLISH = { query: { op: 'PUBLISH' } };

async function patch(kind: string, id: string, ...body: object[]): Promise<void> {
  await call(`update${kind}`, id, { headers: ifMatch((await read(kind, id)).etag), body });
}

describe('drafts (page "Draft your Flow Service entities")', () => {
  it('are made one by one, completed and published in their order', async () => {
    const baseId = await create('Connection', { name: 'Capillary', connectionSpec: CAPILLARY }, DRAFT);
    const source = { name: 'source', baseConnectionId: baseId, connectionSpec: CAPILLARY };
    const sourceId = await create('SourceConnection', source, DRAFT);
    const targetId = await create('TargetConnection', { name: 'target', connectionSpec: LAKE }, DRAFT);
    const flow = {
      name: 'flow',
      flowSpec: CAPILLARY_FLOW,
      sourceConnectionIds: [sourceId],
      targetConnectionIds: [targetId],
    };
    const flowId = await create('Flow', flow, DRAFT);
    expect((await read('Connection', baseId)).state).toBe('draft');
    expect((await call('testConnection', baseId)).body).toEqual({ result: false });

    expect(await refusal(call('performConnectionAction', baseId, PUBLISH))).toBe('1100-400');
    const auth = { specName: 'OAuth generic-rest-connector', params: { clientId: 'c', ...SECRETS } };
    await patch('Connection', baseId, { op: 'add', path: '/auth', value: auth });
    expect(await refusal(call('performSourceConnectionAction', sourceId, PUBLISH))).toBe('1421-400');
    await call('performConnectionAction', baseId, PUBLISH);
    const published = await read('Connection', baseId);
    expect(published.state).toBe('enabled');
    const { inletId } = (published.auth as { params: { inletId: string } }).params;
    expect(stand.flows.inlet(inletId)).toMatchObject({ connectionId: baseId });
    await call('performSourceConnectionAction', sourceId, PUBLISH);

    expect(await refusal(call('performTargetConnectionAction', targetId, PUBLISH))).toBe('1100-400');
    await patch('TargetConnection', targetId, { op: 'add', path: '/params', value: { dataSetId: 'ds-profiles' } });
    await patch('Flow', flowId, { op: 'add', path: '/transformations', value: MAPPING });
    expect(await refusal(call('performFlowAction', flowId, PUBLISH))).toBe('1421-400');
    await call('performTargetConnectionAction', targetId, PUBLISH);
    expect((await call('performFlowAction', flowId, PUBLISH)).body).toEqual({ id: flowId, etag: expect.any(String) });
    expect(stand.flows.plan(scope, flowId)).toMatchObject({ enabled: true, datasetId: 'ds-profiles' });
    expect(await refusal(call('performConnectionAction', baseId, PUBLISH))).toBe('1422-400');
  });

  it('keep their secrets as secret, and take parameters that do not fit yet', async () => {
    const auth = { specName: 'OAuth generic-rest-connector', params: { clientSecret: 'p8e-very-secret' } };
    const id = await create('Connection', { name: 'n', connectionSpec: CAPILLARY, auth }, DRAFT);
    expect(JSON.stringify(await read('Connection', id))).not.toContain('p8e-very-secret');
    expect(await refusal(call('performConnectionAction', id, PUBLISH))).toBe('1100-400');
    await patch('Connection', id, { op: 'add', path: '/auth/params/clientId', value: 'c' });
    await call('performConnectionAction', id, PUBLISH);
    expect((await call('testConnection', id)).body).toEqual({ result: true });
  });

  it('may change their base connection; what is published may not', async () => {
    const auth = { specName: 'Key', params: { host: 'h', password: 'right' } };
    const spec = { id: FILES.id };
    const bases = [
      await create('Connection', { name: 'a', connectionSpec: spec, auth }),
      await create('Connection', { name: 'b', connectionSpec: spec, auth }),
    ];
    const source = { name: 's', baseConnectionId: bases[0], connectionSpec: spec };
    const move = { op: 'replace', path: '/baseConnectionId', value: bases[1] };
    const draft = await create('SourceConnection', source, DRAFT);
    await patch('SourceConnection', draft, move);
    expect((await read('SourceConnection', draft)).baseConnectionId).toBe(bases[1]);
    const fixed = await create('SourceConnection', source);
    expect(await refusal(patch('SourceConnection', fixed, move))).toBe('1411-400');
    expect(await refusal(call('createFlow', undefined, { query: { mode: 'sketch' }, body: {} }))).toBe('1453-400');
  });
});

describe('search calls', () => {
  it('take filters, order, count, projection and pages in the body', async () => {
    for (const name of ['b', 'c', 'a']) await create('Connection', { name, connectionSpec: CAPILLARY }, DRAFT);
    const search = async (body: object, query: Record<string, string> = {}) =>
      (await call('searchConnections', undefined, { body, query })).body as {
        items: { name: string }[];
        count?: number;
        _links: { next?: { href: string } };
      };
    const names = async (body: object) => (await search(body)).items.map(({ name }) => name);
    expect(await names({ queryString: 'property=state==draft&name==a,b', orderby: '-name' })).toEqual(['b', 'a']);
    expect(await search({ queryString: 'name!=a', count: true })).toEqual({ count: 2 });
    expect((await search({ projectionFields: 'name, state', orderby: 'name' })).items[0]).toEqual({
      id: expect.any(String),
      name: 'a',
      state: 'draft',
    });
    const first = await search({ orderby: 'name', limit: 2 });
    expect(first._links.next?.href).toMatch(/^\/connections\/search\?continuationToken=/);
    const continuationToken = first._links.next!.href.split('=')[1]!;
    const second = await search({ orderby: 'name', limit: 2 }, { continuationToken });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    const specs = (await call('searchFlowSpecs', undefined, { body: { queryString: 'name=="FilesToAEP"' } })).body as {
      items: unknown[];
    };
    expect(specs.items).toMatchObject([{ id: FILES.flowSpecs[0]!.id, runSpec: { name: 'ProviderParams' } }]);
  });

  it('lists show only the members asked for, with the id', async () => {
    await create('Connection', { name: 'a', connectionSpec: CAPILLARY }, DRAFT);
    const { body } = await call('listConnections', undefined, { query: { property: ['name,state', 'state==draft'] } });
    expect((body as { items: unknown[] }).items).toEqual([{ id: expect.any(String), name: 'a', state: 'draft' }]);
  });
});
