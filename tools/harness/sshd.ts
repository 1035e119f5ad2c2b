import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createConnection, createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real OpenSSH server on a free loopback port, which lets one key and one password in. */
export interface Sshd {
  readonly host: string;
  readonly port: number;
  /** `SHA256:…` of its host key. */
  readonly hostKey: string;
  /** Signs in by key. */
  readonly keyUser: string;
  /** Base64 of the private key. */
  readonly privateKey: string;
  /** Signs in by password; absent where no user may be made. */
  readonly password?: { readonly user: string; readonly password: string };
  stop(): Promise<void>;
}

const PROGRAM = '/usr/sbin/sshd';
const PASSWORD = 'a-password-for-one-test';

/** Why no server can be started here; undefined when one can. */
export function whyNoSshd(): string | undefined {
  if (!existsSync(PROGRAM)) return 'OpenSSH server is not installed (package openssh-server)';
  if (process.getuid?.() !== 0) return 'only root can start a server that lets another user in by password';
  return undefined;
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function makeKey(path: string): string {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path]);
  return readFileSync(`${path}.pub`, 'utf8');
}

/** A user of this machine with a password, whose home is the folder; removed when the server stops. */
function makeUser(home: string): string {
  const name = `meniscus${process.pid}`;
  const crypted = execFileSync('openssl', ['passwd', '-6', PASSWORD], { encoding: 'utf8' }).trim();
  execFileSync('useradd', ['--no-create-home', '--home-dir', home, '--shell', '/bin/sh', '--password', crypted, name]);
  return name;
}

/** Starts a server whose files are below `dir`; its own files go into `dir/.sshd`. */
export async function startSshd(dir: string): Promise<Sshd> {
  const own = join(dir, '.sshd');
  mkdirSync(own, { recursive: true });
  mkdirSync('/run/sshd', { recursive: true });
  const port = await freePort();
  const publicKey = makeKey(join(own, 'host'));
  writeFileSync(join(own, 'authorized'), makeKey(join(own, 'client')), { mode: 0o644 });
  const user = makeUser(dir);
  const settings = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(own, 'host')}`,
    `AuthorizedKeysFile ${join(own, 'authorized')}`,
    'PasswordAuthentication yes',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'StrictModes no',
    'UsePAM no',
    'PidFile none',
    'Subsystem sftp internal-sftp',
  ];
  writeFileSync(join(own, 'config'), `${settings.join('\n')}\n`);
  const child = spawn(PROGRAM, ['-D', '-e', '-f', join(own, 'config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  for (let tries = 0; !(await isOpen(port)); tries += 1) {
    if (child.exitCode !== null || tries > 200) throw new Error(`sshd does not run: ${output}`);
    await sleep(25);
  }
  const raw = Buffer.from(publicKey.split(' ')[1]!, 'base64');
  return {
    host: '127.0.0.1',
    port,
    hostKey: `SHA256:${createHash('sha256').update(raw).digest('base64').replace(/=+$/, '')}`,
    keyUser: userInfo().username,
    privateKey: readFileSync(join(own, 'client')).toString('base64'),
    password: { user, password: PASSWORD },
    async stop() {
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      await gone;
      execFileSync('userdel', ['--force', user], { stdio: 'ignore' });
    },
  };
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
