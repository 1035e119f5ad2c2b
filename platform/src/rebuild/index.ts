import { type Decided, rowsByDataset } from '../catalog/index.ts';
import { RECEIVED_TOPIC } from '../ingest/index.ts';
import type { Clock, Scope } from '../kernel/index.ts';
import type { Pipeline, Ports } from '../pipeline.ts';
import { timePassedIn } from '../segmentation/index.ts';
import type { KeyedStore, Log } from '../stores/index.ts';
import { type Comparison, compareKeyed, compareRows, Findings } from './compare.ts';
import { openCourse } from './course.ts';
import { declareOtherwise, type Operation, operationsOn } from './declare.ts';

export { type Beside, finishSwitch, openBeside } from './beside.ts';
export type { Comparison, Difference, Part } from './compare.ts';
export { UnusableChange } from './declare.ts';

/** Why what was made is not simply as good as what is there. */
export interface Reason {
  readonly code: 'LOG-TRIMMED' | 'BATCHES-COME-AGAIN' | 'NOT-COMPARED' | 'DIFFERENT';
  readonly message: string;
}

/** What a rebuild made. */
export interface Rebuilt {
  /** Messages that were worked off, and how long that took. */
  readonly messages: number;
  readonly seconds: number;
  /** Undefined when what is there could not be read. */
  readonly comparison: Comparison | undefined;
  /** Empty: what was made is equal to what is there. */
  readonly reasons: readonly Reason[];
  /** `<organisation>/<sandbox>` by scope key, for who reads the comparison. */
  readonly sandboxes: Readonly<Record<string, string>>;
}

/** What is compared with. */
export interface There {
  readonly keyed: KeyedStore;
  /** Rows by dataset, named `<scope>/<dataset>`. */
  readonly rows: ReadonlyMap<string, number>;
}

interface Parts {
  readonly log: Log;
  /** What was made of the log, up to its end; undefined when it cannot be read. */
  readonly there: There | undefined;
  /** The keyed store that is there, if it can be read: what is no part of a comparison is kept as it is. */
  readonly kept: KeyedStore | undefined;
  /** Empty stores; tables and objects are as they are there. The log is for what the stages write. Closed by the caller. */
  readonly fresh: Ports;
  /** All stages on some stores. `clock`: that of the records. */
  pipeline(ports: Ports, clock: Clock): Pipeline;
  /** Now, epoch milliseconds. */
  readonly now: number;
  /** Differences of each part that are told one by one. */
  readonly examples: number;
}

/** What is counted as things happened, and which files were read: kept as it is. */
const KEPT = ['monitoring/', 'guardrail/', 'history/'];
const PAGE = 2000;

async function keep(from: KeyedStore, to: KeyedStore): Promise<void> {
  for (const prefix of KEPT)
    for (let start = prefix; ; ) {
      const puts = await from.range({ from: start, to: `${prefix.slice(0, -1)}0`, limit: PAGE });
      if (puts.length > 0) await to.write({ puts, deletes: [], positions: [] });
      if (puts.length < PAGE) break;
      start = `${puts.at(-1)![0]}\u0000`;
    }
}

/**
 * Makes lake, graph, profiles and audiences from the log, into fresh stores, and compares the result with what is there, of
 * which nothing is changed.
 */
export async function rebuild(parts: Parts): Promise<Rebuilt> {
  const { fresh, there, kept, examples, log } = parts;
  const made = await workOff(parts, undefined, () => Promise.resolve());
  if (kept !== undefined) await keep(kept, fresh.keyed);
  const comparison = there === undefined ? undefined : await compare(there, fresh, new Findings(examples));
  const sandboxes = made.pipeline.access.scopes().map(({ key, org, sandbox }) => [key, `${org}/${sandbox}`] as const);
  return {
    messages: await messagesIn(fresh.keyed),
    seconds: made.seconds,
    comparison,
    reasons: reasonsOf(log.begin(RECEIVED_TOPIC), made.decided, comparison),
    sandboxes: Object.fromEntries(sandboxes),
  };
}

/** What the log of a sandbox makes under changed declarations, beside what is there. */
export interface Replayed extends Pick<Rebuilt, 'messages' | 'seconds'> {
  readonly comparison: Comparison;
  /** Position of the first record the log still has. */
  readonly begin: number;
  /** Names of the audiences the comparison tells of, by id. */
  readonly names: Readonly<Record<string, string>>;
}

/**
 * Works the records of one sandbox off under changed declarations, into fresh stores, and compares the result with what is
 * there, of which nothing is changed. `objects`: see `declareOtherwise`. Throws `UnusableChange`.
 */
export async function replay(
  parts: Parts & { readonly there: There },
  scope: Scope,
  objects: readonly unknown[],
): Promise<Replayed> {
  const { fresh, there, examples, log } = parts;
  const made = await workOff(parts, scope.key, ({ routes }) => declareOtherwise(operationsOn(routes, scope), objects));
  const comparison = await compare(there, fresh, new Findings(examples), scope.key);
  return {
    messages: await messagesIn(fresh.keyed),
    seconds: made.seconds,
    comparison,
    begin: log.begin(RECEIVED_TOPIC),
    names: await namesOf(operationsOn(made.pipeline.routes, scope), Object.keys(comparison.audiences)),
  };
}

/** Works the log off, of all sandboxes or of one. */
async function workOff(
  { log: received, kept, fresh, now, pipeline: stages }: Parts,
  only: string | undefined,
  declare: (pipeline: Pipeline) => Promise<void>,
) {
  const started = performance.now();
  const passed = kept === undefined ? now : await timePassedIn(kept);
  const limit = received.end(RECEIVED_TOPIC);
  const { course, log } = await openCourse({ received, own: fresh.log, limit, only }, passed);
  const pipeline = stages({ ...fresh, log }, course.clock);
  const decided = await pipeline.rebuild(course, () => declare(pipeline));
  return { pipeline, decided, seconds: (performance.now() - started) / 1000 };
}

async function compare(before: There, after: Ports, findings: Findings, only?: string): Promise<Comparison> {
  await compareKeyed(before.keyed, after.keyed, findings, only);
  compareRows(before.rows, await rowsByDataset(after.tables), findings, only);
  const { counts, examples, audiences, attributes, otherMoments } = findings;
  return { counts, examples, audiences, attributes, otherMoments };
}

const MOST_NAMES = 500;

/** Names of audiences; those that are no more have none. */
async function namesOf(operation: Operation, ids: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const names: Record<string, string> = {};
  for (const id of ids.slice(0, MOST_NAMES)) {
    const found = await operation('getSegmentDefinition', { params: { id } }).catch(() => undefined);
    if (found !== undefined) names[id] = String((found as { readonly name: unknown }).name);
  }
  return names;
}

async function messagesIn(keyed: KeyedStore): Promise<number> {
  const rows = await keyed.range({ from: 'ledger/counts/', to: 'ledger/counts0', limit: 100_000 });
  return rows.reduce(
    (sum, [, bytes]) => sum + (JSON.parse(Buffer.from(bytes).toString()) as { accepted: number }).accepted,
    0,
  );
}

function reasonsOf(begin: number, { comeAgain }: Decided, comparison: Comparison | undefined): readonly Reason[] {
  const reasons: Reason[] = [];
  if (begin > 0)
    reasons.push({
      code: 'LOG-TRIMMED',
      message: `the log begins with record ${begin}, since MENISCUS_LOG_DAYS let go of those before: what only they said is lost`,
    });
  if (comeAgain.length > 0)
    reasons.push({
      code: 'BATCHES-COME-AGAIN',
      message: `${comeAgain.length} streamed batches were deleted or made inactive, which the log does not say: their rows are there again`,
    });
  if (comparison === undefined)
    reasons.push({
      code: 'NOT-COMPARED',
      message:
        'the keyed store or topic validated that is there cannot be read, so nobody can say whether what was made is equal to it',
    });
  else if (Object.keys(comparison.counts).length > 0)
    reasons.push({
      code: 'DIFFERENT',
      message: `what was made is not equal to what is there: ${countsText(comparison)}`,
    });
  return reasons;
}

function countsText({ counts }: Comparison): string {
  return Object.entries(counts)
    .map(([part, { appeared, gone, changed }]) => `${part} +${appeared} -${gone} ≠${changed}`)
    .join(', ');
}
