import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CapillarySetUp, setUpCapillary } from '../../examples/capillary-tutorial/set-up.ts';
import { CREDENTIALS, type RunningPlatform, scratchDirectory, startPlatform } from '../../tools/harness/process.ts';
import type { Terminal } from './command.ts';
import { run } from './run.ts';

/** The commands that read and repair, against a real platform. */
const scratch = scratchDirectory('cli');
let platform: RunningPlatform;
let capillary: CapillarySetUp;

beforeAll(async () => {
  platform = await startPlatform({ dataDir: scratch.path });
  capillary = await setUpCapillary({ url: platform.url, ...CREDENTIALS });
});

afterAll(async () => {
  await platform?.kill('SIGTERM');
  scratch.remove();
});

async function meniscus(...line: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const terminal: Terminal = {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    interactive: false,
    // The data directory's own credentials.json is found; nothing else is set.
    env: { MENISCUS_DATA_DIR: scratch.path },
    stop: new AbortController().signal,
  };
  return { code: await run(line, terminal), ...said };
}

async function send(payload: unknown): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(capillary.profileInlet, { method: 'POST', headers, body: JSON.stringify(payload) });
  return ((await response.json()) as { xactionId: string }).xactionId;
}

const profile = (email: string) => ({
  identityMap: { email: [{ id: email, primary: true }] },
  loyalty: { tier: 'silver', points: 7 },
});

describe('commands on a running platform', () => {
  it('simulate, then sql finds every row and the ledger balances', async () => {
    const urls = ['--profiles-to', capillary.profileInlet, '--events-to', capillary.eventInlet];
    const sent = await meniscus('simulate', ...urls, '--members', '30', '--events', '90', '--batch', '10', '--json');
    expect(sent).toMatchObject({ code: 0 });
    const { accepted, acceptedBy } = JSON.parse(sent.out) as {
      accepted: number;
      acceptedBy: { profile: number; event: number };
    };
    const sql = `SELECT (SELECT count(*) FROM ${capillary.ids.profile.table}) AS profiles, (SELECT count(*) FROM ${capillary.ids.event.table}) AS events`;
    await expect
      .poll(async () => (await meniscus('sql', '--csv', sql)).out)
      .toBe(`profiles,events\r\n${acceptedBy.profile},${acceptedBy.event}\r\n`);
    const table = await meniscus('sql', sql);
    expect(table.out).toMatch(/^profiles +events\n─+ +─+\n/);
    expect(table.err).toBe('1 row\n');
    const books = await meniscus('ledger', '--json');
    expect(books.code).toBe(0);
    expect(JSON.parse(books.out)).toMatchObject({ accepted, stored: accepted, failed: 0, waiting: 0 });
  });

  it('shows a failed record, replays it corrected, and follows its way', async () => {
    const xactionId = await send({ nothing: 'that any row of the mapping set reads' });
    await expect.poll(async () => (await meniscus('failed', 'list')).out).toContain('MAPPING-EMPTY');
    const { id } = JSON.parse((await meniscus('failed', 'list', '--json')).out.split('\n')[0]!) as { id: string };
    const shown = await meniscus('failed', 'show', id);
    expect(shown.out).toContain(xactionId);
    expect(shown.out).toContain('"nothing": "that any row of the mapping set reads"');
    expect((await meniscus('ledger', 'show', xactionId)).out).toContain(`meniscus failed show ${id}`);
    const file = join(scratch.path, 'corrected.json');
    writeFileSync(file, JSON.stringify(profile('corrected@example.com')));
    const replayed = await meniscus('failed', 'replay', id, '--payload', file, '--json');
    expect(replayed.code).toBe(0);
    const again = (JSON.parse(replayed.out) as { xactionId: string }).xactionId;
    await expect.poll(async () => (await meniscus('ledger', 'show', again)).out).toContain('stored');
    await expect.poll(async () => (await meniscus('failed', 'list', '--status', 'replayed')).out).toContain(id);
    expect((await meniscus('failed', 'list', '--status', 'open')).out).toBe('No failed records.\n');
  });

  it('verifies the audit log, and sees that a head is not the one that was kept', async () => {
    const verified = await meniscus('audit', 'verify');
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('nothing changed or missing') });
    const head = /head (\d+:[0-9a-f]{64})/.exec(verified.out)![1]!;
    expect((await meniscus('audit', 'verify', '--head', head)).code).toBe(0);
    const other = head.replace(/[0-9a-f]{64}$/, '0'.repeat(64));
    expect(await meniscus('audit', 'verify', '--head', other)).toMatchObject({
      code: 1,
      out: expect.stringContaining('is not the one whose hash was kept'),
    });
  });

  it('makes another organisation, lists both, and signs in to the new one with what it printed', async () => {
    const email = 'ana@outlet.example';
    const made = await meniscus('organisation', 'create', '--name', 'Outlet', '--admin-email', email);
    const printed = (label: string) => new RegExp(`^${label} +(.+)$`, 'm').exec(made.out)?.[1] ?? '';
    expect([made.code, printed('administrator'), printed('password').length > 0]).toEqual([0, email, true]);
    const listed = await meniscus('organisation', 'list', '--json');
    const items = listed.out.trim().split('\n');
    expect(items.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual([
      CREDENTIALS.orgId,
      printed('organisation'),
    ]);
    expect((await meniscus('organisation', 'list')).out).toContain('Outlet');
    const credential = ['--client-id', printed('client id'), '--client-secret', printed('client secret')];
    const there = ['--url', platform.url, '--org', printed('organisation'), ...credential];
    expect((await meniscus('audit', 'verify', ...there)).code).toBe(0);
    const more = await meniscus('organisation', 'create', '--name', 'Third', '--json', ...there);
    expect([more.code, more.err]).toEqual([3, expect.stringContaining('manage-organisations')]);
    const id = 'FEDCBA987654321001234567@AdobeOrg';
    const named = await meniscus('organisation', 'create', '--id', id, '--json');
    expect(JSON.parse(named.out)).toMatchObject({ orgId: id, clientSecret: expect.any(String) });
  });

  it('packs a sandbox into a file, and unpacking it where everything is makes nothing', async () => {
    const file = join(scratch.path, 'package.json');
    expect((await meniscus('sandbox', 'export', '--out', file)).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('"format": "meniscus-sandbox-package/1"');
    const imported = await meniscus('sandbox', 'import', file);
    expect(imported).toMatchObject({ code: 0, out: expect.stringContaining('there already: datasets') });
    expect(imported.out).not.toContain('created');
    expect((await meniscus('sandbox', 'import', join(scratch.path, 'none.json'))).code).toBe(2);
  });

  it('tells refused credentials, an absent platform and an absent record apart by the exit code', async () => {
    expect((await meniscus('ledger', '--client-secret', 'wrong')).code).toBe(3);
    const elsewhere = ['--url', 'http://127.0.0.1:9', '--org', 'o', '--client-id', 'c', '--client-secret', 's'];
    expect((await meniscus('ledger', ...elsewhere)).code).toBe(3);
    expect(await meniscus('failed', 'show', '000000000000000-000000')).toMatchObject({
      code: 1,
      err: expect.stringContaining('404'),
    });
    expect(await meniscus('sql', 'SELECT 1 FROM nowhere')).toMatchObject({
      code: 1,
      err: expect.stringContaining('nowhere'),
    });
  });

  it('shows a graph, simulates settings, undoes a link and restores it, and explains an attribute', async () => {
    const both = { email: [{ id: 'pair@example.com', primary: true }], phone: [{ id: '+351' }] };
    const inlet = await fetch(capillary.profileInlet, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...profile('pair@example.com'), identityMap: both }),
    });
    expect(inlet.ok).toBe(true);
    const explained = async () =>
      meniscus('profile', 'explain', 'Email', 'pair@example.com', '--attributes', 'loyalty.tier');
    await expect.poll(async () => (await explained()).code).toBe(0);
    expect((await explained()).out).toContain('silver');
    expect(await meniscus('profile', 'explain', 'Email', 'nobody@example.com')).toMatchObject({ code: 1 });

    const folder = scratchDirectory('cli-identity');
    const events = join(folder.path, 'events.txt');
    writeFileSync(events, 'Email: ana, ECID: 111\nEmail: bruno, ECID: 111\n');
    const simulated = await meniscus('identity', 'simulate', events, '--priority', 'Email!,ECID');
    expect(simulated).toMatchObject({ code: 0 });
    expect(simulated.out).toMatch(/Email: ana \(alone\)/);
    expect(simulated.out).toContain('superseded');
    folder.remove();

    const alarms = await meniscus('identity', 'alarms');
    expect(alarms).toMatchObject({ code: 0, out: expect.stringContaining('No graph has 25 identities') });
    expect((await meniscus('identity', 'settings', '--priority', 'Email!,Phone', '--alarm', '10')).code).toBe(0);
    expect(JSON.parse((await meniscus('identity', 'settings')).out)).toMatchObject({ alarmAt: 10 });
    expect((await meniscus('identity', 'settings', '--priority', 'none')).code).toBe(0);
    expect((await meniscus('identity', 'graph', 'Email', 'alone@example.com')).code).toBe(1);
    expect((await meniscus('identity', 'undo', 'Email:a@example.com', 'Phone:+1')).code).toBe(1);
    expect((await meniscus('identity', 'undo', 'Email', 'Phone:+1')).code).toBe(2);
    expect((await meniscus('identity', 'restore', 'nothing')).code).toBe(1);
  });
});
