import { startPlatform } from '../../platform/src/main.ts';
import { CREDENTIALS, freePort, type RunningPlatform, settings } from './process.ts';

/** A platform by what it is reached and looked into with, wherever it runs. */
export type ReachedPlatform = Pick<RunningPlatform, 'url' | 'dataDir' | 'credentials'>;

/** The platform as `meniscus start` runs it, in this process. */
export interface PlatformHere extends ReachedPlatform {
  /** Asked again, it is the same stop. */
  stop(): Promise<void>;
}

/**
 * Starts what `meniscus start` starts in this process, with the same settings as `startPlatform` of `process.ts`: for whoever does not
 * kill it. The code is loaded and compiled already in a worker that goes from file to file, which is most of what a start takes.
 */
export async function startHere(dataDir: string, env: Record<string, string> = {}): Promise<PlatformHere> {
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
