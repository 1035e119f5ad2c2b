import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  base,
  CAPILLARY,
  CAPILLARY_FLOW,
  call,
  create,
  FILES,
  freshStand,
  LAKE,
  MAPPING,
  refusal,
  type Sent,
  scope,
  stand,
  target,
  tutorial,
} from './test-stand.ts';

interface Row extends Sent {
  readonly code: string;
  readonly call: string;
  readonly id?: string;
}

const file = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const table = JSON.parse(file('error-table.json')) as {
  readonly rows: readonly Row[];
  readonly elsewhere: readonly { readonly codes: string; readonly why: string }[];
};

beforeEach(freshStand);
afterEach(() => stand.tables.close());

/** Everything rows name: the tutorial, drafts, a file source, a run that went well. */
async function names(): Promise<Record<string, unknown>> {
  const { baseId, sourceId, targetId, flowId } = await tutorial();
  const draft = { query: { mode: 'draft' } };
  const files = {
    name: 'files',
    connectionSpec: { id: FILES.id },
    auth: { specName: 'Key', params: { host: 'h', password: 'right' } },
  };
  const filesId = await create('Connection', files);
  const filesFlow = await create('Flow', {
    flowSpec: { id: FILES.flowSpecs[0]!.id },
    sourceConnectionIds: [
      await create('SourceConnection', { name: 's', baseConnectionId: filesId, connectionSpec: { id: FILES.id } }),
    ],
    targetConnectionIds: [await target()],
    scheduleParams: { startTime: 1, frequency: 'once' },
  });
  const metrics = { durationSummary: { startedAtUTC: 1 }, statusSummary: { status: 'success' as const } };
  await stand.flows.runs.report(scope, { id: 'run', flowId: filesFlow, metrics });
  return {
    BASE: baseId,
    SOURCE: sourceId,
    TARGET: targetId,
    FLOW: flowId,
    FILES: filesId,
    RUN: 'run',
    EVENTS_TARGET: await target('ds-events', 'https://ns.adobe.com/acme/schemas/events'),
    DRAFT: await create('Flow', { flowSpec: CAPILLARY_FLOW }, draft),
    DRAFT_BASE: await create('Connection', { name: 'd', connectionSpec: CAPILLARY }, draft),
    DRAFT_TARGET: await create('TargetConnection', { connectionSpec: LAKE }, draft),
    CAPILLARY: CAPILLARY.id,
    CAPILLARY_FLOW: CAPILLARY_FLOW.id,
    MAPPING,
  };
}

describe('the error table of Flow Service', () => {
  it.each(table.rows.map((row) => [row.code, row.call, row] as const))('%s of %s', async (code, _, row) => {
    const known = await names();
    const filled = JSON.parse(
      JSON.stringify(row).replaceAll(/"\{([A-Z_]+)\}"/g, (_whole, name: string) => JSON.stringify(known[name])),
    ) as Row;
    const { id, query = {}, headers = {}, body } = filled;
    expect(await refusal(call(row.call, id, { query, headers, body }))).toBe(code);
  });

  it('has a row, or a reason, for every published code, and a row for every code this stage can answer', () => {
    const tested = new Set(table.rows.map(({ code }) => code));
    const explained = new Set(table.elsewhere.flatMap(({ codes }) => codes.split(' ')));
    const published = [
      ...Array.from({ length: 5 }, (_, n) => 1100 + n),
      ...Array.from({ length: 59 }, (_, n) => 1400 + n),
    ];
    const all = [...tested, ...explained].map((code) => Number(code.slice(0, 4)));
    expect(published.filter((code) => !all.includes(code))).toEqual([]);
    expect([...tested].filter((code) => explained.has(code))).toEqual([]);
    const made = [...file('errors.ts').matchAll(/(?:invalid|problem)\((?:kind === 'runs' \? )?(1\d{3})/g)].map(
      ([, code]) => code,
    );
    expect(new Set(made).size).toBeGreaterThan(30);
    const known = new Set([...tested].map((code) => code.slice(0, 4)));
    expect(made.filter((code) => !known.has(code!))).toEqual(['1104']);
  });
});

describe('an action', () => {
  it('is refused in the words of its own kind', async () => {
    expect(await refusal(call('performConnectionAction', await base(), { query: { op: 'disable' } }))).toBe('1435-400');
  });
});
