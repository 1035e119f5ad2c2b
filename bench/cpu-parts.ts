/** What the inspector's profiler gives, as far as it is read here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** A part of the work, by the files that do it. */
export interface Part {
  readonly name: string;
  readonly files: RegExp;
  /**
   * The file a stack was in last counts, unless this says otherwise: `anywhere` in the stack, before all others, or `otherwise`,
   * where no other part is in it.
   */
  readonly counts?: 'anywhere' | 'otherwise';
}

const HEAP = 'collecting the heap';
/** The part of what no JavaScript does: the system, and Node's own code in another language. */
export const NATIVE = 'Node itself and the system';
const REST = 'the rest';

/** Shares a time out to parts, of which the first that fits counts, as the samples of a profile fell; samples without work are left aside. */
export function partsOf(
  { nodes, samples, timeDeltas }: CpuProfile,
  time: number,
  parts: readonly Part[],
): Readonly<Record<string, number>> {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const everywhere = parts.filter(({ counts }) => counts === 'anywhere');
  const last = parts.filter(({ counts }) => counts === undefined);
  const otherwise = parts.filter(({ counts }) => counts === 'otherwise');
  const partOf = (id: number): string | undefined => {
    const name = byId.get(id)!.callFrame.functionName;
    if (name === '(idle)') return undefined;
    if (name === '(garbage collector)') return HEAP;
    if (name === '(program)') return NATIVE;
    let [part, fallback]: (string | undefined)[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const { url } = byId.get(at)!.callFrame;
      const found = (among: readonly Part[]) => among.find(({ files }) => files.test(url))?.name;
      const whole = found(everywhere);
      if (whole !== undefined) return whole;
      part ??= found(last);
      fallback ??= found(otherwise);
    }
    return part ?? fallback ?? REST;
  };
  const byNode = new Map(nodes.map(({ id }) => [id, partOf(id)]));
  const names = new Set([...parts.map(({ name }) => name), HEAP, NATIVE, REST]);
  const sums = Object.fromEntries([...names].map((name) => [name, 0]));
  let all = 0;
  samples.forEach((id, at) => {
    const part = byNode.get(id);
    if (part === undefined) return;
    sums[part]! += timeDeltas[at]!;
    all += timeDeltas[at]!;
  });
  return Object.fromEntries(Object.entries(sums).map(([part, sum]) => [part, (sum / all) * time]));
}
