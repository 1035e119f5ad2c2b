import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { EXIT, parseCommandLine, type Terminal } from './command.ts';
import { discover, match } from './discover.ts';
import { run } from './run.ts';

function meniscus(...line: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return stoppedBy(new AbortController().signal, line);
}

async function stoppedBy(stop: AbortSignal, line: readonly string[]) {
  let out = '';
  let err = '';
  const terminal: Terminal = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    interactive: false,
    env: { MENISCUS_DATA_DIR: '/nowhere' },
    stop,
  };
  const code = await run(line, terminal);
  return { code, out, err };
}

describe('the command line', () => {
  it('starts nothing it was asked to stop before it began', async () => {
    for (const command of ['start', 'demo']) {
      const { code, out, err } = await stoppedBy(AbortSignal.abort(), [command]);
      expect([command, code, out]).toEqual([command, command === 'start' ? EXIT.ok : EXIT.interrupted, '']);
      expect(err).not.toContain('running');
    }
  });

  it('finds its commands in the folder and lists them with their summaries', async () => {
    const { code, out } = await meniscus('--help');
    expect(code).toBe(EXIT.ok);
    for (const name of [
      'start',
      'demo',
      'simulate',
      'sql',
      'failed list',
      'failed show',
      'failed replay',
      'ledger',
      'ledger show',
    ]) {
      expect(out).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
    }
  });

  it('makes the help of every command from its declaration', async () => {
    for (const { words, load } of discover()) {
      const { code, out } = await meniscus(...words, '--help');
      const spec = await load();
      expect(code).toBe(EXIT.ok);
      expect(out).toContain(spec.summary);
      for (const [name, option] of Object.entries(spec.options))
        expect(out).toContain(`--${name}${option.type === 'string' ? ' <' : ''}`);
    }
  });

  it('has examples that its own parser accepts', async () => {
    const verbs = discover();
    for (const { load } of verbs) {
      for (const { line } of (await load()).examples) {
        const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
        const redirected = words.indexOf('>');
        const found = match(verbs, redirected < 0 ? words : words.slice(0, redirected))!;
        const spec = await found.verb.load();
        expect(() => parseCommandLine(spec, found.rest)).not.toThrow();
      }
    }
  });

  it('suggests the command that was probably meant', async () => {
    expect(await meniscus('simulte')).toMatchObject({
      code: EXIT.usage,
      err: expect.stringContaining("did you mean 'simulate'?"),
    });
    expect((await meniscus('failed', 'lst')).err).toContain("did you mean 'failed list'?");
    expect((await meniscus('failed')).err).toContain('failed list, failed replay, failed show');
  });

  it('says what is wrong with options and arguments, with exit code 2', async () => {
    expect(await meniscus('simulate', '--seeed', 'x')).toMatchObject({
      code: EXIT.usage,
      err: expect.stringContaining('did you mean --seed?'),
    });
    expect((await meniscus('simulate', '--members', 'many', '--dry-run')).err).toContain(
      '--members is many; it must be a whole number from 1 to',
    );
    expect((await meniscus('simulate', '--dry-run', '--shape', 'round')).err).toContain('documented or events');
    expect((await meniscus('simulate')).err).toContain('where to?');
    expect((await meniscus('simulate', '--to', 'http://x/y')).err).toContain('collection URL');
    expect((await meniscus('sql')).err).toContain('<sql> is missing');
    expect((await meniscus('sql', 'a', 'b')).err).toContain("unexpected argument 'b'");
    expect((await meniscus('failed', 'list', '--status', 'lost')).err).toContain('open or replayed');
  });

  it('writes the simulated messages of a dry run, one JSON object a line', async () => {
    const { code, out } = await meniscus('simulate', '--dry-run', '--members', '4', '--events', '20');
    expect(code).toBe(EXIT.ok);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { identityMap: unknown });
    expect(lines.length).toBeGreaterThan(24);
    for (const line of lines) expect(line.identityMap).toBeDefined();
  });

  it('starts through the launcher, and keeps the compiled code', () => {
    const launcher = fileURLToPath(new URL('../meniscus.js', import.meta.url));
    expect(execFileSync(process.execPath, [launcher, 'simulate', '--help'], { encoding: 'utf8' })).toContain('Usage');
    const kept = fileURLToPath(new URL('../../node_modules/.cache/meniscus', import.meta.url));
    expect(readdirSync(kept, { recursive: true }).length).toBeGreaterThan(20);
  });
});
