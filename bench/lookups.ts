import { Agent, get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { percentile } from '../tools/harness/process.ts';
import { answerPlan, runInChild } from './child.ts';
import { emailOf } from './messages.ts';
import { numbers } from './numbers.ts';

const FILE = fileURLToPath(import.meta.url);
/** Connections at most; what is due when all are busy waits, and its waiting is in its latency. */
const CONNECTIONS = 128;

/** Look-ups of profiles by e-mail at a fixed rate, run in a process of its own. */
export interface LookupPlan {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Persons 0 to `people` - 1 are asked for, in a random order that `seed` fixes. */
  readonly people: number;
  readonly seed: number;
  /** Look-ups a second. */
  readonly rate: number;
  /** Not counted, before the rest. */
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

/** Milliseconds are from the moment a look-up was due, whenever it was sent, to the end of its answer. */
export interface LookupResult {
  readonly count: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  /** How late the sender itself was, p99. When it is much, others had its core, and the rest says little. */
  readonly late: number;
  /** Answers without the profile: not 200, or of somebody else. Those of the warm-up, too. */
  readonly failures: number;
}

/** Runs the look-ups in a child on the given core. */
export function runLookups(plan: LookupPlan, core?: number): Promise<LookupResult> {
  return runInChild(FILE, plan, core);
}

/** Resolves with whether the answer was this person's profile. */
function lookUp(plan: LookupPlan, agent: Agent, person: number): Promise<boolean> {
  const email = emailOf(person);
  const query = `schema.name=_xdm.context.profile&entityIdNS=Email&entityId=${encodeURIComponent(email)}`;
  return new Promise((resolve) => {
    const request = get(
      `${plan.url}/data/core/ups/access/entities?${query}`,
      { agent, headers: plan.headers },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => resolve(answer.statusCode === 200 && Buffer.concat(chunks).includes(`"${email}"`)));
      },
    );
    request.on('error', () => resolve(false));
  });
}

/** An open loop: each look-up is sent when it is due, however many are still without an answer. */
async function lookups(plan: LookupPlan): Promise<LookupResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const next = numbers(plan.seed);
  const warmUp = plan.warmUpSeconds * plan.rate;
  const amount = warmUp + plan.seconds * plan.rate;
  const times: number[] = [];
  const lates: number[] = [];
  let [answered, failures] = [0, 0];
  const started = performance.now();
  await new Promise<void>((resolve) => {
    let sent = 0;
    const send = () => {
      for (; sent < amount && performance.now() >= started + (sent / plan.rate) * 1000; sent += 1) {
        const [number, due] = [sent, started + (sent / plan.rate) * 1000];
        if (number >= warmUp) lates.push(performance.now() - due);
        void lookUp(plan, agent, next(plan.people)).then((found) => {
          if (number >= warmUp) times.push(performance.now() - due);
          if (!found) failures += 1;
          answered += 1;
          if (answered === amount) resolve();
        });
      }
      // Spins on its core: a timer is late by as much as what is measured takes.
      if (sent < amount) setImmediate(send);
    };
    send();
  });
  const perSecond = amount / ((performance.now() - started) / 1000);
  agent.destroy();
  for (const list of [times, lates]) list.sort((a, b) => a - b);
  return {
    count: times.length,
    perSecond,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    most: times.at(-1)!,
    late: percentile(lates, 0.99),
    failures,
  };
}

if (process.argv[1] === FILE) await answerPlan(lookups);
