import { expect, it } from 'vitest';
import { createCipher, manualClock, randomIds } from '../../kernel/index.ts';
import { documentsMigration, openSqliteTables } from '../../stores/index.ts';
import { type AuditEvent, AuditLog, type NewAuditEvent, NOBODYS } from './audit-log.ts';
import { auditMigration } from './migration.ts';

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
  await tables.migrate([documentsMigration, auditMigration]);
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
