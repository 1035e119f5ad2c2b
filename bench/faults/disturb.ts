import { readdirSync, writeFileSync } from 'node:fs';
import { connect as connectSocket, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, connect } from '../../tools/harness/api.ts';
import { childrenOf, type RunningPlatform, startPlatform } from '../../tools/harness/process.ts';
import { type Programme, setUpProgramme } from '../../tools/harness/programme.ts';
import { metricAt } from '../metrics.ts';
import { type Books, count, nothingSent, pour, type Sent } from './pouring.ts';

/** What a platform that goes on is put through while records pour in, and what was seen of it. */
export interface Disturbed extends Books {
  readonly fault: string;
  readonly rounds: number;
  /** What shows that the fault was there: queries that failed, connections refused, moves of the clock. */
  readonly felt: number;
}

/** A platform that takes records, and what was sent so far. */
export interface Scene {
  readonly platform: RunningPlatform;
  readonly api: Api;
  readonly programme: Programme;
  readonly sent: Sent;
}

/** Something that happens to a platform that goes on. */
export interface Fault {
  readonly name: string;
  start(dataDir: string): Promise<RunningPlatform>;
  /** Does it once; gives how much of it was felt. */
  once(scene: Scene, round: number): Promise<number>;
}

const DAY_MS = 86_400_000;
/** Forth and back by more than tokens live, and by little. */
const MOVES_MS = [DAY_MS * 2, -DAY_MS, 0, -3_600_000, 30_000, 0];

function moveClock(dataDir: string, by: number, pid?: number): void {
  writeFileSync(join(dataDir, 'moved-clock'), String(by));
  if (pid !== undefined) process.kill(pid, 'SIGUSR2');
}

/** The wall clock is set forth and back. */
export const clock: Fault = {
  name: 'clock set forth and back',
  start(dataDir) {
    moveClock(dataDir, 0);
    const preload = new URL('moved-clock.ts', import.meta.url).href;
    return startPlatform({
      dataDir,
      env: { NODE_OPTIONS: `--import ${preload}`, MOVED_CLOCK_FILE: join(dataDir, 'moved-clock') },
    });
  },
  async once({ platform }, round) {
    const by = MOVES_MS[round % MOVES_MS.length]!;
    moveClock(platform.dataDir, by, platform.pid);
    await sleep(400);
    // At the end it is right again: whoever asks has a token of now.
    moveClock(platform.dataDir, 0, platform.pid);
    await sleep(100);
    return 1;
  },
};

const OPEN_FILES = 160;
/** How long a busy machine may take until that many are open, and how long they stay so. */
const EXHAUSTED_WITHIN_MS = 20_000;
const EXHAUSTED_MS = 700;

/** Every file handle the process may have is taken by connections. */
export const handles: Fault = {
  name: 'file handles exhausted',
  start: (dataDir) => startPlatform({ dataDir, openFiles: OPEN_FILES, env: { MENISCUS_MAX_CONNECTIONS: '1000' } }),
  async once({ platform }) {
    const { hostname, port } = new URL(platform.url);
    const sockets: Socket[] = [];
    for (let number = 0; number < OPEN_FILES; number += 1) {
      const socket = connectSocket(Number(port), hostname);
      socket.on('error', () => {});
      sockets.push(socket);
    }
    const open = () => readdirSync(`/proc/${platform.pid}/fd`).length;
    const until = performance.now() + EXHAUSTED_WITHIN_MS;
    // Looked at until it is so once: when none is left, one is given up and taken again with every caller turned away.
    let exhausted = false;
    while (!exhausted && performance.now() < until) {
      await sleep(5);
      exhausted = open() >= OPEN_FILES;
    }
    await sleep(EXHAUSTED_MS);
    for (const socket of sockets) socket.destroy();
    await sleep(200);
    return exhausted ? 1 : 0;
  },
};

const MOST_CONNECTIONS = 200;
const MOST_CROWD_BYTES = 64 << 20;

/** Callers connect and ask nothing, half of them with half a head: more than may be connected, by a hundred each time. */
export const crowd: Fault = {
  name: 'crowd of idle callers',
  start: (dataDir) => startPlatform({ dataDir, env: { MENISCUS_MAX_CONNECTIONS: String(MOST_CONNECTIONS) } }),
  async once({ platform, sent }) {
    const { hostname, port } = new URL(platform.url);
    const figure = (name: string) => metricAt(platform.url, name);
    const [before, memory] = [
      await figure('meniscus_connections_dropped_total'),
      await figure('process_resident_memory_bytes'),
    ];
    const sockets = Array.from({ length: MOST_CONNECTIONS + 100 }, (_, number) => {
      const socket = connectSocket(Number(port), hostname);
      socket.on('error', () => {});
      if (number % 2 === 0) socket.write('POST /collection/x HTTP/1.1\r\nX-Slow: ');
      return socket;
    });
    while (sockets.filter(({ closed }) => closed).length < 100) await sleep(20);
    const acknowledged = sent.acknowledged.size;
    while (sent.acknowledged.size < acknowledged + 50) await sleep(20);
    const connected = await figure('meniscus_connections');
    const grown = (await figure('process_resident_memory_bytes')) - memory;
    if (connected > MOST_CONNECTIONS || grown > MOST_CROWD_BYTES)
      throw new Error(`${connected} were connected, memory grew by ${grown} bytes`);
    for (const socket of sockets) socket.destroy();
    while ((await figure('meniscus_connections')) > MOST_CONNECTIONS / 2) await sleep(20);
    return (await figure('meniscus_connections_dropped_total')) - before;
  },
};

const SENDERS = 300;
const DECLARED_BYTES = 1_048_576;
const SENT_BYTES = 1_000_000;
/** What the platform may hold of bodies, and one piece more. */
const MOST_BODY_BYTES = (128 << 20) + 65_536;

/** A caller that sends nearly all of a large body, and nothing more; tells the status it is answered. */
function slowSender(inlet: URL, answered: (status: string) => void): Socket {
  const socket = connectSocket(Number(inlet.port), inlet.hostname);
  socket.on('error', () => {});
  socket.on('data', (answer: Buffer) =>
    answered(/^HTTP\/1.1 503 [\s\S]*\r\nretry-after: \d/i.test(String(answer)) ? '503' : String(answer)),
  );
  const head = `POST ${inlet.pathname} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${DECLARED_BYTES}\r\n\r\n`;
  socket.write(head + 'x'.repeat(SENT_BYTES));
  return socket;
}

/** Callers send most of a large body each and leave it at that: more than twice of what may be in memory. */
export const bodies: Fault = {
  name: 'large bodies half sent',
  start: (dataDir) => startPlatform({ dataDir }),
  async once({ platform, programme, sent }) {
    const held = () => metricAt(platform.url, 'meniscus_request_body_bytes');
    const answers: string[] = [];
    const before = await held();
    const sockets = Array.from({ length: SENDERS }, () =>
      slowSender(new URL(programme.eventInlet), (status) => answers.push(status)),
    );
    let most = 0;
    while (answers.length < SENDERS - MOST_BODY_BYTES / SENT_BYTES) {
      most = Math.max(most, await held());
      await sleep(20);
    }
    const acknowledged = sent.acknowledged.size;
    while (sent.acknowledged.size < acknowledged + 50) await sleep(20);
    most = Math.max(most, await held());
    if (most > MOST_BODY_BYTES || answers.some((status) => status !== '503'))
      throw new Error(`${most} bytes of bodies were in memory; answers: ${[...new Set(answers)].join(', ')}`);
    for (const socket of sockets) socket.destroy();
    while ((await held()) > before + DECLARED_BYTES) await sleep(20);
    return answers.length;
  },
};

/** The processes queries run in are killed while they work. */
export const workers: Fault = {
  name: 'query processes killed',
  start: (dataDir) => startPlatform({ dataDir }),
  async once({ platform, api, programme }) {
    let failed = 0;
    let asked = true;
    const slow = `select count(*) from ${programme.eventTable} a, range(3000000) b, range(300) c`;
    const asking = [1, 2].map(() =>
      api.call('POST', '/meniscus/v1/sql', { sql: slow }).catch(() => {
        failed += 1;
      }),
    );
    const killing = (async () => {
      while (asked) {
        await sleep(200);
        for (const child of childrenOf(platform.pid, '/sql/worker.ts')) process.kill(child, 'SIGKILL');
      }
    })();
    await Promise.all(asking);
    asked = false;
    await killing;
    await api.sql(`select count(*) from ${programme.eventTable}`);
    return failed;
  },
};

/** Pours while a fault happens again and again, then waits for calm and counts. */
export async function disturb(
  fault: Fault,
  options: { readonly rounds: number; readonly dataDir: string },
): Promise<Disturbed> {
  const { rounds, dataDir } = options;
  const platform = await fault.start(dataDir);
  const sent = nothingSent();
  try {
    const api = await connect(platform);
    const programme = await setUpProgramme(api);
    let felt = 0;
    for (let round = 0; round < rounds; round += 1) {
      let stopped = false;
      const pouring = pour(programme, round, sent, () => stopped, true);
      await sleep(150);
      try {
        felt += await fault.once({ platform, api, programme, sent }, round);
      } finally {
        stopped = true;
        await pouring;
      }
    }
    return { fault: fault.name, rounds, felt, ...(await count(await connect(platform), programme, sent, rounds)) };
  } finally {
    await platform.kill('SIGTERM');
  }
}
