import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { Engine } from 'json-rules-engine';
import jsonata from 'jsonata';
import { pinned } from '../tools/harness/process.ts';

/**
 * The rival: what a good team would put together from npm for the same work. JSONata maps, ajv validates, SQLite keeps
 * events and merged profiles, json-rules-engine decides the audience; a request is answered when its transaction is on
 * disk (WAL, synchronous=FULL), one transaction per request. The same bodies as ours, the same outcome, checked first.
 */
export async function startRival(file: string, core: number): Promise<{ url: string; stop(): void }> {
  const port = 31_000 + Math.floor(process.hrtime()[1] % 9_000);
  const [command, args] = pinned(core, process.execPath, [fileURLToPath(import.meta.url), String(port), file]);
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const up = await fetch(`${url}/profile/none`).then(
      () => true,
      () => false,
    );
    if (up) return { url, stop: () => child.kill('SIGKILL') };
    await sleep(10);
  }
  throw new Error('the rival did not start');
}

/** A person as the rival answers `GET /profile/{e-mail}`: for the check that both did the same work. */
export interface RivalProfile {
  readonly loyalty?: { readonly tier?: string; readonly points?: number };
  readonly gold: boolean;
  readonly events: number;
}

const PROFILE_MAP = `{ "identityMap": { "Email": [{ "id": identityMap.email[0].id, "primary": true }] }, "loyalty": { "tier": loyalty.tier, "points": loyalty.points, "lifetimePoints": loyalty.lifetimePoints, "expiredPoints": loyalty.expiredPoints, "pointsRedeemed": loyalty.pointsRedeemed, "program": loyalty.program, "status": loyalty.status } }`;
const EVENT_MAP = `{ "_id": _id, "timestamp": timestamp, "identityMap": { "Email": [{ "id": identityMap.email[0].id, "primary": true }] }, "commerce": { "commerceScope": { "storeCode": commerce.commerceScope.storeCode }, "order": { "priceTotal": commerce.order.priceTotal } }, "productListItems": [productLineItems.{ "SKU": SKU, "quantity": quantity, "priceTotal": priceTotal, "name": name, "discountAmount": discountAmount }] }`;

const IDENTITY_MAP = {
  type: 'object',
  additionalProperties: {
    type: 'array',
    items: { type: 'object', required: ['id'], properties: { id: { type: 'string' }, primary: { type: 'boolean' } } },
  },
};
const PROFILE_SCHEMA = {
  type: 'object',
  required: ['identityMap'],
  properties: {
    identityMap: IDENTITY_MAP,
    loyalty: {
      type: 'object',
      properties: { tier: { type: 'string' }, points: { type: 'number' }, status: { type: 'string' } },
    },
  },
};
const EVENT_SCHEMA = {
  type: 'object',
  required: ['_id', 'timestamp', 'identityMap'],
  properties: {
    _id: { type: 'string' },
    timestamp: { type: 'string' },
    identityMap: IDENTITY_MAP,
    commerce: { type: 'object' },
    productListItems: {
      type: 'array',
      items: {
        type: 'object',
        required: ['SKU'],
        properties: { SKU: { type: 'string' }, priceTotal: { type: 'number' } },
      },
    },
  },
};

type Entity = Record<string, unknown> & { identityMap: { Email: { id: string }[] } };

async function serve(port: number, file: string): Promise<void> {
  const db = new DatabaseSync(file);
  db.exec('pragma journal_mode=wal; pragma synchronous=full');
  db.exec(
    'create table event (id text primary key, person text, body text); create index event_person on event(person); create table profile (person text primary key, body text, gold integer)',
  );
  const putEvent = db.prepare('insert into event (id, person, body) values (?, ?, ?) on conflict (id) do nothing');
  const putProfile = db.prepare(
    'insert into profile (person, body, gold) values (?, ?, ?) on conflict (person) do update set body = excluded.body, gold = excluded.gold',
  );
  const getProfile = db.prepare('select body, gold from profile where person = ?');
  const countEvents = db.prepare('select count(*) as n from event where person = ?');
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const kinds = {
    profile: { map: jsonata(PROFILE_MAP), fits: ajv.compile(PROFILE_SCHEMA) },
    event: { map: jsonata(EVENT_MAP), fits: ajv.compile(EVENT_SCHEMA) },
  };
  const rules = new Engine(
    [
      {
        conditions: { all: [{ fact: 'loyalty', path: '$.tier', operator: 'equal', value: 'gold' }] },
        event: { type: 'gold' },
      },
    ],
    { allowUndefinedFacts: true },
  );

  const apply = async (messages: readonly unknown[]) => {
    const work: (() => void)[] = [];
    for (const message of messages) {
      const kind = (message as { _id?: string })._id === undefined ? kinds.profile : kinds.event;
      // JSONata's sequences carry hidden properties; a copy through JSON gives plain data, which is stored anyway.
      const text = JSON.stringify(await kind.map.evaluate(message));
      const entity = JSON.parse(text) as Entity;
      if (!kind.fits(entity)) continue;
      const person = entity.identityMap.Email[0]!.id;
      if (kind === kinds.event) work.push(() => putEvent.run(String(entity._id), person, text));
      else {
        const gold = (await rules.run({ loyalty: entity.loyalty })).events.length > 0;
        work.push(() => {
          const known = getProfile.get(person) as { body: string } | undefined;
          const merged = known === undefined ? entity : { ...(JSON.parse(known.body) as Entity), ...entity };
          putProfile.run(person, JSON.stringify(merged), gold ? 1 : 0);
        });
      }
    }
    db.exec('begin immediate');
    for (const step of work) step();
    db.exec('commit');
  };

  createServer((request, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (request.method === 'GET') {
      const person = decodeURIComponent((request.url ?? '').replace('/profile/', ''));
      const row = getProfile.get(person) as { body: string; gold: number } | undefined;
      const events = (countEvents.get(person) as { n: number }).n;
      answer(200, { ...(row === undefined ? {} : (JSON.parse(row.body) as object)), gold: row?.gold === 1, events });
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const parsed = JSON.parse(Buffer.concat(chunks).toString()) as { messages?: unknown[] };
      apply(parsed.messages ?? [parsed]).then(
        () => answer(200, { ok: true }),
        (error: unknown) => answer(500, { error: String(error) }),
      );
    });
  }).listen(port, '127.0.0.1');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await serve(Number(process.argv[2]), process.argv[3]!);
