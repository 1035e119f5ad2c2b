import { expect, it } from 'vitest';
import { createCipher, manualClock, randomIds } from '../../kernel/index.ts';
import { documentsMigration, openSqliteTables } from '../../stores/index.ts';
import { type AuditEvent, AuditLog, type NewAuditEvent, NOBODYS } from './audit-log.ts';
import { type AuditRows, auditMigration, auditNamesMigration } from './migration.ts';

const DENIED: NewAuditEvent = {
  imsOrgId: NOBODYS,
  sandboxName: '',
  sandboxId: '',
  requestId: 'r',
  authId: '',
  userEmail: '',
  userIpAddresses: ['203.0.113.7'],
  permissionResource: '',
  permissionType: '',
  assetType: 'Flows',
  assetId: '',
  assetName: '',
  action: 'Read',
  status: 'Deny',
  failureCode: '403010',
  enhancedEvents: [],
};

it('a flood of calls without a token fills the log no faster than 600 a minute, and none goes uncounted', async () => {
  const tables = await openSqliteTables({ path: ':memory:' });
  await tables.migrate([documentsMigration, auditMigration, auditNamesMigration]);
  const clock = manualClock();
  const log = new AuditLog({ tables, clock, ids: randomIds, cipher: createCipher(Buffer.alloc(32, 1)) });
  await log.load();
  const flood = (count: number) => Promise.all(Array.from({ length: count }, () => log.record({ ...DENIED })));
  const written = async () => {
    const events: AuditEvent[] = [];
    await log.visit([NOBODYS], '', 0, (event) => {
      events.push(event);
      return true;
    });
    const counted = events.flatMap(({ enhancedEvents }) =>
      enhancedEvents.map((one) => Number(one.notRecordedOneByOne)),
    );
    return { events: events.length, counted: counted.reduce((sum, one) => sum + one, 0) };
  };
  await flood(1_000);
  expect(await written()).toEqual({ events: 600, counted: 400 });
  const named = { ...DENIED, imsOrgId: 'org@AdobeOrg' };
  await log.record(named);
  await flood(5);
  expect(await written()).toEqual({ events: 600, counted: 400 });
  clock.advance(60_000);
  await flood(3);
  expect(await written()).toEqual({ events: 603, counted: 405 });
  expect(await log.verify()).toMatchObject({ ok: true, events: 604 });
});

it('what is older than a year goes, and nothing else can be made to look as if it had', async () => {
  const tables = await openSqliteTables({ path: ':memory:' });
  await tables.migrate([documentsMigration, auditMigration, auditNamesMigration]);
  const clock = manualClock();
  const open = async () => {
    const log = new AuditLog({ tables, clock, ids: randomIds, cipher: createCipher(Buffer.alloc(32, 1)) });
    await log.load();
    return log;
  };
  const log = await open();
  const year = 366 * 86_400_000;
  for (const age of [year, 0, 0, 0]) {
    await log.record({ ...DENIED, imsOrgId: 'org@AdobeOrg' });
    clock.advance(age);
  }
  expect(await (await open()).verify()).toMatchObject({ ok: true, events: 3, head: { seq: 4 } });

  const rows = tables.of<AuditRows>();
  const kept = await rows.selectFrom('audit_event').selectAll().execute();
  const back = async () => {
    await rows.deleteFrom('audit_event').execute();
    await rows.insertInto('audit_event').values(kept).execute();
  };
  await rows.deleteFrom('audit_event').where('seq', '=', 2).execute();
  expect(await (await open()).verify()).toMatchObject({ ok: false, fault: 'events 2 to 2 are missing' });
  // Made to look old it is not let go of, and nothing before it either: its hash no longer fits.
  const third = kept.find(({ seq }) => seq === 3)!;
  const at = third.at - 2 * year;
  const body = third.body.replace(
    /"timestamp":"[^"]*"/,
    `"timestamp":"${new Date(at).toISOString().replace('Z', '+0000')}"`,
  );
  await rows.updateTable('audit_event').set({ at, body }).where('seq', '=', 3).execute();
  expect(await (await open()).verify()).toMatchObject({ ok: false, fault: 'events 2 to 2 are missing' });
  await back();
  expect((await log.verify()).ok).toBe(true);
  const documents = tables.of<{ document: { collection: string; body: string } }>();
  const noted = documents.updateTable('document').where('collection', '=', 'audit-beginning');
  await noted.set({ body: JSON.stringify({ seq: 2, hash: third.hash, seal: 'x'.repeat(64) }) }).execute();
  expect(await log.verify()).toMatchObject({ ok: false, fault: expect.stringContaining('first event was changed') });
});

it('goes on counting when everything in it was older than a year', async () => {
  const tables = await openSqliteTables({ path: ':memory:' });
  await tables.migrate([documentsMigration, auditMigration, auditNamesMigration]);
  const clock = manualClock();
  const open = async () => {
    const log = new AuditLog({ tables, clock, ids: randomIds, cipher: createCipher(Buffer.alloc(32, 1)) });
    await log.load();
    return log;
  };
  await (await open()).record(DENIED);
  clock.advance(366 * 86_400_000);
  await open();
  const log = await open();
  const { head } = await log.verify();
  await log.record(DENIED);
  expect(await log.verify(head)).toMatchObject({ ok: true, events: 1, head: { seq: 2 } });
});

it('knows names by the events that say them, also by those of before it noted which do', async () => {
  const tables = await openSqliteTables({ path: ':memory:' });
  await tables.migrate([documentsMigration, auditMigration, auditNamesMigration]);
  const log = new AuditLog({
    tables,
    clock: manualClock(),
    ids: randomIds,
    cipher: createCipher(Buffer.alloc(32, 1)),
  });
  await log.load();
  const org = 'org@AdobeOrg';
  const id = '65f0c0ffee65f0c0ffee65f0';
  const event = { ...DENIED, imsOrgId: org, status: 'Allow', assetType: 'Flow' } as const;
  const at = (assetId: string, assetName: string) => log.record({ ...event, assetId, assetName });
  // One group: the later event of it takes its name from the earlier.
  await Promise.all([at(id, 'First'), at(id, ''), at(id, 'Second'), at('7', 'Seven'), at('', 'Of nothing')]);
  await log.record({ ...event, assetId: id, assetName: 'Refused', status: 'Failure' });
  await log.record({ ...event, imsOrgId: 'another@AdobeOrg', assetId: id, assetName: '' });
  const sandboxed = { ...event, assetId: '7', assetName: '' };
  await log.record({ ...sandboxed, sandboxName: 'dev' });
  await log.record({ ...sandboxed, assetType: 'Role' });
  await log.record(sandboxed);
  const names: string[] = [];
  await log.visit([org, 'another@AdobeOrg'], 'dev', 0, ({ assetName }) => names.push(assetName) > 0);
  expect(names.toReversed()).toEqual([
    'First',
    'First',
    'Second',
    'Seven',
    'Of nothing',
    'Refused',
    '',
    '',
    '',
    'Seven',
  ]);
  expect(await log.lastNames(org, [id, '/Flow/7', ''])).toEqual(
    new Map([
      [id, 'Second'],
      ['/Flow/7', 'Seven'],
    ]),
  );
  const schema = tables.of<AuditRows>().schema;
  await schema.dropIndex('audit_event_named').execute();
  await schema.alterTable('audit_event').dropColumn('asset').execute();
  await auditNamesMigration.up(tables.of<never>());
  expect(await log.lastNames(org, [id])).toEqual(new Map([[id, 'Second']]));
  expect(await log.verify()).toMatchObject({ ok: true, events: 10 });
});
