import { startPlatform } from '../../platform/src/main.ts';
import { CREDENTIALS, freePort, type RunningPlatform, settings, startPlatform as startProcess } from './process.ts';

/** A platform by what it is reached and looked into with, wherever it runs. */
export type ReachedPlatform = Pick<RunningPlatform, 'url' | 'dataDir' | 'credentials'>;

/** A platform that can be stopped. */
export interface StoppablePlatform extends ReachedPlatform {
  /** Asked again, it is the same stop. */
  stop(): Promise<void>;
}

/**
 * Starts what `meniscus start` starts in this process, with the same settings as `startPlatform` of `process.ts`: for whoever does not
 * kill it. The code is loaded and compiled already in a worker that goes from file to file, which is most of what a start takes.
 */
export async function startHere(dataDir: string, env: Record<string, string> = {}): Promise<StoppablePlatform> {
  const platform = await startPlatform({
    env: { ...settings(dataDir, await freePort()), MENISCUS_LOG_LEVEL: 'error', ...env },
  });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= platform.stop();
    return stopped;
  };
  return { url: platform.url, dataDir, credentials: CREDENTIALS, stop };
}

/** The same as a process of its own, as `meniscus start` makes one: for what is to be seen on the real thing. */
export async function startBeside(dataDir: string, env: Record<string, string> = {}): Promise<StoppablePlatform> {
  const process = await startProcess({ dataDir, env });
  return { ...process, stop: () => process.kill('SIGTERM') };
}
