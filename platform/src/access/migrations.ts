import type { Kysely } from 'kysely';
import type { Migration } from '../stores/index.ts';
import { auditMigration, auditNamesMigration } from './audit/migration.ts';

interface Row {
  readonly collection: string;
  readonly scope: string;
  readonly id: string;
  readonly body: string;
}

interface Rows {
  readonly document: Row;
}

type Old = Readonly<Record<string, unknown>>;

/** Shapes of the first installations: one secret hash list, roles without a kind, people without a state. */
const TO_NEW: Readonly<Record<string, (old: Old, id: string) => unknown>> = {
  credential: ({ secretHashes, ...rest }, id) => ({
    ...rest,
    secrets: (secretHashes as readonly string[]).map((hash, index) => ({ id: `${id}-${index}`, hash, createdAt: 0 })),
  }),
  person: (old) => ({ ...old, active: true }),
  role: ({ name, permissions, sandboxes, members }) => ({
    name,
    description: '',
    roleType: 'system-defined',
    permissionSets: permissions,
    sandboxes,
    labels: [],
    subjects: (members as readonly string[]).map((subjectId) => ({ subjectType: 'user', subjectId })),
  }),
};

function rowsOf(db: unknown, collection: string): Promise<readonly Row[]> {
  const rows = db as Kysely<Rows>;
  return rows.selectFrom('document').selectAll().where('collection', '=', collection).execute();
}

async function putBody(db: unknown, { collection, scope, id }: Row, body: unknown): Promise<void> {
  await (db as Kysely<Rows>)
    .updateTable('document')
    .set({ body: JSON.stringify(body) })
    .where('collection', '=', collection)
    .where('scope', '=', scope)
    .where('id', '=', id)
    .execute();
}

/** Changes of what the access stage keeps. */
export const accessMigrations: readonly Migration[] = [
  {
    id: 'access-001',
    async up(db) {
      for (const [collection, toNew] of Object.entries(TO_NEW))
        for (const row of await rowsOf(db, collection))
          await putBody(db, row, toNew(JSON.parse(row.body) as Old, row.id));
    },
  },
  auditMigration,
  {
    // The password of a person moves out of the organisation. A login of before is called as the user it was the password of:
    // tokens and sessions of before name no login, and count on with that one.
    id: 'access-003',
    async up(db) {
      for (const row of await rowsOf(db, 'person')) {
        const { passwordHash, ...person } = JSON.parse(row.body) as Old;
        const login = { ...row, collection: 'login', scope: 'installation', body: JSON.stringify({ passwordHash }) };
        await (db as unknown as Kysely<Rows>).insertInto('document').values(login).execute();
        await putBody(db, row, { ...person, login: row.id });
      }
    },
  },
  auditNamesMigration,
];
