import { type Evidence, WORD_SLOTS, wordSlots } from './features.ts';

/** Sizes of the layers' evidence and inner vectors, and of what they tell apart. */
export interface Sizes {
  readonly features: number;
  readonly inner: number;
  readonly context: number;
  readonly contextInner: number;
  readonly table: number;
  readonly tableInner: number;
  readonly concepts: number;
  /** Kinds of table. */
  readonly kinds: number;
}

/**
 * The trained numbers. The first half reads one column (name and values), the second corrects it by its table: what the
 * neighbours seem to be decides what `id`, `date` or `status` means. Matrices are row by row.
 */
export interface Network extends Sizes {
  /** features × inner, and inner. */
  readonly input: Float32Array;
  readonly inputBias: Float32Array;
  /** concepts × inner, and concepts. */
  readonly output: Float32Array;
  readonly outputBias: Float32Array;
  /** context × contextInner, and contextInner. */
  readonly around: Float32Array;
  readonly aroundBias: Float32Array;
  /** concepts × contextInner, and concepts. */
  readonly correction: Float32Array;
  readonly correctionBias: Float32Array;
  /** table × tableInner, and tableInner. */
  readonly columns: Float32Array;
  readonly columnsBias: Float32Array;
  /** kinds × tableInner, and kinds. */
  readonly verdict: Float32Array;
  readonly verdictBias: Float32Array;
}

/** Names of the matrices in the order of the weights file, with their sizes. */
export function layout(sizes: Sizes): readonly (readonly [Exclude<keyof Network, keyof Sizes>, number])[] {
  return [
    ['input', sizes.features * sizes.inner],
    ['inputBias', sizes.inner],
    ['output', sizes.concepts * sizes.inner],
    ['outputBias', sizes.concepts],
    ['around', sizes.context * sizes.contextInner],
    ['aroundBias', sizes.contextInner],
    ['correction', sizes.concepts * sizes.contextInner],
    ['correctionBias', sizes.concepts],
    ['columns', sizes.table * sizes.tableInner],
    ['columnsBias', sizes.tableInner],
    ['verdict', sizes.kinds * sizes.tableInner],
    ['verdictBias', sizes.kinds],
  ];
}

/** Sum of the rows the evidence names, rectified. */
export function inner(rows: Float32Array, bias: Float32Array, evidence: Evidence): Float32Array {
  const width = bias.length;
  const out = Float32Array.from(bias);
  for (let at = 0; at < evidence.index.length; at += 1) {
    const row = (evidence.index[at] as number) * width;
    const strength = evidence.strength[at] as number;
    for (let cell = 0; cell < width; cell += 1)
      out[cell] = (out[cell] as number) + strength * (rows[row + cell] as number);
  }
  for (let cell = 0; cell < width; cell += 1) if ((out[cell] as number) < 0) out[cell] = 0;
  return out;
}

/** Weighted sums of a vector, one per row. */
export function sums(rows: Float32Array, bias: Float32Array, vector: Float32Array): Float32Array {
  const width = vector.length;
  const out = Float32Array.from(bias);
  for (let row = 0; row < out.length; row += 1) {
    let sum = 0;
    for (let cell = 0, at = row * width; cell < width; cell += 1, at += 1)
      sum += (rows[at] as number) * (vector[cell] as number);
    out[row] = (out[row] as number) + sum;
  }
  return out;
}

/** Turns sums into shares that add up to 1, in place. */
export function shares(values: Float32Array): Float32Array {
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > highest) highest = value;
  let total = 0;
  for (let at = 0; at < values.length; at += 1) {
    const share = Math.exp((values[at] as number) - highest);
    values[at] = share;
    total += share;
  }
  for (let at = 0; at < values.length; at += 1) values[at] = (values[at] as number) / total;
  return values;
}

/** What one column seems to be by itself: a share for every concept. */
export function readColumn(network: Network, evidence: Evidence): Float32Array {
  return shares(sums(network.output, network.outputBias, inner(network.input, network.inputBias, evidence)));
}

/** Shares below this say nothing about a table. */
const WORTH = 0.02;

/**
 * The table around a column as evidence: what it seems to be itself, what all others together, the strongest of each, its
 * two neighbours, and what kind of table it seems to be.
 */
export function contextOf(columns: readonly Float32Array[], at: number, kinds: Float32Array, name: string): Evidence {
  const evidence: Evidence = { index: [], strength: [] };
  const concepts = (columns[at] as Float32Array).length;
  const block = (number: number, values: Float32Array | undefined, scale: number) => {
    if (values === undefined) return;
    for (let concept = 0; concept < concepts; concept += 1) {
      const value = (values[concept] as number) * scale;
      if (value > WORTH) {
        evidence.index.push(number * concepts + concept);
        evidence.strength.push(value);
      }
    }
  };
  const { sum, highest } = others(columns, at);
  block(0, columns[at], 1);
  block(1, sum, 1 / Math.sqrt(Math.max(1, columns.length - 1)));
  block(2, highest, 1);
  block(3, columns[at - 1], 0.7);
  block(4, columns[at + 1], 0.7);
  kinds.forEach((share, kind) => {
    if (share <= WORTH) return;
    evidence.index.push(5 * concepts + kind);
    evidence.strength.push(share);
  });
  // A bare `name` may mean anything, a `customer name` does not: the words say how far the table may change the reading.
  for (const slot of wordSlots(name)) {
    evidence.index.push(5 * concepts + kinds.length + slot);
    evidence.strength.push(0.7);
  }
  return evidence;
}

/** Size of the context's evidence when the model tells so many concepts and kinds of table apart. */
export const contextSize = (concepts: number, kinds: number): number => 5 * concepts + kinds + WORD_SLOTS;

function others(columns: readonly Float32Array[], at: number): { sum: Float32Array; highest: Float32Array } {
  const concepts = (columns[at] as Float32Array).length;
  const sum = new Float32Array(concepts);
  const highest = new Float32Array(concepts);
  columns.forEach((column, other) => {
    if (other === at) return;
    for (let concept = 0; concept < concepts; concept += 1) {
      const value = column[concept] as number;
      sum[concept] = (sum[concept] as number) + value;
      if (value > (highest[concept] as number)) highest[concept] = value;
    }
  });
  return { sum, highest };
}

/** What a column seems to be within its table. */
export function readInTable(
  network: Network,
  columns: readonly Float32Array[],
  at: number,
  kinds: Float32Array,
  name: string,
): Float32Array {
  const vector = inner(network.around, network.aroundBias, contextOf(columns, at, kinds, name));
  const corrected = sums(network.correction, network.correctionBias, vector);
  const alone = columns[at] as Float32Array;
  for (let concept = 0; concept < corrected.length; concept += 1)
    corrected[concept] = (corrected[concept] as number) + baseOf(alone[concept] as number);
  return shares(corrected);
}

/** What a first reading counts for in the second: softened, so that the table can overrule it. */
export const baseOf = (share: number): number => 0.8 * Math.log(share + 2e-3);

/** Size of a table's evidence. */
export const tableSize = (concepts: number): number => 2 * concepts + WORD_SLOTS;

/** The table as evidence of its kind: all its columns together, the strongest of each concept, and the words of its names. */
export function tableEvidence(columns: readonly Float32Array[], names: readonly string[]): Evidence {
  const evidence: Evidence = { index: [], strength: [] };
  const concepts = columns[0]?.length ?? 0;
  const add = (index: number, strength: number) => {
    if (strength <= 0.01) return;
    evidence.index.push(index);
    evidence.strength.push(strength);
  };
  const scale = 1 / Math.sqrt(Math.max(1, columns.length));
  for (let concept = 0; concept < concepts; concept += 1) {
    let sum = 0;
    let highest = 0;
    for (const column of columns) {
      const value = column[concept] as number;
      sum += value;
      if (value > highest) highest = value;
    }
    add(concept, sum * scale);
    add(concepts + concept, highest);
  }
  for (const name of names) for (const slot of wordSlots(name)) add(2 * concepts + slot, 0.5 * scale);
  return evidence;
}

/** What kind of table it is: a share for every kind the model knows. */
export function readTable(network: Network, columns: readonly Float32Array[], names: readonly string[]): Float32Array {
  const vector = inner(network.columns, network.columnsBias, tableEvidence(columns, names));
  return shares(sums(network.verdict, network.verdictBias, vector));
}

/** The kinds of one class alone, adding up to 1; as they are when the class has none. `classes` is the class of each kind. */
export function withinClass(kinds: Float32Array, classes: readonly number[], wanted: number): Float32Array {
  const within = kinds.map((share, at) => (classes[at] === wanted ? share : 0));
  const total = within.reduce((sum, share) => sum + share, 0);
  return total === 0 ? kinds : within.map((share) => share / total);
}
