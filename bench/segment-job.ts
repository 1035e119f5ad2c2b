import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../tools/harness/api.ts';

interface Job {
  readonly id: string;
  readonly status: string;
  readonly metrics: {
    readonly totalProfiles: number;
    readonly profileSegmentationTime: { readonly totalTimeInMs: number };
    readonly segmentedProfileCounter: Readonly<Record<string, number>>;
  };
}

/** What a segment job over all audiences found. */
export interface Evaluated {
  readonly profiles: number;
  readonly seconds: number;
  /** Members of all audiences, and of the smallest of them. */
  readonly memberships: number;
  readonly fewest: number;
}

/**
 * Evaluates all audiences for everybody by a segment job. Throws when it fails, or when an audience has no members: what is
 * measured with empty audiences says little.
 */
export async function evaluateAll(api: Api): Promise<Evaluated> {
  const jobs = '/data/core/ups/segment/jobs';
  let job = await api.call<Job>('POST', jobs, { segments: [{ segmentId: '*' }] });
  while (job.status !== 'SUCCEEDED') {
    if (job.status === 'FAILED') throw new Error(JSON.stringify(job));
    await sleep(50);
    job = await api.call<Job>('GET', `${jobs}/${job.id}`);
  }
  const { totalProfiles, profileSegmentationTime, segmentedProfileCounter } = job.metrics;
  const members = Object.values(segmentedProfileCounter);
  const empty = members.filter((count) => count === 0).length;
  if (empty > 0) throw new Error(`${empty} of ${members.length} audiences have no members`);
  return {
    profiles: totalProfiles,
    seconds: profileSegmentationTime.totalTimeInMs / 1000,
    memberships: members.reduce((sum, count) => sum + count, 0),
    fewest: Math.min(...members),
  };
}
