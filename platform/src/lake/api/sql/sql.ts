import { Type } from 'typebox';
import { type Call, needs, type Route, route } from '../../../kernel/index.ts';
import { badQuery } from '../../errors.ts';
import { say } from '../../phrases.ts';
import type { Queries } from '../../query.ts';

const MAX_SQL = 100_000;

interface Body {
  readonly sql?: unknown;
  readonly limit?: unknown;
}

function checked(body: Body | undefined): { sql: string; limit: number | undefined } {
  const { sql, limit } = body ?? {};
  if (typeof sql !== 'string' || sql.trim() === '') throw badQuery(say('lake-sql-text'));
  if (sql.length > MAX_SQL) throw badQuery(say('lake-sql-long', { count: sql.length, most: MAX_SQL }));
  if (limit === undefined) return { sql, limit };
  if (!Number.isSafeInteger(limit) || (limit as number) < 0) throw badQuery(say('lake-rows'));
  return { sql, limit: limit as number };
}

/** SQL over the datasets of a sandbox. AEP has a Query Service for this; ours is one call without sessions. */
export function sqlRoutes(queries: Queries): readonly Route[] {
  return [
    route({
      id: 'runSql',
      method: 'POST',
      path: '/meniscus/v1/sql',
      service: 'Meniscus Lake',
      summary: 'Runs one read-only SQL statement; every dataset is a table named as its adobe/pqs/table tag.',
      access: needs('dataset-data', 'read', 'manage-queries', 'view-datasets', 'manage-datasets'),
      fields: 'filtered',
      body: Type.Object({
        sql: Type.String({ maxLength: MAX_SQL }),
        limit: Type.Optional(Type.Integer({ minimum: 0 })),
      }),
      responses: {
        200: {
          description: 'The result',
          schema: Type.Object({
            columns: Type.Array(Type.String()),
            types: Type.Array(Type.String()),
            rows: Type.Array(Type.Array(Type.Unknown())),
            rowCount: Type.Integer(),
            truncated: Type.Boolean(),
            fresh: Type.Boolean(),
          }),
        },
        400: { description: 'The statement is wrong or not allowed; `report` has code, position, line and column' },
        429: { description: 'Too many queries are running' },
      },
      async handle(call: Call<Body | undefined>) {
        const { sql, limit } = checked(call.body);
        return { body: await queries.query(call, sql, limit) };
      },
    }),
  ];
}
