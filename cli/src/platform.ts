import { ConnectionError, type Terminal } from './command.ts';

/** A platform running in this process, as `@meniscus/platform` starts it. */
export interface RunningPlatform {
  readonly url: string;
  /** This start made the organisation and its secrets. */
  readonly isFirstStart: boolean;
  readonly credentials: {
    readonly orgId: string;
    readonly sandbox: string;
    readonly clientId: string;
    readonly clientSecret?: string;
    readonly adminEmail?: string;
    readonly adminPassword?: string;
  };
  stop(): Promise<void>;
}

/** Starts the platform. A setting it cannot use (port taken, directory in use) ends in a `ConnectionError` that says which. */
export async function startHere(env: NodeJS.ProcessEnv): Promise<RunningPlatform> {
  const { startPlatform } = await import('@meniscus/platform');
  try {
    return await startPlatform({ env });
  } catch (error) {
    const { name, code, message } = error as NodeJS.ErrnoException;
    if (name === 'ConfigurationError') throw new ConnectionError(message);
    if (code === 'EADDRINUSE')
      throw new ConnectionError(
        `port ${env.MENISCUS_PORT ?? '8080'} is in use; stop what uses it or set MENISCUS_PORT`,
      );
    if (code === 'EACCES') throw new ConnectionError(`not allowed: ${message}`);
    throw error;
  }
}

/** Resolves when the person asks to stop. */
export function untilStopped({ stop }: Terminal): Promise<void> {
  return stop.aborted
    ? Promise.resolve()
    : new Promise((done) => stop.addEventListener('abort', () => done(), { once: true }));
}

/** Where the console is and how to sign in, as far as it is known. */
export function consoleLines({ url, credentials }: RunningPlatform): string {
  const { adminEmail, adminPassword } = credentials;
  const signIn =
    adminEmail === undefined
      ? ''
      : `\n  sign in   ${adminEmail}${adminPassword === undefined ? '' : ` / ${adminPassword}`}`;
  return `  console   ${url}/${signIn}\n`;
}
