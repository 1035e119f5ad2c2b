import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Terminal } from '../../cli/src/command.ts';
import { run } from '../../cli/src/run.ts';
import { scratchDirectory } from '../../tools/harness/process.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const scratch = scratchDirectory('mapping-tests');
const copy = join(scratch.path, 'copy');

afterAll(() => scratch.remove());
beforeEach(() => {
  for (const suite of ['profile', 'transaction']) cpSync(join(HERE, suite), join(copy, suite), { recursive: true });
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
    env: {},
    stop: new AbortController().signal,
  };
  return { code: await run(line, terminal), ...said };
}

function change(file: string, from: string, to: string): void {
  const before = readFileSync(join(copy, file), 'utf8');
  expect(before).toContain(from);
  writeFileSync(join(copy, file), before.replace(from, to));
}

function written(file: string, text: string): string {
  writeFileSync(join(copy, file), text);
  return copy;
}

describe("an integrator's mapping repository", () => {
  it('is green by the line its CI runs', () => {
    const { status, stdout } = spawnSync(process.execPath, ['../../cli/meniscus.js', 'mapping', 'test', '.'], {
      cwd: HERE,
      encoding: 'utf8',
    });
    expect(stdout).toContain('10 passed in 2 suites');
    expect(stdout).toContain('coverage: 26 of 197 target fields, 19 of 19 source fields of the cases');
    expect(status).toBe(0);
  });

  it('turns red with the field, what was expected and what came', async () => {
    change('profile/mapping.csv', 'loyalty.points,xdm:loyalty.points', 'loyalty.lifetimePoints,xdm:loyalty.points');
    change('profile/cases/documented-record/expected.json', '"gold"', '"silver"');
    const { code, out } = await meniscus('mapping', 'test', copy);
    expect(code).toBe(1);
    expect(out).toContain('✗ documented-record');
    expect(out).toContain('      loyalty.points\n        - 1250\n        + 122\n');
    expect(out).toContain('      loyalty.tier\n        - "silver"\n        + "gold"\n');
    expect(out).toContain('in the cases and not read: ');
    expect(out).toMatch(/7 passed, 3 failed in 2 suites\n$/);
  });

  it('turns red when a warning or failure is gone, or is new', async () => {
    change('profile/cases/older-till-sends-texts/input.json', '"12 200"', '12200');
    change('transaction/cases/documented-purchase/input.json', '"quantity": 1', '"quantity": "one"');
    const { out } = await meniscus('mapping', 'test', copy);
    expect(out).toMatch(/warnings\n {8}- \{ code: 'MAPPING-CONVERSION',\s+destination: 'loyalty.lifetimePoints'/);
    expect(out).toMatch(/productListItems\[0\]\.quantity\n {8}- 1\n/);
    expect(out).toMatch(/warnings\n {8}\+ \{\s*code: 'MAPPING-CONVERSION',\s+destination: 'productListItems.quantity'/);
  });

  it('does not compare what an expectation leaves out', async () => {
    const file = 'profile/cases/gender-outside-the-list/expected-failures.json';
    writeFileSync(join(copy, file), '[{"code": "SCHEMA-ENUM"}]');
    expect((await meniscus('mapping', 'test', copy)).code).toBe(0);
    writeFileSync(join(copy, file), '[{"code": "SCHEMA-ENUM", "pointer": "/person"}]');
    expect((await meniscus('mapping', 'test', copy)).code).toBe(1);
  });

  it('takes over what comes out with --update, and is green after it', async () => {
    change('profile/mapping.csv', 'loyalty.points,xdm:loyalty.points', 'loyalty.lifetimePoints,xdm:loyalty.points');
    change('profile/cases/gender-outside-the-list/input.json', '"F"', '"female"');
    const updated = await meniscus('mapping', 'test', copy, '--update');
    expect(updated).toMatchObject({ code: 0, out: expect.stringContaining('↻ gender-outside-the-list') });
    expect(existsSync(join(copy, 'profile/cases/gender-outside-the-list/expected-failures.json'))).toBe(false);
    expect(await meniscus('mapping', 'test', copy)).toMatchObject({
      code: 0,
      out: expect.stringContaining('10 passed'),
    });
  });

  it('says which rows cannot run, and answers programs in JSON', async () => {
    change('transaction/calculated.mapping.json', 'concat(', 'concta(');
    change('transaction/mapping.csv', 'xdm:productListItems.SKU', 'xdm:productListItems.SKV');
    const { code, out } = await meniscus('mapping', 'test', copy, '--json');
    expect(code).toBe(1);
    const { green, suites } = JSON.parse(out) as {
      green: boolean;
      suites: { name: string; errors: unknown[]; coverage: { target: { unmapped: string[] } } }[];
    };
    expect(green).toBe(false);
    expect(suites[0]).toMatchObject({ name: 'profile', errors: [] });
    expect(suites[1]!.errors).toMatchObject([
      {
        at: 'calculated.mapping.json, row 1',
        message: expect.stringMatching(/^`concta` is not a function at 1:.*did you mean `concat`\?$/),
      },
      {
        at: 'mapping.csv, row 5',
        message: expect.stringMatching(/^`SKV` is no field of `productListItems\[\*\]`.*did you mean `SKU`\?$/),
      },
    ]);
    expect(suites[1]!.coverage.target.unmapped).toContain('productListItems.SKU');
  });

  it('turns red for a row that can never give a valid value, and shows a record for one that may fail', async () => {
    change('transaction/calculated.mapping.json', ' 1, nullify()', ' true, nullify()');
    const { code, out } = await meniscus('mapping', 'test', join(copy, 'transaction'), '--warnings');
    expect(code).toBe(1);
    expect(out).toMatch(/error calculated\.mapping\.json, row 2 .*can never give a valid value: true is no number/);
    expect(out).toContain(
      'warning mapping.csv, row 3 (identityMap.email[0].authenticatedState → identityMap.email[0].authenticatedState): this row fails when the value is not one of ambiguous, authenticated, loggedOut; for example {"identityMap":{"email":[{"authenticatedState":0}]}}: 0 is not a valid enum value',
    );
  });

  it('colours for a terminal, and not when NO_COLOR is set', async () => {
    const painted = (env: Record<string, string>) =>
      spawnSync(process.execPath, [join(HERE, '../../cli/meniscus.js'), 'mapping', 'test', join(HERE, 'profile')], {
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '', FORCE_COLOR: '', ...env },
      }).stdout;
    expect(painted({ FORCE_COLOR: '1' })).toContain('\u001B[32m✓\u001B[39m documented-record');
    expect(painted({ FORCE_COLOR: '1', NO_COLOR: '1' })).toContain('  ✓ documented-record');
  });

  it.each([
    ['a folder that is not there', () => join(copy, 'none'), 'is no folder'],
    ['a folder without a suite', () => join(copy, 'profile/cases'), 'no suite in'],
    ['a schema that is no JSON', () => written('profile/target.schema.json', '{'), 'target.schema.json: '],
    [
      'a mapping file without headings',
      () => written('profile/mapping.csv', 'a,b\n'),
      'the first line must name the columns',
    ],
    ['a time that is none', () => written('profile/suite.json', '{"now":"soon"}'), 'now must be a date and time'],
  ])('refuses %s and says why', async (_, prepare, words) => {
    const { code, err } = await meniscus('mapping', 'test', prepare());
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(words) });
  });

  it('refuses a schema whose parts are not in the file', async () => {
    const file = join(copy, 'profile/target.schema.json');
    const documents = JSON.parse(readFileSync(file, 'utf8')) as unknown[];
    writeFileSync(file, JSON.stringify(documents.slice(-1)));
    const { code, err } = await meniscus('mapping', 'test', join(copy, 'profile'));
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('/mixins/') });
  });
});
