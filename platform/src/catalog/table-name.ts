/** Words SQL keeps for itself; a table of that name would need quotes in every query. */
const RESERVED = new Set(
  (
    'all analyse analyze and any array as asc asymmetric between both by case cast check collate column constraint create ' +
    'cross current_date current_time current_timestamp current_user default deferrable delete desc describe distinct do ' +
    'else end except exists false fetch for foreign from full grant group having in inner insert intersect into is join ' +
    'lambda lateral leading left like limit natural not null offset on only or order outer pivot primary qualify ' +
    'references returning right select set show some summarize symmetric table then to trailing true union unique ' +
    'unpivot update using values variadic view when where window with'
  ).split(' '),
);
/** Names the SQL engine's own catalogue uses. */
const ENGINE_PREFIX = /^(duckdb|sqlite|pragma|pg|information_schema)_?/;
const MAX_LENGTH = 60;
const VALID = /^[a-z_][a-z0-9_]{0,62}$/;

/** Can a caller ask for this table name? Lower-case snake case, no SQL word, no name of the engine's own tables. */
export function isTableName(name: string): boolean {
  return VALID.test(name) && !RESERVED.has(name) && !ENGINE_PREFIX.test(name);
}

function snake(name: string): string {
  const bare = name
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, MAX_LENGTH);
  if (bare === '') return 'dataset';
  if (/^[0-9]/.test(bare) || ENGINE_PREFIX.test(bare)) return `dataset_${bare}`;
  return RESERVED.has(bare) ? `${bare}_dataset` : bare;
}

/**
 * SQL table name of a dataset: its name in snake case, with `_2`, `_3`, … when the sandbox has that table already.
 * It never changes when the dataset is renamed, so that saved queries keep working.
 */
export function tableName(name: string, taken: ReadonlySet<string>): string {
  const base = snake(name);
  let candidate = base;
  for (let count = 2; taken.has(candidate); count += 1) candidate = `${base}_${count}`;
  return candidate;
}
