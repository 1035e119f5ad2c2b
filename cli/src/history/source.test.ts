import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { UsageError } from '../command.ts';
import { lineOf, type Run, rejectsCsv } from './run.ts';
import { sourceOf } from './source.ts';

const NONE = {
  sftp: undefined,
  s3: undefined,
  folder: undefined,
  'host-key': undefined,
  region: undefined,
  'service-url': undefined,
};
const AWS = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };

it('reads a server, with the password of the environment', () => {
  const source = sourceOf(
    { ...NONE, sftp: 'me@files.example.com:2222/out/2024', 'host-key': 'SHA256:x' },
    { SFTP_PASSWORD: 'p' },
  );
  expect(source.auth).toEqual({
    specName: 'Basic Authentication for sftp',
    params: {
      host: 'files.example.com',
      port: 2222,
      userName: 'me',
      folderPath: '/out/2024',
      hostKey: 'SHA256:x',
      password: 'p',
    },
  });
  expect(source.name).not.toContain('SHA256');
});

it('takes a key before a password', () => {
  const dir = mkdtempSync(join(tmpdir(), 'meniscus-key-'));
  const file = join(dir, 'key');
  writeFileSync(file, 'private');
  const env = { SFTP_KEY_FILE: file, SFTP_PASSPHRASE: 'f', SFTP_PASSWORD: 'p' };
  expect(sourceOf({ ...NONE, sftp: 'me@host' }, env).auth).toEqual({
    specName: 'SSH PublicKey Authentication for sftp',
    params: {
      host: 'host',
      userName: 'me',
      privateKeyContent: Buffer.from('private').toString('base64'),
      passPhrase: 'f',
    },
  });
  rmSync(dir, { recursive: true });
});

it('reads a bucket with its folder', () => {
  const source = sourceOf(
    { ...NONE, s3: 'exports/loyalty/2024', region: 'eu-west-1' },
    { ...AWS, AWS_REGION: 'us-west-2' },
  );
  expect(source.auth.params).toEqual({
    bucketName: 'exports',
    folderPath: 'loyalty/2024',
    region: 'eu-west-1',
    s3AccessKey: 'id',
    s3SecretKey: 'secret',
  });
});

it.each([
  ['no source', NONE, {}],
  ['two sources', { ...NONE, s3: 'a', folder: '.' }, AWS],
  ['a server without a user', { ...NONE, sftp: 'host' }, { SFTP_PASSWORD: 'p' }],
  ['no password', { ...NONE, sftp: 'me@host' }, {}],
  ['a key that is not there', { ...NONE, sftp: 'me@host' }, { SFTP_KEY_FILE: '/nowhere' }],
  ['no keys', { ...NONE, s3: 'a' }, {}],
])('tells what is wrong with %s', (_, options, env) => {
  expect(() => sourceOf(options, env)).toThrow(UsageError);
});

it('writes rejects so that they can be corrected and read again, and so that no spreadsheet runs them', () => {
  const failures = [{ code: 'SCHEMA-FORMAT', pointer: '/timestamp', message: 'not a date, "at all"' }];
  const text = rejectsCsv([
    { file: 'a.csv', row: 2, failures, record: { Id: '1', Note: '=cmd()' } },
    { file: 'a.csv', row: 3, failures, record: 'broken,"row' },
    { file: 'a.csv', row: 4, failures, record: { Id: '-5', Store: 'a,b' } },
  ]);
  expect(text.split('\r\n')).toEqual([
    '_file,_row,_reason,_text,Id,Note,Store',
    'a.csv,2,"SCHEMA-FORMAT /timestamp not a date, ""at all""",,1,\'=cmd(),',
    'a.csv,3,"SCHEMA-FORMAT /timestamp not a date, ""at all""","broken,""row",,,',
    'a.csv,4,"SCHEMA-FORMAT /timestamp not a date, ""at all""",,-5,,"a,b"',
    '',
  ]);
});

it('draws how far a run is', () => {
  const run = (at?: object) =>
    ({
      id: 'r',
      metrics: {
        recordSummary: { inputRecordCount: 5000, outputRecordCount: 0, failedRecordCount: 0, skippedRecordCount: 0 },
        fileSummary: {
          outputFileCount: 1,
          skippedFileCount: 0,
          failedFileCount: 0,
          extensions: at === undefined ? {} : { at },
        },
        statusSummary: { status: 'inProgress' },
      },
    }) as Run;
  expect(lineOf(run(), 2)).toBe('5000 rows (2500/s)');
  expect(lineOf(run({ file: 'a.zip', done: 50, total: 100, filesDone: 1, filesTotal: 3 }), 2)).toBe(
    `a.zip (2 of 3) ${'█'.repeat(14)}${'░'.repeat(14)}  50 %  5000 rows, 2500/s`,
  );
});
