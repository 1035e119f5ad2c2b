import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { allKinds, ScaffoldError, scaffold } from './new.ts';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** A copy of what git tracks, with the modules of this checkout: scaffolds are tried there. */
function copyOfCheckout(): string {
  const root = mkdtempSync(join(tmpdir(), 'scaffold-'));
  roots.push(root);
  spawnSync('sh', [
    '-c',
    `git ls-files -z languages platform cli client docs/decisions tools package.json biome.json tsconfig.json vitest.config.ts | tar --null -T - -cf - | tar -xf - -C "${root}"`,
  ]);
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  return root;
}

const NAMES: Readonly<Record<string, string>> = {
  function: 'string/scaffold-trim',
  source: 'scaffold-source',
  resource: 'catalog/scaffold-names',
  command: 'scaffold/say',
  decision: 'a-scaffold-for-decisions',
};

describe('npm run new', () => {
  it('makes every kind so that its test is green and its style clean', async () => {
    const root = copyOfCheckout();
    const made: string[] = [];
    for (const { kind, generate } of await allKinds()) {
      const { files } = await scaffold(root, kind, NAMES[kind]!);
      made.push(...files);
      if (generate !== undefined) expect(spawnSync(process.execPath, [generate], { cwd: root }).status).toBe(0);
    }
    expect(readFileSync(join(root, 'languages/dataprep/functions.generated.ts'), 'utf8')).toContain('scaffoldTrim');
    expect(readFileSync(join(root, 'platform/src/sources/sources.generated.ts'), 'utf8')).toContain('scaffoldSource');
    const code = made.filter((file) => file.endsWith('.ts'));
    const style = spawnSync(
      process.execPath,
      ['node_modules/@biomejs/biome/bin/biome', 'check', '--vcs-enabled=false', ...code],
      { cwd: root, encoding: 'utf8' },
    );
    expect(`${style.stdout}${style.stderr}`).not.toMatch(/error|Found \d+/i);
    const tests = [...code.filter((file) => file.endsWith('.test.ts')), 'languages/dataprep/cases.test.ts'];
    const run = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...tests], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(run.status, run.stdout + run.stderr).toBe(0);
  });

  it('has a name to try for every kind', async () => {
    expect((await allKinds()).map(({ kind }) => kind).sort()).toEqual(Object.keys(NAMES).sort());
  });

  it('never overwrites, refuses odd names and suggests the nearest kind', async () => {
    const root = mkdtempSync(join(tmpdir(), 'scaffold-'));
    roots.push(root);
    await scaffold(root, 'command', 'a/b');
    await expect(scaffold(root, 'command', 'a/b')).rejects.toThrow('is there already');
    for (const name of ['../../etc/passwd', 'A/B', 'one', 'a/b/c', 'a/'])
      await expect(scaffold(root, 'command', name)).rejects.toThrow(ScaffoldError);
    await expect(scaffold(root, 'comand', 'a/b')).rejects.toThrow('did you mean command?');
  });
});
