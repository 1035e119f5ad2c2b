import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { circles, importsBelow, impurities, violations } from './import-law.ts';
import { type LockFile, licenceComplaints, licenceIn } from './licences.ts';
import { brokenLinks } from './links.ts';
import { unprovenThreats } from './threats.ts';

/** `npm run check`: types, style, import law, generated files, links, the tests of threats, licences. All of them run; the exit code is 1 if one fails. */
interface Check {
  readonly name: string;
  /** Complaints; none is good. */
  run(): readonly string[];
}

function command(name: string, args: readonly string[]): Check {
  return {
    name,
    run() {
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      return status === 0 ? [] : [`${stdout}${stderr}`.trim()];
    },
  };
}

function tracked(pattern: string): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', pattern], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function installedLicence(path: string): string | undefined {
  const manifest = `${path}/package.json`;
  return existsSync(manifest) ? licenceIn(read(manifest) as Parameters<typeof licenceIn>[0]) : undefined;
}

const CHECKS: readonly Check[] = [
  command('types', ['node_modules/typescript/bin/tsc', '-p', '.']),
  command('types of the console', ['node_modules/typescript/bin/tsc', '-p', 'console']),
  command('style', ['node_modules/@biomejs/biome/bin/biome', 'check', '.']),
  command('generated files are fresh', ['tools/generate/generate.ts', '--check']),
  {
    name: 'import law',
    run: () => {
      const imports = importsBelow('platform/src');
      return [...violations(imports), ...circles(imports), ...impurities(importsBelow('languages'))];
    },
  },
  { name: 'links', run: () => brokenLinks(tracked('*.md')) },
  { name: 'threats have their tests', run: () => unprovenThreats('docs/threat-model.md') },
  { name: 'licences', run: () => licenceComplaints(read('package-lock.json') as LockFile, installedLicence) },
];

for (const check of CHECKS) {
  const started = performance.now();
  const complaints = check.run();
  console.log(
    `${complaints.length === 0 ? 'ok  ' : 'FAIL'} ${check.name} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
  );
  for (const complaint of complaints) console.log(complaint.replace(/^/gm, '     '));
  if (complaints.length > 0) process.exitCode = 1;
}
