import type { Kysely } from 'kysely';
import type { Migration } from '../stores/index.ts';
import { auditMigration } from './audit/migration.ts';

interface Rows {
  readonly document: {
    readonly collection: string;
    readonly scope: string;
    readonly id: string;
    readonly body: string;
  };
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

/** Changes of what the access stage keeps. */
export const accessMigrations: readonly Migration[] = [
  {
    id: 'access-001',
    async up(db) {
      const rows = db as unknown as Kysely<Rows>;
      for (const [collection, toNew] of Object.entries(TO_NEW)) {
        const found = await rows.selectFrom('document').selectAll().where('collection', '=', collection).execute();
        for (const { scope, id, body } of found)
          await rows
            .updateTable('document')
            .set({ body: JSON.stringify(toNew(JSON.parse(body) as Old, id)) })
            .where('collection', '=', collection)
            .where('scope', '=', scope)
            .where('id', '=', id)
            .execute();
      }
    },
  },
  auditMigration,
];
