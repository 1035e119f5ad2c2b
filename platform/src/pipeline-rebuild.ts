import type { Catalog, Decided } from './catalog/index.ts';
import type { Ingest } from './ingest/index.ts';
import type { Scope } from './kernel/index.ts';
import type { Lake } from './lake/index.ts';
import type { PeopleStep } from './pipeline-people.ts';
import type { Sweeps } from './pipeline-sweeps.ts';
import type { ProfileStage } from './profile/index.ts';
import type { SegmentationStage, Turn } from './segmentation/index.ts';
import type { Tables } from './stores/index.ts';

/** The log on the way of a rebuild: how far it may be read, and what time it is there. */
export interface Course {
  /** What time it is: the receipt of the newest record that was read, or what `timeIs` said since. Epoch milliseconds. */
  clock(): number;
  /** Position of the first record that was received at or after a moment. */
  positionAt(moment: number): Promise<number>;
  /** Lets everything before a position be read; infinite: everything that is to be worked off. */
  reach(position: number): void;
  timeIs(moment: number): void;
  /** When it is over: everything that time changes up to then is done. Epoch milliseconds. */
  readonly end: number;
}

interface Parts {
  readonly tables: Tables;
  readonly catalog: Catalog;
  readonly ingest: Ingest;
  readonly lake: Lake;
  readonly profile: ProfileStage;
  readonly segmentation: SegmentationStage;
  readonly people: PeopleStep;
  readonly sweeps: Sweeps;
  readonly scopes: () => readonly Scope[];
  /** Declares something otherwise before the first record. */
  readonly declare: () => Promise<void>;
}

const FLUSH_MS = 600_000;

/**
 * Works the log off into stores that hold what is declared and nothing else. What was decided about people at a moment and is
 * not in the log (a rule was made, a file of members was read, somebody was erased) happens again between the records it
 * happened between. Resolves
 * when all is stored, with what was decided about batches.
 */
export async function workOff(parts: Parts, course: Course): Promise<Decided> {
  const { tables, catalog, ingest, lake, profile, segmentation, people, sweeps } = parts;
  const decided = await tables.transaction(async (tx) => {
    const found = await catalog.beginAnew(tx);
    await lake.beginAnew(tx, found.deleted);
    return found;
  });
  await ingest.start();
  await lake.start();
  ingest.goOn();
  lake.goOn();
  await parts.declare();
  await sweeps.settled();
  const turns = await inOrder(
    [...(await segmentation.turnsAfter(course.clock())), ...(await sweeps.erasures())],
    course,
  );
  const pass = async (moment: number) => {
    await ingest.settled();
    course.timeIs(moment);
    while ((await people.nextDue()) <= moment) await ingest.between(() => Promise.resolve());
  };
  for (const { position, at, happen } of turns) {
    course.reach(position);
    await pass(at);
    await happen();
    await sweeps.settled();
  }
  course.reach(Number.POSITIVE_INFINITY);
  await pass(Math.max(course.end, course.clock()));
  for (const scope of parts.scopes()) {
    await profile.expiries.again(scope);
    await sweeps.refreshComputed(scope, false);
  }
  await ingest.checkpoint();
  await stored(lake);
  return decided;
}

/** Resolves when all rows that are on their way are in files, however long a disk takes. */
export async function stored(lake: Lake): Promise<void> {
  while (!(await lake.flush({}, FLUSH_MS)));
}

/** Each with its place in the log: where it was noted, else behind what was received before it. */
async function inOrder(
  turns: readonly (Turn & { readonly position?: number })[],
  course: Course,
): Promise<readonly (Turn & { readonly position: number })[]> {
  const placed = turns.map(async (turn) => ({
    ...turn,
    position: turn.position ?? (await course.positionAt(turn.at)),
  }));
  return (await Promise.all(placed)).sort((a, b) => a.position - b.position || a.at - b.at);
}
