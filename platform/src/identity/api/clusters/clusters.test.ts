import { beforeEach, describe, expect, it } from 'vitest';
import { ALL_FIELDS, type Call, manualClock, Problem, type Scope } from '../../../kernel/index.ts';
import { documentsMigration, openMemoryKeyedStore, openSqliteTables, Residents } from '../../../stores/index.ts';
import { createIdentity, type IdentityStage, identitiesOf, xidOf } from '../../index.ts';

const SCOPE = { org: 'A@AdobeOrg', sandbox: 'prod', key: 'k1' } as Scope;

let identity: IdentityStage;

beforeEach(async () => {
  const tables = await openSqliteTables({ path: ':memory:' });
  await tables.migrate([documentsMigration]);
  identity = createIdentity({
    tables,
    keyed: openMemoryKeyedStore(),
    residents: new Residents(),
    clock: manualClock(),
    questions: {
      batchOf: (_scope, dataset, record) => Promise.resolve(`batch of ${dataset} ${record}`),
      renew: async (_scope, nodes) => {
        identity.graph.renew(SCOPE.key, nodes, 2);
      },
      renewAll: () => Promise.resolve(),
    },
  });
  await identity.load(() => SCOPE.org);
});

async function call(id: string, parts: Partial<Call>): Promise<{ status: number; body: unknown }> {
  const route = identity.routes.find((one) => one.id === id)!;
  try {
    const answer = await route.handle({
      scope: SCOPE,
      actor: { userId: 'dev' },
      fields: ALL_FIELDS,
      params: {},
      query: {},
      headers: {},
      ...parts,
    } as Call<never>);
    return { status: answer.status ?? 200, body: answer.body };
  } catch (error) {
    if (error instanceof Problem) return { status: error.status, body: error.body };
    throw error;
  }
}

async function link(identityMap: Record<string, { id: string }[]>): Promise<void> {
  const { all } = identitiesOf({ identityMap }, [], identity.namespaces.of(SCOPE.org));
  await identity.graph.load(
    SCOPE.key,
    all.map(({ node }) => node),
  );
  identity.graph.link(SCOPE.key, all, { dataset: 'd1', record: '5:7:0', time: 5, receivedAt: 5 });
}

describe('the identity graph by API', () => {
  it('answers the members of a cluster in the form that was asked, for every spelling of an identity', async () => {
    await link({ Email: [{ id: 'ana@example.com' }], Phone: [{ id: '+351' }] });
    const composite = [
      { nsid: 6, id: 'ana@example.com' },
      { nsid: 7, id: '+351' },
    ];
    const queries = [
      { ns: 'email', id: 'ana@example.com' },
      { nsId: '7', id: '+351' },
    ];
    for (const query of queries) {
      expect((await call('getClusterMembers', { query })).body).toMatchObject({
        clusters: [{ members: composite }],
        unprocessedNids: [],
      });
    }
    const xid = xidOf(6, 'ana@example.com');
    expect((await call('getClusterMembers', { query: { xid } })).body).toMatchObject({
      clusters: [{ xid, members: [xid, xidOf(7, '+351')] }],
    });
    expect((await call('getIdentity', { query: { namespace: 'Email', id: 'ana@example.com' } })).body).toEqual({ xid });
  });

  it('answers many at once, names those it does not know, and takes at most a thousand', async () => {
    await link({ Email: [{ id: 'a@example.com' }], Phone: [{ id: '1' }] });
    const compositeXids = [
      { ns: 'Email', id: 'a@example.com' },
      { nsid: 6, id: 'nobody@example.com' },
    ];
    const { body } = await call('listClusterMembers', { body: { compositeXids } as never });
    expect(body).toMatchObject({
      clusters: [
        { compositeXid: { nsid: 6, id: 'a@example.com' }, members: [{}, {}] },
        { compositeXid: { nsid: 6, id: 'nobody@example.com' }, members: [] },
      ],
      unprocessedNids: [],
    });
    const odd = [{ nsid: 6, id: 'a@example.com' }, { ns: 'Nowhere', id: 'x' }, { nsid: 6 }];
    expect((await call('listClusterMembers', { body: { compositeXids: odd } as never })).body).toMatchObject({
      clusters: [{}],
      unprocessedNids: odd.slice(1),
    });
    const many = Array.from({ length: 1001 }, () => ({ nsid: 6, id: 'x' }));
    expect((await call('listClusterMembers', { body: { compositeXids: many } as never })).status).toBe(400);
    expect((await call('getClusterMembers', { query: { ns: 'Nowhere', id: 'x' } })).status).toBe(400);
  });
});

describe('namespaces by API', () => {
  it('are made once, kept over a restart, and stand beside the standard ones', async () => {
    const body = { code: 'CapillaryId', name: 'Capillary customer', idType: 'CROSS_DEVICE' };
    const made = await call('createNamespace', { body: body as never });
    expect(made.body).toMatchObject({ ...body, custom: true, status: 'ACTIVE', id: 10_000_001 });
    expect((await call('createNamespace', { body: { ...body, code: 'capillaryid' } as never })).status).toBe(409);
    expect(
      (await call('createNamespace', { body: { code: 'no blanks', name: 'x', idType: 'x' } as never })).status,
    ).toBe(400);
    const all = (await call('listNamespaces', {})).body as { code: string }[];
    expect(all.map(({ code }) => code)).toEqual(expect.arrayContaining(['ECID', 'Email', 'Phone', 'CapillaryId']));
    await identity.load(() => SCOPE.org);
    expect(identity.namespaceExists(SCOPE.org, 'CapillaryId')).toBe(true);
    expect(identity.namespaceExists('other@AdobeOrg', 'CapillaryId')).toBe(false);
  });
});
