import { afterAll, beforeAll } from 'vitest';
import { type Api, connect } from './api.ts';
import { type RunningPlatform, scratchDirectory, startPlatform } from './process.ts';
import { type Programme, setUpProgramme } from './programme.ts';

/** What a test on the real process works with. */
export interface Stand {
  readonly platform: RunningPlatform;
  readonly api: Api;
  readonly programme: Programme;
  /** Stops the process, gracefully unless told otherwise, and starts it again on the same data. */
  restart(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * For the tests of a file: a real platform on a directory of its own with a programme set up, started before the first and
 * stopped after the last. Read the members of the result inside tests only. `env` is added to its environment; asked for at
 * each start.
 */
export function withPlatform(name: string, env: () => Record<string, string> = () => ({})): Stand {
  const scratch = scratchDirectory(name);
  const stand: { platform: RunningPlatform; api: Api; programme: Programme } = {} as never;

  const start = async () => {
    stand.platform = await startPlatform({ dataDir: scratch.path, env: env() });
    stand.api = await connect(stand.platform);
  };

  beforeAll(async () => {
    await start();
    stand.programme = await setUpProgramme(stand.api);
  });

  afterAll(async () => {
    await stand.platform?.kill('SIGTERM');
    scratch.remove();
  });

  return Object.assign(stand, {
    async restart(signal: NodeJS.Signals = 'SIGTERM') {
      await stand.platform.kill(signal);
      await start();
      stand.programme = stand.programme.at(stand.platform.url);
    },
  });
}
