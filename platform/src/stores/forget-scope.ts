import type { Kysely } from 'kysely';
import type { KeyedStore } from './keyed/keyed.ts';
import { writeBehindsOf } from './keyed/write-behind.ts';
import type { ObjectStore } from './objects/objects.ts';
import { touchCollections } from './tables/documents-collection.ts';
import type { Tables } from './tables/tables.ts';

/** Keys deleted in one batch. */
const PAGE = 2000;

/**
 * Removes everything of a scope from tables, keyed store and objects. What belongs to a scope is told by how all of them
 * are laid out, so nothing has to be listed here: rows by their column `scope`, keys by the prefix of their cache or by
 * their second segment, objects by a folder of the scope's name.
 *
 * The scope must be dead: nobody writes under its key any more, and no checkpoint is under way. Doing it twice is harmless.
 */
export async function forgetScope(
  stores: { readonly tables: Tables; readonly keyed: KeyedStore; readonly objects: ObjectStore },
  scope: string,
): Promise<void> {
  await forgetRows(stores.tables, scope);
  await forgetKeys(stores.keyed, scope);
  await forgetObjects(stores.objects, scope);
}

async function forgetRows(tables: Tables, scope: string): Promise<void> {
  type Scoped = { [table: string]: { scope: string } };
  const all = await tables.of<Scoped>().introspection.getTables();
  const scoped = all.filter(({ columns }) => columns.some(({ name }) => name === 'scope'));
  await tables.transaction<Scoped, void>(async (tx) => {
    for (const { name } of scoped) await (tx as Kysely<Scoped>).deleteFrom(name).where('scope', '=', scope).execute();
  });
  touchCollections(tables);
}

async function forgetKeys(keyed: KeyedStore, scope: string): Promise<void> {
  const prefixes = new Set(await firstSegments(keyed));
  for (const cache of writeBehindsOf(keyed)) {
    cache.forget(scope);
    prefixes.add(cache.prefix);
  }
  for (const prefix of prefixes) {
    // The key of the scope itself, and everything below it: `0` follows the slash.
    await deleteRange(keyed, `${prefix}${scope}`, `${prefix}${scope}\u0000`);
    await deleteRange(keyed, `${prefix}${scope}/`, `${prefix}${scope}0`);
  }
}

/** Every first segment there is, with its slash; one look-up for each. */
async function firstSegments(keyed: KeyedStore): Promise<readonly string[]> {
  const found: string[] = [];
  for (let from = ''; ; ) {
    const [row] = await keyed.range({ from, to: '\u{10ffff}', limit: 1 });
    if (row === undefined) return found;
    const slash = row[0].indexOf('/');
    if (slash < 0) from = `${row[0]}\u0000`;
    else {
      found.push(row[0].slice(0, slash + 1));
      from = `${row[0].slice(0, slash)}0`;
    }
  }
}

async function deleteRange(keyed: KeyedStore, from: string, to: string): Promise<void> {
  for (;;) {
    const rows = await keyed.range({ from, to, limit: PAGE });
    if (rows.length === 0) return;
    await keyed.write({ puts: [], deletes: rows.map(([key]) => key), positions: [] });
  }
}

async function forgetObjects(objects: ObjectStore, scope: string): Promise<void> {
  const folders = new Set<string>();
  for (const { path } of await objects.list('')) {
    const segments = path.split('/');
    const at = segments.indexOf(scope);
    if (at >= 0) folders.add(segments.slice(0, at + 1).join('/'));
  }
  for (const folder of folders) await objects.deleteFolder(folder);
}
