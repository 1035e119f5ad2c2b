import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { audiencesOf, byPerson, eventOf, type Message, profileOf } from './by-hand.ts';
import { type Entity, type Rival, serveRival } from './rival.ts';
import { fitsEvent, fitsProfile } from './schemas.ts';
import { CONNECTIONS, findIn, STATEMENTS, TABLES } from './tables.ts';

/**
 * The rival on PostgreSQL: the plain alternative a good team would write. The mapping is code written by hand, ajv validates,
 * a loop over the rules decides the audiences, and a request is one transaction that inserts its events and its profiles, `on
 * conflict`: from arrays, in two statements, or with a statement for each. It is answered when that is committed (fsync and
 * synchronous_commit on). Requests share the database's group commit over a pool of connections. It has the same cores as ours.
 */
export const FILE = fileURLToPath(import.meta.url);

/** Argument after the database: a statement for each event and profile. */
export const ONE_BY_ONE = 'one-by-one';

type Rows = readonly (readonly [string, string, string])[];

async function open(connectionString: string, isOneByOne: boolean): Promise<Rival> {
  const pool = new pg.Pool({ connectionString, max: CONNECTIONS });
  await pool.query(TABLES);
  const put = async (client: pg.PoolClient, name: 'event' | 'profile', rows: Rows): Promise<void> => {
    const text = STATEMENTS[name];
    if (isOneByOne) for (const row of rows) await client.query({ name, text: text.one, values: [...row] });
    else if (rows.length > 0)
      await client.query({
        name,
        text: text.arrays,
        values: [0, 1, 2].map((column) => rows.map((row) => row[column])),
      });
  };
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
        await put(
          client,
          'event',
          events.map((event) => [String(event._id), event.identityMap.Email[0]!.id, JSON.stringify(event)]),
        );
        await put(
          client,
          'profile',
          byPerson(profiles).map(([person, profile]) => [
            person,
            JSON.stringify(profile),
            JSON.stringify(audiencesOf(profile)),
          ]),
        );
        await client.query('commit');
        client.release();
      } catch (error) {
        client.release(true);
        throw error;
      }
    },
    find: (person) => findIn(pool, person),
  };
}

if (process.argv[1] === FILE) {
  const [port, connectionString, how] = process.argv.slice(2);
  serveRival(Number(port), await open(connectionString!, how === ONE_BY_ONE));
}
