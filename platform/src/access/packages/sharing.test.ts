import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../../tools/harness/api.ts';
import { CREDENTIALS } from '../../../../tools/harness/process.ts';
import { setUpAudience } from '../../../../tools/harness/programme.ts';
import { withPlatform } from '../../../../tools/harness/with-platform.ts';

const stand = withPlatform('package-sharing');
const EXIM = '/data/foundation/exim';
type Headers = Readonly<Record<string, string>>;

interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes are looked into below
  readonly body: any;
}

async function call(headers: Headers, method: string, path: string, body?: unknown): Promise<Reply> {
  const response = await fetch(stand.platform.url + EXIM + path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

let us: Headers;
let them: Headers;
let others: Headers;
const org = (headers: Headers) => headers['x-gw-ims-org-id']!;

async function organisation(name: string): Promise<Headers> {
  const made = await stand.api.call<{ orgId: string; clientId: string; clientSecret: string }>(
    'POST',
    '/meniscus/v1/organisations',
    { name },
  );
  const credentials = { ...CREDENTIALS, ...made };
  return (await connect({ url: stand.platform.url, credentials })).headers;
}

async function published(name: string): Promise<string> {
  const { id } = (await call(us, 'POST', '/packages', { name, packageType: 'FULL' })).body;
  expect((await call(us, 'GET', `/packages/${id}/export`)).status).toBe(200);
  return id as string;
}

beforeAll(async () => {
  us = stand.api.headers;
  them = await organisation('Partner');
  others = await organisation('Stranger');
  await setUpAudience(stand.api, 'Gold members', 'loyalty.tier = "gold"');
});

const ask = (headers: Headers, targetIMSOrgIds: readonly string[], id = org(headers)) =>
  call(headers, 'POST', '/handshake/bulkCreate', { targetIMSOrgIds, sourceIMSDetails: { id, name: 'Us' } });
const decide = (headers: Headers, linkingID: string, status: string) =>
  call(headers, 'POST', '/handshake/action', { linkingID, status, reason: 'Done' });
const send = (headers: Headers, packageId: string, ...targets: Headers[]) =>
  call(headers, 'POST', '/transfer', { packageId, targets: targets.map((one) => ({ imsOrgId: org(one) })) });

describe('a package for another organisation', () => {
  it('goes to a partner that approved, and to nobody else', async () => {
    const id = await published('For partners');
    expect((await send(us, id, them)).status).toBe(400);
    expect((await ask(us, [org(them)], org(them))).status).toBe(400);
    const asked = (await ask(us, [org(them), org(us), 'NOWHERE@AdobeOrg'])).body;
    expect(Object.keys(asked.failedRequests).sort()).toEqual([org(us), 'NOWHERE@AdobeOrg'].sort());
    const { linkingId, status } = asked.successfulRequests[org(them)];
    expect(status).toBe('APPROVAL_PENDING');
    expect((await ask(us, [org(them)])).body.failedRequests).toHaveProperty([org(them)]);
    expect((await send(us, id, them)).status).toBe(400);
    for (const stranger of [us, others]) expect((await decide(stranger, linkingId, 'APPROVED')).status).toBe(404);
    expect((await decide(them, linkingId, 'PERHAPS')).status).toBe(400);
    const approved = await decide(them, linkingId, 'APPROVED');
    expect(approved).toMatchObject({ status: 201, body: { status: 'APPROVED', targetOrgName: 'Partner' } });
    expect(JSON.parse(approved.body.statusHistory).map(({ action }: { action: string }) => action)).toEqual([
      'INITIATED',
      'APPROVED',
    ]);
    expect((await decide(them, linkingId, 'REJECTED')).status).toBe(409);

    expect((await send(us, id, them, others)).status).toBe(400);
    expect((await call(them, 'GET', '/packages')).body.data).toEqual([]);
    const sent = await send(us, id, them);
    expect(sent).toMatchObject({ status: 201, body: [{ status: 'COMPLETED', requestType: 'PRIVATE', packageId: id }] });
    const events = await fetch(`${stand.platform.url}/data/foundation/audit/events?property=assetType==Package`, {
      headers: them,
    });
    const { _embedded } = (await events.json()) as { _embedded: { events: { action: string; assetName: string }[] } };
    expect(_embedded.events).toMatchObject([{ action: 'Create', assetName: 'For partners', imsOrgId: org(them) }]);
    // The partnership leads one way.
    const theirs = (await call(them, 'POST', '/packages', { name: 'Back', packageType: 'FULL' })).body;
    await call(them, 'GET', `/packages/${theirs.id}/export`);
    expect((await send(them, theirs.id, us)).status).toBe(400);
  });

  it('arrives as a copy that can be imported, under the tenant of who got it', async () => {
    const { data } = (await call(them, 'GET', '/packages?property=name==For partners')).body;
    expect(data).toMatchObject([{ status: 'PUBLISHED', imsOrgId: org(them), sourceSandbox: { imsOrgId: org(us) } }]);
    const wish = { id: data[0].id, destinationSandbox: { name: 'prod' } };
    const { jobId } = (await call(them, 'PUT', '/packages/import', wish)).body;
    const job = async () => (await call(them, 'GET', `/tools/job/${jobId}`)).body.object.jobStatus;
    await expect.poll(job).toBe('SUCCESS');
    const response = await fetch(`${stand.platform.url}/data/core/ups/segment/definitions`, { headers: them });
    const { segments } = (await response.json()) as { segments: { name: string }[] };
    expect(segments.map(({ name }) => name)).toEqual(['Gold members']);
    const listed = await fetch(`${stand.platform.url}/data/foundation/schemaregistry/tenant/schemas`, {
      headers: { ...them, accept: 'application/vnd.adobe.xed-id+json' },
    });
    expect(await listed.text()).not.toContain('t01234567');
    expect((await call(us, 'GET', `/packages/${data[0].id}`)).status).toBe(404);
  });

  it('is seen by both sides as a transfer, and by no third', async () => {
    const { data } = (await call(us, 'GET', '/transfer/list?requestType=PRIVATE&limit=20&orderBy=-createdDate')).body;
    expect(data).toMatchObject([{ sourceIMSOrgId: org(us), targetIMSOrgId: org(them), packageName: 'For partners' }]);
    for (const [headers, status] of [
      [us, 200],
      [them, 200],
      [others, 404],
    ] as const)
      expect((await call(headers, 'GET', `/transfer/${data[0].id}`)).status).toBe(status);
    expect((await call(others, 'GET', '/transfer/list?requestType=PRIVATE')).body.totalElements).toBe(0);
    const sides = async (headers: Headers, side: string) =>
      (await call(headers, 'GET', `/handshake/list?requestType=${side}`)).body.totalElements;
    expect([await sides(us, 'OUTGOING'), await sides(us, 'INCOMING')]).toEqual([1, 0]);
    expect([await sides(them, 'OUTGOING'), await sides(them, 'INCOMING')]).toEqual([0, 1]);
    expect(await sides(others, 'INCOMING')).toBe(0);
    expect((await call(us, 'GET', '/handshake/list')).status).toBe(400);
  });

  it('is taken by anybody once it is public, and not before; a second copy has a name of its own', async () => {
    const id = await published('For everybody');
    const take = () => call(others, 'POST', '/transfer/pullRequest', { imsOrgId: org(us), packageId: id });
    expect((await take()).status).toBe(404);
    const visible = { id, action: 'UPDATE', packageVisibility: 'PUBLIC' };
    expect((await call(us, 'PUT', '/packages/update', { ...visible, packageVisibility: 'SECRET' })).status).toBe(400);
    expect(await call(us, 'PUT', '/packages/update', visible)).toMatchObject({
      status: 202,
      body: { packageVisibility: 'PUBLIC' },
    });
    expect(await take()).toMatchObject({ status: 201, body: { requestType: 'PUBLIC', targetIMSOrgId: org(others) } });
    expect((await take()).status).toBe(201);
    const { data } = (await call(others, 'GET', '/packages?orderBy=asc:createdDate')).body;
    expect(data.map(({ name }: { name: string }) => name)).toEqual([
      'For everybody',
      expect.stringMatching(/^For everybody \([0-9a-f]{8}\)$/),
    ]);
    expect(data[0].packageVisibility).toBe('PRIVATE');
    const draft = (await call(us, 'POST', '/packages', { name: 'Not yet', packageType: 'FULL' })).body;
    expect((await send(us, draft.id, them)).status).toBe(400);
  });

  it('is refused again after a rejection until it is asked anew', async () => {
    const { linkingId } = (await ask(us, [org(others)])).body.successfulRequests[org(others)];
    await decide(others, linkingId, 'REJECTED');
    const id = await published('Rejected');
    expect((await send(us, id, others)).status).toBe(400);
    const again = (await ask(us, [org(others)])).body.successfulRequests[org(others)];
    await decide(others, again.linkingId, 'APPROVED');
    expect((await send(us, id, others)).status).toBe(201);
  });
});
