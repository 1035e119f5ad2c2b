import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { readMappingFile } from '@meniscus/languages/dataprep';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, connect } from '../../tools/harness/api.ts';
import { ended, filesFlow, type HistoryRun, runFlow, STORES } from '../../tools/harness/history.ts';
import { CREDENTIALS, type RunningPlatform, scratchDirectory, startPlatform } from '../../tools/harness/process.ts';
import { dataset, schema } from '../../tools/harness/programme.ts';
import { startS3 } from '../../tools/harness/s3.ts';
import { startSshd, whyNoSshd } from '../../tools/harness/sshd.ts';
import { zipOf } from '../../tools/harness/zip.ts';
import { BAD_ROWS, bills, dateOf } from './export.ts';

const MAPPING = new URL('mapping.csv', import.meta.url).pathname;
const ROWS = readMappingFile(readFileSync(MAPPING, 'utf8'), 'csv').rows! as never;
const scratch = scratchDirectory('historical-migration');
const filesDir = join(scratch.path, 'files');
let platform: RunningPlatform;
let api: Api;
let schemaId: string;

const start = async () => {
  platform = await startPlatform({
    dataDir: join(scratch.path, 'data'),
    ...(platform === undefined ? {} : { port: Number(new URL(platform.url).port) }),
    env: { MENISCUS_FILES_DIR: filesDir, MENISCUS_OUTGOING_ALLOW: '127.0.0.0/8' },
  });
  api = await connect(platform);
};

beforeAll(async () => {
  chmodSync(scratch.path, 0o755);
  mkdirSync(filesDir);
  await start();
  schemaId = await schema(api, 'Bills', [
    'https://ns.adobe.com/xdm/context/experienceevent',
    'https://ns.adobe.com/xdm/context/experienceevent-commerce',
  ]);
});

afterAll(async () => {
  await platform?.kill('SIGKILL');
  scratch.remove();
});

const write = (path: string, content: string | Uint8Array) => {
  mkdirSync(join(filesDir, path, '..'), { recursive: true });
  writeFileSync(join(filesDir, path), content);
};
const counts = ({ metrics }: HistoryRun) => {
  const { inputRecordCount, outputRecordCount, failedRecordCount, skippedRecordCount } = metrics.recordSummary!;
  const { outputFileCount, skippedFileCount, failedFileCount } = metrics.fileSummary!;
  const rows = [inputRecordCount, outputRecordCount, failedRecordCount, skippedRecordCount];
  return { status: metrics.statusSummary.status, rows, files: [outputFileCount, skippedFileCount, failedFileCount] };
};
const inLake = async (table: string) => {
  await api.settled();
  const { rows } = await api.sql(`select count(*)::int, count(distinct _id)::int from ${table}`);
  return rows[0];
};

/** A dataset of its own, and the rest of a dataflow that ends in it. */
async function target(name: string) {
  const { id: datasetId, table } = await dataset(api, name, schemaId);
  return { table, datasetId, common: { name, schemaId, datasetId, rows: ROWS } };
}

async function meniscus(...words: readonly string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, ['cli/meniscus.js', ...words], {
    env: {
      ...process.env,
      MENISCUS_URL: platform.url,
      MENISCUS_ORG_ID: CREDENTIALS.orgId,
      MENISCUS_CLIENT_ID: CREDENTIALS.clientId,
      MENISCUS_CLIENT_SECRET: CREDENTIALS.clientSecret,
    },
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      out += chunk;
    });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, out };
}

describe('history', () => {
  it('comes out of a folder: plain, gzip and zip, with its own times, once however often it is read', async () => {
    const { table, common } = await target('Folder');
    write('all/2023.csv', bills(0, 400));
    write('all/2024.csv.gz', gzipSync(bills(400, 800)));
    write(
      'all/older.zip',
      zipOf([
        { name: 'a.csv', content: bills(800, 900) },
        { name: 'b/c.csv', content: bills(900, 1000) },
      ]),
    );
    const flow = await filesFlow(api, {
      ...common,
      spec: STORES.folder,
      auth: { specName: 'Folder', params: {} },
      params: { path: 'all', type: 'folder' },
    });
    expect(counts(await runFlow(api, flow))).toEqual({ status: 'success', rows: [1000, 1000, 0, 0], files: [3, 0, 0] });
    expect(await inLake(table)).toEqual([1000, 1000]);
    const { rows } = await api.sql(`select min("timestamp"), max("timestamp") from ${table}`);
    expect(rows[0]!.map((at) => new Date(String(at)).toISOString())).toEqual([dateOf(0), dateOf(999)]);
    const again = await runFlow(api, flow);
    expect(counts(again)).toEqual({ status: 'success', rows: [0, 0, 0, 0], files: [0, 3, 0] });
    // Touched, but the same; and one that is new.
    utimesSync(join(filesDir, 'all/2023.csv'), new Date(), new Date());
    write('all/z.csv', bills(1000, 1010));
    expect(counts(await runFlow(api, flow))).toEqual({ status: 'success', rows: [10, 10, 0, 0], files: [1, 3, 0] });
    // The same rows in a file that has more of them: every row has the id it had.
    write('all/z.csv', bills(1000, 1020));
    expect(counts(await runFlow(api, flow))).toEqual({ status: 'success', rows: [20, 10, 0, 10], files: [1, 3, 0] });
    expect(await inLake(table)).toEqual([1020, 1020]);
  });

  it('gives rows an id of their own where the mapping gives none', async () => {
    const { table, common } = await target('No id');
    write('noid/a.csv', bills(0, 50));
    const rows = (ROWS as readonly { destination: string }[]).filter(
      ({ destination }) => destination !== '_id',
    ) as never;
    const make = (name: string) =>
      filesFlow(api, {
        ...common,
        name,
        rows,
        spec: STORES.folder,
        auth: { specName: 'Folder', params: {} },
        params: { path: 'noid/*.csv', type: 'file' },
      });
    expect(counts(await runFlow(api, await make('first'))).rows).toEqual([50, 50, 0, 0]);
    // Another dataflow knows nothing of what the first has read; the ids of the rows do.
    expect(counts(await runFlow(api, await make('second'))).rows).toEqual([50, 0, 0, 50]);
    expect(await inLake(table)).toEqual([50, 50]);
  });

  it('goes on behind the last row after SIGKILL, by itself', async () => {
    const { table, common } = await target('Killed');
    write('killed/big.csv.gz', gzipSync(bills(0, 30_000)));
    const flow = await filesFlow(api, {
      ...common,
      spec: STORES.folder,
      auth: { specName: 'Folder', params: {} },
      params: { path: 'killed/big.csv.gz', type: 'file' },
    });
    const body = { flowId: flow, params: { startTime: 0 } };
    const { id } = await api.call<{ id: string }>('POST', '/data/foundation/flowservice/runs', body);
    for (let kills = 0; kills < 2; kills += 1) {
      const before = (await api.ledger()).accepted;
      while ((await api.ledger()).accepted < before + 4000) await sleep(10);
      await platform.kill('SIGKILL');
      await start();
    }
    const run = await ended(api, id);
    expect(counts(run)).toEqual({ status: 'success', rows: [30_000, 30_000, 0, 0], files: [1, 0, 0] });
    expect(await inLake(table)).toEqual([30_000, 30_000]);
  });

  it('comes from SFTP by password and by key', async ({ skip }) => {
    const why = whyNoSshd();
    if (why !== undefined) skip(why);
    const { table, common } = await target('SFTP');
    const sftpDir = join(scratch.path, 'sftp');
    mkdirSync(sftpDir);
    const sshd = await startSshd(scratch.path);
    try {
      writeFileSync(join(sftpDir, 'one.zip'), zipOf([{ name: 'one.csv', content: bills(0, 300) }]));
      writeFileSync(join(sftpDir, 'two.csv'), bills(300, 500));
      const server = { host: sshd.host, port: sshd.port, hostKey: sshd.hostKey, folderPath: sftpDir };
      const { user, password } = sshd.password!;
      const byPassword = await filesFlow(api, {
        ...common,
        spec: STORES.sftp,
        auth: { specName: 'Basic Authentication for sftp', params: { ...server, userName: user, password } },
        params: { path: '*.zip', type: 'file' },
      });
      expect(counts(await runFlow(api, byPassword)).rows).toEqual([300, 300, 0, 0]);
      const byKey = await filesFlow(api, {
        ...common,
        name: 'SFTP by key',
        spec: STORES.sftp,
        auth: {
          specName: 'SSH PublicKey Authentication for sftp',
          params: { ...server, userName: sshd.keyUser, privateKeyContent: sshd.privateKey },
        },
        params: { path: '/', type: 'folder' },
      });
      expect(counts(await runFlow(api, byKey)).rows).toEqual([500, 200, 0, 300]);
      expect(await inLake(table)).toEqual([500, 500]);
      // Another server under the same address is not given the password.
      const wrong = await filesFlow(api, {
        ...common,
        name: 'SFTP of somebody else',
        spec: STORES.sftp,
        auth: {
          specName: 'Basic Authentication for sftp',
          params: { ...server, hostKey: `SHA256:${'A'.repeat(43)}`, userName: user, password },
        },
        params: { path: '/', type: 'folder' },
      });
      const { metrics } = await runFlow(api, wrong);
      expect(metrics.statusSummary).toMatchObject({
        status: 'failed',
        errors: [
          {
            code: 'HISTORY-SOURCE',
            message: expect.stringContaining('it may be another server'),
            phrase: expect.anything(),
          },
        ],
      });
    } finally {
      await sshd.stop();
    }
  });

  it('comes from S3', async () => {
    const { table, common } = await target('S3');
    const s3 = await startS3(join(scratch.path, 's3'), 'exports');
    try {
      await s3.put('exports', 'loyalty/2023/a.csv.gz', gzipSync(bills(0, 250)));
      await s3.put('exports', 'loyalty/2024/b.csv', bills(250, 300));
      const flow = await filesFlow(api, {
        ...common,
        spec: STORES.s3,
        auth: {
          specName: 'Access Key',
          params: { s3AccessKey: s3.accessKey, s3SecretKey: s3.secretKey, bucketName: 'exports', serviceUrl: s3.url },
        },
        params: { path: 'loyalty', type: 'folder', recursive: true },
      });
      expect(counts(await runFlow(api, flow)).rows).toEqual([300, 300, 0, 0]);
      expect(counts(await runFlow(api, flow)).files).toEqual([0, 2, 0]);
      expect(await inLake(table)).toEqual([300, 300]);
      // A copy that a kill leaves behind half read, and that the disk damages meanwhile, is fetched anew.
      await s3.put('exports', 'loyalty/2025/c.csv', bills(300, 20_000));
      const { id } = await api.call<{ id: string }>('POST', '/data/foundation/flowservice/runs', {
        flowId: flow,
        params: { startTime: 0 },
      });
      const before = (await api.ledger()).accepted;
      while ((await api.ledger()).accepted < before + 2000) await sleep(10);
      await platform.kill('SIGKILL');
      const copies = join(scratch.path, 'data', 'history');
      const [copy] = readdirSync(copies);
      const bytes = readFileSync(join(copies, copy!));
      writeFileSync(join(copies, copy!), bytes.subarray(0, bytes.lastIndexOf('\n', bytes.length / 2) + 1));
      await start();
      expect(counts(await ended(api, id)).rows).toEqual([19_700, 19_700, 0, 0]);
      expect(await inLake(table)).toEqual([20_000, 20_000]);
    } finally {
      await s3.stop();
    }
  });

  it('is read on a schedule', async () => {
    const { table, common } = await target('Scheduled');
    write('scheduled/a.csv', bills(0, 20));
    const flow = await filesFlow(api, {
      ...common,
      spec: STORES.folder,
      auth: { specName: 'Folder', params: {} },
      params: { path: 'scheduled', type: 'folder' },
      schedule: { startTime: Math.floor(Date.now() / 1000), frequency: 'hour', interval: 1, backfill: true },
    });
    const path = `/data/foundation/flowservice/runs?property=flowId==${flow}`;
    await expect
      .poll(async () => (await api.call<{ items: HistoryRun[] }>('GET', path)).items.map(counts))
      .toEqual([{ status: 'success', rows: [20, 20, 0, 0], files: [1, 0, 0] }]);
    expect(await inLake(table)).toEqual([20, 20]);
  });

  it('by the command line: a dry run, rejects with their reasons, files that do harm', async () => {
    const { table, datasetId } = await target('By command');
    write('cli/good.zip', zipOf([{ name: 'good.csv', content: bills(0, 40) }]));
    write('cli/bad.csv', BAD_ROWS);
    write('cli/evil.zip', zipOf([{ name: '../../evil.csv', content: bills(0, 3) }]));
    const rejects = join(scratch.path, 'rejects.csv');
    const line = [
      'history',
      'import',
      '/',
      '--folder',
      'cli',
      '--dataset',
      datasetId,
      '--mapping',
      MAPPING,
      '--rejects',
      rejects,
    ];
    const reasons = () =>
      readFileSync(rejects, 'utf8')
        .trim()
        .split('\r\n')
        .slice(1)
        .map((row) => /^(bad\.csv),(\d),"?([^,"]*)/.exec(row)!.slice(1, 4).join(' '));
    const wanted = [
      expect.stringMatching(/^bad\.csv 2 SCHEMA-FORMAT|^bad\.csv 2 .*timestamp/),
      expect.stringContaining('bad.csv 3 INGEST-1401-400 The row cannot be read: 3 values for 8 columns'),
      expect.stringContaining('bad.csv 4 INGEST-1401-400 The row cannot be read: a quotation mark is never closed'),
    ];
    const dry = await meniscus(...line, '--dry-run');
    expect(dry.out).toContain('45 rows read: 42 would be stored, 3 would be refused, 0 known already');
    expect(dry.out).toContain('2 files read, 0 had nothing new, 1 could not be read');
    expect(dry.out).toContain('evil.zip: the zip cannot be read: invalid relative path');
    expect(dry.code).toBe(1);
    expect(reasons()).toEqual(wanted);
    expect((await api.ledger()).failed).toBe(0);
    const real = await meniscus(...line);
    expect(real.out).toContain('45 rows read: 42 stored, 3 refused, 0 known already');
    expect(reasons()).toEqual(wanted);
    expect(await inLake(table)).toEqual([42, 42]);
    expect((await meniscus(...line)).out).toContain('0 files read, 2 had nothing new, 1 could not be read');
    expect((await meniscus('history', 'import', 'x.csv', '--folder', '.')).code).toBe(2);
  });

  it('keeps the books', async () => {
    expect(await api.settled()).toMatchObject({ balanced: true, waiting: 0, failed: 3 });
  });
});
