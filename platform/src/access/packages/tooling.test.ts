import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../../tools/harness/api.ts';
import { CREDENTIALS } from '../../../../tools/harness/process.ts';
import { setUpAudience } from '../../../../tools/harness/programme.ts';
import { makeSandbox } from '../../../../tools/harness/sandbox.ts';
import { withPlatform } from '../../../../tools/harness/with-platform.ts';

const stand = withPlatform('sandbox-tooling');
const EXIM = '/data/foundation/exim';
const ROLES = '/data/foundation/access-control/administration/roles';
const AUDIENCES = '/data/core/ups/segment/definitions';

interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes are looked into below
  readonly body: any;
}

async function call(method: string, path: string, body?: unknown, headers = stand.api.headers): Promise<Reply> {
  const response = await fetch(stand.platform.url + path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

const sandbox = (name: string) => makeSandbox(stand.api, name);

/** Somebody with these permissions in these sandboxes. */
async function caller(name: string, permissionSets: readonly string[], sandboxes: readonly string[]) {
  const client = (await call('POST', '/meniscus/v1/credentials', { name })).body;
  const role = (await call('POST', ROLES, { name, permissionSets, sandboxes })).body;
  await call('PATCH', `${ROLES}/${role.id}/subjects`, { op: 'add', path: '/user', value: client.userId });
  return (await connect({ url: stand.platform.url, credentials: { ...CREDENTIALS, ...client } })).headers;
}

const draft = async (body: object): Promise<Reply['body']> => (await call('POST', `${EXIM}/packages`, body)).body;
const publish = (id: string, query = '') => call('GET', `${EXIM}/packages/${id}/export${query}`);
/** A job once it is over. */
async function job(id: string): Promise<Reply['body']> {
  for (;;) {
    const { object } = (await call('GET', `${EXIM}/tools/job/${id}`)).body;
    if (object.jobStatus !== 'PENDING' && object.jobStatus !== 'IN_PROGRESS') return object;
    expect(object.completedTasks).toEqual([]);
    await sleep(20);
  }
}
const importInto = (name: string, id: string, more: object = {}) =>
  call('PUT', `${EXIM}/packages/import`, { id, destinationSandbox: { name, imsOrgId: CREDENTIALS.orgId }, ...more });

let gold: string;
let rich: string;
let flowId: string;

beforeAll(async () => {
  gold = await setUpAudience(stand.api, 'Gold members', 'loyalty.tier = "gold"');
  rich = await setUpAudience(stand.api, 'Gold with points', `inSegment("${gold}") and loyalty.points > 10`);
  const { items } = (await call('GET', '/data/foundation/flowservice/flows')).body;
  flowId = items.find(({ name }: { name: string }) => name === 'Members').id;
});

describe('a package', () => {
  it('is drafted, changed by the documented actions, and listed by status', async () => {
    const made = await call('POST', `${EXIM}/packages`, {
      name: 'Acme',
      description: 'Acme Business Group',
      packageType: 'PARTIAL',
      sourceSandbox: { name: 'prod', imsOrgId: CREDENTIALS.orgId },
      artifacts: [{ id: gold, type: 'PROFILE_SEGMENT', title: 'Gold members' }],
    });
    expect(made).toMatchObject({
      status: 201,
      body: {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        version: 0,
        name: 'Acme',
        imsOrgId: CREDENTIALS.orgId,
        packageType: 'PARTIAL',
        status: 'DRAFT',
        packageVisibility: 'PRIVATE',
        sourceSandbox: { name: 'prod', imsOrgId: CREDENTIALS.orgId },
        artifactsList: [{ id: gold, type: 'PROFILE_SEGMENT', title: 'Gold members', found: false, count: 0 }],
      },
    });
    const { id, expiry, createdDate } = made.body;
    expect(expiry - createdDate).toBeGreaterThan(89 * 86_400_000);
    const put = (body: object) => call('PUT', `${EXIM}/packages`, { id, ...body });
    const ids = ({ body }: Reply) => body.artifactsList.map((one: { id: string }) => one.id);
    expect(ids(await put({ action: 'ADD', artifacts: [{ id: flowId, type: 'FLOW' }] }))).toEqual([gold, flowId]);
    expect(ids(await put({ action: 'DELETE', artifacts: [{ id: gold, type: 'PROFILE_SEGMENT' }] }))).toEqual([flowId]);
    expect((await put({ action: 'UPDATE', name: 'Acme Corp' })).body).toMatchObject({ name: 'Acme Corp', version: 3 });
    for (const bad of [
      { action: 'MOVE' },
      { action: 'ADD', artifacts: [{ id: 'x', type: 'TEAPOT' }] },
      { action: 'ADD', expiry: '2001-01-01' },
    ])
      expect((await put(bad)).status).toBe(400);
    expect((await call('GET', `${EXIM}/packages/${id}`)).body.name).toBe('Acme Corp');
    const listed = await call(
      'GET',
      `${EXIM}/packages?property=status==DRAFT,PUBLISHED&start=0&orderby=-createdDate&limit=20`,
    );
    expect(listed.body).toMatchObject({
      totalElements: 1,
      currentPage: 0,
      totalPages: 1,
      hasNextPage: false,
      data: [{ id }],
    });
    expect((await call('GET', `${EXIM}/packages?status=PUBLISHED`)).body.data).toEqual([]);
    expect((await call('DELETE', `${EXIM}/packages/${id}`)).body).toEqual({ reason: `Package ${id} deleted` });
    expect((await call('GET', `${EXIM}/packages/${id}`)).status).toBe(404);
  });

  it.each<[string, object]>([
    ['no type', { name: 'P' }],
    ['artifacts in a full one', { name: 'P', packageType: 'FULL', artifacts: [{ id: 'x', type: 'FLOW' }] }],
    ['another sandbox as its source', { name: 'P', packageType: 'FULL', sourceSandbox: { name: 'dev' } }],
    ['no name', { packageType: 'FULL' }],
  ])('is refused with %s', async (_what, body) => {
    expect((await call('POST', `${EXIM}/packages`, body)).status).toBe(400);
  });

  it('holds what its artifacts need, stays as it was published, and makes the same elsewhere', async () => {
    const artifacts = [
      { id: flowId, type: 'FLOW' },
      { id: rich, type: 'PROFILE_SEGMENT' },
    ];
    const { id } = await draft({ name: 'Members', packageType: 'PARTIAL', artifacts });
    expect((await call('POST', `${EXIM}/packages/${id}/children`, [{ id: flowId, type: 'FLOW' }])).status).toBe(400);
    const published = await publish(id, '?expiryPeriod=7');
    expect(published).toMatchObject({
      status: 200,
      body: { name: 'Members', type: 'PARTIAL', visibility: 'TENANT', sourceSandbox: { name: 'prod' } },
    });
    const shown = (await call('GET', `${EXIM}/packages/${id}`)).body;
    expect(shown).toMatchObject({ status: 'PUBLISHED', artifactsList: [{ found: true, count: 1 }, { found: true }] });
    expect(shown.expiry - shown.publishDate).toBe(7 * 86_400_000);
    expect((await publish(id)).status).toBe(400);
    expect((await call('PUT', `${EXIM}/packages`, { id, action: 'UPDATE', name: 'Other' })).status).toBe(400);

    const children = (await call('POST', `${EXIM}/packages/${id}/children`, artifacts)).body;
    const types = children.map((one: { children: { type: string }[] }) => one.children.map(({ type }) => type).sort());
    expect(types).toEqual([['CATALOG_DATASET', 'CONNECTION', 'REGISTRY_SCHEMA'], ['PROFILE_SEGMENT']]);
    expect(children[1].children).toEqual([{ id: gold, type: 'PROFILE_SEGMENT', title: 'Gold members' }]);

    const target = await sandbox('promoted');
    const before = (await call('GET', `${EXIM}/packages/${id}/import?targetSandbox=promoted`)).body;
    expect(before.map(({ artifact }: Reply['body']) => artifact.found)).not.toContain(true);
    // What is changed at the source afterwards is not in the copy.
    await call('PATCH', `${AUDIENCES}/${gold}`, { description: 'Changed after publishing' });
    const imported = await importInto('promoted', id, { name: 'First import' });
    expect(imported).toMatchObject({ status: 202, body: { destinationSandbox: { name: 'promoted' } } });
    const done = await job(imported.body.jobId);
    expect(done).toMatchObject({ name: 'First import', requestType: 'IMPORT', jobStatus: 'SUCCESS', snapshotId: id });
    const audiences = (
      await target.call<{ segments: { name: string; id: string; description?: string }[] }>('GET', AUDIENCES)
    ).segments;
    expect(audiences.map(({ name }) => name).sort()).toEqual(['Gold members', 'Gold with points']);
    expect(audiences.map(({ description }) => description)).not.toContain('Changed after publishing');
    expect(done.importReplacementMap[gold]).toBe(audiences.find(({ name }) => name === 'Gold members')!.id);
    const flows = await target.call<{ items: { name: string; state: string }[] }>(
      'GET',
      '/data/foundation/flowservice/flows',
    );
    expect(flows.items).toMatchObject([{ name: 'Members', state: 'draft' }]);
    const datasets = Object.values(
      await target.call<Record<string, { name: string }>>('GET', '/data/foundation/catalog/dataSets'),
    );
    expect(datasets.map(({ name }) => name)).toEqual(['Loyalty members']);

    const after = (await call('GET', `${EXIM}/packages/${id}/import?targetSandbox=promoted`)).body;
    expect(after.map(({ artifact }: Reply['body']) => artifact.found)).not.toContain(false);
    const again = await job((await importInto('promoted', id)).body.jobId);
    expect(new Set(again.completedTasks.map(({ taskType }: { taskType: string }) => taskType))).toEqual(
      new Set(['USE']),
    );
  });

  it('uses an object of the target in the place of one of its own', async () => {
    const target = await sandbox('alternative');
    const { id } = await draft({
      name: 'With alternatives',
      packageType: 'PARTIAL',
      artifacts: [
        { id: rich, type: 'PROFILE_SEGMENT' },
        { id: stand.programme.profileDataset, type: 'CATALOG_DATASET' },
      ],
    });
    await publish(id);
    const contents = (await call('GET', `${EXIM}/packages/${id}/import?targetSandbox=alternative`)).body;
    const schemaId = contents.find(({ artifact }: Reply['body']) => artifact.type === 'REGISTRY_SCHEMA').artifact.id;
    // The schema goes first, so that the target has something to take.
    await job((await importInto('alternative', id)).body.jobId);
    const own = await target.call<{ id: string }>('POST', AUDIENCES, {
      name: 'Our own gold',
      expression: { type: 'PQL', format: 'pql/text', value: 'loyalty.tier = "silver"' },
    });
    const wrong = { [gold]: { id: schemaId, type: 'REGISTRY_SCHEMA' } };
    expect((await importInto('alternative', id, { alternatives: wrong })).status).toBe(400);
    expect(
      (await importInto('alternative', id, { alternatives: { [gold]: { id: 'none', type: 'PROFILE_SEGMENT' } } }))
        .status,
    ).toBe(400);
    const all = (await target.call<{ segments: { name: string; id: string }[] }>('GET', AUDIENCES)).segments;
    const old = all.find(({ name }) => name === 'Gold with points')!;
    await target.call('DELETE', `${AUDIENCES}/${old.id}`);
    const alternatives = { [gold]: { id: own.id, type: 'PROFILE_SEGMENT' } };
    const { jobId } = (await importInto('alternative', id, { alternatives })).body;
    expect((await job(jobId)).jobStatus).toBe('SUCCESS');
    const made = (await target.call<{ segments: { name: string; expression: { value: string } }[] }>('GET', AUDIENCES))
      .segments;
    expect(made.find(({ name }) => name === 'Gold with points')!.expression.value).toContain(own.id);
  });

  it('that names what is not there is not published, and its job says what is missing', async () => {
    const { id } = await draft({ name: 'Missing', packageType: 'PARTIAL', artifacts: [{ id: 'gone', type: 'FLOW' }] });
    const { jobId } = (await publish(id)).body;
    expect(await job(jobId)).toMatchObject({ jobStatus: 'FAILED', message: 'not in the sandbox: FLOW gone' });
    expect((await call('GET', `${EXIM}/packages/${id}`)).body.status).toBe('PUBLISH_FAILED');
    const empty = await draft({ name: 'Empty', packageType: 'PARTIAL' });
    expect((await publish(empty.id)).status).toBe(400);
    const failed = (await call('GET', `${EXIM}/packages/jobs?jobStatus=FAILED`)).body;
    expect(failed.data).toMatchObject([{ id: jobId, requestType: 'EXPORT', packageType: 'PARTIAL' }]);
    expect((await call('GET', `${EXIM}/packages/jobs?requestType=IMPORT&limit=1`)).body).toMatchObject({
      hasNextPage: true,
      data: [{ jobStatus: 'SUCCESS' }],
    });
  });

  it('of everything holds no secret and no data', async () => {
    const { id } = await draft({ name: 'Everything', packageType: 'FULL' });
    expect((await publish(id)).status).toBe(200);
    expect((await call('GET', `${EXIM}/packages/payload/${id}`)).body).toEqual({
      imsOrgId: CREDENTIALS.orgId,
      packageId: id,
    });
    const contents = (await call('GET', `${EXIM}/packages/${id}/import?targetSandbox=promoted`)).body;
    const count = (type: string) => contents.filter(({ artifact }: Reply['body']) => artifact.type === type).length;
    expect([count('FLOW'), count('CATALOG_DATASET'), count('PROFILE_SEGMENT'), count('REGISTRY_SCHEMA')]).toEqual([
      2, 2, 2, 2,
    ]);
    expect(JSON.stringify(contents)).not.toMatch(/clientSecret|accessToken|inletUrl/);
  });
});

describe('who works with packages', () => {
  it('sees those of sandboxes in which they manage packages, and makes nothing they may not make', async () => {
    await sandbox('elsewhere');
    const { id } = await draft({ name: 'Guarded', packageType: 'FULL' });
    await publish(id);
    const stranger = {
      ...(await caller('Elsewhere', ['manage-package'], ['elsewhere'])),
      'x-sandbox-name': 'elsewhere',
    };
    expect((await call('GET', `${EXIM}/packages`, undefined, stranger)).body.data).toEqual([]);
    expect((await call('GET', `${EXIM}/packages/${id}`, undefined, stranger)).status).toBe(404);
    const packer = await caller('Packer', ['manage-package', 'view-segments'], ['prod', 'elsewhere']);
    const asPacker = (method: string, path: string, body?: unknown) => call(method, EXIM + path, body, packer);
    expect((await asPacker('GET', `/packages/${id}`)).status).toBe(200);
    const own = (await asPacker('POST', '/packages', { name: 'Theirs', packageType: 'FULL' })).body;
    expect((await asPacker('GET', `/packages/${own.id}/export`)).status).toBe(403);
    const checked = (await asPacker('GET', `/packages/preflight/${id}/export?targetSandbox=elsewhere`)).body;
    const audience = checked.permissionResponse.find((one: Reply['body']) => one.artifactType === 'PROFILE_SEGMENT');
    expect(audience).toMatchObject({
      requiredPermissions: { resources: [{ palmResourceType: 'segments', resourcePermissions: ['read', 'write'] }] },
      missingPermissions: { resources: [{ palmResourceType: 'segments', resourcePermissions: ['write'] }] },
      creationAllowed: false,
    });
    const wish = { id, destinationSandbox: { name: 'elsewhere' } };
    expect((await asPacker('PUT', '/packages/import', wish)).status).toBe(403);
    const nowhere = { id, destinationSandbox: { name: 'promoted' } };
    expect((await asPacker('PUT', '/packages/import', nowhere)).status).toBe(404);
    const maker = { ...packer, 'x-sandbox-name': 'elsewhere' };
    expect((await call('GET', `${EXIM}/packages/${id}/export`, undefined, maker)).status).toBe(400);
  });

  it('leaves events in the audit log: drafts, exports, imports', async () => {
    const events = (await call('GET', '/data/foundation/audit/events?limit=200')).body._embedded.events;
    const seen = new Set(events.map(({ action, assetType }: Record<string, string>) => `${action} ${assetType}`));
    for (const one of [
      'Create Package',
      'Update Package',
      'Delete Package',
      'Create Package Export',
      'Create Package Import',
    ])
      expect([...seen]).toContain(one);
  });
});
