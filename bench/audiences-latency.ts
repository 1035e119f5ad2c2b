import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, connect } from '../tools/harness/api.ts';
import { percentile, scratchDirectory, startPlatform } from '../tools/harness/process.ts';
import { setUpAudience, setUpProgramme } from '../tools/harness/programme.ts';
import { audienceRules, pqlOf } from './audience-rules.ts';
import { bringIn } from './bring-in.ts';
import { memberMessage } from './messages.ts';
import { untilZero } from './metrics.ts';
import { expectMembers, PROBED, probes } from './probes.ts';
import { evaluateAll } from './segment-job.ts';
import { startStream, together } from './stream.ts';

const PEOPLE = 50_000;
/** Those of them who buy: few enough that the audiences on purchases fill within seconds. */
const BUYERS = 1000;
/** Events a second beside the probes: the published limit of an organisation. */
const RATE = 1500;

/** Audiences on what the harness's programme knows, every fifth of them on purchases, too: all of its events are. */
async function makeAudiences(api: Api, amount: number): Promise<void> {
  for (const rule of audienceRules(amount, true))
    await setUpAudience(api, rule.name, pqlOf(rule).replace('eventType = "purchase" and ', ''));
}

/** From POST to the membership in the answer of the entities API on the real process, with 500 audiences. */
export async function postToMembership(amount: number) {
  const scratch = scratchDirectory('bench-audiences');
  const platform = await startPlatform({ dataDir: scratch.path, core: 0 });
  try {
    const api = await connect(platform);
    const programme = await setUpProgramme(api);
    await bringIn(api, programme, PEOPLE, 1, memberMessage);
    await makeAudiences(api, 499);
    const probed = await setUpAudience(api, 'Probed', PROBED);
    await untilZero(api, 'meniscus_audiences_waiting');
    const beside = startStream({
      profileInlet: programme.batch(programme.profileInlet),
      eventInlet: programme.batch(programme.eventInlet),
      size: 10,
      profilesOfHundred: 0,
      pace: { rate: RATE },
      people: BUYERS,
      first: 0,
      windowSeconds: 1,
    });
    await sleep(2000);
    const times = await probes(api, programme, probed, amount);
    const { transactions, seconds } = together(await beside.stop());
    await expectMembers(api, probed, times.length);
    const { memberships } = await evaluateAll(api);
    return {
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
      samples: times.length,
      rate: transactions / seconds,
      memberships,
    };
  } finally {
    await platform.kill('SIGKILL');
    scratch.remove();
  }
}
