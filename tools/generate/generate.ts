import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { CATALOGUE_FILE, generateCatalogue } from '../../languages/dataprep/functions/generate.ts';
import {
  generateCatalogue as generatePqlCatalogue,
  TARGET as PQL_FILE,
} from '../../languages/pql/functions/generate.ts';
import {
  createCipher,
  createMeter,
  type Route,
  randomIds,
  systemClock,
  systemTimers,
} from '../../platform/src/kernel/index.ts';
import { createPipeline } from '../../platform/src/pipeline.ts';
import { routeFaults } from '../../platform/src/server/index.ts';
import {
  generateCatalogue as generateSources,
  CATALOGUE_FILE as SOURCES_FILE,
} from '../../platform/src/sources/generate.ts';
import {
  openDiskObjects,
  openMemoryKeyedStore,
  openMemoryLog,
  openSqliteTables,
} from '../../platform/src/stores/index.ts';
import { apiFiles } from './api-files.ts';
import { DECLARED_TEXTS_FILE, generateDeclaredTexts } from './declared-texts.ts';
import { EDITOR_PARSER_FILE, generateEditorParser } from './editor-grammar.ts';
import { generateMailFrench, MAIL_FRENCH_FILE } from './mail-french.ts';
import { generateMappingReference, MAPPING_REFERENCE_FILE } from './mapping-reference.ts';

/** The routes of the whole platform, from stages built on stores that forget; nothing is started. */
async function allRoutes(directory: string): Promise<readonly Route[]> {
  const pipeline = createPipeline({
    log: openMemoryLog(),
    keyed: openMemoryKeyedStore(),
    tables: await openSqliteTables({ path: ':memory:' }),
    objects: await openDiskObjects({ dir: join(directory, 'objects') }),
    cipher: createCipher(Buffer.alloc(32)),
    clock: systemClock,
    ids: randomIds,
    meter: createMeter(),
    logger: pino({ level: 'silent' }),
    publicUrl: 'http://127.0.0.1:8080',
    repeatWindowMs: 0,
    rateLimits: { requestsPerSecond: 1, messagesPerSecond: 1, enforce: false },
    outgoing: { allow: [] },
    workDir: join(directory, 'work'),
    stagingDir: join(directory, 'staging'),
    historyDir: join(directory, 'history'),
    filesDir: undefined,
    timers: systemTimers,
  });
  return pipeline.routes;
}

function current(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** `npm run generate` writes what is derived from declarations; with `--check` it only says what is not fresh. */
const check = process.argv.includes('--check');
const directory = mkdtempSync(join(tmpdir(), 'meniscus-generate-'));
try {
  const version = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;
  const routes = await allRoutes(directory);
  for (const fault of routeFaults(routes)) {
    console.log(fault);
    process.exitCode = 1;
  }
  const files: Record<string, string> = {
    ...apiFiles(routes, version),
    [CATALOGUE_FILE]: generateCatalogue(),
    [SOURCES_FILE]: generateSources(),
    [PQL_FILE]: await generatePqlCatalogue(),
    [DECLARED_TEXTS_FILE]: generateDeclaredTexts(routes),
    [MAIL_FRENCH_FILE]: await generateMailFrench(),
    [EDITOR_PARSER_FILE]: generateEditorParser(),
    [MAPPING_REFERENCE_FILE]: generateMappingReference(),
  };
  for (const [path, content] of Object.entries(files)) {
    if (current(path) === content) continue;
    if (check) {
      console.log(`${path} is not what its declarations say; run \`npm run generate\``);
      process.exitCode = 1;
    } else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      console.log(`wrote ${path}`);
    }
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
