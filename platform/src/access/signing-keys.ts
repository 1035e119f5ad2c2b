import type { webcrypto } from 'node:crypto';
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, type JWK } from 'jose';
import type { Cipher, Clock, Ids } from '../kernel/index.ts';
import { type Collection, createCollection, type Tables } from '../stores/index.ts';

interface StoredKey {
  readonly kid: string;
  readonly publicJwk: JWK;
  /** PKCS 8, sealed. */
  readonly privateKey: string;
  /** Epoch milliseconds; keys of before there were times have neither, and are as old as can be. */
  readonly madeAt?: number;
  /** From when on it signs; published before, so that whoever keeps the published keys has it by then. */
  readonly signsFrom?: number;
}

interface SigningKey extends Omit<StoredKey, 'privateKey' | 'madeAt' | 'signsFrom'> {
  readonly privateKey: webcrypto.CryptoKey;
  readonly madeAt: number;
  readonly signsFrom: number;
}

/** What is kept of a signing key, and whether the key of the installation opens it. */
export interface KeptSigningKey {
  readonly kid: string;
  /** From when on it signs, epoch milliseconds. */
  readonly signsFrom: number;
  readonly opens: boolean;
}

/** The signing keys as they are kept, oldest first; none is made or removed. */
export async function keptSigningKeys(tables: Tables, cipher: Cipher): Promise<readonly KeptSigningKey[]> {
  const stored = await createCollection<StoredKey>(tables, COLLECTION).list(INSTALLATION);
  return stored
    .map(({ body: { kid, privateKey, signsFrom = 0 } }) => ({
      kid,
      signsFrom,
      opens: canOpen(cipher, kid, privateKey),
    }))
    .sort((a, b) => a.signsFrom - b.signsFrom);
}

function canOpen(cipher: Cipher, kid: string, sealed: string): boolean {
  try {
    cipher.open(sealed, contextOf(kid));
    return true;
  } catch {
    return false;
  }
}

/** What a private key is sealed for. */
function contextOf(kid: string): string {
  return `signing-key/${kid}`;
}

const COLLECTION = 'signing-key';
const INSTALLATION = 'installation';
const DAY_MS = 86_400_000;
/** How long one key signs. */
const SIGNS_MS = 90 * DAY_MS;
/** How long before that it is published. */
const AHEAD_MS = DAY_MS;
/** How long the longest-lived token it signed last still has to be verified. */
const VERIFIES_AFTER_MS = DAY_MS;

/**
 * The keys tokens are signed with (RS256), each for 90 days: the next one is published a day before it signs, and the one
 * before for as long as a token of it may be alive. Private keys are kept sealed.
 */
export class SigningKeys {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #cipher: Cipher;
  readonly #kept: Collection<StoredKey>;
  readonly #since: number;
  /** Oldest first. */
  #keys: readonly SigningKey[] = [];
  /** The one that is being made; two answers at once make one key. */
  #making: Promise<void> | undefined;

  /** `tokensSince`: epoch milliseconds; keys made before that sign and verify nothing any more. */
  constructor(deps: { tables: Tables; clock: Clock; ids: Ids; cipher: Cipher; tokensSince?: number | undefined }) {
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#cipher = deps.cipher;
    this.#since = deps.tokensSince ?? 0;
    this.#kept = createCollection(deps.tables, COLLECTION);
  }

  /** Reads the keys, removes those that verify nothing any more, makes the first one. Once at start. */
  async load(): Promise<void> {
    const stored = await this.#kept.list(INSTALLATION);
    const opened = await Promise.all(stored.map(({ body }) => this.#open(body)));
    this.#keys = opened.sort((a, b) => a.signsFrom - b.signsFrom);
    const living = new Set(this.#living().map(({ kid }) => kid));
    for (const { id } of stored) if (!living.has(id)) await this.#kept.remove(INSTALLATION, id);
    this.#keys = this.#living();
    await this.current();
  }

  async #open({ privateKey, madeAt = 0, signsFrom = 0, ...rest }: StoredKey): Promise<SigningKey> {
    const pkcs8 = this.#cipher.open(privateKey, contextOf(rest.kid));
    return {
      ...rest,
      madeAt,
      signsFrom,
      privateKey: (await importPKCS8(pkcs8, 'RS256')) as webcrypto.CryptoKey,
    };
  }

  /** Keys that sign, will sign, or have signed what may still be alive. */
  #living(): readonly SigningKey[] {
    const now = this.#clock();
    const counting = this.#keys.filter(({ madeAt }) => madeAt >= this.#since);
    return counting.filter((_, index) => {
      const follower = counting[index + 1];
      return follower === undefined || follower.signsFrom + VERIFIES_AFTER_MS > now;
    });
  }

  /** The newest of those that may sign. */
  #signing(): SigningKey | undefined {
    const now = this.#clock();
    return this.#living().findLast(({ signsFrom }) => signsFrom <= now);
  }

  /** The key to sign with now; makes the next one when its time has come. */
  async current(): Promise<{ readonly kid: string; readonly privateKey: webcrypto.CryptoKey }> {
    const newest = this.#living().at(-1);
    if (newest === undefined || newest.signsFrom + SIGNS_MS - AHEAD_MS <= this.#clock()) {
      this.#making ??= this.#make(newest).finally(() => {
        this.#making = undefined;
      });
      await this.#making;
    }
    return this.#signing()!;
  }

  /** The first key signs at once, each other one a day later and not before the one before has had its time. */
  async #make(before: SigningKey | undefined): Promise<void> {
    const now = this.#clock();
    const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
    const kid = this.#ids.hex(16);
    const key: StoredKey = {
      kid,
      publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' },
      privateKey: this.#cipher.seal(await exportPKCS8(privateKey), contextOf(kid)),
      madeAt: now,
      signsFrom: before === undefined ? now : Math.max(before.signsFrom + SIGNS_MS, now + AHEAD_MS),
    };
    await this.#kept.insert(INSTALLATION, kid, key, { by: 'system', at: now });
    this.#keys = [...this.#living(), await this.#open(key)];
  }

  /** Public keys (JWKS), the newest last. */
  get published(): readonly JWK[] {
    return this.#living().map(({ publicJwk }) => publicJwk);
  }
}
