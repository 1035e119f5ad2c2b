import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keptSigningKeys } from '../access/index.ts';
import { type Configuration, ConfigurationError } from '../configuration.ts';
import { keptKey } from '../data-directory.ts';
import { type Cipher, createCipher } from '../kernel/index.ts';
import type { Tables } from '../stores/index.ts';
import { note, type Observation, ok, warning, wrong } from './finding.ts';

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;

/** Whether the key of the directory is there and opens, and the cipher it makes. */
export async function dataKey(
  dataDir: string,
  configured: string | undefined,
): Promise<{ readonly cipher: Cipher | undefined; readonly seen: Observation }> {
  const where = configured === undefined ? join(dataDir, 'key') : 'MENISCUS_KEY';
  try {
    const key = await keptKey(dataDir, configured);
    if (key === undefined)
      return { cipher: undefined, seen: note(dataDir, 'it has no key yet; the first start makes one') };
    const kept =
      configured === undefined
        ? 'it lies beside what it seals; MENISCUS_KEY keeps it elsewhere'
        : 'it opens this directory';
    return { cipher: createCipher(key), seen: ok(where, kept) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return {
      cipher: undefined,
      seen: wrong(
        where,
        error.message,
        'set MENISCUS_KEY as it was when the platform last ran; without it its secrets cannot be read',
      ),
    };
  }
}

/** The first credentials, which the command line reads. */
export async function credentials(dataDir: string): Promise<Observation> {
  const file = join(dataDir, 'credentials.json');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (text instanceof Error)
    return text.code === 'ENOENT'
      ? note(file, 'it is not there; commands need --org, --client-id and --client-secret')
      : wrong(file, text.message, 'run this as the user the platform runs as');
  try {
    JSON.parse(text);
    return ok(file, 'it can be read');
  } catch {
    // What the parser says quotes the text, which holds a secret.
    return wrong(
      file,
      'it is not JSON',
      'bring it back from a copy, or remove it and make a new credential in the console',
    );
  }
}

/** The keys tokens are signed with: all open, one signs now. */
export async function signingKeys(tables: Tables, cipher: Cipher, now: number): Promise<readonly Observation[]> {
  const keys = await keptSigningKeys(tables, cipher);
  if (keys.length === 0) return [note('signing keys', 'there is none yet; a start makes one')];
  const shut = keys.filter(({ opens }) => !opens);
  if (shut.length > 0)
    return shut.map(({ kid }) =>
      wrong(
        `signing key ${kid}`,
        'the key of this directory does not open it, and a start would end',
        'set MENISCUS_KEY and data-key as they were when it was made',
      ),
    );
  if (keys.every(({ signsFrom }) => signsFrom > now))
    return [
      wrong(
        'signing keys',
        `none signs before ${new Date(keys[0]!.signsFrom).toISOString()}`,
        'set the clock of this machine right',
      ),
    ];
  return [ok('signing keys', `${keys.length}, all open`)];
}

/** The certificate the platform speaks TLS with, if it does. */
export async function certificates(tls: Configuration['tls'], now: number): Promise<readonly Observation[]> {
  if (tls === undefined) return [ok('MENISCUS_TLS_CERT', 'not set: plain HTTP, for a proxy in front')];
  try {
    const certificate = new X509Certificate(await readFile(tls.certFile));
    const key = createPrivateKey(await readFile(tls.keyFile));
    return [validity(tls.certFile, certificate, now), ...fits(tls, certificate.checkPrivateKey(key))];
  } catch (error) {
    return [
      wrong(
        `${tls.certFile}, ${tls.keyFile}`,
        (error as Error).message,
        'name PEM files of a certificate chain and its private key that this user may read',
      ),
    ];
  }
}

function fits({ certFile, keyFile }: NonNullable<Configuration['tls']>, fitting: boolean): readonly Observation[] {
  return fitting
    ? []
    : [wrong(keyFile, `it is not the key of ${certFile}`, 'name the key the certificate was made for')];
}

function validity(file: string, { validFrom, validTo, subject }: X509Certificate, now: number): Observation {
  const days = Math.floor((Date.parse(validTo) - now) / DAY_MS);
  const renew = 'renew it and restart the platform';
  if (Date.parse(validFrom) > now)
    return wrong(file, `valid from ${validFrom} only`, 'set the clock right, or use the certificate from then on');
  if (days < 0) return wrong(file, `expired on ${validTo}: callers refuse it`, renew);
  if (days < SOON_DAYS) return warning(file, `expires in ${days} days, on ${validTo}`, renew);
  return ok(file, `${subject.replaceAll('\n', ', ')}, valid until ${validTo}`);
}
