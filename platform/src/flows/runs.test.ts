import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_FIELDS } from '../kernel/index.ts';
import {
  call,
  clock,
  FILES,
  filesFlow,
  freshStand,
  performed,
  read,
  refusal,
  scope,
  stage,
  stand,
  tutorial,
} from './test-stand.ts';

beforeEach(freshStand);
afterEach(() => stand.tables.close());

const ask = (flowId: string, params: object = { startTime: 1 }) =>
  call('createFlowRun', undefined, { body: { flowId, params } });

describe('runs that are asked for', () => {
  it('begin at their moment, or now when it is over, and are handed to who performs them', async () => {
    const flowId = await filesFlow();
    const params = { startTime: 1_800_000_000, windowStartTime: 5, windowEndTime: 6, deltaColumn: { name: 'at' } };
    const answer = await ask(flowId, params);
    const { id } = answer.body as { id: string };
    expect(answer).toMatchObject({ status: 201, headers: { location: expect.stringContaining(id) } });
    expect(performed.at(-1)).toBe(id);
    expect(await read('FlowRun', id)).toMatchObject({
      flowId,
      params,
      flowSpec: { id: FILES.flowSpecs[0]!.id },
      metrics: { durationSummary: { startedAtUTC: 1_800_000_000_000 }, statusSummary: { status: 'scheduled' } },
    });
    expect(await read('Flow', flowId)).toMatchObject({ lastRunDetails: { id, state: 'scheduled' } });
    expect(await refusal(ask(flowId, { startTime: 2, deltaColumn: { name: 'other' } }))).toBe('1100-400');
    const over = await ask(flowId, { startTime: 2, deltaColumn: { name: 'at' } });
    expect(await read('FlowRun', (over.body as { id: string }).id)).toMatchObject({
      metrics: { durationSummary: { startedAtUTC: clock() } },
    });
  });

  it('are for batch sources scheduled once, and no other', async () => {
    expect(await refusal(ask((await tutorial()).flowId))).toBe('1100-400');
    expect(await refusal(ask(await filesFlow({ scheduleParams: { frequency: 'hour', interval: 1 } })))).toBe(
      '1100-400',
    );
    const flowId = await filesFlow();
    expect(await refusal(ask(flowId, {}))).toBe('1100-400');
    expect(await refusal(ask(flowId, { startTime: 1, windowStartTime: 9, windowEndTime: 8 }))).toBe('1100-400');
    await call('performFlowAction', flowId, { query: { op: 'disable' } });
    expect(await refusal(ask(flowId))).toBe('1100-400');
  });

  it('are done again over their own window when they went wrong', async () => {
    const flowId = await filesFlow();
    const { id } = (await ask(flowId, { startTime: 1, windowStartTime: 5, windowEndTime: 6 })).body as { id: string };
    const again = () => call('performFlowRunAction', id, { query: { op: 're_trigger' } });
    expect(await refusal(again())).toBe('1422-400');
    const run = await read('FlowRun', id);
    const metrics = { durationSummary: { startedAtUTC: 1000 }, statusSummary: { status: 'failed' as const } };
    await stand.flows.runs.report(scope, { id, flowId, metrics, params: run.params as object as never });
    expect((await again()).body).toMatchObject({ id, params: { windowStartTime: 5, windowEndTime: 6 } });
    expect(performed.slice(-2)).toEqual([id, id]);
    const { items } = (await call('listFlowRuns')).body as { items: unknown[] };
    expect(items).toHaveLength(1);
  });
});

describe('runs that are reported', () => {
  it('tell by code alone what went wrong to whom labels hide something', async () => {
    const { flowId } = await tutorial();
    const went = { code: 'CONVERT-1', message: 'the field loyalty.secret holds planted' };
    const failed = { inputRecordCount: 1, outputRecordCount: 0, failedInfo: [went] };
    const metrics = {
      durationSummary: { startedAtUTC: 1000 },
      recordSummary: failed,
      statusSummary: { status: 'failed' as const, errors: [went] },
    };
    await stand.flows.runs.report(scope, { id: 'told', flowId, metrics });
    const fields = { ...ALL_FIELDS, whole: false };
    for (const id of ['getFlowRun', 'listFlowRuns']) {
      const answer = JSON.stringify((await call(id, 'told', { fields })).body);
      expect(answer).not.toMatch(/secret|planted/);
      expect(answer.match(/CONVERT-1/g)).toHaveLength(2);
      expect(JSON.stringify((await call(id, 'told')).body)).toContain('planted');
    }
    const query = { property: 'metrics.statusSummary.errors.message~secret' };
    expect(JSON.stringify((await call('listFlowRuns', undefined, { fields, query })).body)).not.toContain('told');
  });

  it('are there after a restart, the newest with its dataflow, and go when they are old', async () => {
    const { flowId } = await tutorial();
    for (const startedAtUTC of [1000, 3000, 2000])
      await stand.flows.runs.report(scope, {
        id: `run-${startedAtUTC}`,
        flowId,
        metrics: {
          durationSummary: { startedAtUTC, completedAtUTC: startedAtUTC + 10 },
          statusSummary: { status: 'success' },
        },
      });
    stand.flows = stage(stand.tables);
    await stand.flows.load();
    expect(await read('Flow', flowId)).toMatchObject({
      lastRunDetails: { id: 'run-3000', state: 'success', startedAtUTC: 3000, completedAtUTC: 3010 },
    });
    await stand.flows.runs.prune(2500);
    expect((await call('listFlowRuns', undefined, { query: { count: 'true' } })).body).toEqual({ count: 1 });
    const query = { property: 'lastRunDetails.startedAtUTC>=3000' };
    expect(((await call('listFlows', undefined, { query })).body as { items: unknown[] }).items).toHaveLength(1);
  });
});
