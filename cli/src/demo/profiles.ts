import { setTimeout as sleep } from 'node:timers/promises';
import { type Call, SetUpError } from '../../../examples/capillary-tutorial/calls.ts';

/** What the demo reads of a merged profile. */
export interface ProfileView {
  readonly loyalty?: { readonly tier?: string; readonly points?: number };
  readonly segmentMembership?: Readonly<Record<string, Readonly<Record<string, { readonly status: string }>>>>;
}

/** The merged profile of an e-mail address (`GET /access/entities`); undefined when there is none yet. */
export async function profileOf(call: Call, email: string): Promise<ProfileView | undefined> {
  const query = new URLSearchParams({ 'schema.name': '_xdm.context.profile', entityId: email, entityIdNS: 'email' });
  try {
    const answer = (await call(`GET /data/core/ups/access/entities?${query}`)) as Record<
      string,
      { entity: ProfileView }
    >;
    return Object.values(answer)[0]?.entity;
  } catch (error) {
    // Not found yet: the record is still on its way.
    if (error instanceof SetUpError && error.status === 404) return undefined;
    throw error;
  }
}

/** True when the profile shows the audience as realized, in any namespace of memberships. */
export function isIn(profile: ProfileView | undefined, audienceId: string): boolean {
  return Object.values(profile?.segmentMembership ?? {}).some(
    (memberships) => memberships[audienceId]?.status === 'realized',
  );
}

/** What the latency was measured on. */
export interface Probes {
  /** Milliseconds from sending the record to the first answer that shows the membership. */
  readonly latencies: readonly number[];
  /** Records sent; some may have had no membership in time. */
  readonly sent: number;
}

export interface ProbeOptions {
  readonly call: Call;
  readonly inlet: string;
  readonly audienceId: string;
  readonly count: number;
  /** Pause between two probes. */
  readonly pauseMs: number;
}

const PROBE_PROFILE = { tier: 'gold', points: 0, program: 'Latency probe', status: 'active' };
const PROBE_TIMEOUT_MS = 10_000;
const POLL_MS = 1;

/**
 * Measures POST to membership readable, one person after the other: sends a profile record of somebody new who belongs in
 * the audience and reads the profile until the membership shows.
 */
export async function probe({ call, inlet, audienceId, count, pauseMs }: ProbeOptions): Promise<Probes> {
  const latencies: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const email = `probe.${index}@example.com`;
    const payload = {
      identityMap: { email: [{ authenticatedState: 'ambiguous', id: email, primary: true }] },
      loyalty: PROBE_PROFILE,
    };
    const started = performance.now();
    const response = await fetch(inlet, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    });
    if (!response.ok) throw new Error(`the latency probe was answered ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
    const seen = await untilMember(call, email, audienceId, started + PROBE_TIMEOUT_MS);
    if (seen !== undefined) latencies.push(seen - started);
    await sleep(pauseMs);
  }
  return { latencies, sent: count };
}

async function untilMember(
  call: Call,
  email: string,
  audienceId: string,
  deadline: number,
): Promise<number | undefined> {
  while (performance.now() < deadline) {
    if (isIn(await profileOf(call, email), audienceId)) return performance.now();
    await sleep(POLL_MS);
  }
  return undefined;
}
