import { type Decided, rowsByDataset } from '../catalog/index.ts';
import { RECEIVED_TOPIC } from '../ingest/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Pipeline, Ports } from '../pipeline.ts';
import { timePassedIn } from '../segmentation/index.ts';
import type { KeyedStore, Log } from '../stores/index.ts';
import { type Comparison, compareKeyed, compareRows, Findings } from './compare.ts';
import { openCourse } from './course.ts';

export { type Beside, finishSwitch, openBeside } from './beside.ts';
export type { Comparison, Difference, Part } from './compare.ts';

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

interface Parts {
  readonly log: Log;
  /** What was made of the log, up to its end; undefined when it cannot be read. */
  readonly there: Ports | undefined;
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
  const { log: received, there, fresh, now } = parts;
  const started = performance.now();
  const passed = there === undefined ? now : await timePassedIn(there.keyed);
  const limit = received.end(RECEIVED_TOPIC);
  const { course, log } = await openCourse({ received, own: fresh.log, limit }, passed);
  const pipeline = parts.pipeline({ ...fresh, log }, course.clock);
  if (there !== undefined) await keep(there.keyed, fresh.keyed);
  const decided = await pipeline.rebuild(course);
  const seconds = (performance.now() - started) / 1000;
  const comparison = there === undefined ? undefined : await compare(there, fresh, parts.examples);
  const sandboxes = pipeline.access.scopes().map(({ key, org, sandbox }) => [key, `${org}/${sandbox}`] as const);
  return {
    messages: await messagesIn(fresh.keyed),
    seconds,
    comparison,
    reasons: reasonsOf(received.begin(RECEIVED_TOPIC), decided, comparison),
    sandboxes: Object.fromEntries(sandboxes),
  };
}

type Compared = Pick<Ports, 'keyed' | 'tables'>;

async function compare(before: Compared, after: Compared, examples: number): Promise<Comparison> {
  const findings = new Findings(examples);
  await compareKeyed(before.keyed, after.keyed, findings);
  compareRows(await rowsByDataset(before.tables), await rowsByDataset(after.tables), findings);
  return findings;
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
      message: 'the keyed store that is there cannot be read, so nobody can say whether what was made is equal to it',
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
