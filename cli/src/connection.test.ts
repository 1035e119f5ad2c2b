import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Values } from './command.ts';
import { CONNECTION_OPTIONS, connectionSettings } from './connection.ts';

const NOTHING = Object.fromEntries(Object.keys(CONNECTION_OPTIONS).map((name) => [name, undefined])) as Values<
  typeof CONNECTION_OPTIONS
>;
const FILE = {
  url: 'http://127.0.0.1:9090',
  orgId: 'F@AdobeOrg',
  sandbox: 'dev',
  clientId: 'file-id',
  clientSecret: 'file-secret',
};

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'meniscus-cli-'));
  writeFileSync(join(dir, 'credentials.json'), JSON.stringify(FILE));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('connection settings', () => {
  it('come from the data directory when nothing else is said', () => {
    expect(connectionSettings(NOTHING, { MENISCUS_DATA_DIR: dir })).toEqual(FILE);
  });

  it('prefer the environment to the file and options to both', () => {
    const env = { MENISCUS_DATA_DIR: dir, MENISCUS_SANDBOX: 'stage', MENISCUS_CLIENT_ID: 'env-id' };
    expect(connectionSettings(NOTHING, env)).toMatchObject({
      sandbox: 'stage',
      clientId: 'env-id',
      clientSecret: 'file-secret',
    });
    expect(connectionSettings({ ...NOTHING, sandbox: 'mine' }, env).sandbox).toBe('mine');
  });

  it('do not send the credentials of the file to another platform', () => {
    expect(() =>
      connectionSettings({ ...NOTHING, url: 'https://elsewhere.example' }, { MENISCUS_DATA_DIR: dir }),
    ).toThrow(/no org/);
  });

  it('name what is missing and where it can be said', () => {
    expect(() => connectionSettings(NOTHING, { MENISCUS_DATA_DIR: '/nowhere' })).toThrow(
      'no org: give --org, set MENISCUS_ORG_ID',
    );
  });
});
