import { execFileSync, spawn } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { freePort } from '../../tools/harness/process.ts';
import type { AudienceRule, Condition } from '../audience-rules.ts';
import { answering, RULES, type RunningRival } from './rival.ts';
import { EVENT_SCHEMA, PROFILE_SCHEMA } from './schemas.ts';
import { CONNECTIONS, findIn, STATEMENTS, TABLES } from './tables.ts';

/**
 * The rival on Benthos: its HTTP server takes messages, Bloblang maps them and decides the audiences, its JSON Schema processor
 * validates, and a request is one transaction of the two statements that the rival on PostgreSQL has, by an output written for
 * it (`benthos/main.go`). It is answered when that is committed; threads are as many as there are cores.
 */
const SOURCE = fileURLToPath(new URL('./benthos/', import.meta.url));

/**
 * Builds the program in a folder; what it needs comes through Go's module proxy the first time. Returns why it cannot be built, or
 * nothing. In a copy, since Go notes there what the two modules of `go.mod` need in turn: their versions tell it.
 */
export function buildBenthos(dir: string): string | undefined {
  const cwd = join(dir, 'benthos');
  cpSync(SOURCE, cwd, { recursive: true });
  try {
    execFileSync('go', ['build', '-mod=mod', '-o', programIn(dir), '.'], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    return undefined;
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: Buffer };
    if (code === 'ENOENT') return 'Go is not installed';
    return `its program cannot be built: ${String(stderr).trim().split('\n').at(-1)}`;
  }
}

function programIn(dir: string): string {
  return join(dir, 'benthos-rival');
}

/** Starts what `buildBenthos` has built, with its tables in a database that has none. */
export async function startBenthos(dir: string, connectionString: string): Promise<RunningRival> {
  const pool = new pg.Pool({ connectionString, max: 1 });
  await pool.query(TABLES);
  const port = await freePort();
  const file = join(dir, 'benthos.json');
  writeFileSync(file, JSON.stringify(configuration(port, connectionString)));
  const child = spawn(programIn(dir), ['-c', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}/`;
  // It answers GET with 405.
  await answering(child, () => fetch(url));
  return {
    url,
    find: (person) => findIn(pool, person),
    async stop() {
      child.kill('SIGKILL');
      await pool.end();
    },
  };
}

function configuration(port: number, dsn: string) {
  return {
    http: { enabled: false },
    logger: { level: 'WARN' },
    input: { http_server: { address: `127.0.0.1:${port}`, path: '/', allowed_verbs: ['POST'], timeout: '120s' } },
    pipeline: {
      processors: [
        { mapping: 'root = this.messages | [this]' },
        { unarchive: { format: 'json_array' } },
        { mapping: MAPPING },
        {
          switch: [
            { check: 'meta("id") != null', processors: [{ json_schema: { schema: JSON.stringify(EVENT_SCHEMA) } }] },
            { processors: [{ json_schema: { schema: JSON.stringify(PROFILE_SCHEMA) } }] },
          ],
        },
        { mapping: 'root = if errored() { deleted() }' },
      ],
    },
    output: {
      programme: {
        dsn,
        put_events: STATEMENTS.event.arrays,
        put_profiles: STATEMENTS.profile.arrays,
        max_in_flight: CONNECTIONS,
      },
    },
  };
}

/** Fields by their names, those that are not there left out. */
function fields(from: string, names: readonly string[]): string {
  return `{ ${names.map((name) => `"${name}": ${from}.${name} | deleted()`).join(', ')} }`;
}

const ATTRIBUTES = ['tier', 'points', 'lifetimePoints', 'expiredPoints', 'pointsRedeemed', 'program', 'status'];
const ITEM = ['SKU', 'quantity', 'priceTotal', 'name', 'discountAmount'];
const OPERATORS = { equal: '==', greaterThanInclusive: '>=', lessThan: '<' } as const;

function conditionOf({ path, operator, value }: Condition): string {
  return `${path.replace('loyalty.', '$loyalty.')} ${OPERATORS[operator]} ${JSON.stringify(value)}`;
}

function memberOf({ name, all }: AudienceRule): string {
  return `if ${all.map(conditionOf).join(' && ')} { ${JSON.stringify(name)} } else { deleted() }`;
}

const MAPPING = `
let person = this.identityMap.email.index(0).id
let identities = { "Email": [{ "id": $person, "primary": true }] }
let loyalty = this.loyalty
meta person = $person
meta id = this._id | deleted()
meta audiences = if this._id == null { [ ${[...RULES]
  .sort((a, b) => (a.name < b.name ? -1 : 1))
  .map(memberOf)
  .join(', ')} ].format_json(no_indent: true).string() } else { deleted() }
root = if this._id == null {
  { "identityMap": $identities, "loyalty": ${fields('$loyalty', ATTRIBUTES)} }
} else {
  {
    "_id": this._id,
    "timestamp": this.timestamp | deleted(),
    "identityMap": $identities,
    "commerce": {
      "commerceScope": { "storeCode": this.commerce.commerceScope.storeCode | deleted() },
      "order": { "priceTotal": this.commerce.order.priceTotal | deleted() }
    },
    "productListItems": (this.productLineItems | []).map_each(item -> ${fields('item', ITEM)})
  }
}`;
