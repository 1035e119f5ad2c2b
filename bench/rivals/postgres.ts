import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { audiencesOf, byPerson, eventOf, type Message, profileOf } from './by-hand.ts';
import { type Entity, type Rival, serveRival } from './rival.ts';
import { fitsEvent, fitsProfile } from './schemas.ts';

/**
 * The rival on PostgreSQL: the plain alternative a good team would write. The mapping is code written by hand, ajv validates,
 * a loop over the rules decides the audiences, and a request is one transaction of two statements that insert its events and
 * its profiles, `on conflict`, from arrays; answered when it is committed (fsync and synchronous_commit on). Requests share
 * the database's group commit over a pool of connections. It has the same cores as ours.
 */
export const FILE = fileURLToPath(import.meta.url);

const CONNECTIONS = 8;
const TABLES = `
  create table event (id text primary key, person text not null, body jsonb not null);
  create index event_person on event (person);
  create table profile (person text primary key, body jsonb not null, audiences text[] not null)`;
const PUT_EVENTS = `insert into event (id, person, body)
  select * from unnest($1::text[], $2::text[], $3::jsonb[]) on conflict (id) do nothing`;
const PUT_PROFILES = `insert into profile (person, body, audiences)
  select person, body, array(select jsonb_array_elements_text(audiences)) from unnest($1::text[], $2::jsonb[], $3::jsonb[]) as t (person, body, audiences)
  on conflict (person) do update set body = profile.body || excluded.body, audiences = excluded.audiences`;

async function open(connectionString: string): Promise<Rival> {
  const pool = new pg.Pool({ connectionString, max: CONNECTIONS });
  await pool.query(TABLES);
  return {
    async apply(messages) {
      const events: Entity[] = [];
      // The last record about a person is the one that counts; one statement may not touch a row twice.
      const profiles = new Map<string, Entity>();
      for (const message of messages as readonly Message[]) {
        if (message._id !== undefined) {
          const event = eventOf(message);
          if (fitsEvent(event)) events.push(event);
          continue;
        }
        const profile = profileOf(message);
        if (fitsProfile(profile)) profiles.set(profile.identityMap.Email[0]!.id, profile);
      }
      const client = await pool.connect();
      try {
        await client.query('begin');
        if (events.length > 0)
          await client.query({
            name: 'events',
            text: PUT_EVENTS,
            values: [
              events.map(({ _id }) => _id),
              events.map(({ identityMap }) => identityMap.Email[0]!.id),
              events.map((event) => JSON.stringify(event)),
            ],
          });
        const people = byPerson(profiles);
        if (people.length > 0)
          await client.query({
            name: 'profiles',
            text: PUT_PROFILES,
            values: [
              people.map(([person]) => person),
              people.map(([, profile]) => JSON.stringify(profile)),
              people.map(([, profile]) => JSON.stringify(audiencesOf(profile))),
            ],
          });
        await client.query('commit');
        client.release();
      } catch (error) {
        client.release(true);
        throw error;
      }
    },
    async find(person) {
      const { rows } = await pool.query('select body, audiences from profile where person = $1', [person]);
      const counted = await pool.query('select count(*)::integer as n from event where person = $1', [person]);
      const { n: events } = counted.rows[0];
      return rows.length === 0
        ? { audiences: [], events }
        : { loyalty: rows[0].body.loyalty, audiences: rows[0].audiences, events };
    },
  };
}

if (process.argv[1] === FILE) serveRival(Number(process.argv[2]), await open(process.argv[3]!));
