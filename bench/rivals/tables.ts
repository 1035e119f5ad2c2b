import type pg from 'pg';
import type { RivalProfile } from './rival.ts';

/** Connections of those that keep a programme in PostgreSQL: as many transactions share its group commit. */
export const CONNECTIONS = 8;

export const TABLES = `
  create table event (id text primary key, person text not null, body jsonb not null);
  create index event_person on event (person);
  create table profile (person text primary key, body jsonb not null, audiences text[] not null)`;

/** Rows of three texts: id, person and JSON of an event; person, JSON and audiences as JSON of a profile. As three arrays, or one at a time. */
export const STATEMENTS = {
  event: {
    arrays: `insert into event (id, person, body)
      select id, person, body::jsonb from unnest($1::text[], $2::text[], $3::text[]) as t (id, person, body)
      on conflict (id) do nothing`,
    one: 'insert into event (id, person, body) values ($1, $2, $3::jsonb) on conflict (id) do nothing',
  },
  profile: {
    arrays: `insert into profile (person, body, audiences)
      select person, body::jsonb, array(select jsonb_array_elements_text(audiences::jsonb))
      from unnest($1::text[], $2::text[], $3::text[]) as t (person, body, audiences)
      on conflict (person) do update set body = profile.body || excluded.body, audiences = excluded.audiences`,
    one: `insert into profile (person, body, audiences)
      values ($1, $2::jsonb, array(select jsonb_array_elements_text($3::jsonb)))
      on conflict (person) do update set body = profile.body || excluded.body, audiences = excluded.audiences`,
  },
} as const;

/** A person as the tables have them. */
export async function findIn(pool: pg.Pool, person: string): Promise<RivalProfile> {
  const { rows } = await pool.query('select body, audiences from profile where person = $1', [person]);
  const counted = await pool.query('select count(*)::integer as n from event where person = $1', [person]);
  const { n: events } = counted.rows[0];
  return rows.length === 0
    ? { audiences: [], events }
    : { loyalty: rows[0].body.loyalty, audiences: rows[0].audiences, events };
}
