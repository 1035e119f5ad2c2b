import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type S3Server, startS3 } from '../../../../tools/harness/s3.ts';
import { type Sshd, startSshd, whyNoSshd } from '../../../../tools/harness/sshd.ts';
import { SourceError } from '../../flows/index.ts';
import { readRanges } from '../../kernel/index.ts';
import { openS3 } from '../amazon-s3/s3-store.ts';
import { openLocalFolder } from '../local-folder/local-store.ts';
import { openSftp } from '../sftp/sftp-store.ts';
import { exploreFiles } from './explore-files.ts';
import { filesOf, type OpenFiles, plainPath } from './file-store.ts';

const dir = mkdtempSync(join(tmpdir(), 'meniscus-stores-'));
const root = join(dir, 'files');
const CSV = 'Id,Name\n1,Ann\n2,Bob\n';
const FILES = {
  'exports/b.csv': CSV,
  'exports/a.csv': 'x\n',
  'exports/sub/c.csv': 'y\n',
  'exports/empty.csv': '',
  'top.txt': 'z',
};
const MODIFIED = Date.UTC(2024, 5, 1);
const signal = new AbortController().signal;
/** The servers of this test are on this machine. */
const HERE = readRanges(['127.0.0.0/8']);
let sshd: Sshd | undefined;
let s3: S3Server;

beforeAll(async () => {
  // The user who signs in by password looks into it, too.
  chmodSync(dir, 0o755);
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content);
    utimesSync(join(root, path), MODIFIED / 1000, MODIFIED / 1000);
  }
  if (whyNoSshd() === undefined) sshd = await startSshd(dir);
  s3 = await startS3(join(dir, 's3'), 'history');
  for (const [path, content] of Object.entries(FILES)) await s3.put('history', `files/${path}`, content);
});

afterAll(async () => {
  await sshd?.stop();
  await s3?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const sftpServer = () => ({ host: sshd!.host, port: sshd!.port, hostKey: sshd!.hostKey, folderPath: root });
const STORES: readonly (readonly [string, OpenFiles, () => Record<string, unknown>])[] = [
  ['a local folder', openLocalFolder, () => ({})],
  ['SFTP by key', openSftp, () => ({ ...sftpServer(), userName: sshd!.keyUser, privateKeyContent: sshd!.privateKey })],
  [
    'SFTP by password',
    openSftp,
    () => ({ ...sftpServer(), userName: sshd!.password!.user, password: sshd!.password!.password }),
  ],
  [
    'S3',
    openS3,
    () => ({
      s3AccessKey: s3.accessKey,
      s3SecretKey: s3.secretKey,
      bucketName: 'history',
      folderPath: 'files',
      serviceUrl: s3.url,
    }),
  ],
];

const refusal = async (work: Promise<unknown>): Promise<string> => {
  const error = (await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )) as SourceError | undefined;
  expect(error).toBeInstanceOf(SourceError);
  return `${error!.kind}: ${error!.message}`;
};

describe.each(STORES)('%s', (name, open, params) => {
  const opened = (over: object = {}) => open({ ...params(), ...over }, { filesDir: root, allowed: HERE }, signal);
  const unproven = (skip: (note: string) => void) => {
    if (name.startsWith('SFTP') && sshd === undefined) skip(whyNoSshd()!);
  };

  it('lists, finds and fetches files', async ({ skip }) => {
    unproven(skip);
    const store = await opened();
    const entries = await store.list('');
    expect(entries.map(({ path, isFolder }) => [path, isFolder])).toEqual([
      ['exports', true],
      ['top.txt', false],
    ]);
    const places = [
      { path: 'exports', type: 'folder', recursive: false },
      { path: '/exports/', type: 'folder', recursive: true },
      { path: 'exports/*.csv', type: 'file', recursive: false },
      { path: 'exports/b*', type: 'file', recursive: false },
      { path: 'top.txt', type: 'file', recursive: false },
    ] as const;
    const found = [];
    for (const place of places) found.push((await filesOf(store, place)).map(({ path }) => path));
    expect(found).toEqual([
      ['exports/a.csv', 'exports/b.csv'],
      ['exports/a.csv', 'exports/b.csv', 'exports/sub/c.csv'],
      ['exports/a.csv', 'exports/b.csv'],
      ['exports/b.csv'],
      ['top.txt'],
    ]);
    const [file] = await filesOf(store, { path: 'exports/b.csv', type: 'file', recursive: false });
    expect(file).toMatchObject({ path: 'exports/b.csv', size: CSV.length });
    if (name !== 'S3') expect(file!.modifiedAt).toBe(MODIFIED);
    const to = join(dir, `copy ${name}`);
    expect(readFileSync(await store.fetch(file!, to), 'utf8')).toBe(CSV);
    expect((await store.head('exports/b.csv', 7)).toString()).toBe('Id,Name');
    expect(await store.find('exports/none.csv')).toBeUndefined();
    expect(await refusal(filesOf(store, { path: 'none.csv', type: 'file', recursive: false }))).toContain('not-found');
    expect(await refusal(filesOf(store, { path: '../secret', type: 'file', recursive: false }))).toContain(
      'bad-request',
    );
    await store.close();
  });

  it('can be looked into before a dataflow is made', async ({ skip }) => {
    unproven(skip);
    const explorer = exploreFiles(open, { filesDir: root, allowed: HERE });
    await explorer.test!(params(), signal);
    const ask = { preview: true, options: {} } as const;
    expect(await explorer.explore({ ...ask, objectType: 'root' }, params(), signal)).toContainEqual({
      type: 'folder',
      name: 'exports',
      path: '/exports',
      canPreview: false,
      canFetchSchema: false,
    });
    expect(await explorer.explore({ ...ask, objectType: 'file', object: '/exports/b.csv' }, params(), signal)).toEqual({
      format: 'flat',
      schema: {
        columns: [
          { name: 'Id', type: 'string' },
          { name: 'Name', type: 'string' },
        ],
      },
      data: [
        { Id: '1', Name: 'Ann' },
        { Id: '2', Name: 'Bob' },
      ],
    });
    expect(
      await refusal(
        explorer.explore({ ...ask, objectType: 'file', object: '/none' }, params(), signal) as Promise<unknown>,
      ),
    ).toContain('not-found');
  });
});

describe('signing in', () => {
  it('to SFTP asks for the key of the server, and tells the one it shows', async ({ skip }) => {
    if (sshd === undefined) skip(whyNoSshd()!);
    const right = { ...sftpServer(), userName: sshd!.password!.user, password: sshd!.password!.password };
    const attempt = (over: object) =>
      refusal(openSftp({ ...right, ...over }, { filesDir: undefined, allowed: HERE }, signal));
    expect(await attempt({ hostKey: undefined })).toContain(
      `refused: 127.0.0.1 shows the key ${sshd!.hostKey}; compare`,
    );
    expect(await attempt({ hostKey: `SHA256:${'A'.repeat(43)}` })).toContain('it may be another server');
    expect(await attempt({ password: 'wrong' })).toContain('does not let');
    expect(await attempt({ privateKeyContent: 'bm8ga2V5' })).toContain('private key cannot be used');
    expect(await attempt({ port: 1 })).toContain('unreachable');
  });

  it('to S3 is refused without the right key, and tells a missing bucket', async () => {
    const right = { s3AccessKey: s3.accessKey, s3SecretKey: s3.secretKey, bucketName: 'history', serviceUrl: s3.url };
    const list = async (over: object) =>
      (await openS3({ ...right, ...over }, { filesDir: undefined, allowed: HERE }, signal)).list('');
    expect(await refusal(list({ s3AccessKey: 'nobody' }))).toContain('refused');
    expect(await refusal(list({ bucketName: 'none' }))).toContain('not-found');
    expect(await refusal(list({ serviceUrl: 'file:///etc' }))).toContain('bad-request');
  });

  it('to an address that is not public is refused unless the operator allows it, by number and by name', async () => {
    const nowhere = { filesDir: undefined, allowed: [] };
    const sftp = (host: string) => refusal(openSftp({ host, port: 1, userName: 'x', password: 'x' }, nowhere, signal));
    for (const host of ['127.0.0.1', '169.254.169.254', '10.0.0.1', '::1', '::ffff:127.0.0.1', 'localhost'])
      expect(await sftp(host), host).toMatch(/^refused: .*(is not a public address|may not be called)/);
    expect(await refusal(openSftp({}, nowhere, signal))).toContain('bad-request: host');
    const right = { s3AccessKey: 'a', s3SecretKey: 'b', bucketName: 'history' };
    const s3At = async (serviceUrl: string) =>
      refusal(openS3({ ...right, serviceUrl }, nowhere, signal).then((store) => store.list('')));
    expect(await s3At('http://169.254.169.254/')).toContain('is not a public address');
    expect(await s3At('http://localhost:1/')).toMatch(/^refused: .*may not be called/);
  });

  it('to a folder of this machine stays inside it', async () => {
    symlinkSync('/etc', join(root, 'link'));
    symlinkSync('/etc/passwd', join(root, 'exports', 'passwd.csv'));
    const store = await openLocalFolder({}, { filesDir: root, allowed: HERE }, signal);
    expect((await store.list('')).map(({ path }) => path)).toEqual(['exports', 'top.txt']);
    expect(await refusal(store.list('link'))).toContain('refused');
    expect(await refusal(store.find('exports/passwd.csv'))).toContain('refused');
    expect(await refusal(store.fetch({ path: 'exports/passwd.csv', size: 1, modifiedAt: 0 }, ''))).toContain('refused');
    expect(await refusal(openLocalFolder({ folderPath: '../x' }, { filesDir: root, allowed: HERE }, signal))).toContain(
      'bad-request',
    );
    expect(await refusal(openLocalFolder({}, { filesDir: undefined, allowed: HERE }, signal))).toContain('refused');
    for (const path of ['a/../../b', 'a\\b', 'a\u0000']) expect(() => plainPath(path)).toThrow(SourceError);
  });
});
