import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nearest } from '../../languages/syntax/index.ts';
import type { Kind } from './kind.ts';

const WORD = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** A scaffold that cannot be made; the message says what to do. */
export class ScaffoldError extends Error {
  override readonly name = 'ScaffoldError';
}

/** All kinds, from the files in `kinds/`. */
export async function allKinds(): Promise<readonly Kind[]> {
  const folder = fileURLToPath(new URL('./kinds/', import.meta.url));
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .sort();
  return Promise.all(files.map(async (file) => ((await import(join(folder, file))) as { kind: Kind }).kind));
}

function filesBelow(root: string, folder: string): string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).map(
    (file) => `${folder}/${file.replaceAll('\\', '/')}`,
  );
}

/** Writes the files of a scaffold below a root and returns their paths. Never overwrites. Throws `ScaffoldError`. */
export async function scaffold(
  root: string,
  kindName: string,
  name: string,
): Promise<{ kind: Kind; files: readonly string[] }> {
  const kinds = await allKinds();
  const kind = kinds.find((one) => one.kind === kindName);
  if (kind === undefined) {
    const near = nearest(
      kindName,
      kinds.map((one) => one.kind),
    );
    throw new ScaffoldError(
      `there is no kind ${kindName}${near === undefined ? '' : `, did you mean ${near}?`}\n${usage(kinds)}`,
    );
  }
  const parts = name.split('/');
  if (parts.length !== kind.parts || !parts.every((part) => WORD.test(part))) {
    throw new ScaffoldError(
      `${name} is not a name for a ${kind.kind}: it looks like ${kind.form}, in lower case with hyphens`,
    );
  }
  const files = kind.files(parts, filesBelow(root, 'docs/decisions'));
  const taken = Object.keys(files).find((file) => existsSync(join(root, file)));
  if (taken !== undefined) throw new ScaffoldError(`${taken} is there already`);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  return { kind, files: Object.keys(files) };
}

function usage(kinds: readonly Kind[]): string {
  const width = Math.max(...kinds.map(({ kind, form }) => kind.length + form.length)) + 3;
  return [
    'npm run new <kind> <name>',
    '',
    ...kinds.map(({ kind, form, summary }) => `  ${`${kind} ${form}`.padEnd(width)} ${summary}`),
  ].join('\n');
}

async function main([kindName, name]: readonly string[]): Promise<number> {
  if (kindName === undefined || name === undefined || kindName === '--help') {
    console.log(usage(await allKinds()));
    return kindName === '--help' ? 0 : 2;
  }
  try {
    const { kind, files } = await scaffold(process.cwd(), kindName, name);
    for (const file of files) console.log(`made ${file}`);
    if (kind.generate !== undefined) {
      const { status } = spawnSync(process.execPath, [kind.generate], { stdio: 'inherit' });
      if (status !== 0) return 1;
      console.log(`brought the catalogue up to date (${kind.generate})`);
    }
    const tests = files.filter((file) => file.endsWith('.test.ts'));
    console.log(
      `next: change it, then \`npx vitest run ${tests.length > 0 ? dirname(tests[0]!) : dirname(files[0]!)}\` and \`npm run check\``,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof ScaffoldError)) throw error;
    console.error(error.message);
    return 2;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2));
