/**
 * How often the recommendations are right: `npm run bench:schema-ml`. Reads the held-out tables with the platform's own reader,
 * asks for recommendations without naming a class, and compares with gold. Prints totals by language, every column that is
 * wrong, and the time of a large table; `--json` prints the totals as one object, `--quiet` leaves the columns out,
 * `--development` reads the development tables instead. Exits with 1 when a share of the held-out columns is below its bar.
 */
import { parseArgs } from 'node:util';
import type { Recommendation, SourceColumn } from '../../languages/recommendation/index.ts';
import { recommendFor } from '../../platform/src/schemas/recommendation/recommender.ts';
import { developmentTables, type GoldColumn, type GoldTable, heldOutTables } from './gold.ts';

/**
 * What the model has to reach, as shares of all columns: falling below is a mistake. The seconds for 200 columns of 10,000 rows
 * depend on the machine and are only printed.
 */
const BARS = { first: 0.85, third: 0.95, type: 0.98, seconds: 1 };

/** Counts over some columns. */
interface Tally {
  tables: number;
  classes: number;
  columns: number;
  first: number;
  third: number;
  type: number;
  namespaces: number;
  namespacesFound: number;
}

const newTally = (): Tally => ({
  tables: 0,
  classes: 0,
  columns: 0,
  first: 0,
  third: 0,
  type: 0,
  namespaces: 0,
  namespacesFound: 0,
});

const TENANT = '_acme';
const right = (recommendation: Recommendation | undefined, gold: GoldColumn) =>
  recommendation !== undefined &&
  gold.paths.includes(recommendation.path.startsWith(`${TENANT}.`) ? '_{tenant}' : recommendation.path);

/** The type is that of gold's first path; for another accepted path the library's own type is right by definition. */
function typeRight(best: Recommendation | undefined, gold: GoldColumn): boolean {
  return (
    best?.type === gold.type || (right(best, gold) && best?.path !== gold.paths[0] && !best?.path.startsWith(TENANT))
  );
}

const tallies = new Map<string, Tally>();
const wrong: string[] = [];

function count(keys: readonly string[], change: (tally: Tally) => void): void {
  for (const key of keys) {
    const tally = tallies.get(key) ?? newTally();
    tallies.set(key, tally);
    change(tally);
  }
}

async function evaluate(table: GoldTable): Promise<void> {
  const answer = recommendFor(await table.read(), TENANT, undefined);
  const keys = ['all', table.open ? 'open' : 'closed', table.language];
  const classRight = answer.class.id === table.class;
  count(keys, (tally) => {
    tally.tables += 1;
    if (classRight) tally.classes += 1;
  });
  if (!classRight)
    wrong.push(`${mark(table)} ${table.name} · class ${table.class} · ${answer.class.id} ${answer.class.confidence}`);
  table.columns.forEach((column, at) => {
    const recommendations = answer.columns[at]?.recommendations ?? [];
    const [best] = recommendations;
    const first = right(best, column);
    const type = typeRight(best, column);
    count(keys, (tally) => {
      tally.columns += 1;
      if (first) tally.first += 1;
      if (recommendations.slice(0, 3).some((one) => right(one, column))) tally.third += 1;
      if (type) tally.type += 1;
      if (column.identityNamespace !== undefined) {
        tally.namespaces += 1;
        if (best?.identityNamespace === column.identityNamespace) tally.namespacesFound += 1;
      }
    });
    if (!first || !type) wrong.push(errorLine(table, column, recommendations));
  });
}

const mark = ({ open }: GoldTable) => (open ? 'open  ' : 'closed');

function errorLine(table: GoldTable, gold: GoldColumn, recommendations: readonly Recommendation[]): string {
  const offered = recommendations.slice(0, 3).map(({ path, type, confidence }) => `${path} ${type} ${confidence}`);
  return `${mark(table)} ${table.name} · ${gold.name} · gold ${gold.paths.join(' or ')} ${gold.type} · ${offered.join(', ')}`;
}

/** The value with its digits moved on, so that columns of numbers, dates and codes hold a new value in nearly every row. */
function changed(value: string, row: number): string {
  let left = row;
  return value.replaceAll(/\d(?=\d*$)/g, (digit) => {
    const moved = String((Number(digit) + left) % 10);
    left = Math.floor(left / 10);
    return moved;
  });
}

/** 200 columns of 10,000 rows, made of the held-out columns again and again. */
async function largeTable(tables: readonly GoldTable[]): Promise<number> {
  const columns: SourceColumn[] = [];
  for (const table of tables) {
    for (const { name: header, cells } of await table.read())
      columns.push({
        name: `${header}_${columns.length}`,
        // Every cell different, as in an export of customers: nothing can be looked up.
        cells: Array.from({ length: 10_000 }, (_, row) => changed(cells[row % cells.length] ?? '', row)),
      });
    if (columns.length >= 200) break;
  }
  const started = performance.now();
  recommendFor(columns.slice(0, 200), TENANT, undefined);
  return (performance.now() - started) / 1000;
}

const { values: options } = parseArgs({
  options: { json: { type: 'boolean' }, quiet: { type: 'boolean' }, development: { type: 'boolean' } },
});
const tables = options.development ? developmentTables() : heldOutTables();
for (const table of tables) await evaluate(table);
const seconds = await largeTable(tables);

const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`.padStart(8);
const say = (text: string) => process.stdout.write(`${text}\n`);
const total = tallies.get('all') ?? newTally();
if (options.json) say(JSON.stringify({ ...Object.fromEntries(tallies), seconds }));
else {
  if (!options.quiet) for (const line of wrong) say(line);
  say('tables    count columns  top 1    top 3    type     class    namespace');
  for (const [key, tally] of tallies)
    say(
      `${key.padEnd(9)} ${String(tally.tables).padStart(5)} ${String(tally.columns).padStart(7)} ${[
        percent(tally.first, tally.columns),
        percent(tally.third, tally.columns),
        percent(tally.type, tally.columns),
        percent(tally.classes, tally.tables),
        percent(tally.namespacesFound, tally.namespaces),
      ].join(' ')}`,
    );
  say(`bars                    ${percent(BARS.first, 1)} ${percent(BARS.third, 1)} ${percent(BARS.type, 1)}`);
  say(`200 columns of 10,000 rows: ${seconds.toFixed(2)} s (bar ${BARS.seconds} s)`);
}
const met =
  total.first / total.columns >= BARS.first &&
  total.third / total.columns >= BARS.third &&
  total.type / total.columns >= BARS.type;
process.exitCode = met || options.development ? 0 : 1;
