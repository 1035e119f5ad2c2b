import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { CREDENTIALS } from '../../../tools/harness/process.ts';
import { schema } from '../../../tools/harness/programme.ts';
import { walkPublishedCalls } from '../../../tools/harness/published-calls.ts';
import { withPlatform } from '../../../tools/harness/with-platform.ts';

const stand = withPlatform('audit');
const AUDIT = '/data/foundation/audit';

interface Event {
  readonly action: string;
  readonly assetType: string;
  readonly assetId: string;
  readonly assetName: string;
  readonly status: string;
  readonly failureCode: string;
  readonly failureReason?: { readonly message: string };
  readonly userEmail: string;
  readonly userName?: string;
  readonly userIpAddresses: readonly string[];
  readonly requestId: string;
  readonly authId: string;
  readonly imsOrgId: string;
}

async function events(query = ''): Promise<readonly Event[]> {
  const { _embedded } = await stand.api.call<{ _embedded: { events: Event[] } }>(
    'GET',
    `${AUDIT}/events?limit=1000${query}`,
  );
  return _embedded.events;
}

async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(stand.platform.url + path, {
    method,
    redirect: 'manual',
    headers: { ...stand.api.headers, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const verification = (head = '') =>
  stand.api.call<{ ok: boolean; events: number; head: { seq: number; hash: string }; fault?: string }>(
    'GET',
    `/meniscus/v1/audit/verification${head === '' ? '' : `?head=${head}`}`,
  );

describe('the published calls of Audit Query', () => {
  it('get the published kind of answer', async () => {
    const known = {
      ORG: CREDENTIALS.orgId,
      SCHEMA_ID: await schema(
        stand.api,
        'Audited',
        ['profile', 'identitymap'].map((part) => `https://ns.adobe.com/xdm/context/${part}`),
      ),
    };
    await walkPublishedCalls(new URL('published-audit-calls.json', import.meta.url), {
      base: `${stand.platform.url}/data/foundation`,
      headers: stand.api.headers,
      known,
    });
  });
});

describe('the audit log', () => {
  it('says who changed what, when, from where, and with what outcome; reading makes no event', async () => {
    const path = '/data/foundation/access-control/administration/roles';
    const made = await send('POST', path, { name: 'Audited role' }, { 'x-request-id': 'of-the-audit-test' });
    const { id } = JSON.parse(made.text) as { id: string };
    await send('GET', `${path}/${id}`);
    await send('POST', path, { name: 'Audited role' });
    const rename = { operations: [{ op: 'replace', path: '/name', value: 'Renamed role' }] };
    expect((await send('PATCH', `${path}/${id}`, rename)).status).toBe(200);
    await send('DELETE', `${path}/${id}`);
    await send('DELETE', `${path}/${id}`);
    const found = (await events('&property=assetType==Role')).map(
      ({ action, assetId, assetName, status, failureCode }) => [action, assetId, assetName, status, failureCode],
    );
    expect(found).toEqual([
      ['Delete', id, 'Renamed role', 'Failure', 'ACCESS-1007-404'],
      ['Delete', id, 'Renamed role', 'Allow', ''],
      ['Update', id, 'Renamed role', 'Allow', ''],
      ['Create', '', 'Audited role', 'Failure', 'ACCESS-1009-409'],
      ['Create', id, 'Audited role', 'Allow', ''],
    ]);
    // In words, too, without what was sent.
    const refused = (await events('&property=assetType==Role')).map(({ failureReason }) => failureReason);
    expect(refused).toEqual([
      { message: 'Role not found' },
      undefined,
      undefined,
      { message: 'Name in use' },
      undefined,
    ]);
    const [event] = await events('&property=requestId==of-the-audit-test');
    expect(event).toMatchObject({
      authId: CREDENTIALS.clientId,
      userEmail: expect.stringMatching(/@techacct\.adobe\.com$/),
      userName: expect.stringMatching(/./),
      userIpAddresses: [expect.stringContaining('127.0.0.1')],
    });
  });

  it('has every denied call: without a permission, a token, or the right secret', async () => {
    const client = await stand.api.call<{ clientId: string; clientSecret: string }>(
      'POST',
      '/meniscus/v1/credentials',
      {
        name: 'Nobody yet',
      },
    );
    const token = (secret: string) =>
      fetch(`${stand.platform.url}/ims/token/v3`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: client.clientId,
          client_secret: secret,
        }),
      });
    const { access_token } = (await (await token(client.clientSecret)).json()) as { access_token: string };
    const as = { authorization: `Bearer ${access_token}`, 'x-api-key': client.clientId };
    expect((await send('GET', '/data/foundation/flowservice/flows', undefined, as)).status).toBe(403);
    expect((await send('GET', '/data/foundation/flowservice/flows', undefined, { authorization: '' })).status).toBe(
      403,
    );
    expect((await token('guess-guess-guess')).status).toBe(401);
    const denied = await events('&property=status==Deny');
    expect(denied.map(({ failureCode, authId, assetType }) => [failureCode, authId, assetType])).toEqual([
      ['invalid_client', client.clientId, 'Token V3'],
      ['403010', '', 'Flows'],
      ['ACCESS-403', client.clientId, 'Flows'],
    ]);
    expect(denied.map(({ failureReason }) => failureReason?.message)).toEqual([
      'client_id or client_secret is wrong',
      'Oauth token is missing.',
      'Forbidden',
    ]);
    const names = denied.map(({ userEmail, userName }) => [userEmail === '', userName]);
    expect(names).toEqual([
      [true, undefined],
      [true, undefined],
      [false, 'Nobody yet'],
    ]);
    await stand.api.call('DELETE', `/meniscus/v1/credentials/${client.clientId}`);
    // Gone, and still called what it was called.
    expect((await events('&property=status==Deny'))[2]).toHaveProperty('userName', 'Nobody yet');
    expect(JSON.stringify(await events())).not.toMatch(/p8e-|guess-guess|secret_?value|password/i);
  });

  it('calls what is changed or deleted by its name, whichever of its ids the call has', async () => {
    const path = '/data/foundation/schemaregistry/tenant/schemas';
    const allOf = [{ $ref: 'https://ns.adobe.com/xdm/context/profile' }];
    const body = { type: 'object', title: 'Named', allOf };
    const made = await stand.api.call<Readonly<Record<'$id' | 'meta:altId', string>>>('POST', path, body);
    const altId = made['meta:altId'];
    expect(altId).not.toBe(made.$id);
    const headers = { 'x-request-id': 'schema-by-two-ids' };
    expect((await send('DELETE', `${path}/${altId}`, undefined, headers)).status).toBe(204);
    expect(await events('&property=requestId==schema-by-two-ids')).toMatchObject([
      { action: 'Delete', assetType: 'Schema', assetId: altId, assetName: 'Named' },
    ]);
  });

  it('has the changes that one call makes through others', async () => {
    const setUp = await send(
      'POST',
      '/meniscus/v1/sources/capillary/setup',
      { name: 'Capillary audited' },
      { 'x-request-id': 'set-up' },
    );
    expect(setUp.status, setUp.text).toBeLessThan(300);
    const kinds = new Set((await events('&property=requestId==set-up')).map(({ assetType }) => assetType));
    for (const kind of ['Schema', 'Dataset', 'Source Account', 'Source Data Flow']) expect([...kinds]).toContain(kind);
  });

  it('can be exported as CSV by an address that nobody can make up', async () => {
    const exported = await send('GET', `${AUDIT}/export?property=assetType==Role`);
    expect(exported.status).toBe(307);
    const location = exported.headers.get('location')!;
    const file = await fetch(location);
    expect(file.headers.get('content-type')).toContain('text/csv');
    const lines = (await file.text()).trim().split('\n');
    expect(lines[0]).toContain('timestamp,userEmail,action');
    expect(lines[1]).toMatch(/^[^,]+,[0-9A-F]{24}@techacct\.adobe\.com,/);
    expect(lines).toHaveLength(6);
    const [payload, signature] = location.split('/').at(-1)!.split('.');
    const other = Buffer.from(payload!, 'base64url').toString().replace('Role', 'Flow');
    const forged = location.replace(`${payload}.`, `${Buffer.from(other).toString('base64url')}.`);
    expect((await fetch(forged)).status).toBe(404);
    expect((await fetch(location.replace(`.${signature}`, '.x'))).status).toBe(404);
  });

  it('has no cell in an export that a spreadsheet would take for a formula', async () => {
    const formulas = ['=1+1', '+1', '-1', '@SUM(1)', '=HYPERLINK("https://x.example","y")'];
    for (const name of formulas) await stand.api.call('POST', '/meniscus/v1/user-groups', { name });
    const exported = await send('GET', `${AUDIT}/export?property=assetType==User Group`);
    const text = await (await fetch(exported.headers.get('location')!)).text();
    for (const cell of ["'=1+1", "'+1", "'-1", "'@SUM(1)", `"'=HYPERLINK(""https://x.example"",""y"")"`])
      expect(text).toContain(`,${cell},`);
    expect(text).not.toMatch(/(^|,)"?[=+@-]/m);
  });

  it('shows what was changed, removed, moved, added or cut off in the database, also after a restart', async () => {
    const before = await verification();
    expect(before).toMatchObject({ ok: true, events: before.head.seq });
    await stand.api.call('POST', '/meniscus/v1/user-groups', { name: 'After the head' });
    expect((await verification(`${before.head.seq}:${before.head.hash}`)).ok).toBe(true);
    await stand.restart();
    const whole = await verification();
    expect(whole).toMatchObject({ ok: true, events: before.events + 1 });

    const database = new DatabaseSync(join(stand.platform.dataDir, 'tables.sqlite'));
    const tampered = async (change: string, undo: string, fault: RegExp) => {
      database.exec(change);
      expect(await verification()).toMatchObject({ ok: false, fault: expect.stringMatching(fault) });
      database.exec(undo);
      expect((await verification()).ok).toBe(true);
    };
    database.exec('pragma busy_timeout = 5000; create temp table kept as select * from audit_event');
    const back = 'delete from audit_event; insert into audit_event select * from temp.kept';
    await tampered(
      `update audit_event set body = replace(body, '"Allow"', '"Deny"') where seq = 3`,
      back,
      /event 3 was changed/,
    );
    await tampered(
      `update audit_event set body = replace(body, '"Allow"', '"Deny"'), hash = lower(hex(randomblob(32))) where seq = 3`,
      back,
      /event 3 was changed/,
    );
    const swap = [
      [3, -3],
      [4, 3],
      [-3, 4],
    ].map(([from, to]) => `update audit_event set seq = ${to} where seq = ${from}`);
    await tampered(swap.join(';'), back, /event 3 was changed/);
    const added = whole.head.seq + 1;
    await tampered(
      `insert into audit_event select ${added}, org, sandbox, at, hash, body, asset from audit_event where seq = 3`,
      back,
      new RegExp(`event ${added} was changed`),
    );
    await tampered("update audit_event set org = 'another' where seq = 4", back, /event 4 was changed/);
    await tampered("update audit_event set asset = 'another' where seq = 4", back, /event 4 was changed/);
    await tampered('delete from audit_event where seq = 5', back, /events 5 to 5 are missing/);
    await tampered('delete from audit_event where seq <= 2', back, /events 1 to 2 are missing/);
    await tampered(`delete from audit_event where seq = ${whole.head.seq}`, back, /events after \d+ are missing/);
    database.close();
    // Who cuts the end off and starts the platform anew is found out by a head that was kept elsewhere.
    await stand.platform.stop();
    const offline = new DatabaseSync(join(stand.platform.dataDir, 'tables.sqlite'));
    offline.exec(`delete from audit_event where seq = ${whole.head.seq}`);
    offline.close();
    // Sums of pages are against disks, not against people.
    rmSync(join(stand.platform.dataDir, 'tables.sqlite-sums'));
    await stand.restart();
    expect((await verification()).ok).toBe(true);
    expect(await verification(`${whole.head.seq}:${whole.head.hash}`)).toMatchObject({ ok: false });
  });
});
