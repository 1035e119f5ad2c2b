import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, clock, filesFlow, freshStand, ifMatch, read, refusal, scope, stand } from './test-stand.ts';

beforeEach(freshStand);
afterEach(() => stand.tables.close());

const HOURLY = { frequency: 'hour', interval: 1 };
const seconds = (fromNow: number) => Math.floor(clock() / 1000) + fromNow;

async function reschedule(flowId: string, scheduleParams: object | undefined): Promise<unknown> {
  const path = '/scheduleParams';
  const body = [scheduleParams === undefined ? { op: 'remove', path } : { op: 'add', path, value: scheduleParams }];
  await call('updateFlow', flowId, { headers: ifMatch((await read('Flow', flowId)).etag), body });
  return stand.flows.batches().find((plan) => plan.flowId === flowId && plan.scope.key === scope.key)?.schedule;
}

describe('the schedule of a dataflow (page "Update dataflows in the UI")', () => {
  it.each([
    ['begins at a moment that has passed', { ...HOURLY, startTime: seconds(-10) }],
    ['began when the dataflow was made', HOURLY],
  ])('changes how often it is read, and keeps its start, when it %s', async (_, before) => {
    const flowId = await filesFlow({ scheduleParams: before });
    const weekly = { ...before, frequency: 'week', interval: 2, backfill: false };
    expect(await reschedule(flowId, weekly)).toEqual(weekly);
    expect(await refusal(reschedule(flowId, { ...HOURLY, startTime: seconds(3600) }))).toBe('1100-400');
    expect(await refusal(reschedule(flowId, { ...before, frequency: 'minute', interval: 10 }))).toBe('1100-400');
    expect((await read('Flow', flowId)).scheduleParams).toEqual(weekly);
  });

  it('moves its start until that has passed', async () => {
    const flowId = await filesFlow({ scheduleParams: { ...HOURLY, startTime: seconds(60) } });
    const later = { ...HOURLY, startTime: seconds(120) };
    expect(await reschedule(flowId, later)).toEqual(later);
    clock.advance(120_000);
    expect(await refusal(reschedule(flowId, { ...HOURLY, startTime: seconds(60) }))).toBe('1100-400');
    expect(await refusal(reschedule(flowId, undefined))).toBe('1100-400');
  });

  it('is not made anew for what is read once, unless it is a draft', async () => {
    const once = await filesFlow({ scheduleParams: { frequency: 'once', startTime: seconds(60) } });
    expect(await refusal(reschedule(once, HOURLY))).toBe('1100-400');
    expect(await refusal(reschedule(once, undefined))).toBe('1100-400');
    const later = { frequency: 'once', startTime: seconds(120) };
    expect(await reschedule(once, later)).toEqual(later);
    const draft = await filesFlow(
      { scheduleParams: { frequency: 'once', startTime: 1 } },
      { query: { mode: 'draft' } },
    );
    await reschedule(draft, HOURLY);
    expect((await read('Flow', draft)).scheduleParams).toEqual(HOURLY);
  });

  it('is given to a dataflow that had none', async () => {
    const flowId = await filesFlow({});
    const plain = { ...HOURLY, startTime: seconds(60) };
    expect(await reschedule(flowId, plain)).toEqual(plain);
  });
});
