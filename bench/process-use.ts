import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** The most memory a process had, MiB. */
export interface MemoryUse {
  /** Its own: heap, buffers, stacks. */
  readonly own: number;
  /** Pages of mapped files (the keyed store), which the system takes back when it needs them. */
  readonly mapped: number;
  /** Both at the same moment. */
  readonly both: number;
}

/**
 * Watches the memory of a process from now on. `both` is kept by the system and misses nothing; the parts are looked at ten
 * times a second.
 */
export function watchMemory(pid: number): { used(): MemoryUse; stop(): void } {
  let [own, mapped] = [0, 0];
  const look = (): number => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const of = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024);
    own = Math.max(own, of('RssAnon') + of('RssShmem'));
    mapped = Math.max(mapped, of('RssFile'));
    return of('VmHWM');
  };
  // Forgets the peak so far.
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  const timer = setInterval(look, 100);
  return {
    used() {
      const both = look();
      return { own, mapped, both };
    },
    stop: () => clearInterval(timer),
  };
}

/** Processor time of a process and its threads so far, seconds: what a busy machine does to the clock, it does not do to this. */
export function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return ticksOf(stat.slice(stat.lastIndexOf(')') + 2)) / 100;
}

/** Time a core was busy so far, whoever had it, seconds. */
export function busySecondsOf(core: number): number {
  const line = new RegExp(`^cpu${core} (.*)$`, 'm').exec(readFileSync('/proc/stat', 'utf8'))![1]!;
  const [user = 0, nice = 0, system = 0, , , irq = 0, soft = 0, steal = 0] = line.split(' ').map(Number);
  return (user + nice + system + irq + soft + steal) / 100;
}

/** Time all cores together were busy so far, seconds; soft interrupts, and what other machines of the host took, are not in it. */
export function busySeconds(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1000;
}

/**
 * From now on: the part of a core that others took than a process that has it to itself, since the last call. A process that began
 * after that call has its whole life counted.
 */
export function watchOthers(core: number, pid?: number): (pid: number) => number {
  const look = (own: number) => ({ at: performance.now(), busy: busySecondsOf(core), own });
  let last = look(pid === undefined ? 0 : cpuSecondsOf(pid));
  return (now) => {
    const before = last;
    last = look(cpuSecondsOf(now));
    return ((last.busy - before.busy - (last.own - before.own)) * 1000) / (last.at - before.at);
  };
}

/** Processor time by kind of thread, seconds. */
export interface ThreadTimes {
  /** The thread that runs JavaScript. */
  readonly main: number;
  /** V8's own: collecting the heap, compiling. */
  readonly v8: number;
  /** Writing and syncing files, LMDB, DuckDB. */
  readonly others: number;
}

/** Processor time of the threads of a process so far; of those that have ended nothing is known. */
export function cpuByThreads(pid: number): ThreadTimes {
  const times = { main: 0, v8: 0, others: 0 };
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    const name = stat.slice(stat.indexOf('(') + 1, end);
    const kind = Number(thread) === pid ? 'main' : name.startsWith('V8') ? 'v8' : 'others';
    times[kind] += ticksOf(stat.slice(end + 2)) / 100;
  }
  return times;
}

/** User and system time in a line of the system about a process or thread, behind its name. */
function ticksOf(rest: string): number {
  const fields = rest.split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
