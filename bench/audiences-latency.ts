import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, connect } from '../tools/harness/api.ts';
import { percentile, scratchDirectory, startPlatform } from '../tools/harness/process.ts';
import { type Programme, setUpAudience, setUpProgramme } from '../tools/harness/programme.ts';
import { audienceRules, pqlOf } from './audience-rules.ts';
import { transactionMessage } from './messages.ts';

const PEOPLE = 20_000;
/** Events a second beside the probes: the published limit of an organisation. */
const RATE = 1500;

/** Audiences on what the harness's programme knows: it has no city, so the programme's name stands for it. */
async function makeAudiences(api: Api, amount: number): Promise<void> {
  for (const rule of audienceRules(amount, false))
    await setUpAudience(api, rule.name, pqlOf(rule).replaceAll('homeAddress.city', 'loyalty.program'));
}

/** Sends transactions at the rate until stopped; gives the rate that was reached. */
function background(programme: Programme, stopped: () => boolean): Promise<number> {
  return (async () => {
    const started = performance.now();
    const pending = new Set<Promise<unknown>>();
    let sent = 0;
    while (!stopped()) {
      const due = Math.floor(((performance.now() - started) / 1000) * RATE);
      while (sent < due) {
        const messages = Array.from({ length: 10 }, (_, at) => transactionMessage(sent + at, (sent + at) % PEOPLE));
        const request = fetch(programme.batch(programme.eventInlet), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ messages }),
        })
          .then((response) => response.arrayBuffer())
          .finally(() => pending.delete(request));
        pending.add(request);
        sent += 10;
      }
      await sleep(5);
    }
    await Promise.all(pending);
    return sent / ((performance.now() - started) / 1000);
  })();
}

/** From POST to the membership in the answer of the entities API on the real process, with 500 audiences. */
export async function postToMembership(probes: number) {
  const scratch = scratchDirectory('bench-audiences');
  const platform = await startPlatform({ dataDir: scratch.path, core: 0 });
  try {
    const api = await connect(platform);
    const programme = await setUpProgramme(api);
    await makeAudiences(api, 499);
    const probed = await setUpAudience(api, 'Probed', 'loyalty.tier = "gold" and loyalty.points >= 0');
    let stopped = false;
    const rate = background(programme, () => stopped);
    await sleep(2000);
    const times: number[] = [];
    for (let probe = 0; probe < probes; probe += 1) {
      const email = `probe${probe}@example.com`;
      const body = {
        identityMap: { email: [{ id: email, primary: true }] },
        loyalty: { tier: 'gold', points: probe, status: 'active' },
      };
      const started = performance.now();
      const response = await fetch(programme.profileInlet, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      await response.arrayBuffer();
      while ((await api.profile('Email', email))?.segmentMembership?.ups?.[probed]?.status !== 'realized')
        await sleep(1);
      times.push(performance.now() - started);
    }
    stopped = true;
    times.sort((a, b) => a - b);
    return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), samples: times.length, rate: await rate };
  } finally {
    await platform.kill('SIGKILL');
    scratch.remove();
  }
}
