import { accessMigrations } from './access/index.ts';
import { catalogMigrations } from './catalog/index.ts';
import { runMigration } from './flows/index.ts';
import { importMigrations } from './ingest/index.ts';
import { positionMigrations } from './lake/index.ts';
import { storedMigration } from './monitoring/index.ts';
import { schemaMigrations } from './schemas/index.ts';
import { documentsMigration, type Migration } from './stores/index.ts';

/** All that was ever changed in the tables, in the order it is applied. Tables with others are of a newer version. */
export const MIGRATIONS: readonly Migration[] = [
  documentsMigration,
  ...accessMigrations,
  ...schemaMigrations,
  ...catalogMigrations,
  runMigration,
  ...importMigrations,
  ...positionMigrations,
  storedMigration,
];
