import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import jsonata from 'jsonata';
import { type Entity, type Rival, RULES, serveRival } from './rival.ts';
import { rulesEngineOf } from './rules-engine.ts';
import { fitsEvent, fitsProfile } from './schemas.ts';

/**
 * The rival of packages: what a good team would put together from npm for the same work. JSONata maps, ajv validates, SQLite
 * keeps events and merged profiles, json-rules-engine decides the audiences; a request is answered when its transaction is on
 * disk (WAL, synchronous=FULL), one transaction per request.
 */
export const FILE = fileURLToPath(import.meta.url);

const PROFILE_MAP = `{ "identityMap": { "Email": [{ "id": identityMap.email[0].id, "primary": true }] }, "loyalty": { "tier": loyalty.tier, "points": loyalty.points, "lifetimePoints": loyalty.lifetimePoints, "expiredPoints": loyalty.expiredPoints, "pointsRedeemed": loyalty.pointsRedeemed, "program": loyalty.program, "status": loyalty.status } }`;
const EVENT_MAP = `{ "_id": _id, "timestamp": timestamp, "identityMap": { "Email": [{ "id": identityMap.email[0].id, "primary": true }] }, "commerce": { "commerceScope": { "storeCode": commerce.commerceScope.storeCode }, "order": { "priceTotal": commerce.order.priceTotal } }, "productListItems": [productLineItems.{ "SKU": SKU, "quantity": quantity, "priceTotal": priceTotal, "name": name, "discountAmount": discountAmount }] }`;

function open(file: string): Rival {
  const db = new DatabaseSync(file);
  db.exec('pragma journal_mode=wal; pragma synchronous=full');
  db.exec(
    'create table event (id text primary key, person text, body text); create index event_person on event(person); create table profile (person text primary key, body text, audiences text)',
  );
  const putEvent = db.prepare('insert into event (id, person, body) values (?, ?, ?) on conflict (id) do nothing');
  const putProfile = db.prepare(
    'insert into profile (person, body, audiences) values (?, ?, ?) on conflict (person) do update set body = excluded.body, audiences = excluded.audiences',
  );
  const getProfile = db.prepare('select body, audiences from profile where person = ?');
  const countEvents = db.prepare('select count(*) as n from event where person = ?');
  const maps = { profile: jsonata(PROFILE_MAP), event: jsonata(EVENT_MAP) };
  const engine = rulesEngineOf(RULES);

  /** What is left to do for a message within the transaction; undefined when it does not fit. */
  const prepare = async (message: unknown): Promise<(() => void) | undefined> => {
    const isEvent = (message as { _id?: string })._id !== undefined;
    // JSONata's sequences carry hidden properties; a copy through JSON gives plain data, which is stored anyway.
    const text = JSON.stringify(await (isEvent ? maps.event : maps.profile).evaluate(message));
    const entity = JSON.parse(text) as Entity;
    if (!(isEvent ? fitsEvent : fitsProfile)(entity)) return undefined;
    const person = entity.identityMap.Email[0]!.id;
    if (isEvent) return () => putEvent.run(String(entity._id), person, text);
    const { events } = await engine.run({ loyalty: entity.loyalty });
    const audiences = JSON.stringify(events.map(({ type }) => type).sort());
    return () => {
      const known = getProfile.get(person) as { body: string } | undefined;
      const merged = known === undefined ? entity : { ...(JSON.parse(known.body) as Entity), ...entity };
      putProfile.run(person, JSON.stringify(merged), audiences);
    };
  };

  return {
    async apply(messages) {
      const work: (() => void)[] = [];
      for (const message of messages) {
        const step = await prepare(message);
        if (step !== undefined) work.push(step);
      }
      db.exec('begin immediate');
      for (const step of work) step();
      db.exec('commit');
    },
    async find(person) {
      const row = getProfile.get(person) as { body: string; audiences: string } | undefined;
      const { n: events } = countEvents.get(person) as { n: number };
      return row === undefined
        ? { audiences: [], events }
        : {
            loyalty: (JSON.parse(row.body) as { loyalty: Record<string, unknown> }).loyalty,
            audiences: JSON.parse(row.audiences),
            events,
          };
    },
  };
}

if (process.argv[1] === FILE) serveRival(Number(process.argv[2]), open(process.argv[3]!));
