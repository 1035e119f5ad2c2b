import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, connect } from '../tools/harness/api.ts';
import { type RunningPlatform, startPlatform } from '../tools/harness/process.ts';
import { metricAt, workedOff } from './metrics.ts';
import { cpuSecondsOf, watchOthers } from './process-use.ts';
import { type RunningStream, type StreamWindow, together } from './stream.ts';

const DROP_CACHES = '/proc/sys/vm/drop_caches';
/** How long messages come in before a kill, milliseconds. */
const SENDING = 3000;

/** A start after SIGKILL while messages came in. */
export interface Restart {
  readonly startMs: number;
  /** Milliseconds of processor it took. */
  readonly cpuMs: number;
  /** Part of its core that others took meanwhile. */
  readonly others: number;
  /** Messages the log had and nothing else when the start was ready. */
  readonly waiting: number;
  /** What came in before the kill: accepted, and without an answer. */
  readonly sent: StreamWindow;
}

/** A platform started again after its kill. */
export interface Restarted {
  readonly platform: RunningPlatform;
  readonly api: Api;
  readonly restart: Restart;
}

/**
 * Kills a platform to which messages are sent and starts it again on the same port; returns when it has worked off what it
 * had accepted. `cold` takes the files out of the system's memory first, where the system lets us.
 */
export async function killAndStart(
  platform: RunningPlatform,
  send: () => RunningStream,
  { core, cold }: { readonly core: number; readonly cold: boolean },
): Promise<Restarted> {
  const stream = send();
  await sleep(SENDING);
  await platform.kill('SIGKILL');
  const sent = together(await stream.stop());
  if (cold) writeFileSync(DROP_CACHES, '3');
  const { dataDir, url } = platform;
  const othersSince = watchOthers(core);
  const again = await startPlatform({ dataDir, core, port: Number(new URL(url).port) });
  const start = { startMs: again.startupMs, cpuMs: cpuSecondsOf(again.pid) * 1000, others: othersSince(again.pid) };
  const waiting = await metricAt(again.url, 'meniscus_backlog_messages');
  const api = await connect(again);
  await workedOff(api);
  return { platform: again, api, restart: { ...start, waiting, sent } };
}

/** Whether this process may take files out of the system's memory. */
export function canDropCaches(): boolean {
  return existsSync(DROP_CACHES) && process.getuid?.() === 0;
}
