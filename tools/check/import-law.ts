import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** The one ordered list: a stage may import what stands before it, through its `index.ts`. Printed in ARCHITECTURE.md. */
export const STAGES = [
  'languages',
  'kernel',
  'stores',
  'access',
  'schemas',
  'catalog',
  'mapping',
  'flows',
  'sources',
  'ingest',
  'lake',
  'identity',
  'profile',
  'segmentation',
  'journeys',
  'destinations',
  'edge',
  'privacy',
  'monitoring',
  'server',
  'pipeline',
  'canary',
  'rebuild',
  'main',
  'doctor',
] as const;

/** Third-party drivers and frameworks with the folders that may import them. */
const CONFINED: Readonly<Record<string, readonly string[]>> = {
  lmdb: ['stores'],
  'node:sqlite': ['stores'],
  '@duckdb/node-api': ['lake'],
  fastify: ['server'],
  '@node-rs/argon2': ['access'],
};

/** One import found in a file. */
export interface Import {
  /** Path from the root of `platform/src`, with slashes. */
  readonly file: string;
  readonly specifier: string;
}

function sourceFiles(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourceFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** All imports (static, dynamic, type-only, re-exports) of the files below a folder. */
export function importsBelow(root: string): readonly Import[] {
  const pattern = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g;
  return sourceFiles(root).flatMap((path) => {
    const file = relative(root, path).split(sep).join('/');
    return [...readFileSync(path, 'utf8').matchAll(pattern)].map((match) => ({ file, specifier: match[1]! }));
  });
}

/** The stage a file of `platform/src` belongs to; files beside the stages are `pipeline` or, all others, `main`. */
export function stageOf(file: string): string {
  const cut = file.indexOf('/');
  if (cut >= 0) return file.slice(0, cut);
  return file.startsWith('pipeline') ? 'pipeline' : 'main';
}

/** Tests, and what several tests of a folder share: `test-<name>.ts`. */
const isTest = (file: string) => /(\.(test|bench|contract)|\/test-[a-z]+)\.tsx?$/.test(file);

/** What breaks the law, one sentence each. */
export function violations(imports: readonly Import[]): readonly string[] {
  return imports.flatMap((one) => [...stageViolations(one), ...confinedViolations(one)]);
}

/** The file a relative specifier names, from the root of what is looked at. */
function targetOf(file: string, specifier: string): string {
  return relative('/', resolve('/', dirname(file), specifier))
    .split(sep)
    .join('/');
}

function stageViolations({ file, specifier }: Import): string[] {
  if (!specifier.startsWith('.')) return [];
  const target = targetOf(file, specifier);
  const from = stageOf(file);
  const to = stageOf(target);
  if (from === to || isTest(file)) return [];
  const rank = (stage: string) => STAGES.indexOf(stage as (typeof STAGES)[number]);
  if (rank(from) < 0) return [`${file}: folder ${from} is not in the list of stages`];
  if (rank(to) > rank(from)) return [`${file} imports ${specifier}: ${to} stands to the right of ${from}`];
  if (target.includes('/') && !target.endsWith(`${to}/index.ts`))
    return [`${file} imports ${specifier}: not through the door ${to}/index.ts`];
  return [];
}

function confinedViolations({ file, specifier }: Import): string[] {
  const allowed = CONFINED[specifier];
  if (allowed === undefined || allowed.includes(stageOf(file)) || isTest(file)) return [];
  return [`${file} imports ${specifier}: only ${allowed.join(', ')} may`];
}

/** Files that import each other in a circle, types included: one sentence for each file that closes one. */
export function circles(imports: readonly Import[]): readonly string[] {
  const targets = new Map<string, string[]>();
  for (const { file, specifier } of imports) {
    if (!specifier.startsWith('.') || isTest(file)) continue;
    const target = targetOf(file, specifier);
    targets.set(file, [...(targets.get(file) ?? []), target]);
  }
  const found: string[] = [];
  const done = new Set<string>();
  const follow = (file: string, way: readonly string[]): void => {
    const since = way.indexOf(file);
    if (since >= 0) found.push(`${[...way.slice(since), file].join(' imports ')}: a circle`);
    if (since >= 0 || done.has(file)) return;
    for (const target of targets.get(file) ?? []) follow(target, [...way, file]);
    done.add(file);
  };
  for (const file of targets.keys()) follow(file, []);
  return found;
}

/** `languages` is pure: nothing of ours outside it, and no Node module. */
export function impurities(imports: readonly Import[]): readonly string[] {
  return imports
    .filter(({ file }) => !isTest(file) && !file.includes('generate'))
    .filter(
      ({ specifier }) =>
        specifier.startsWith('node:') ||
        (specifier.startsWith('@meniscus/') && !specifier.startsWith('@meniscus/languages')),
    )
    .map(
      ({ file, specifier }) => `languages/${file} imports ${specifier}: languages are pure and run in a browser too`,
    );
}
