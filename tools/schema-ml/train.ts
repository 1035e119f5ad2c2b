/**
 * Trains the model that recommends XDM fields for CSV columns: `npm run train:schema-ml`. Tables are made up from the concepts
 * beside this file, from a fixed seed, so the same sources give the same weights. Writes the model of
 * languages/recommendation. `--tables N` makes N thousand tables for each half (default 50).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { classCatalogue } from '../../languages/recommendation/class-catalogue.ts';
import { profileColumn } from '../../languages/recommendation/column-profile.ts';
import {
  type Evidence,
  evidenceOf,
  FEATURES,
  joinEvidence,
  nameEvidence,
  valueEvidence,
} from '../../languages/recommendation/features.ts';
import { packModel } from '../../languages/recommendation/model.ts';
import {
  contextOf,
  contextSize,
  layout,
  type Network,
  readColumn,
  readInTable,
  readTable,
  type Sizes,
  tableEvidence,
  tableSize,
  withinClass,
} from '../../languages/recommendation/network.ts';
import { standardLibrary } from '../../languages/xdm/index.ts';
import { Half, Learner } from './learner.ts';
import { CLASS_IDS, catalogueOf } from './model-catalogue.ts';
import { type Random, random } from './random.ts';
import { CLASSES, CONCEPTS, ELSEWHERE, makeTable, type Names, TABLE_KINDS, type Table } from './tables.ts';

const { values: options } = parseArgs({
  options: { tables: { type: 'string', default: '50' }, seed: { type: 'string', default: '20261123' } },
});
const ROUNDS = Number(options.tables) * 1000;
const KEYS = [...Object.keys(CONCEPTS), ELSEWHERE];
const PLACE = new Map(KEYS.map((key, at) => [key, at]));
const KIND_CLASSES = TABLE_KINDS.map((kind) => CLASSES.indexOf(kind.class));

const library = standardLibrary(
  readFileSync(new URL('../../languages/xdm/standard/components.ndjson', import.meta.url), 'utf8'),
);
const catalogues = Object.fromEntries(
  CLASSES.map((name) => {
    const catalogue = classCatalogue(library, CLASS_IDS[name]);
    if (catalogue === undefined) throw new Error(`The library has no class ${CLASS_IDS[name]}.`);
    return [name, catalogue];
  }),
) as Parameters<typeof makeTable>[1];

const sizes: Sizes = {
  features: FEATURES,
  inner: 96,
  context: contextSize(KEYS.length, TABLE_KINDS.length),
  contextInner: 128,
  table: tableSize(KEYS.length),
  tableInner: 48,
  concepts: KEYS.length,
  kinds: TABLE_KINDS.length,
};

const learners = Object.fromEntries(layout(sizes).map(([name, size]) => [name, new Learner(size)])) as Record<
  ReturnType<typeof layout>[number][0],
  Learner
>;
const network: Network = {
  ...sizes,
  ...(Object.fromEntries(layout(sizes).map(([name]) => [name, learners[name].weights])) as Omit<Network, keyof Sizes>),
};
const source = random(Number(options.seed));
learners.input.start(0.08, source);
learners.output.start(0.12, source);
learners.around.start(0.05, source);
learners.correction.start(0.03, source);
learners.columns.start(0.05, source);
learners.verdict.start(0.1, source);

const alone = new Half(learners.input, learners.inputBias, learners.output, learners.outputBias);
const inTable = new Half(learners.around, learners.aroundBias, learners.correction, learners.correctionBias);
const whole = new Half(learners.columns, learners.columnsBias, learners.verdict, learners.verdictBias);

function evidenceFor(name: string, cells: readonly string[], dropping: Random | undefined): Evidence {
  const profile = profileColumn(cells);
  if (dropping === undefined) return evidenceOf(name, profile);
  const named = nameEvidence(name);
  const valued = valueEvidence(profile);
  // Now and then a column is met without its name, without its values, or with parts of the evidence missing.
  const what = dropping.next();
  if (what < 0.04) return thin(valued, dropping, 0);
  if (what < 0.16) return thin(named, dropping, 0.1);
  return joinEvidence(thin(named, dropping, what < 0.4 ? 0.4 : 0.12), thin(valued, dropping, what < 0.6 ? 0.3 : 0.7));
}

function thin(evidence: Evidence, dropping: Random, share: number): Evidence {
  const kept: Evidence = { index: [], strength: [] };
  evidence.index.forEach((index, at) => {
    if (dropping.chance(share)) return;
    kept.index.push(index);
    kept.strength.push(evidence.strength[at] as number);
  });
  return kept;
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const rateAt = (share: number) => 0.06 * (1 - share) + 0.006 * share;

/** Says the mean loss every 5,000 tables. */
function reporter(what: string): (round: number, losses: readonly number[]) => void {
  let loss = 0;
  let count = 0;
  return (round, losses) => {
    for (const one of losses) loss += one;
    count += losses.length;
    if ((round + 1) % 5000 !== 0) return;
    say(`${what}: ${round + 1} tables, loss ${(loss / count).toFixed(3)}`);
    loss = 0;
    count = 0;
  };
}

/** Columns alone. */
function firstHalf(rounds: number, names: Names, rate: (share: number) => number): void {
  const report = reporter(`columns alone, ${names} names`);
  for (let round = 0; round < rounds; round += 1) {
    const table = makeTable(source, catalogues, names);
    const losses = table.columns.map(({ concept, cells }, at) =>
      alone.learn(
        evidenceFor(table.plain[at] as string, cells, source),
        PLACE.get(concept) as number,
        rate(round / rounds),
      ),
    );
    report(round, losses);
  }
}

/** How the first half reads a table; with `unclear` parts of the evidence are missing, as names nobody taught it are. */
function read(table: Table, unclear = 0): Float32Array[] {
  return table.columns.map(({ cells }, at) => {
    const evidence = evidenceFor(table.plain[at] as string, cells, undefined);
    return readColumn(
      network,
      unclear === 0 ? evidence : thin(evidence, source, source.chance(0.5) ? unclear : unclear / 2),
    );
  });
}

/** Tables of the real world are read less clearly than made-up ones, whose words the first half has learned. */
const UNCLEAR = [0, 0, 0.4, 0.6, 0.8];

/** Place of a table's kind among the network's answers. */
const kindOf = (table: Table) =>
  TABLE_KINDS.findIndex(({ kind, class: of }) => kind === table.kind && of === table.class);

function learnKind(table: Table, seen: readonly Float32Array[], rate: number): number {
  return whole.learn(tableEvidence(seen, table.plain), kindOf(table), rate);
}

/** Tables as wholes: the columns' second reading needs to know their kind. */
function tables(rounds: number): void {
  const report = reporter('kinds of table');
  for (let round = 0; round < rounds; round += 1) {
    const table = makeTable(source, catalogues, 'all');
    report(round, [learnKind(table, read(table, source.pick(UNCLEAR)), 0.03)]);
  }
}

/** Columns in their tables; the kinds go on learning. */
function secondHalf(rounds: number): void {
  const report = reporter('columns in tables');
  for (let round = 0; round < rounds; round += 1) {
    const rate = rateAt(round / rounds) / 2;
    const table = makeTable(source, catalogues, 'all');
    const seen = read(table, source.pick(UNCLEAR));
    const kinds = readTable(network, seen, table.plain);
    // The class is known in use, because the caller names it or because one is chosen; it may be the wrong one.
    const within = source.chance(0.8) ? withinClass(kinds, KIND_CLASSES, CLASSES.indexOf(table.class)) : kinds;
    const losses = table.columns.map(({ concept }, at) =>
      inTable.learn(
        contextOf(seen, at, within, table.plain[at] as string),
        PLACE.get(concept) as number,
        rate,
        seen[at],
      ),
    );
    learnKind(table, seen, rate);
    report(round, losses);
  }
}

/** How often the trained model is right on tables from another seed; not the held-out ones. */
function check(): void {
  const fresh = random(Number(options.seed) + 1);
  let right = 0;
  let aloneRight = 0;
  let kindsRight = 0;
  let columns = 0;
  const best = (values: Float32Array) => values.indexOf(Math.max(...values));
  for (let round = 0; round < 500; round += 1) {
    const table = makeTable(fresh, catalogues, 'all');
    const seen = read(table);
    const kinds = readTable(network, seen, table.plain);
    if (best(kinds) === kindOf(table)) kindsRight += 1;
    table.columns.forEach(({ concept }, at) => {
      columns += 1;
      if (best(seen[at] as Float32Array) === PLACE.get(concept)) aloneRight += 1;
      const read = readInTable(network, seen, at, kinds, table.plain[at] as string);
      if (best(read) === PLACE.get(concept)) right += 1;
    });
  }
  const percent = (count: number, of: number) => `${((100 * count) / of).toFixed(1)} %`;
  say(
    `made-up tables of another seed: concept alone ${percent(aloneRight, columns)}, in its table ${percent(right, columns)}; kind ${percent(kindsRight, 500)}`,
  );
}

const started = performance.now();
// The second half shall see names the first does not know, as it will in use; only then does the first learn these, too.
firstHalf(ROUNDS, 'some', rateAt);
tables(ROUNDS * 0.2);
secondHalf(ROUNDS * 0.8);
firstHalf(ROUNDS * 0.4, 'all', (share) => 0.02 * (1 - share) + 0.006 * share);
check();
const { weights, catalogue } = packModel(network, catalogueOf());
writeFileSync(new URL('../../languages/recommendation/model/weights.bin', import.meta.url), weights);
writeFileSync(
  new URL('../../languages/recommendation/model/catalogue.json', import.meta.url),
  `${JSON.stringify(catalogue, null, 1)}\n`,
);
say(`${(weights.length / 1e6).toFixed(1)} MB in ${((performance.now() - started) / 1000).toFixed(0)} s`);
