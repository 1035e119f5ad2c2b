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

/** Parts of a rebuild by the file a stack was in last; the first that fits counts. */
const PARTS: readonly (readonly [part: string, files: RegExp])[] = [
  ['comparing', /platform\/src\/rebuild\/(compare|differing|leaves)/],
  ['reading and parsing', /platform\/src\/(stores\/log|rebuild\/course|ingest\/received)|languages\/syntax/],
  ['mapping and validation', /languages\/(dataprep|xdm)|platform\/src\/(mapping|schemas|ingest\/convert|sources)/],
  ['repeats', /platform\/src\/ingest\/(repeated|sight)/],
  ['rows for the lake', /platform\/src\/ingest\/validated/],
  ['books', /platform\/src\/(ingest|monitoring|flows)/],
  ['lake', /platform\/src\/(lake|catalog|stores\/(tables|objects))/],
  ['identity', /platform\/src\/identity/],
  ['profile', /platform\/src\/profile/],
  ['audiences', /platform\/src\/segmentation|languages\/pql/],
  ['people, in all', /platform\/src\/pipeline-/],
  ['checkpoints', /platform\/src\/stores\/keyed/],
];
/** Wherever it is in a stack. */
const COMPARING = PARTS[0]!;
const HEAP = 'collecting the heap';
const REST = 'the rest';

/** Shares a time out to parts as the samples of a profile fell; samples without work are left aside. */
export function partsOf({ nodes, samples, timeDeltas }: CpuProfile, time: number): Readonly<Record<string, number>> {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const partOf = (id: number): string | undefined => {
    const name = byId.get(id)!.callFrame.functionName;
    if (name === '(idle)') return undefined;
    if (name === '(garbage collector)') return HEAP;
    let part: string | undefined;
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const { url } = byId.get(at)!.callFrame;
      if (COMPARING[1].test(url)) return COMPARING[0];
      part ??= PARTS.find(([, files]) => files.test(url))?.[0];
    }
    return part ?? REST;
  };
  const parts = new Map(nodes.map(({ id }) => [id, partOf(id)]));
  const sums: Record<string, number> = Object.fromEntries([...PARTS.map(([part]) => [part, 0]), [HEAP, 0], [REST, 0]]);
  let all = 0;
  samples.forEach((id, at) => {
    const part = parts.get(id);
    if (part === undefined) return;
    sums[part]! += timeDeltas[at]!;
    all += timeDeltas[at]!;
  });
  return Object.fromEntries(Object.entries(sums).map(([part, sum]) => [part, (sum / all) * time]));
}
