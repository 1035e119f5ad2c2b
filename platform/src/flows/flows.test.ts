import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../kernel/index.ts';
import { documentsMigration, openSqliteTables } from '../stores/index.ts';
import { runMigration } from './index.ts';
import {
  base,
  CAPILLARY,
  CAPILLARY_FLOW,
  call,
  clock,
  create,
  EVENTS,
  freshStand,
  HTTP_API,
  type Item,
  ifMatch,
  LAKE,
  MAPPING,
  other,
  PROFILES,
  read,
  refusal,
  SECRETS,
  scope,
  stage,
  stand,
  target,
  tutorial,
} from './test-stand.ts';

beforeEach(freshStand);
afterEach(() => stand.tables.close());

describe('the published Capillary tutorial', () => {
  it('reads back every object as Flow Service shows it', async () => {
    const { baseId, sourceId, targetId, flowId } = await tutorial();
    expect(await read('Connection', baseId)).toMatchObject({
      id: baseId,
      name: 'Capillary',
      state: 'enabled',
      imsOrgId: scope.org,
      sandboxName: 'prod',
      createdClient: 'exc_app',
      connectionSpec: CAPILLARY,
      auth: { specName: 'OAuth generic-rest-connector', params: { clientId: 'client' } },
    });
    expect(await read('SourceConnection', sourceId)).toMatchObject({
      baseConnectionId: baseId,
      inheritedAttributes: { baseConnection: { id: baseId, connectionSpec: CAPILLARY } },
    });
    expect(await read('TargetConnection', targetId)).toMatchObject({ params: { dataSetId: 'ds-profiles' } });
    const flow = await read('Flow', flowId);
    expect(flow).toMatchObject({
      state: 'enabled',
      flowSpec: CAPILLARY_FLOW,
      sourceConnectionIds: [sourceId],
      targetConnectionIds: [targetId],
      transformations: MAPPING,
      scheduleParams: { frequency: 'minute', interval: 15 },
      runs: `/runs?property=flowId==${flowId}`,
      lastOperation: { operation: 'create', status: { value: 'completed', errors: [] } },
      inheritedAttributes: {
        properties: { isSourceFlow: true },
        sourceConnections: [{ id: sourceId, baseConnection: { id: baseId } }],
        targetConnections: [{ id: targetId, connectionSpec: LAKE }],
      },
    });
    const { inletUrl } = flow.options as { inletUrl: string };
    expect(inletUrl).toMatch(/^http:\/\/localhost:8080\/collection\/[0-9a-f]{64}$/);
    expect(flow.inletUrl).toBe(inletUrl);
    expect((await call('testConnection', baseId)).body).toEqual({ result: true });
  });

  it('answers inlets and plans from memory, also after a restart', async () => {
    const { baseId, flowId } = await tutorial();
    const inletId = String((await read('Flow', flowId)).inletUrl)
      .split('/')
      .at(-1)!;
    const again = stage(stand.tables);
    await again.load();
    for (const one of [stand.flows, again]) {
      expect(one.inlet(inletId)).toEqual({
        id: inletId,
        scope,
        kind: 'flow',
        dataType: 'raw',
        authenticationRequired: false,
        sourceName: 'Capillary Streaming Events',
        flowId,
        connectionId: baseId,
      });
      expect(one.plan(scope, flowId)).toEqual({
        flowId,
        enabled: true,
        sourceSpecId: CAPILLARY.id,
        datasetId: 'ds-profiles',
        schemaId: PROFILES,
        mapping: { id: 'm-profiles', version: 0 },
        connectionId: baseId,
      });
      expect(one.flowsOf(scope, baseId)).toEqual([flowId]);
      expect(one.plan(other, flowId)).toBeUndefined();
      expect(one.inlet('0'.repeat(64))).toBeUndefined();
    }
  });

  it('keeps sandboxes apart', async () => {
    const { baseId, flowId } = await tutorial();
    expect(await refusal(call('getFlow', flowId, { scope: other }))).toBe('1439-404');
    expect(await refusal(call('deleteConnection', baseId, { scope: other }))).toBe('1439-404');
    expect((await call('listFlows', undefined, { scope: other })).body).toEqual({ items: [], _links: {} });
    const body = { name: 's', baseConnectionId: baseId, connectionSpec: CAPILLARY };
    expect(await refusal(call('createSourceConnection', undefined, { scope: other, body }))).toBe('1101-404');
  });
});

describe('secrets of connections', () => {
  it('are in no answer and in no file, and survive a change of something else', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'flows-'));
    const onDisk = await openSqliteTables({ path: join(dir, 'tables.sqlite') });
    try {
      stand.flows = stage(onDisk);
      await onDisk.migrate([documentsMigration, runMigration]);
      const id = await base();
      const { etag } = await read('Connection', id);
      await call('updateConnection', id, {
        headers: ifMatch(etag),
        body: [{ op: 'replace', path: '/name', value: 'renamed' }],
      });
      const bytes = readdirSync(dir).map((file) => readFileSync(join(dir, file), 'latin1'));
      const shown = JSON.stringify([await read('Connection', id), (await call('listConnections')).body]);
      expect(shown).toContain('renamed');
      for (const secret of Object.values(SECRETS))
        for (const text of [...bytes, shown]) expect(text).not.toContain(secret);
      expect((await call('testConnection', id)).body).toEqual({ result: true });
    } finally {
      await onDisk.close();
      rmSync(dir, { recursive: true });
    }
  });

  it('seal what the auth spec does not declare, too', async () => {
    const auth = {
      specName: 'OAuth generic-rest-connector',
      params: { clientId: 'c', ...SECRETS, password: 'hidden' },
    };
    const id = await create('Connection', { name: 'n', connectionSpec: CAPILLARY, auth });
    const shown = (await read('Connection', id)).auth as { params: Record<string, unknown> };
    expect(shown.params).toMatchObject({ clientId: 'c', inletId: expect.any(String) });
    expect(Object.keys(shown.params).sort()).toEqual(['clientId', 'inletId', 'inletUrl']);
  });

  it('never stand in a refusal', async () => {
    const auth = { specName: 'OAuth generic-rest-connector', params: { clientId: 5, clientSecret: ['hidden'] } };
    const work = call('createConnection', undefined, { body: { name: 'n', connectionSpec: CAPILLARY, auth } });
    const error = (await work.catch((thrown: unknown) => thrown)) as Problem;
    expect(error.body.detail).toContain('auth.params.clientId must be string');
    expect(error.body.phrase).toMatchObject({
      code: 'flows-bad-body',
      values: { detail: { code: 'several', values: { one: { code: 'shape-type' } } } },
    });
    expect(JSON.stringify(error.body)).not.toContain('hidden');
  });
});

describe('an HTTP API connection', () => {
  const streaming = (params: Record<string, unknown>) => ({
    name: 'HTTP',
    providerId: '521eee4d-8cbe-4906-bb48-fb6bd4450033',
    connectionSpec: HTTP_API,
    auth: { specName: 'Streaming Connection', params },
  });

  it('has its endpoint in auth.params', async () => {
    const id = await create('Connection', streaming({ dataType: 'xdm', name: 'xdm', authenticationRequired: true }));
    const { params } = (await read('Connection', id)).auth as { params: Record<string, string> };
    expect(params.inletUrl).toBe(`http://localhost:8080/collection/${params.inletId}`);
    expect(stand.flows.inlet(params.inletId!)).toMatchObject({
      kind: 'connection',
      dataType: 'xdm',
      authenticationRequired: true,
      sourceName: 'xdm',
      connectionId: id,
    });
    const change = { op: 'replace', path: '/auth/params', value: { ...params, authenticationRequired: false } };
    await call('updateConnection', id, { headers: ifMatch((await read('Connection', id)).etag), body: [change] });
    expect(stand.flows.inlet(params.inletId!)).toMatchObject({ authenticationRequired: false });
  });

  it('knows the dataflows a caller may name', async () => {
    const baseConnectionId = await create('Connection', streaming({ dataType: 'raw', name: 'raw' }));
    const source = { name: 's', baseConnectionId, connectionSpec: HTTP_API };
    const flow = (id: string) => ({ name: 'f', flowSpec: { id }, sourceConnectionIds: [], targetConnectionIds: [] });
    const names = async (body: object) => ({
      ...body,
      sourceConnectionIds: [await create('SourceConnection', source)],
      targetConnectionIds: [await target()],
    });
    const raw = await names(flow('c1a19761-d2c7-4702-b9fa-fe91f0613e81'));
    const xdm = await names(flow('d8a6f005-7eaf-4153-983e-e8574508b877'));
    expect(await refusal(call('createFlow', undefined, { body: { ...xdm, transformations: MAPPING } }))).toBe(
      '1419-400',
    );
    const made = [await create('Flow', { ...raw, transformations: MAPPING }), await create('Flow', xdm)];
    expect(stand.flows.flowsOf(scope, baseConnectionId)).toEqual(made);
    expect((await read('Flow', made[0]!)).inletUrl).toBeUndefined();
    const { baseConnectionId: _, ...without } = source;
    expect(await refusal(call('createSourceConnection', undefined, { body: without }))).toBe('1100-400');
  });

  it('refuses parameters that do not fit, and auth specs it does not have', async () => {
    const bad = streaming({ dataType: 'csv' });
    expect(await refusal(call('createConnection', undefined, { body: bad }))).toBe('1100-400');
    const auth = { specName: 'Basic', params: {} };
    expect(await refusal(call('createConnection', undefined, { body: { ...bad, auth } }))).toBe('1415-400');
    const connectionSpec = { id: 'nothing', version: '1.0' };
    expect(await refusal(call('createConnection', undefined, { body: { ...bad, connectionSpec } }))).toBe('1413-400');
    expect(await refusal(call('createConnection'))).toBe('1405-400');
  });
});

describe('a dataflow is checked when it is made', () => {
  it.each([
    ['a state', { state: 'enabled' }, '1410-400'],
    ['a flow spec nobody has', { flowSpec: { id: 'x' } }, '1413-400'],
    ['a source that does not exist', { sourceConnectionIds: ['x'] }, '1101-404'],
    ['no source', { sourceConnectionIds: [] }, '1100-400'],
    ['a flow spec of another source', { flowSpec: { id: 'c1a19761-d2c7-4702-b9fa-fe91f0613e81' } }, '1413-400'],
    ['no mapping', { transformations: [] }, '1419-400'],
    [
      'a mapping set that does not exist',
      { transformations: [{ name: 'Mapping', params: { mappingId: 'x' } }] },
      '1419-400',
    ],
    [
      'a version the mapping set does not have',
      { transformations: [{ name: 'Mapping', params: { mappingId: 'm-profiles', mappingVersion: 3 } }] },
      '1412-400',
    ],
    ['once with an interval', { scheduleParams: { startTime: '1', frequency: 'once', interval: 1 } }, '1100-400'],
    ['minutes below 15', { scheduleParams: { startTime: 1, frequency: 'minute', interval: 5 } }, '1100-400'],
    ['a threshold of 0', { options: { partialIngestionPercent: 0 } }, '1100-400'],
  ])('refuses %s', async (_, change, code) => {
    const { sourceId, targetId } = await tutorial();
    const body = {
      flowSpec: CAPILLARY_FLOW,
      sourceConnectionIds: [sourceId],
      targetConnectionIds: [targetId],
      transformations: MAPPING,
      ...change,
    };
    expect(await refusal(call('createFlow', undefined, { body }))).toBe(code);
  });

  it('is not made while what it names is deleted', async () => {
    const targetId = await target();
    const sourceId = await create('SourceConnection', { name: 's', connectionSpec: CAPILLARY });
    const body = {
      flowSpec: CAPILLARY_FLOW,
      sourceConnectionIds: [sourceId],
      targetConnectionIds: [targetId],
      transformations: MAPPING,
    };
    const outcomes = await Promise.allSettled([
      call('createFlow', undefined, { body }),
      call('deleteSourceConnection', sourceId),
      call('deleteTargetConnection', targetId),
    ]);
    const made = outcomes[0]!.status === 'fulfilled';
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([made, !made, !made]);
  });

  it('refuses a mapping set made for another schema than the dataset has', async () => {
    const { sourceId } = await tutorial();
    const body = {
      flowSpec: CAPILLARY_FLOW,
      sourceConnectionIds: [sourceId],
      targetConnectionIds: [await target('ds-events', EVENTS)],
      transformations: MAPPING,
    };
    expect(await refusal(call('createFlow', undefined, { body }))).toBe('1425-400');
  });
});

describe('changes', () => {
  it('need the current etag, in any of the spellings clients use', async () => {
    const { flowId } = await tutorial();
    const body = [{ op: 'REPLACE', path: '/name', value: 'New name' }];
    const { etag } = await read('Flow', flowId);
    expect(await refusal(call('updateFlow', flowId, { body }))).toBe('1403-400');
    clock.advance(1000);
    const answer = await call('updateFlow', flowId, { headers: ifMatch(etag.replaceAll('"', '')), body });
    const next = (answer.body as { etag: string }).etag;
    expect(next).not.toBe(etag);
    expect(await refusal(call('updateFlow', flowId, { headers: ifMatch(etag), body }))).toBe('1404-412');
    await call('updateFlow', flowId, { headers: ifMatch(next.replaceAll('"', '\\"')), body });
    expect(await read('Flow', flowId)).toMatchObject({ name: 'New name', lastOperation: { operation: 'update' } });
  });

  it.each([
    [{ op: 'move', from: '/name', path: '/description' }, '1434-400'],
    [{ op: 'test', path: '/name', value: 'x' }, '1434-400'],
    [{ op: 'replace', path: '/flowSpec/id', value: 'x' }, '1411-400'],
    [{ op: 'replace', path: '/nothing', value: 'x' }, '1411-400'],
    [{ op: 'replace', path: '/transformations/4', value: {} }, '1455-400'],
    [{ op: 'add', path: '/name/__proto__/x', value: 1 }, '1455-400'],
    [{ op: 'replace', path: '/state', value: 'deleted' }, '1456-400'],
    [{ op: 'remove', path: '/transformations/0' }, '1419-400'],
    [{ op: 'replace', path: '/scheduleParams/startTime', value: 1 }, '1100-400'],
  ])('refuse %j', async (operation, code) => {
    const { flowId } = await tutorial();
    const { etag } = await read('Flow', flowId);
    expect(await refusal(call('updateFlow', flowId, { headers: ifMatch(etag), body: [operation] }))).toBe(code);
  });

  it('never touch the connection spec of a connection', async () => {
    const id = await base();
    const body = [{ op: 'replace', path: '/connectionSpec/id', value: HTTP_API.id }];
    const headers = ifMatch((await read('Connection', id)).etag);
    expect(await refusal(call('updateConnection', id, { headers, body }))).toBe('1414-400');
  });

  it('do not move the target under a dataflow', async () => {
    const { targetId } = await tutorial();
    const { etag } = await read('TargetConnection', targetId);
    const move = [{ op: 'replace', path: '/params/dataSetId', value: 'ds-events' }];
    expect(await refusal(call('updateTargetConnection', targetId, { headers: ifMatch(etag), body: move }))).toBe(
      '1447-400',
    );
    const rename = [{ op: 'replace', path: '/name', value: 'renamed' }];
    await call('updateTargetConnection', targetId, { headers: ifMatch(etag), body: rename });
    expect((await read('TargetConnection', targetId)).name).toBe('renamed');
  });
});

describe('deletion', () => {
  it('refuses what a dataflow uses and frees it with the dataflow', async () => {
    const { baseId, sourceId, targetId, flowId } = await tutorial();
    const inletId = String((await read('Flow', flowId)).inletUrl)
      .split('/')
      .at(-1)!;
    expect(await refusal(call('deleteConnection', baseId))).toBe('1418-400');
    expect(await refusal(call('deleteSourceConnection', sourceId))).toBe('1447-400');
    expect(await refusal(call('deleteTargetConnection', targetId))).toBe('1447-400');
    expect(await call('deleteFlow', flowId)).toEqual({ status: 204 });
    expect(await refusal(call('getFlow', flowId))).toBe('1439-404');
    expect(await refusal(call('deleteFlow', flowId))).toBe('1439-404');
    expect([stand.flows.inlet(inletId), stand.flows.plan(scope, flowId)]).toEqual([undefined, undefined]);
    for (const [kind, id] of [
      ['SourceConnection', sourceId],
      ['TargetConnection', targetId],
      ['Connection', baseId],
    ] as const)
      expect(await call(`delete${kind}`, id)).toEqual({ status: 204 });
  });
});

describe('the states of a dataflow', () => {
  it('is a draft without endpoint until it is published with all it needs', async () => {
    const { sourceId, targetId } = await tutorial();
    const id = await create(
      'Flow',
      { name: 'Draft', flowSpec: CAPILLARY_FLOW, sourceConnectionIds: [sourceId] },
      { query: { mode: 'draft' } },
    );
    expect(await read('Flow', id)).toMatchObject({ state: 'draft', options: {} });
    expect(stand.flows.plan(scope, id)).toBeUndefined();
    const publish = () => call('performFlowAction', id, { query: { op: 'publish' } });
    expect(await refusal(publish())).toBe('1100-400');
    await call('updateFlow', id, {
      headers: ifMatch((await read('Flow', id)).etag),
      body: [
        { op: 'add', path: '/targetConnectionIds', value: [targetId] },
        { op: 'add', path: '/transformations', value: MAPPING },
      ],
    });
    expect((await publish()).body).toEqual({ id, etag: expect.any(String) });
    const flow = await read('Flow', id);
    expect(flow.state).toBe('enabled');
    expect(flow.inletUrl).toBeDefined();
    expect(stand.flows.plan(scope, id)).toMatchObject({ enabled: true });
  });

  it('keeps its endpoint while it is disabled', async () => {
    const { flowId } = await tutorial();
    const { inletUrl } = await read('Flow', flowId);
    const act = (op: string) => call('performFlowAction', flowId, { query: { op } });
    await act('DISABLE');
    expect(stand.flows.plan(scope, flowId)).toMatchObject({ enabled: false });
    expect(stand.flows.inlet(String(inletUrl).split('/').at(-1)!)).toMatchObject({ flowId });
    expect(await refusal(act('disable'))).toBe('1422-400');
    expect(await refusal(act('publish'))).toBe('1422-400');
    expect(await refusal(act('finalize'))).toBe('1402-400');
    expect(await refusal(act('explode'))).toBe('1435-400');
    const before = stand.flows.revision();
    await act('enable');
    expect(stand.flows.revision()).toBeGreaterThan(before);
    expect(await read('Flow', flowId)).toMatchObject({ state: 'enabled', inletUrl });
  });
});

describe('lists', () => {
  const list = async (query: Record<string, string | string[]>) =>
    (await call('listConnections', undefined, { query })).body as {
      items: Item[];
      _links: { next?: { href: string } };
      count?: number;
    };

  it('filter, sort, count and page', async () => {
    for (const name of ['b', 'c', 'a', 'd']) await base(name);
    const names = async (query: Record<string, string | string[]>) => (await list(query)).items.map(({ name }) => name);
    expect(await names({ property: ['state==enabled', 'name==a,b'] })).toEqual(['b', 'a']);
    expect(await names({ property: 'auth.params.clientSecret' })).toEqual([]);
    expect(await names({ orderby: '-name' })).toEqual(['d', 'c', 'b', 'a']);
    expect(await list({ count: 'True', property: 'name!=a' })).toEqual({ count: 3 });
    const first = await list({ orderby: 'name', limit: '3' });
    const token = first._links.next!.href.split('continuationToken=')[1]!;
    expect(first._links.next!.href).toMatch(/^\/connections\?orderby=name&limit=3&continuationToken=/);
    const second = await list({ orderby: 'name', limit: '3', continuationToken: token });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
    expect(second._links).toEqual({});
  });

  it.each([
    [{ limit: '1', count: 'true' }, '1401-400'],
    [{ property: 'nothing==1' }, '1449-400'],
    [{ property: 'name~([' }, '1453-400'],
    [{ orderby: 'nothing' }, '1432-400'],
    [{ limit: 'x' }, '1453-400'],
    [{ continuationToken: 'x' }, '1453-400'],
  ])('refuse %j', async (query, code) => {
    expect(await refusal(list(query))).toBe(code);
  });
});

describe('specs and runs', () => {
  it('lists what connectors declare', async () => {
    const specs = (await call('listConnectionSpecs', undefined, { query: { property: `id==${CAPILLARY.id}` } })).body;
    expect((specs as { items: unknown[] }).items).toMatchObject([
      { id: CAPILLARY.id, attributes: { category: 'Loyalty' }, authSpec: [{ name: 'OAuth generic-rest-connector' }] },
    ]);
    const flow = ((await call('getFlowSpec', CAPILLARY_FLOW.id)).body as { items: unknown[] }).items;
    expect(flow).toMatchObject([{ sourceConnectionSpecIds: [CAPILLARY.id], targetConnectionSpecIds: [LAKE.id] }]);
    expect(await refusal(call('getConnectionSpec', 'x'))).toBe('1439-404');
  });

  it('shows the runs it is told of, a repeated report once', async () => {
    const run = (id: string, startedAtUTC: number, status: 'inProgress' | 'success') => ({
      id,
      flowId: 'flow-1',
      metrics: { durationSummary: { startedAtUTC }, statusSummary: { status } },
    });
    await stand.flows.runs.report(scope, run('run-2', 2000, 'inProgress'));
    await stand.flows.runs.report(scope, run('run-1', 1000, 'success'));
    const { etag } = await stand.flows.runs.report(scope, run('run-2', 2000, 'success'));
    const runs = async (query: Record<string, string | string[]>) =>
      ((await call('listFlowRuns', undefined, { query })).body as { items: { id: string }[] }).items.map(
        ({ id }) => id,
      );
    expect(await runs({ property: 'flowId==flow-1' })).toEqual(['run-1', 'run-2']);
    expect(await runs({ property: 'flowId==flow-2' })).toEqual([]);
    expect(await runs({ property: ['flowId==flow-1', 'metrics.durationSummary.startedAtUTC>1000'] })).toEqual([
      'run-2',
    ]);
    expect((await call('getFlowRun', 'run-2')).body).toMatchObject({
      items: [{ id: 'run-2', etag, flowId: 'flow-1' }],
    });
    expect(await refusal(call('getFlowRun', 'run-3'))).toBe('1439-404');
    expect(await refusal(call('getFlowRun', 'run-1', { scope: other }))).toBe('1439-404');
  });
});
