import { afterAll, beforeAll } from 'vitest';
import { type Api, connect } from './api.ts';
import { type RunningPlatform, scratchDirectory, startPlatform } from './process.ts';
import { type Programme, setUpProgramme } from './programme.ts';
import { type ReachedPlatform, type StoppablePlatform, startHere } from './started-here.ts';

/** What a test on a platform works with. */
export interface Stand<P extends ReachedPlatform = ReachedPlatform, How = never> {
  readonly platform: P;
  readonly api: Api;
  readonly programme: Programme;
  /** Stops the platform and starts it again on the same data. */
  restart(how?: How): Promise<void>;
}

/**
 * For the tests of a file: the platform in this process, on real stores in a directory of its own with a programme set up, started
 * before the first and stopped after the last. Read the members of the result inside tests only. `env` is added to its environment;
 * asked for at each start.
 */
export function withPlatform(name: string, env: () => Record<string, string> = () => ({})): Stand<StoppablePlatform> {
  return stand<StoppablePlatform, never>(
    name,
    (dataDir) => startHere(dataDir, env()),
    (platform) => platform.stop(),
  );
}

/** The same with a process of its own, as `meniscus start` makes one: for files that kill it, or prove something of the process. */
export function withProcess(
  name: string,
  env: () => Record<string, string> = () => ({}),
): Stand<RunningPlatform, NodeJS.Signals> {
  return stand<RunningPlatform, NodeJS.Signals>(
    name,
    (dataDir) => startPlatform({ dataDir, env: env() }),
    (platform, signal = 'SIGTERM') => platform.kill(signal),
  );
}

function stand<P extends ReachedPlatform, How>(
  name: string,
  startIn: (dataDir: string) => Promise<P>,
  stop: (platform: P, how?: How) => Promise<void>,
): Stand<P, How> {
  const scratch = scratchDirectory(name);
  const made: { platform: P; api: Api; programme: Programme } = {} as never;

  const start = async () => {
    made.platform = await startIn(scratch.path);
    made.api = await connect(made.platform);
  };

  beforeAll(async () => {
    await start();
    made.programme = await setUpProgramme(made.api);
  });

  afterAll(async () => {
    if (made.platform !== undefined) await stop(made.platform);
    scratch.remove();
  });

  return Object.assign(made, {
    async restart(how?: How) {
      await stop(made.platform, how);
      await start();
      made.programme = made.programme.at(made.platform.url);
    },
  });
}
