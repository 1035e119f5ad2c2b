import { type Candidate, type Column, candidatesOf, settle, weigh } from './candidates.ts';
import type { ClassCatalogue } from './class-catalogue.ts';
import { profileColumn } from './column-profile.ts';
import { describe, primaryOf, type Recommendation, round } from './describe.ts';
import { evidenceOf } from './features.ts';
import type { Model } from './model.ts';
import { readColumn, readInTable, readTable, withinClass } from './network.ts';
import { plausible } from './plausible.ts';
import { plainNames } from './words.ts';

/** A column of the file: its name and its cells, as they are written. */
export interface SourceColumn {
  readonly name: string;
  readonly cells: readonly string[];
}

export interface ColumnRecommendations {
  readonly name: string;
  /** Best first, at most five; never empty. */
  readonly recommendations: readonly Recommendation[];
}

export interface TableRecommendations {
  readonly class: { readonly id: string; readonly confidence: number };
  readonly columns: readonly ColumnRecommendations[];
}

export interface RecommendOptions {
  readonly model: Model;
  /** The library by class; the class of the answer must be there. */
  readonly catalogueOf: (classId: string) => ClassCatalogue | undefined;
  /** The tenant's namespace with its underscore, e.g. `_acme`. */
  readonly tenant: string;
  /** The class the caller wants; otherwise the likeliest is chosen. */
  readonly classId?: string;
}

const MOST_RECOMMENDATIONS = 5;
/**
 * Recommends for every column of a table where its values belong: the class of the rows, and for each column the fields of
 * the standard library that fit name, values and neighbours, or an own field. Pure; the same input gives the same answer.
 * Costs about a millisecond for a column of 10,000 cells.
 */
export function recommend(columns: readonly SourceColumn[], options: RecommendOptions): TableRecommendations {
  const { network } = options.model;
  const plain = plainNames(columns.map(({ name }) => name));
  const read = columns.map(({ name, cells }, at): Column => {
    const profile = profileColumn(cells);
    const own = plain[at] as string;
    return { name, plain: own, profile, alone: readColumn(network, evidenceOf(own, profile)) };
  });
  const alone = read.map((column) => column.alone);
  const { chosen, candidates, catalogue } = readAs(read, alone, options);
  settle(candidates);
  candidates.forEach(weigh);
  const primary = primaryOf(read, candidates, catalogue);
  return {
    class: chosen,
    columns: read.map((column, at) => ({
      name: column.name,
      recommendations: (candidates[at] as Candidate[])
        .slice(0, MOST_RECOMMENDATIONS)
        .map((candidate, rank) =>
          describe(candidate, column, rank === 0 && at === primary, catalogue, neighbours(candidates, at)),
        ),
    })),
  };
}

function neighbours(candidates: readonly Candidate[][], at: number): string[] {
  return [at - 1, at + 1].flatMap((other) => candidates[other]?.[0]?.concept?.title ?? []);
}

interface Reading {
  readonly chosen: TableRecommendations['class'];
  readonly catalogue: ClassCatalogue;
  readonly candidates: Candidate[][];
}

/** Classes less likely than this are not tried. */
const UNLIKELY = 0.02;

/**
 * Reads the table as rows of each likely class and keeps the reading that makes most sense: a table of `id`, `name`, `type` says
 * little by itself, but as products its columns are sure of what they are.
 */
function readAs(read: readonly Column[], alone: readonly Float32Array[], options: RecommendOptions): Reading {
  const { network, catalogue } = options.model;
  const names = read.map(({ plain }) => plain);
  const kinds = readTable(network, alone, names);
  const shareOf = (id: string) => {
    const at = catalogue.classes.indexOf(id);
    return kinds.reduce((sum, share, kind) => sum + (catalogue.kinds[kind] === at ? share : 0), 0);
  };
  const ids =
    options.classId === undefined ? catalogue.classes.filter((id) => shareOf(id) >= UNLIKELY) : [options.classId];
  let best: { reading: Reading; sense: number } | undefined;
  for (const id of ids) {
    const share = options.classId === undefined ? shareOf(id) : 1;
    const within = withinClass(kinds, catalogue.kinds, catalogue.classes.indexOf(id));
    const reading = readAsClass(read, alone, within, { id, confidence: round(share) }, options);
    const sense = Math.log(share) + SENSE * senseOf(reading);
    if (best === undefined || sense > best.sense) best = { reading, sense };
  }
  if (best === undefined) throw new Error('A model has at least one class.');
  return best.reading;
}

/** What the sureness of the columns counts for beside the sureness of the class. */
const SENSE = 1;

/** How sure the columns are of fields of the library, on average. */
function senseOf({ candidates }: Reading): number {
  const sure = candidates.reduce(
    (sum, [first]) => sum + (first?.place === undefined ? 0 : Math.min(1, first.score)),
    0,
  );
  return sure / Math.max(1, candidates.length);
}

function readAsClass(
  read: readonly Column[],
  alone: readonly Float32Array[],
  kinds: Float32Array,
  chosen: TableRecommendations['class'],
  options: RecommendOptions,
): Reading {
  const { network, catalogue: known } = options.model;
  const catalogue = options.catalogueOf(chosen.id);
  if (catalogue === undefined) throw new Error(`No catalogue of class ${chosen.id}.`);
  const shares = read.map(({ plain }, column) =>
    plausible(readInTable(network, alone, column, kinds, plain), kinds, known.concepts),
  );
  return {
    chosen,
    catalogue,
    candidates: read.map((column, index) =>
      candidatesOf(column, shares[index] as Float32Array, catalogue, options.model, options.tenant),
    ),
  };
}
