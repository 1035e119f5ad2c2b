import { loadavg } from 'node:os';

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '../tools/harness/api.ts';
import { machine, scratchDirectory, startPlatform } from '../tools/harness/process.ts';
import { setUpAudience, setUpProgramme } from '../tools/harness/programme.ts';
import { audienceRules, pqlOf } from './audience-rules.ts';
import { bringIn } from './bring-in.ts';
import { runInChild } from './child.ts';
import { runLoad } from './load.ts';
import { batches } from './messages.ts';
import { workedOff } from './metrics.ts';
import type { RebuildCost } from './rebuild-process.ts';

/**
 * `npm run bench:rebuild [-- --messages 1000000] [-- --json]`: what `meniscus rebuild` takes for a log of so many messages and for
 * one of a fifth of them, so that what every rebuild costs and what a message costs are known apart. A fifth of the messages are
 * profiles, the others transactions, of half as many people as there are profiles; 50 audiences. Processor time is what counts:
 * the clock is shown with the load of the machine. Fails when what was made is not equal to what was there.
 */
const { values } = parseArgs({
  options: { messages: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } },
});
const SIZE = 100;
const AUDIENCES = 50;
const REQUESTS = 500;
const FILE = new URL('rebuild-process.ts', import.meta.url).pathname;
const MESSAGES = Number(values.messages);
/** As `cli/meniscus.js` has them. */
const STARTED_WITH = { UV_THREADPOOL_SIZE: '12', NODE_COMPILE_CACHE: join('node_modules', '.cache', 'meniscus') };
const SHARE = 5;

/** Fills a data directory with the messages of a log and stops. */
async function fill(dataDir: string, messages: number): Promise<void> {
  const platform = await startPlatform({ dataDir });
  try {
    const api = await connect(platform);
    const programme = await setUpProgramme(api);
    for (const rule of audienceRules(AUDIENCES, false)) await setUpAudience(api, rule.name, pqlOf(rule));
    const profiles = messages / SHARE;
    const people = profiles / 2;
    await bringIn(api, programme, people);
    const send = async (kind: 'profile' | 'transaction', first: number, end: number) => {
      const url = programme.batch(kind === 'profile' ? programme.profileInlet : programme.eventInlet);
      for (let at = first; at < end; at += REQUESTS * SIZE) {
        const amount = Math.min(REQUESTS, (end - at) / SIZE);
        const bodies = batches(kind, amount, SIZE, people, at);
        const { refused } = await runLoad({ url, bodies, connections: 8, amount });
        if (refused > 0) throw new Error(`${refused} requests were refused`);
        await workedOff(api);
      }
    };
    await send('transaction', 0, messages - profiles);
    await send('profile', people, profiles);
  } finally {
    await platform.kill('SIGTERM');
  }
}

async function measure(messages: number): Promise<RebuildCost> {
  const scratch = scratchDirectory('rebuild-bench');
  try {
    await fill(scratch.path, messages);
    const env = { MENISCUS_DATA_DIR: scratch.path, MENISCUS_LOG_LEVEL: 'warn' };
    return await runInChild<unknown, RebuildCost>(FILE, { env });
  } finally {
    scratch.remove();
  }
}

const used = ({ threads: { main, v8, others } }: RebuildCost) => main + v8 + others;
const figure = (number: number) => number.toFixed(1).padStart(9);

function print(few: RebuildCost, many: RebuildCost): void {
  const each = (of: (cost: RebuildCost) => number) => ((of(many) - of(few)) * 1e6) / (many.messages - few.messages);
  const line = (name: string, of: (cost: RebuildCost) => number) =>
    console.log(`${name.padEnd(26)}${figure(each(of))}${figure(of(many) - (each(of) * many.messages) / 1e6)}`);
  for (const { messages, seconds, allSeconds, memory } of [few, many])
    console.log(
      `${messages} messages: ${seconds.toFixed(1)} s to work them off (${Math.round(messages / seconds)} a second), ${allSeconds.toFixed(1)} s in all; own memory ${memory.own} MiB`,
    );
  console.log(`\nprocessor time            us each   once, s`);
  line('all', used);
  line("V8's own threads", ({ threads }) => threads.v8);
  line('other threads', ({ threads }) => threads.others);
  line('the first thread', ({ threads }) => threads.main);
  for (const part of Object.keys(many.parts)) line(`  ${part}`, ({ parts }) => parts[part]!);
}

Object.assign(process.env, STARTED_WITH);
const load = loadavg()[0]!.toFixed(1);
const few = await measure(MESSAGES / SHARE);
const many = await measure(MESSAGES);
if (values.json) console.log(JSON.stringify({ machine: machine(), load, few, many }));
else {
  console.log(`${machine()}, load average ${load}\n`);
  print(few, many);
}
for (const { reasons } of [few, many])
  for (const reason of reasons) {
    console.log(reason);
    process.exitCode = 1;
  }
