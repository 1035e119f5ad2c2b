import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Terminal } from '../../cli/src/command.ts';
import { run } from '../../cli/src/run.ts';
import { scratchDirectory } from '../../tools/harness/process.ts';
import { withProcess } from '../../tools/harness/with-platform.ts';

/** The README, line by line, on the real process. */
const stand = withProcess('batch-upload');
const scratch = scratchDirectory('batch-upload-files');
afterAll(() => scratch.remove());

const MEMBERS = fileURLToPath(new URL('members.ndjson', import.meta.url));

type Json = Record<string, unknown>;

async function upload(...line: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const terminal: Terminal = {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    interactive: false,
    env: { MENISCUS_DATA_DIR: stand.platform.dataDir },
    stop: new AbortController().signal,
  };
  return { code: await run(['batch', 'upload', '--dataset', 'Loyalty members', ...line], terminal), ...said };
}

function idIn(out: string): string {
  return /^batch ([0-9a-f]{32}): /.exec(out)![1]!;
}

function place(name: string, rows: readonly Json[]): string {
  const file = join(scratch.path, name);
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return file;
}

async function points(email: string): Promise<number | undefined> {
  return (await stand.api.profile('Email', email))?.loyalty?.points;
}

describe('members from a file', () => {
  it('fail whole, enter in part, are corrected and replaced', async () => {
    const refused = await upload(MEMBERS);
    expect(refused).toMatchObject({ code: 1, err: '' });
    expect(refused.out).toMatch(/^batch [0-9a-f]{32}: failed, 0 rows stored, 2 failed\n {2}INGEST-1211-400 /);
    expect(await points('ada@members.example')).toBeUndefined();

    const partly = await upload('--error-threshold', '50', MEMBERS);
    expect(partly.code).toBe(0);
    expect(partly.out).toContain(': success, 3 rows stored, 2 failed');
    expect(partly.out).toContain('INGEST-1401-400 (1 rows)');
    expect(await points('cleo@members.example')).toBe(410);

    const failed = `/data/foundation/export/batches/${idIn(partly.out)}/failed?path=part-00000.json`;
    const answer = await fetch(stand.platform.url + failed, { headers: stand.api.headers });
    const rows = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);
    expect(rows.map(({ _errors }) => (_errors as { code: string }[])[0]!.code)).toEqual(['SCHEMA-TYPE', '1401']);

    const { _errors, _filename, ...dan } = rows[0]!;
    const corrected = await upload(place('corrected.ndjson', [{ ...dan, loyalty: { tier: 'bronze', points: 90 } }]));
    expect(corrected.out).toContain(': success, 1 rows stored, 0 failed');
    expect(await points('dan@members.example')).toBe(90);

    const newer = ['ada', 'ben', 'cleo'].map((name, index) => ({
      identityMap: { Email: [{ id: `${name}@members.example`, primary: true }] },
      loyalty: { tier: 'gold', points: 2000 + index },
    }));
    const replaced = await upload('--replaces', idIn(partly.out), place('members-2.ndjson', newer));
    expect(replaced.code).toBe(0);
    expect(await points('ada@members.example')).toBe(2000);
    const stored = await stand.api.sql(`SELECT count(*) FROM ${stand.programme.profileTable}`);
    expect(stored.rows[0]![0]).toBe(4);
    expect(await stand.api.ledger()).toMatchObject({ balanced: true, waiting: 0 });
  });

  it('the command line says what it needs', async () => {
    expect(await upload()).toMatchObject({ code: 2, err: expect.stringContaining('<file> is missing') });
    expect(await upload('none.ndjson')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no file that can be read'),
    });
    expect(await upload(place('members.xml', []))).toMatchObject({ code: 2, err: expect.stringContaining('--format') });
    expect(await upload('--error-threshold', '101', MEMBERS)).toMatchObject({ code: 2 });
    const empty = await upload(place('empty.ndjson', []));
    expect(empty).toMatchObject({ code: 1, out: expect.stringContaining('106 empty.ndjson: Dataset file is empty') });
  });
});
