import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scratchDirectory } from '../../../../tools/harness/process.ts';
import { dataset, flow, schema } from '../../../../tools/harness/programme.ts';
import { withPlatform } from '../../../../tools/harness/with-platform.ts';
import type { Terminal } from '../../command.ts';
import { run } from '../../run.ts';

const stand = withPlatform('mapping-files');
const scratch = scratchDirectory('mapping-files-out');
afterAll(() => scratch.remove());

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
    env: { MENISCUS_DATA_DIR: stand.platform.dataDir },
    stop: new AbortController().signal,
  };
  return { code: await run(['mapping', ...line], terminal), ...said };
}

const STANDARD = ['profile', 'identitymap', 'profile-person-details'].map(
  (part) => `https://ns.adobe.com/xdm/context/${part}`,
);
const ROWS = `sourceType,source,destination
ATTRIBUTE,id,_id
EXPRESSION,"concat(first, ""-"", last)",person.name.fullName
ATTRIBUTE,gender,person.gender
`;

describe('mapping files and a platform', () => {
  it('a set is made from a file, exported, edited and sent back as its next version', async () => {
    const schemaId = await schema(stand.api, 'Mapping files', STANDARD);
    const file = join(scratch.path, 'mapping.csv');
    writeFileSync(file, ROWS);
    const made = await meniscus('import', file, '--schema', schemaId, '--name', 'From a file');
    expect(made).toMatchObject({ code: 0, err: '' });
    const id = /^mapping set ([0-9a-f]{32}), version 0\n/.exec(made.out)![1]!;
    expect(made.out).toContain('warning gender → person.gender: this row fails when the value is not one of');

    const exported = join(scratch.path, 'exported.json');
    expect((await meniscus('export', id, '--output', exported)).code).toBe(0);
    expect((await meniscus('export', id)).out).toBe(ROWS.replaceAll('\n', '\r\n'));
    const rows = JSON.parse(readFileSync(exported, 'utf8')) as { source: string }[];
    const folder = join(scratch.path, 'edited');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.mapping.json'), JSON.stringify(rows.slice(0, 2)));
    const again = await meniscus('import', folder, '--set', id, '--draft', '--json');
    expect(JSON.parse(again.out)).toMatchObject({ id, version: 1, name: 'From a file', status: 'DRAFT' });
    expect((await meniscus('export', id, '--version', '0', '--format', 'json')).out).toBe(
      readFileSync(exported, 'utf8'),
    );
  });

  it('a dataflow cannot be made with a draft', async () => {
    const schemaId = await schema(stand.api, 'Mapping draft', STANDARD);
    const { id: datasetId } = await dataset(stand.api, 'Mapping draft', schemaId);
    const file = join(scratch.path, 'draft.csv');
    writeFileSync(file, ROWS);
    const draft = JSON.parse((await meniscus('import', file, '--schema', schemaId, '--draft', '--json')).out) as {
      id: string;
    };
    const made = flow(stand.api, 'Mapping draft', schemaId, datasetId, [['id', '_id']]);
    await expect(made).resolves.toContain('http');
    const { items } = await stand.api.call<{ items: { id: string; etag: string }[] }>(
      'GET',
      '/data/foundation/flowservice/flows',
    );
    const last = items.at(-1)!;
    const patch = [{ op: 'replace', path: '/transformations/0/params/mappingId', value: draft.id }];
    await expect(
      stand.api.call('PATCH', `/data/foundation/flowservice/flows/${last.id}`, patch, { 'if-match': last.etag }),
    ).rejects.toThrow('is a draft and has to be published first');
  });

  it('what is wrong is said: rows, files, options', async () => {
    const schemaId = await schema(stand.api, 'Mapping refusals', STANDARD);
    const file = join(scratch.path, 'wrong.csv');
    writeFileSync(file, 'sourceType,source,destination\nEXPRESSION,is_empty(a),person.birthYear\n');
    const never = await meniscus('import', file, '--schema', schemaId);
    expect(never).toMatchObject({ code: 1, err: expect.stringContaining('can never give a valid value') });
    expect(await meniscus('import', file)).toMatchObject({ code: 2, err: expect.stringContaining('--set') });
    expect(await meniscus('import', join(scratch.path, 'none'), '--set', 'x')).toMatchObject({ code: 2 });
    expect(await meniscus('import', file, '--set', 'x', '--name', 'y')).toMatchObject({ code: 2 });
    expect(await meniscus('export', 'none')).toMatchObject({ code: 1, err: expect.stringContaining('404') });
    expect(await meniscus('export', 'none', '--format', 'xlsx')).toMatchObject({ code: 2 });
  });
});
