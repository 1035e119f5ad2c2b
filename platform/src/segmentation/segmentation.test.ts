import type { Field } from '@meniscus/languages/xdm';
import { beforeEach, describe, expect, it } from 'vitest';
import { ALL_FIELDS, type Answer, type Call, countingIds, manualClock, Problem, type Scope } from '../kernel/index.ts';
import {
  documentsMigration,
  type ObjectStore,
  openMemoryKeyedStore,
  openSqliteTables,
  Residents,
  type Tables,
} from '../stores/index.ts';
import { type Audience, createSegmentation, type Everybody, type SegmentationStage, type Somebody } from './index.ts';

const text: Field = { type: 'string' };
const PROFILE: Field = {
  type: 'object',
  fields: {
    loyalty: { type: 'object', fields: { tier: text, points: { type: 'int' } } },
    homeAddress: { type: 'object', fields: { city: text } },
  },
};
const EVENT: Field = { type: 'object', fields: { eventType: text, timestamp: { type: 'date-time' } } };
const scope: Scope = {
  org: 'ACME@AdobeOrg',
  sandbox: 'prod',
  sandboxId: 's-1',
  sandboxType: 'production',
  tenant: 'acme',
  key: 'k1',
};
const other: Scope = { ...scope, sandbox: 'dev', key: 'k2' };
const actor = { userId: 'dev@techacct.adobe.com', clientId: 'c', kind: 'credential', org: scope.org } as const;

const DEFINITIONS = '/data/core/ups/segment/definitions';
const AUDIENCES = '/data/core/ups/audiences';

/** Who previews look at. */
const SOMEBODIES: readonly Somebody[] = ['gold', 'silver', 'gold'].map((tier, index) => ({
  xid: `x${index}`,
  namespaceId: 6,
  profile: { loyalty: { tier } },
  events: [],
  inSegment: () => false,
  system: () => undefined,
}));

let tables: Tables;
let stage: SegmentationStage;
let clock: ReturnType<typeof manualClock>;
let told: string[];

function start(): SegmentationStage {
  return createSegmentation({
    tables,
    keyed: openMemoryKeyedStore(),
    residents: new Residents(),
    clock,
    ids: countingIds(),
    unionOf: (_scope, classId) => Promise.resolve(classId.endsWith('/profile') ? PROFILE : EVENT),
    scopeByKey: (key) => [scope, other].find((known) => known.key === key),
    objects: {} as ObjectStore,
    everybody: {
      count: async () => SOMEBODIES.length,
      visit: async (_scope: Scope, _withEvents: boolean, visitor: (somebody: Somebody) => void) => {
        for (const one of SOMEBODIES) visitor(one);
      },
      one: async (_scope: Scope, _namespaceId: number, id: string, policyId?: string) => {
        const found = SOMEBODIES.find(({ xid }) => xid === id);
        return found && { ...found, profile: { ...found.profile, homeAddress: { city: policyId } } };
      },
    } as unknown as Everybody,
    namespaceCode: (_scope, id) => String(id),
    namespaceId: (_scope, code) => (code === 'member' ? 6 : undefined),
  });
}

beforeEach(async () => {
  tables = await openSqliteTables({ path: ':memory:' });
  await tables.migrate([documentsMigration]);
  clock = manualClock();
  stage = start();
  await stage.load();
  told = [];
  stage.onChange((key, change) => told.push(`${key} ${typeof change === 'string' ? `gone ${change}` : change.name}`));
});

interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read loosely, as clients do
  readonly body: any;
}

async function call(method: string, path: string, body?: unknown, at: Scope = scope): Promise<Reply> {
  const [pathname, search = ''] = path.split('?') as [string, string?];
  const parts = pathname.split('/');
  const fits = (own: string) =>
    own.split('/').length === parts.length &&
    own.split('/').every((part, index) => part.startsWith(':') || part === parts[index]);
  const candidates = stage.routes.filter((route) => route.method === method && fits(route.path));
  const found = candidates.find((route) => !route.path.includes(':')) ?? candidates[0]!;
  const params = Object.fromEntries(
    found.path.split('/').flatMap((part, index) => (part.startsWith(':') ? [[part.slice(1), parts[index]!]] : [])),
  );
  const request: Call = {
    scope: at,
    actor,
    fields: ALL_FIELDS,
    params,
    query: Object.fromEntries(new URLSearchParams(search)),
    headers: {},
    body,
    requestId: 'req-1',
  };
  try {
    const answer: Answer = await found.handle(request as Call<never>);
    return { status: answer.status ?? 200, body: answer.body };
  } catch (error) {
    if (error instanceof Problem) return { status: error.status, body: error.body };
    throw error;
  }
}

const rule = (name: string, value: string, more: object = {}) => ({
  name,
  expression: { type: 'PQL', format: 'pql/text', value },
  schema: { name: '_xdm.context.profile' },
  ...more,
});

function evaluated(key = 'k1'): readonly Audience[] {
  return stage.audiencesOf(key).all;
}

describe('segment definitions', () => {
  it('are made, read, changed and deleted', async () => {
    const made = await call('POST', DEFINITIONS, rule('Gold', 'loyalty.tier = "gold"'));
    expect(made).toMatchObject({
      status: 200,
      body: {
        name: 'Gold',
        imsOrgId: 'ACME@AdobeOrg',
        profileInstanceId: 'ups',
        schema: { name: '_xdm.context.profile' },
        evaluationInfo: { batch: { enabled: false }, continuous: { enabled: true }, synchronous: { enabled: false } },
        dataGovernancePolicy: { excludeOptOut: true },
        lifecycleState: 'published',
        creationTime: clock(),
        createEpoch: clock() / 1000,
        createdBy: actor.userId,
      },
    });
    const path = `${DEFINITIONS}/${made.body.id}`;
    expect((await call('GET', path)).body).toEqual(made.body);
    clock.advance(1000);
    const renamed = await call('PATCH', path, { name: 'Gold members' });
    expect(renamed.body).toMatchObject({ name: 'Gold members', expression: made.body.expression, updateTime: clock() });
    expect(await call('DELETE', path)).toEqual({ status: 200, body: undefined });
    expect(await call('GET', path)).toMatchObject({
      status: 404,
      body: { requestId: 'req-1', type: 'https://ns.adobe.com/aep/errors/UPAPI-113430-404', status: 404 },
    });
  });

  it('are the same objects as audiences', async () => {
    const { body } = await call('POST', DEFINITIONS, rule('Gold', 'loyalty.tier = "gold"'));
    expect((await call('GET', `${AUDIENCES}/${body.id}`)).body).toEqual(body);
    await call('PATCH', `${AUDIENCES}/${body.id}`, [
      { op: 'add', path: '/expression/value', value: 'loyalty.tier = "silver"' },
    ]);
    expect((await call('GET', `${DEFINITIONS}/${body.id}`)).body.expression.value).toBe('loyalty.tier = "silver"');
  });

  it('list in pages that clients can count', async () => {
    for (const name of ['A', 'B', 'C', 'D', 'E']) {
      clock.advance(1);
      await call('POST', DEFINITIONS, rule(name, 'loyalty.points > 1'));
    }
    const names = async (query: string) =>
      ((await call('GET', `${DEFINITIONS}?${query}`)).body.segments as { name: string }[]).map(({ name }) => name);
    const first = await call('GET', `${DEFINITIONS}?limit=2`);
    expect(first.body).toMatchObject({
      page: { totalCount: 5, totalPages: 3, pageSize: 2, limit: 2, sortField: 'creationTime', sort: 'desc' },
      link: {},
    });
    expect(await names('limit=2')).toEqual(['E', 'D']);
    expect(await names('limit=2&page=2')).toEqual(['A']);
    expect(await names('limit=2&page=3')).toEqual([]);
    expect(await names('sort=name:asc&start=3')).toEqual(['D', 'E']);
    expect(await names('evaluationInfo.continuous.enabled=True&limit=1')).toEqual(['E']);
    expect(await names('evaluationInfo.synchronous.enabled=true')).toEqual([]);
    expect((await call('GET', `${DEFINITIONS}?limit=no`)).status).toBe(400);
  });

  it('answer many ids at once with what is there and what is not', async () => {
    const { body } = await call('POST', DEFINITIONS, rule('Gold', 'loyalty.tier = "gold"'));
    const bulk = (ids: readonly string[]) =>
      call('POST', `${DEFINITIONS}/bulk-get`, { ids: ids.map((id) => ({ id })) });
    expect(await bulk([body.id, 'missing'])).toMatchObject({
      status: 207,
      body: {
        results: {
          [body.id]: { name: 'Gold' },
          missing: { requestId: 'req-1', errors: { 404: [{ code: 404, message: 'Not found.' }] } },
        },
      },
    });
    expect((await bulk(['missing'])).status).toBe(404);
    expect((await bulk([])).status).toBe(400);
  });

  it('say where a rule is wrong', async () => {
    const answer = await call('POST', DEFINITIONS, rule('Bad', 'loyalty.points > 1 and\nloyalty.teir = "gold"'));
    expect(answer).toMatchObject({
      status: 400,
      body: {
        requestId: 'req-1',
        errors: {
          400: [{ code: 'PQL-UNKNOWN-FIELD', message: 'there is no field `teir` here at 2:9, did you mean `tier`?' }],
        },
        report: { diagnostics: [{ start: 31, end: 35, line: 2, column: 9, hint: 'did you mean `tier`?' }] },
      },
    });
    expect(evaluated()).toEqual([]);
  });

  it.each([
    [undefined, 400],
    [{ name: 'x' }, 400],
    [rule('', 'true'), 400],
    [rule('x', ''), 400],
    [rule('x', 'true', { schema: { name: '_xdm.context.account' } }), 400],
    [rule('x', 'true', { lifecycleState: 'deleted' }), 400],
    [rule('x', 'true', { labels: [3] }), 400],
    [rule('x', 'inSegment("nobody")'), 400],
    [{ ...rule('x', '{'), expression: { type: 'PQL', format: 'pql/json', value: '{' } }, 400],
    [{ ...rule('x', '1'), expression: { type: 'ARL', format: 'pql/text', value: 'true' } }, 400],
  ])('refuse %j', async (body, status) => {
    expect((await call('POST', DEFINITIONS, body)).status).toBe(status);
  });

  it('say which field has no value, for other languages too', async () => {
    const { body } = await call('POST', DEFINITIONS, rule('', 'true'));
    expect(body.errors['400'][1].message).toBe('No usable value for name: give a text.');
    const wanted = { code: 'audience-text', values: {} };
    expect(body.phrase).toEqual({
      code: 'audience-with-detail',
      values: {
        what: { code: 'audience-bad-body', values: {} },
        detail: { code: 'audience-unusable', values: { name: 'name', wanted } },
      },
    });
    const { body: query } = await call('GET', `${DEFINITIONS}?limit=no`);
    expect(query).toMatchObject({
      title: 'limit=no is not a whole number from 1 to 1000',
      phrase: { code: 'audience-query-whole', values: { name: 'limit', text: 'no', least: 1, most: 1000 } },
    });
  });

  it('have names of their own, also when two are made at the same time', async () => {
    const both = await Promise.all([1, 2].map(() => call('POST', DEFINITIONS, rule('Gold', 'loyalty.tier = "gold"'))));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect((await call('POST', DEFINITIONS, rule('Gold', 'true'), other)).status).toBe(200);
  });

  it('take the JSON form and give it back', async () => {
    const value =
      '{"nodeType":"fnApply","fnName":"=","params":[{"nodeType":"fieldLookup","fieldName":"city","object":{"nodeType":"fieldLookup","fieldName":"homeAddress","object":{"nodeType":"parameterReference","position":1}}},{"nodeType":"literal","literalType":"String","value":"Ulm"}]}';
    const { body } = await call('POST', DEFINITIONS, {
      ...rule('Ulm', ''),
      expression: { type: 'PQL', format: 'pql/json', value },
    });
    expect(body.expression).toEqual({ type: 'PQL', format: 'pql/json', value });
    expect(evaluated()[0]!.predicate.paths).toEqual(['homeAddress.city']);
  });

  it('fall back to batch without a word when the rule cannot stream', async () => {
    const info = { evaluationInfo: { continuous: { enabled: true } } };
    const wide = await call('POST', DEFINITIONS, rule('Wide', 'xEvent.count() > 3', info));
    expect(wide.body.evaluationInfo.batch.enabled).toBe(true);
    const edge = await call(
      'POST',
      DEFINITIONS,
      rule('Edge', 'loyalty.points > 3', { evaluationInfo: { synchronous: { enabled: true } } }),
    );
    expect(edge.body.evaluationInfo.synchronous.enabled).toBe(true);
    const changed = await call('PATCH', `${DEFINITIONS}/${edge.body.id}`, {
      expression: { type: 'PQL', format: 'pql/text', value: 'xEvent.count() > 1' },
    });
    expect(changed.body.evaluationInfo.batch.enabled).toBe(true);
  });
});

describe('audiences', () => {
  it('list with a next page only while there is one', async () => {
    for (const name of ['A', 'B', 'C'])
      await call('POST', AUDIENCES, rule(name, 'loyalty.points > 1', { description: `all of ${name}` }));
    const first = await call('GET', `${AUDIENCES}?limit=2&sort=name:asc`);
    expect(first.body).toMatchObject({
      children: [{ name: 'A' }, { name: 'B' }],
      _page: { totalCount: 3, pageSize: 2, start: 0, limit: 2, next: 2 },
    });
    expect(first.body._links.next.href).toBe('@/audiences?start=2&limit=2&totalCount=3');
    const last = await call('GET', `${AUDIENCES}?limit=2&sort=name:asc&start=${first.body._page.next}`);
    expect(last.body.children).toHaveLength(1);
    expect('next' in last.body._page).toBe(false);
    expect((await call('GET', `${AUDIENCES}?description=OF b`)).body.children).toHaveLength(1);
    const id = first.body.children[0].id;
    expect((await call('GET', `${AUDIENCES}?property=audienceId==${id}`)).body.children).toEqual([
      first.body.children[0],
    ]);
  });

  it('can be overwritten whole with what was read, and deleted', async () => {
    const { body } = await call('POST', AUDIENCES, rule('Gold', 'loyalty.tier = "gold"', { labels: ['core/C1'] }));
    const put = await call('PUT', `${AUDIENCES}/${body.id}`, { ...body, name: 'Golden', description: undefined });
    expect(put).toMatchObject({
      status: 200,
      body: { id: body.id, name: 'Golden', labels: ['core/C1'], creationTime: body.creationTime },
    });
    expect((await call('PUT', `${AUDIENCES}/${body.id}`, { ...body, namespace: 'AAM' })).status).toBe(400);
    expect(await call('DELETE', `${AUDIENCES}/${body.id}`)).toEqual({ status: 204, body: undefined });
    expect((await call('DELETE', `${AUDIENCES}/${body.id}`)).status).toBe(404);
  });

  it('from outside have no rule and an id of their own', async () => {
    const { body } = await call('POST', AUDIENCES, {
      name: 'Upload',
      type: 'ExternalSegment',
      namespace: 'aam',
      audienceId: 'ext-1',
      datasetId: 'd1',
    });
    expect(body).toMatchObject({ audienceId: 'ext-1', namespace: 'AAM', type: 'ExternalSegment' });
    expect('expression' in body || 'evaluationInfo' in body).toBe(false);
    expect((await call('GET', DEFINITIONS)).body.segments).toEqual([]);
    expect(evaluated()).toEqual([]);
  });

  it('know who depends on whom, and keep it free of circles', async () => {
    const gold = (await call('POST', AUDIENCES, rule('Gold', 'loyalty.tier = "gold"'))).body;
    const asks = (await call('POST', AUDIENCES, rule('Asks', `inSegment("${gold.id}")`))).body;
    expect(asks).toMatchObject({ dependencies: [gold.id], dependents: [] });
    expect((await call('GET', `${AUDIENCES}/${gold.id}`)).body).toMatchObject({
      dependencies: [],
      dependents: [asks.id],
    });
    const circle = (value: string, id: string) =>
      call('PATCH', `${AUDIENCES}/${id}`, [{ op: 'add', path: '/expression/value', value }]);
    expect((await circle(`inSegment("${asks.id}")`, gold.id)).status).toBe(400);
    expect((await circle(`inSegment("${gold.id}")`, gold.id)).status).toBe(400);
    expect((await call('DELETE', `${AUDIENCES}/${gold.id}`)).body.type).toBe(
      'https://ns.adobe.com/aep/errors/UPAPI-113631-403',
    );
    expect(
      (await call('PATCH', `${AUDIENCES}/${gold.id}`, [{ op: 'add', path: '/lifecycleState', value: 'inactive' }]))
        .status,
    ).toBe(400);
    await call('DELETE', `${AUDIENCES}/${asks.id}`);
    expect((await call('DELETE', `${AUDIENCES}/${gold.id}`)).status).toBe(204);
  });
});

describe('what is evaluated', () => {
  it('follows every write, and tells who has to be evaluated anew', async () => {
    const gold = (await call('POST', DEFINITIONS, rule('Gold', 'loyalty.tier = "gold"'))).body;
    const asks = (await call('POST', DEFINITIONS, rule('Asks', `inSegment("${gold.id}")`))).body;
    expect(told.splice(0)).toEqual(['k1 Gold', 'k1 Asks']);
    await call('PATCH', `${DEFINITIONS}/${gold.id}`, { name: 'Golden' });
    expect(told).toEqual([]);
    expect(evaluated().map(({ name }) => name)).toEqual(['Golden', 'Asks']);
    clock.advance(60_000);
    await call('PATCH', `${DEFINITIONS}/${gold.id}`, {
      expression: { type: 'PQL', format: 'pql/text', value: 'loyalty.points > 9' },
    });
    expect(told.splice(0)).toEqual(['k1 Golden', 'k1 Asks']);
    expect(evaluated()[0]).toMatchObject({ id: gold.id, createdAt: clock() });
    expect(stage.audiencesOf('k1').touchedBy({ paths: ['loyalty.tier'] })).toEqual([]);
    expect(stage.audiencesOf('k1').touchedBy({ paths: ['loyalty.points'] })).toHaveLength(2);
    await call('PATCH', `${DEFINITIONS}/${asks.id}`, { lifecycleState: 'inactive' });
    await call('DELETE', `${DEFINITIONS}/${gold.id}`).then(({ status }) => expect(status).toBe(400));
    await call('DELETE', `${DEFINITIONS}/${asks.id}`);
    await call('DELETE', `${DEFINITIONS}/${gold.id}`);
    expect(told).toEqual([`k1 gone ${asks.id}`, `k1 gone ${gold.id}`]);
    expect(evaluated()).toEqual([]);
  });

  it('is nothing in another sandbox', async () => {
    await call('POST', DEFINITIONS, rule('Gold', 'loyalty.tier = "gold"'));
    expect(evaluated('k2')).toEqual([]);
    expect((await call('GET', DEFINITIONS, undefined, other)).body.segments).toEqual([]);
  });

  it('leaves drafts out', async () => {
    await call('POST', AUDIENCES, rule('Draft', 'loyalty.tier = "gold"', { lifecycleState: 'draft' }));
    expect([evaluated(), told]).toEqual([[], []]);
  });

  it('is there again after a start', async () => {
    const { body } = await call('POST', DEFINITIONS, rule('Gold', 'loyalty.tier = "gold"'));
    const [before] = evaluated();
    stage = start();
    expect(evaluated()).toEqual([]);
    await stage.load();
    const [after] = evaluated();
    expect({ ...after, predicate: after!.predicate.text }).toEqual({ ...before, predicate: before!.predicate.text });
    expect((await call('GET', `${DEFINITIONS}/${body.id}`)).body).toEqual(body);
  });
});

describe('conversion', () => {
  const convert = (expression: object) =>
    call('POST', '/data/core/ups/segment/conversion', { ...rule('x', ''), expression, ttlInDays: 30 });

  it('goes from text to JSON and back', async () => {
    const text = { type: 'PQL', format: 'pql/text', value: 'workAddress.country = "US"' };
    const json = await convert(text);
    expect(json.body).toMatchObject({
      ttlInDays: 30,
      imsOrgId: 'ACME@AdobeOrg',
      sandbox: { sandboxName: 'prod' },
      expression: { format: 'pql/json' },
    });
    expect(JSON.parse(json.body.expression.value)).toMatchObject({ nodeType: 'fnApply', fnName: '=' });
    expect((await convert(json.body.expression)).body.expression).toEqual(text);
  });

  it('refuses what it cannot read or write', async () => {
    expect((await convert({ type: 'PQL', format: 'pql/text', value: 'a =' })).status).toBe(400);
    expect((await convert({ type: 'PQL', format: 'pql/json', value: '{"nodeType":"x"}' })).status).toBe(400);
  });
});

describe('a rule that is being written', () => {
  const check = (value: string, format = 'pql/text') =>
    call('POST', '/meniscus/v1/rule-checks', { expression: { type: 'PQL', format, value } });

  it('has the fields of profiles and events to choose from', async () => {
    expect((await call('GET', '/meniscus/v1/rule-fields')).body).toEqual({
      profile: [
        { path: 'loyalty.tier', type: 'string' },
        { path: 'loyalty.points', type: 'int' },
        { path: 'homeAddress.city', type: 'string' },
      ],
      event: [
        { path: 'eventType', type: 'string' },
        { path: 'timestamp', type: 'date-time' },
      ],
    });
  });

  it('is told what it reads and how it may be evaluated, from text and from JSON', async () => {
    const { body: gold } = await call('POST', AUDIENCES, rule('Gold', 'loyalty.tier = "gold"'));
    const text = `inSegment("${gold.id}") and loyalty.points > 3`;
    const streams = { readsEvents: false, audiences: [gold.id], streaming: true, edge: true, reasons: [] };
    expect((await check(text)).body).toEqual({
      valid: true,
      diagnostics: [],
      rule: { text, reads: ['loyalty.points'], ...streams },
    });
    const json = await call('POST', '/data/core/ups/segment/conversion', rule('x', text));
    expect((await check(json.body.expression.value, 'pql/json')).body.rule).toEqual({
      text,
      reads: ['loyalty.points'],
      ...streams,
    });
    expect((await check('xEvent.count() > 3')).body.rule).toMatchObject({
      readsEvents: true,
      streaming: false,
      reasons: ['it reads events without a window of at most 24 hours'],
    });
  });

  it('is told all that is wrong, with places; only a body without a rule is refused', async () => {
    const { status, body } = await check('loyalty.points > "x" and\nloyalty.teir = "gold"');
    expect(status).toBe(200);
    expect(body.valid).toBe(false);
    expect(body.diagnostics.at(-1)).toEqual({
      code: 'PQL-UNKNOWN-FIELD',
      message: 'there is no field `teir` here',
      hint: 'did you mean `tier`?',
      phrase: {
        code: 'hinted',
        values: {
          what: { code: 'pql-no-field', values: { name: 'teir' } },
          hint: { code: 'nearest-name', values: { near: 'tier' } },
        },
      },
      start: 33,
      end: 37,
      line: 2,
      column: 9,
    });
    expect((await check('(')).body.diagnostics[0]).toMatchObject({ code: 'SYNTAX-EXPECTED', start: 1 });
    expect((await call('POST', '/meniscus/v1/rule-checks', {})).status).toBe(400);
  });
});

describe('a membership', () => {
  it('is explained for an XID, or a value with its namespace, and nothing else', async () => {
    const reasons = (who: string) => call('GET', `/meniscus/v1/explain/membership?audienceId=a${who}`);
    for (const who of ['', '&entityId=', '&entityId=42', '&entityId=42&entityIdNS=nowhere'])
      expect((await reasons(who)).status, who).toBe(400);
    const { body } = await reasons('&entityId=42');
    expect(JSON.stringify(body)).toContain('42 is not an XID');
    const xid = Buffer.from('6|ana@example.com').toString('base64url');
    expect((await reasons(`&entityId=${xid}`)).status).toBe(404);
  });
});

describe('a rule that is not saved', () => {
  const explain = (value: string, more: object = {}) =>
    call('POST', '/meniscus/v1/explain/rule', {
      expression: { type: 'PQL', format: 'pql/text', value },
      entityId: 'x1',
      entityIdNS: 'member',
      ...more,
    });

  it('is explained block by block for a person', async () => {
    const { status, body } = await explain('loyalty.tier = "gold" or loyalty.tier = "silver"');
    expect([status, body.isMember, body.rule.kind]).toEqual([200, true, 'any']);
    expect(body.rule.parts.map(({ holds, reads }: { holds: boolean; reads: object }) => [holds, reads])).toEqual([
      [false, [{ path: 'loyalty.tier', value: 'silver' }]],
      [true, [{ path: 'loyalty.tier', value: 'silver' }]],
    ]);
    expect(body.evaluatedAt).toBe(new Date(clock()).toISOString());
    expect((await call('GET', DEFINITIONS)).body.segments).toEqual([]);
  });

  it('is asked of the profile as a merge policy merges it', async () => {
    const city = 'homeAddress.city = "p1"';
    expect((await explain(city)).body.isMember).toBe(false);
    expect((await explain(city, { mergePolicyId: 'p1' })).body.isMember).toBe(true);
  });

  it('is refused when it is wrong, with the place; as is nobody', async () => {
    const { status, body } = await explain('loyalty.teir = "gold"');
    expect(status).toBe(400);
    expect(body.report.diagnostics[0]).toMatchObject({ code: 'PQL-UNKNOWN-FIELD', start: 8 });
    expect((await explain('loyalty.tier = "gold"', { entityId: '' })).status).toBe(400);
    expect((await explain('loyalty.tier = "gold"', { entityId: 'nobody' })).status).toBe(404);
    expect((await call('POST', '/meniscus/v1/explain/rule', { entityId: 'x1', entityIdNS: 'member' })).status).toBe(
      400,
    );
  });
});

describe('a preview', () => {
  it('looks at everybody, counts exactly and names some members, without saving the rule', async () => {
    const started = await call('POST', '/data/core/ups/preview', {
      predicateExpression: 'loyalty.tier = "gold"',
      predicateType: 'pql/text',
    });
    expect(started.status).toBe(201);
    const { previewId } = started.body as { previewId: string };
    await expect
      .poll(async () => (await call('GET', `/data/core/ups/estimate/${previewId}`)).body)
      .toMatchObject({ state: 'RESULT_READY', estimatedSize: 2, totalRows: 3, standardError: 0 });
    const preview = await call('GET', `/data/core/ups/preview/${previewId}`);
    expect((preview.body as { results: object[] }).results.map((one) => Object.keys(one)[0])).toEqual(['x0', 'x2']);
  });
});
