import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../tools/harness/api.ts';
import { batchClient } from '../../tools/harness/batches.ts';
import { uploadMembers } from '../../tools/harness/external-audience.ts';
import { scratchDirectory, startPlatform } from '../../tools/harness/process.ts';
import { type Programme, setUpProgramme } from '../../tools/harness/programme.ts';
import type { Terminal } from './command.ts';
import type { Examination } from './platform.ts';
import { run } from './run.ts';

/** The doctor on directories a real platform left, each damaged in its own way. */
const scratch = scratchDirectory('doctor');
const whole = join(scratch.path, 'whole');
const killed = join(scratch.path, 'killed');
let whileRunning: Awaited<ReturnType<typeof doctor>>;
let copies = 0;
/** Of a write-ahead log with a dozen commits or more. */
const WRITE_AHEAD_BYTES = 200_000;

beforeAll(async () => {
  const platform = await startPlatform({ dataDir: whole });
  const api = await connect(platform);
  const programme = await setUpProgramme(api);
  for (let turn = 0; turn < 5; turn += 1) await send(programme, turn);
  await api.settled();
  await api.sql(`select count(*) from ${programme.eventTable}`);
  whileRunning = await doctor(whole);
  // Whenever the platform brings it in, the write-ahead log is empty: one with several commits is to be damaged below.
  const dataset = `/data/foundation/catalog/dataSets/${programme.eventDataset}`;
  for (let turn = 0; statSync(join(whole, 'tables.sqlite-wal')).size < WRITE_AHEAD_BYTES; turn += 1)
    await api.call('PATCH', dataset, { description: `Orders, said ${turn} times` });
  cpSync(whole, killed, { recursive: true });
  await uploadMembers(api, 'members.csv', 'email\na@example.com\n');
  const client = batchClient(() => api);
  const batch = await client.create({ datasetId: programme.profileDataset, inputFormat: { format: 'json' } });
  await client.put(batch, programme.profileDataset, 'open.json', '{}');
  await platform.kill('SIGTERM');
});
afterAll(() => scratch.remove());

async function send(programme: Programme, turn: number): Promise<void> {
  const messages = Array.from({ length: 100 }, (_, index) => ({
    _id: `d${turn}-${index}`,
    timestamp: '2026-02-01T10:00:00.000Z',
    identityMap: { email: [{ id: `doctor${index}@example.com`, primary: true }] },
    commerce: { order: { priceTotal: index } },
  }));
  const body = JSON.stringify({ messages });
  const headers = { 'content-type': 'application/json' };
  await (await fetch(programme.batch(programme.eventInlet), { method: 'POST', headers, body })).arrayBuffer();
}

/** `meniscus doctor`, with what it says that is not as it should be. */
async function doctor(dataDir: string, env: NodeJS.ProcessEnv = {}) {
  let out = '';
  const terminal: Terminal = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      throw new Error(text);
    },
    interactive: false,
    env: { MENISCUS_DATA_DIR: dataDir, ...env },
    stop: new AbortController().signal,
  };
  const code = await run(['doctor', '--json'], terminal);
  const { findings, holder } = JSON.parse(out) as Examination;
  return { code, findings, holder, bad: findings.filter(({ severity }) => severity !== 'ok') };
}

function copyOf(from = whole): string {
  copies += 1;
  const to = join(scratch.path, `copy-${copies}`);
  cpSync(from, to, { recursive: true });
  chmodSync(to, 0o700);
  return to;
}

function flip(file: string, byte: number): void {
  const bytes = readFileSync(file);
  bytes[byte]! ^= 0x10;
  writeFileSync(file, bytes);
}

/** Changes the tables as another program would, which does not keep the sums of pages. */
function edit(dir: string, sql: string): void {
  const database = new DatabaseSync(join(dir, 'tables.sqlite'), { enableForeignKeyConstraints: false });
  database.exec(sql);
  database.close();
  rmSync(join(dir, 'tables.sqlite-sums'), { force: true });
}

function hashes(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => `${file} ${statSync(file).mtimeMs} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`)
    .sort();
}

function only(dir: string, ending: string): string {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending));
  return join(dir, names[0]!);
}

const received = (dir: string) => join(dir, 'log', 'received', '00000000000000000000.log');
/** The frame of the log that begins at a byte ends there. */
const frameEnd = (bytes: Buffer, at: number) => at + 8 + bytes.readUInt32BE(at);

describe('meniscus doctor', () => {
  it('finds nothing on what a stopped platform left, and changes nothing', async () => {
    const before = hashes(whole);
    const { code, findings, bad, holder } = await doctor(whole);
    expect(bad).toEqual([]);
    expect(code).toBe(0);
    expect(holder).toBeUndefined();
    expect(new Set(findings.map(({ check }) => check))).toEqual(
      new Set(
        'settings node directory disk lock key credentials certificate log keyed tables checkpoints lake files signing handles'.split(
          ' ',
        ),
      ),
    );
    expect(hashes(whole)).toEqual(before);
  });

  it('looks over a directory a platform was killed on, without touching the write-ahead log', async () => {
    const dir = copyOf(killed);
    writeFileSync(join(dir, 'meniscus.lock'), '999999999');
    const before = hashes(dir);
    expect(readdirSync(dir)).toContain('tables.sqlite-wal');
    const { code, bad } = await doctor(dir);
    expect(bad).toMatchObject([{ check: 'lock', severity: 'note', what: expect.stringContaining('takes it over') }]);
    expect(code).toBe(0);
    expect(hashes(dir)).toEqual(before);
  });

  it('asks a running platform, and leaves alone what that writes to', () => {
    expect(whileRunning.holder).toBeGreaterThan(0);
    expect(whileRunning.bad).toMatchObject([
      { check: 'keyed', severity: 'note', now: 'stop the platform to have them checked' },
      {
        check: 'platform',
        severity: 'note',
        what: 'no canary event was sent yet; the first goes ten seconds after the start',
      },
    ]);
    expect(whileRunning.findings.find(({ check }) => check === 'platform')?.what).toBe('it answers, and is ready');
  });

  it('says it to people too: each finding with what to do, and the sums', async () => {
    let out = '';
    const env = { MENISCUS_DATA_DIR: join(scratch.path, 'nothing'), MENISCUS_PORT: 'x' };
    const terminal = {
      out: (text: string) => (out += text),
      err: () => {},
      interactive: false,
      env,
      stop: AbortSignal.timeout(9000),
    };
    expect(await run(['doctor'], terminal as unknown as Terminal)).toBe(1);
    expect(out).toContain('error    settings     environment: MENISCUS_PORT is x; it must be a port number');
    expect(out).toContain('error    directory    ');
    expect(out).toContain('→ set MENISCUS_DATA_DIR to the directory of the platform');
    expect(out).toMatch(/error 2, warning 0, note 0, ok 1\n$/);
  });
});

describe('the log', () => {
  it('names file and byte of a record that is not as it was written', async () => {
    const dir = copyOf();
    const second = frameEnd(readFileSync(received(dir)), 0);
    flip(received(dir), second + 40);
    const { code, bad } = await doctor(dir);
    expect(code).toBe(1);
    expect(bad[0]).toMatchObject({
      check: 'log',
      severity: 'error',
      where: `${received(dir)}, byte ${second}`,
      what: 'record 1 does not match its checksum',
      now: expect.stringContaining('from a copy'),
    });
    expect(bad.map(({ check }) => check)).toContain('checkpoints');
  });

  it('tells a torn end, which a start repairs, from one that is missing', async () => {
    const torn = copyOf();
    const size = statSync(received(torn)).size;
    writeFileSync(received(torn), Buffer.alloc(17, 3), { flag: 'a' });
    const found = await doctor(torn);
    expect(found.code).toBe(0);
    expect(found.bad).toMatchObject([
      { severity: 'note', where: `${received(torn)}, byte ${size}`, now: 'the next start cuts them off' },
    ]);
    const short = copyOf();
    truncateSync(received(short), frameEnd(readFileSync(received(short)), 0));
    expect((await doctor(short)).bad).toMatchObject([
      {
        check: 'checkpoints',
        severity: 'error',
        where: 'checkpoint process/received',
        what: expect.stringContaining('ends at 1: its end is missing'),
      },
    ]);
  });

  it('finds a gap between files, and a record of a time to come', async () => {
    const gap = copyOf();
    copyFileSync(received(gap), received(gap).replace('00000.log', '00100.log'));
    expect((await doctor(gap)).bad[0]).toMatchObject({
      check: 'log',
      where: expect.stringContaining('00100.log, byte 0'),
    });
    const { examine } = await import('@meniscus/platform/doctor');
    const { findings } = await examine({ env: { MENISCUS_DATA_DIR: whole }, now: Date.UTC(2026, 0) });
    const early = findings.filter(({ severity }) => severity !== 'ok');
    expect(early).toMatchObject([
      { check: 'log', severity: 'warning', now: 'set the clock of this machine right' },
      { check: 'log', severity: 'warning' },
      { check: 'signing', severity: 'error', what: expect.stringContaining('none signs before') },
    ]);
  });

  it('sees readers that are before what is kept', async () => {
    const dir = copyOf();
    renameSync(received(dir), received(dir).replace('00000.log', '05000.log'));
    const { bad } = await doctor(dir);
    expect(bad).toMatchObject([
      { check: 'checkpoints', severity: 'error', what: expect.stringContaining('begins at 5000') },
    ]);
  });
});

describe('the stores', () => {
  it('finds damaged pages of LMDB without opening it', async () => {
    const cut = copyOf();
    const file = join(cut, 'keyed', 'data.mdb');
    truncateSync(file, statSync(file).size - 4096);
    expect((await doctor(cut)).bad[0]).toMatchObject({ check: 'keyed', severity: 'error' });
    const crossed = copyOf();
    const bytes = readFileSync(join(crossed, 'keyed', 'data.mdb'));
    for (let page = 2; page < bytes.length / 4096; page += 1) bytes.writeUInt16LE(0xfff0, page * 4096 + 24);
    writeFileSync(join(crossed, 'keyed', 'data.mdb'), bytes);
    const { bad } = await doctor(crossed);
    expect(bad[0]).toMatchObject({ check: 'keyed', where: expect.stringMatching(/data\.mdb, byte \d+$/) });
    const empty = copyOf();
    rmSync(join(empty, 'keyed'), { recursive: true });
    expect((await doctor(empty)).bad[0]).toMatchObject({ check: 'keyed', severity: 'note' });
  });

  it('finds damaged pages of SQLite, rows that refer to nothing, and tables of a newer version', async () => {
    const pages = copyOf();
    const bytes = readFileSync(join(pages, 'tables.sqlite'));
    bytes.fill(0x55, 4096 * 3, 4096 * 4);
    writeFileSync(join(pages, 'tables.sqlite'), bytes);
    expect((await doctor(pages)).bad).toContainEqual(
      expect.objectContaining({ check: 'tables', severity: 'error', where: expect.stringContaining('tables.sqlite') }),
    );
    const none = copyOf();
    writeFileSync(join(none, 'tables.sqlite'), 'this is no database, however long it goes on'.repeat(20));
    expect((await doctor(none)).bad).toContainEqual(
      expect.objectContaining({ check: 'tables', what: expect.stringContaining('not a database') }),
    );
    rmSync(join(none, 'tables.sqlite'));
    expect((await doctor(none)).bad).toContainEqual(
      expect.objectContaining({ check: 'tables', what: expect.stringContaining('not there') }),
    );
    const changed = copyOf();
    edit(
      changed,
      `create table other (id integer primary key); create table some (other integer references other (id));
      insert into some values (7); insert into migration values ('tomorrow-001'); delete from migration where id = 'lake-001'`,
    );
    const found = await doctor(changed);
    expect(found.bad.map(({ what }) => what)).toEqual([
      'row 1 of table some refers to a row of other that is not there',
      'made by a newer version (tomorrow-001)',
    ]);
    const older = copyOf();
    edit(older, `delete from migration where id = 'catalog-004'`);
    expect((await doctor(older)).bad).toMatchObject([
      { severity: 'note', what: expect.stringContaining('a start makes 1 changes') },
    ]);
  });

  it('finds commits of SQLite’s write-ahead log that would be taken for never written', async () => {
    const dir = copyOf(killed);
    flip(join(dir, 'tables.sqlite-wal'), 32 + 24 + 100);
    expect((await doctor(dir)).bad).toContainEqual(
      expect.objectContaining({
        check: 'tables',
        severity: 'error',
        where: expect.stringContaining('tables.sqlite-wal, byte 32'),
      }),
    );
    const head = copyOf(killed);
    flip(join(head, 'tables.sqlite-wal'), 17);
    expect((await doctor(head)).bad).toContainEqual(
      expect.objectContaining({ where: expect.stringContaining('tables.sqlite-wal, byte 0') }),
    );
    const torn = copyOf(killed);
    const wal = join(torn, 'tables.sqlite-wal');
    truncateSync(wal, statSync(wal).size - 100);
    expect((await doctor(torn)).bad.filter(({ check }) => check === 'tables')).toEqual([]);
  });

  it('finds files that were sent and are others by now', async () => {
    const dir = copyOf();
    const root = join(dir, 'objects');
    const members = only(root, 'members.csv');
    const sent = readdirSync(join(root, 'imports'), { recursive: true, withFileTypes: true }).find((entry) =>
      entry.isFile(),
    )!;
    const open = join(sent.parentPath, sent.name);
    for (const file of [members, open]) flip(file, 1);
    const { bad } = await doctor(dir);
    expect(bad.map(({ check, where, now }) => [check, where, now]).sort()).toEqual([
      ['files', `${members}, byte 0`, 'upload the file again, under its name'],
      ['files', `${open}, byte 0`, expect.stringContaining('send the file again')],
    ]);
  });

  it('finds Parquet files that are gone, short, or hold other rows, and files nobody lists', async () => {
    const dir = copyOf();
    const file = only(join(dir, 'objects'), '.parquet');
    const orphan = file.replace(/[^/]+$/, 'orphan.parquet');
    copyFileSync(file, orphan);
    expect((await doctor(dir)).bad).toMatchObject([{ check: 'lake', severity: 'note', where: orphan }]);
    rmSync(orphan);
    const size = statSync(file).size;
    const footer = readFileSync(file).readUInt32LE(size - 8);
    const said = async () => (await doctor(dir)).bad.map(({ check, what, where }) => [check, where, what]);
    const original = readFileSync(file);
    flip(file, 900);
    expect(await said()).toEqual([
      ['lake', file, expect.stringMatching(/^its bytes from 0 on are not those that were written/)],
    ]);
    // Files of before there were sums are judged by their ends and their rows.
    edit(dir, 'update catalog_file set sums = null');
    writeFileSync(file, Buffer.from(original).fill(0xff, size - 8 - footer, size - 8 - footer + 60));
    expect(await said()).toEqual([['lake', file, expect.stringContaining('its footer cannot be read')]]);
    writeFileSync(file, Buffer.from(original).fill(0, 0, 4));
    expect(await said()).toEqual([['lake', file, expect.stringContaining('does not begin as a Parquet file')]]);
    writeFileSync(file, Buffer.from(original).fill(0, size - 4));
    expect(await said()).toEqual([['lake', file, expect.stringContaining('does not end as a Parquet file')]]);
    writeFileSync(file, Buffer.from(original).fill(0xff, size - 8, size - 4));
    expect(await said()).toEqual([['lake', file, expect.stringContaining('would be longer than the file')]]);
    truncateSync(file, 100);
    expect(await said()).toEqual([
      ['lake', file, expect.stringMatching(/^it has 100 bytes, and was written with \d+/)],
    ]);
    rmSync(file);
    expect(await said()).toEqual([['lake', file, expect.stringMatching(/^it is not there, and 500 rows with it/)]]);
    writeFileSync(file, original);
    edit(dir, 'update catalog_file set row_count = row_count + 1');
    expect(await said()).toEqual([['lake', file, expect.stringMatching(/^it has 500 rows, and was written with 501/)]]);
  });
});

describe('secrets', () => {
  it('finds what others may read, and keys that open nothing', async () => {
    const dir = copyOf();
    chmodSync(dir, 0o755);
    chmodSync(join(dir, 'credentials.json'), 0o644);
    expect((await doctor(dir)).bad).toMatchObject([
      { severity: 'warning', where: dir, now: `chmod 700 ${dir}` },
      { severity: 'error', where: join(dir, 'credentials.json'), what: 'others may read this secret (mode 0644)' },
    ]);
    const other = await doctor(whole, { MENISCUS_KEY: 'ab'.repeat(32) });
    expect(other.bad).toMatchObject([{ check: 'key', severity: 'error', where: 'MENISCUS_KEY' }]);
    const lost = copyOf();
    rmSync(join(lost, 'key'));
    writeFileSync(join(lost, 'credentials.json'), '{', { mode: 0o600 });
    expect((await doctor(lost)).bad).toMatchObject([
      { check: 'key', what: expect.stringContaining('neither MENISCUS_KEY nor a file key') },
      { check: 'credentials', what: expect.stringContaining('it is not JSON') },
    ]);
    rmSync(join(lost, 'data-key'));
    rmSync(join(lost, 'credentials.json'));
    writeFileSync(join(lost, 'key'), 'cd'.repeat(32), { mode: 0o600 });
    expect((await doctor(lost)).bad).toMatchObject([
      { check: 'credentials', severity: 'note' },
      { check: 'signing', severity: 'error', what: expect.stringContaining('does not open it') },
    ]);
  });

  it('reads the certificate: its end, its key, and whether they belong together', async () => {
    const path = (name: string) => join(scratch.path, name);
    const make = (name: string, days: number) =>
      execFileSync(
        'openssl',
        `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=${name} -days ${days} -keyout ${path(`${name}.key`)} -out ${path(`${name}.pem`)}`.split(
          ' ',
        ),
        { stdio: 'ignore' },
      );
    make('soon', 10);
    make('long', 400);
    const tls = (cert: string, key: string) =>
      doctor(whole, { MENISCUS_TLS_CERT: path(cert), MENISCUS_TLS_KEY: path(key) });
    expect((await tls('long.pem', 'long.key')).bad).toEqual([]);
    expect((await tls('soon.pem', 'long.key')).bad).toMatchObject([
      { check: 'certificate', severity: 'warning', what: expect.stringMatching(/^expires in 9 days/) },
      { check: 'certificate', severity: 'error', what: expect.stringContaining('it is not the key of') },
    ]);
    expect((await tls('none.pem', 'long.key')).bad).toMatchObject([{ check: 'certificate', severity: 'error' }]);
    const { certificates } = await import('../../platform/src/doctor/secrets.ts');
    const files = { certFile: path('soon.pem'), keyFile: path('soon.key') };
    const at = async (days: number) => (await certificates(files, Date.now() + days * 86_400_000))[0]?.what;
    expect(await at(11)).toMatch(/^expired on /);
    expect(await at(-1)).toMatch(/^valid from /);
  });
});

describe('what is seldom found', () => {
  const said = async (dir: string) =>
    (await doctor(dir)).bad.map(({ check, severity, what, now = '' }) => `${severity} ${check}: ${what} → ${now}`);

  it('a directory nothing was ever started on, and one that has lost all but its tables', async () => {
    const empty = join(scratch.path, 'empty');
    mkdirSync(empty, { mode: 0o700 });
    expect(await said(empty)).toEqual([
      'note key: it has no key yet; the first start makes one → ',
      expect.stringMatching(/^note credentials: it is not there; commands need /),
      'note log: nothing was received yet → ',
      'note keyed: no profile was made yet → ',
      'error tables: it is not there: everything declared is in it → bring it back from a copy',
    ]);
    const bare = copyOf();
    edit(bare, `delete from document where collection = 'signing-key'`);
    for (const name of ['log', 'keyed']) rmSync(join(bare, name), { recursive: true });
    expect(await said(bare)).toEqual([
      'note log: nothing was received yet → ',
      'note keyed: no profile was made yet → ',
      expect.stringMatching(
        /^error checkpoints: it stands at \d+, and the topic ends at 0: .* → bring the log back from a copy/,
      ),
      'note signing: there is none yet; a start makes one → ',
    ]);
  });

  it('rows for the lake that are gone, with the way to have them again', async () => {
    const short = copyOf();
    truncateSync(received(short).replace('received', 'validated'), 0);
    const none = copyOf();
    rmSync(join(none, 'log', 'validated'), { recursive: true });
    for (const dir of [short, none]) {
      const { bad } = await doctor(dir);
      expect(bad.map(({ check, where }) => `${check}: ${where}`)).toEqual([
        'checkpoints: checkpoint process/validated',
        'checkpoints: checkpoint lake/validated',
      ]);
      for (const { now } of bad) expect(now).toContain('meniscus rebuild --adopt');
    }
  });

  it('more files gone than anybody reads the names of', async () => {
    const dir = copyOf();
    edit(
      dir,
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 25)
      insert into catalog_file select scope, id || i, batch, dataset, name, path || i, bytes, row_count, kind, layout,
      created, created_by, created_client, sums from catalog_file, n`,
    );
    const all = await said(dir);
    expect(all).toHaveLength(21);
    expect(all.at(-1)).toMatch(/^error lake: \d+ more files → ./);
  });

  it('files that are of another kind than they were: the check says so, and the others are made', async () => {
    const dir = copyOf();
    rmSync(join(dir, 'credentials.json'));
    mkdirSync(join(dir, 'credentials.json'), { mode: 0o700 });
    rmSync(join(dir, 'log'), { recursive: true });
    writeFileSync(join(dir, 'log'), '');
    expect(await said(dir)).toEqual([
      expect.stringMatching(/^error credentials: EISDIR.* → run this as the user the platform runs as$/),
      expect.stringMatching(/^error log: this could not be checked: .* → see the findings before this one/),
    ]);
  });

  it('a secret of another user', async ({ skip }) => {
    if (process.getuid?.() !== 0) skip('only root can give a file to another user');
    const dir = copyOf();
    chownSync(join(dir, 'key'), 65_534, 65_534);
    expect(await said(dir)).toEqual([
      `warning directory: it belongs to another user than its directory → chown 0 ${join(dir, 'key')}`,
    ]);
  });

  it('a disk that is nearly full, of bytes and of names', async ({ skip }) => {
    const disk = join(scratch.path, 'disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=100m,nr_inodes=500', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      skip('only root of a machine of its own can mount a disk');
    }
    try {
      const { freeSpace } = await import('../../platform/src/doctor/machine.ts');
      expect(await freeSpace(disk)).toMatchObject([
        { severity: 'warning', what: '100 MiB free on its disk', now: expect.stringContaining('make room') },
        { severity: 'warning', what: '499 more files can be made on its disk' },
      ]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe('machine and process', () => {
  it('finds a Node that is too old, a full disk and too few file handles', async () => {
    const { freeSpace, nodeVersion } = await import('../../platform/src/doctor/machine.ts');
    expect(nodeVersion('v22.1.0')).toMatchObject({ severity: 'error' });
    // The file system of processes has no free block.
    expect(await freeSpace('/proc')).toMatchObject([
      { severity: 'error', what: expect.stringContaining('answers 503') },
    ]);
    const { fileHandles } = await import('../../platform/src/doctor/machine.ts');
    const limited = spawn('bash', ['-c', 'ulimit -n 600; echo; exec sleep 60']);
    await once(limited.stdout, 'data');
    const handles = async (logFiles: number) => (await fileHandles(limited.pid, logFiles)).severity;
    expect([await handles(500), await handles(100)]).toEqual(['error', 'warning']);
    expect(await fileHandles(2 ** 30, 5)).toMatchObject({
      severity: 'note',
      what: expect.stringContaining('not tell'),
    });
    limited.kill();
  });

  it('tells a platform that does not answer, one without its canary, and a number that now is another program', async () => {
    const dir = copyOf();
    const node = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' });
    const sleep = spawn('sleep', ['60'], { stdio: 'ignore' });
    let health: unknown = { status: 'ready' };
    let metrics = '';
    const server = createServer((request, response) =>
      response.end(request.url === '/health' ? JSON.stringify(health) : metrics),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const seen = async (env: NodeJS.ProcessEnv = {}) =>
      (await doctor(dir, { MENISCUS_URL: url, ...env })).bad
        .filter(({ check }) => check === 'platform' || check === 'lock')
        .map(({ severity, what }) => `${severity}: ${what}`);
    try {
      writeFileSync(join(dir, 'meniscus.lock'), String(sleep.pid));
      expect(await seen()).toEqual([expect.stringMatching(/^error: it names process \d+, which is now sleep;/)]);
      writeFileSync(join(dir, 'meniscus.lock'), String(node.pid));
      expect(await seen({ MENISCUS_URL: 'http://127.0.0.1:1' })).toEqual([
        expect.stringMatching(/^error: the platform runs and does not answer/),
      ]);
      expect(await seen({ MENISCUS_CANARY: 'off' })).toEqual([
        expect.stringMatching(/^warning: the canary is switched off/),
      ]);
      health = { status: 'starting', canary: { state: 'failed', at: Date.now(), stage: 'lake' } };
      metrics =
        'meniscus_backlog_messages 200000\nprocess_open_fds 90\nprocess_max_fds 100\nmeniscus_connections_most 50\nmeniscus_connections_dropped_total 3\nnodejs_eventloop_lag_p99_seconds 2\n';
      expect(await seen()).toEqual([
        'note: it answers, and is starting',
        expect.stringMatching(/^error: the canary event of .* was lost at stage lake$/),
        'warning: 200000 messages wait to be processed',
        'warning: 90 of 100 files are open',
        'warning: 3 connections were closed since the start because there were more than 50',
        'warning: answers wait up to 2.0 s for their turn',
      ]);
      health = { status: 'ready', canary: { state: 'ok', at: Date.now() - 600_000, membershipMs: 4 } };
      metrics = 'meniscus_backlog_messages 0\n';
      expect(await seen()).toEqual([expect.stringMatching(/^error: the last canary event is of /)]);
      health = { status: 'ready', canary: { state: 'ok', at: Date.now(), membershipMs: 4 } };
      expect(await seen()).toEqual([]);
      health = { ...(health as object), standing: [{ stage: 'processing', since: 0, attempts: 9 }] };
      expect(await seen()).toEqual([
        expect.stringMatching(
          /^error: processing has stood still since 1970-.*, after 9 attempts: what comes in is kept/,
        ),
      ]);
    } finally {
      node.kill();
      sleep.kill();
      server.close();
    }
  });
});
