import type { RunningPlatform } from '../tools/harness/process.ts';
import type { CpuProfile } from './cpu-parts.ts';

/** Environment of a process that lets itself be looked into, at a port of this machine it chooses. */
export const INSPECTED = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

/** How often the profiler looks, microseconds: at its own pace it would cost some of what it measures. */
const SAMPLE_US = 2000;

/** A platform started with `INSPECTED`, whose JavaScript thread can be profiled while it works. */
export interface Profiler {
  /** The profile of the time that some work takes. */
  over(work: () => Promise<void>): Promise<CpuProfile>;
  close(): void;
}

/** Answer of the inspector to one of our messages. */
interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Connects to the inspector of a running platform. Throws when it has none. */
export async function profilerOf(platform: RunningPlatform): Promise<Profiler> {
  const [address] = /ws:\/\/127\.0\.0\.1:\d+\/\S+/.exec(platform.output()) ?? [];
  if (address === undefined) throw new Error('the platform was started without an inspector');
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`no inspector answers at ${address}`));
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  };
  let sent = 0;
  const post = async (method: string, params: Readonly<Record<string, unknown>> = {}): Promise<unknown> => {
    const id = ++sent;
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params }));
    const { result, error } = await answered;
    waiting.delete(id);
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  };
  await post('Profiler.enable');
  await post('Profiler.setSamplingInterval', { interval: SAMPLE_US });
  return {
    async over(work) {
      await post('Profiler.start');
      await work();
      return ((await post('Profiler.stop')) as { readonly profile: CpuProfile }).profile;
    },
    close: () => socket.close(),
  };
}
