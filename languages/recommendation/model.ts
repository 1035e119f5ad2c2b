import { layout, type Network, type Sizes } from './network.ts';
import type { OwnKind } from './value-type.ts';

/** What the model knows a column can mean. */
export interface ModelConcept {
  readonly key: string;
  readonly title: string;
  /** Wire paths, best first; the first that the class has is meant. None: an own field. */
  readonly paths?: readonly string[];
  readonly own?: OwnKind;
  readonly namespace?: string;
  /** Kinds of table it occurs in; none: any. */
  readonly tables?: readonly number[];
}

/** The readable half of a model. */
export interface ModelCatalogue {
  /** `$id`s of classes. */
  readonly classes: readonly string[];
  /** For each kind of table the place of its class among these, in the order of the network's answers. */
  readonly kinds: readonly number[];
  readonly concepts: readonly ModelConcept[];
  readonly sizes: Sizes;
}

export interface Model {
  readonly network: Network;
  readonly catalogue: ModelCatalogue;
}

/** Widths of the matrices' rows, which share one scale each; vectors are one row. */
function rowsOf(sizes: Sizes): readonly (readonly [string, number, number])[] {
  const widths: Readonly<Record<string, number>> = {
    input: sizes.inner,
    output: sizes.inner,
    around: sizes.contextInner,
    correction: sizes.contextInner,
    columns: sizes.tableInner,
  };
  return layout(sizes).map(([name, size]) => [name, size, widths[name] ?? size]);
}

/** Writes the numbers as bytes: each row its scale (float 32, little endian), then one signed byte per number. */
export function packModel(
  network: Network,
  catalogue: Omit<ModelCatalogue, 'sizes'>,
): { weights: Uint8Array; catalogue: ModelCatalogue } {
  const { features, inner, context, contextInner, table, tableInner, concepts, kinds } = network;
  const sizes: Sizes = { features, inner, context, contextInner, table, tableInner, concepts, kinds };
  const length = rowsOf(sizes).reduce((sum, [, size, width]) => sum + size + 4 * (size / width), 0);
  const weights = new Uint8Array(length);
  const view = new DataView(weights.buffer);
  let to = 0;
  for (const [name, size, width] of rowsOf(sizes)) {
    const values = network[name as 'input'];
    for (let row = 0; row < size; row += width) {
      let highest = 0;
      for (let at = row; at < row + width; at += 1) highest = Math.max(highest, Math.abs(values[at] as number));
      const scale = highest / 127;
      view.setFloat32(to, scale, true);
      to += 4;
      for (let at = row; at < row + width; at += 1, to += 1)
        view.setInt8(to, scale === 0 ? 0 : Math.round((values[at] as number) / scale));
    }
  }
  return { weights, catalogue: { ...catalogue, sizes } };
}

/** Reads what `packModel` wrote. Throws when the bytes are not those of the catalogue: the two files belong together. */
export function readModel(weights: Uint8Array, catalogue: ModelCatalogue): Model {
  const { sizes } = catalogue;
  const view = new DataView(weights.buffer, weights.byteOffset, weights.byteLength);
  const matrices: Record<string, Float32Array> = {};
  let from = 0;
  for (const [name, size, width] of rowsOf(sizes)) {
    if (from + size + 4 * (size / width) > weights.byteLength)
      throw new Error('The weights of the recommendation model are too short for its catalogue.');
    const values = new Float32Array(size);
    for (let row = 0; row < size; row += width) {
      const scale = view.getFloat32(from, true);
      from += 4;
      for (let at = row; at < row + width; at += 1, from += 1) values[at] = scale * view.getInt8(from);
    }
    matrices[name] = values;
  }
  if (from !== weights.byteLength)
    throw new Error('The weights of the recommendation model are too long for its catalogue.');
  return { catalogue, network: { ...sizes, ...(matrices as unknown as Omit<Network, keyof Sizes>) } };
}
