import { createPublicKey } from 'node:crypto';
import type { Clock, Ids } from '../kernel/index.ts';
import type { Document, Tables } from '../stores/index.ts';
import { badBody, noCredential, noKey, noSecret, tooManyKeys, tooManySecrets } from './errors.ts';
import { sayOfAccess } from './phrases.ts';
import { Register } from './register.ts';
import { hashOf, matchesSecret } from './secrets.ts';

/** What user ids of technical accounts end with. */
export const TECHNICAL_ACCOUNT = '@techacct.adobe.com';
/** Two, so that a secret can be replaced without a moment in which neither works. */
const MOST_SECRETS = 2;
const MOST_KEYS = 5;
const SHORTEST_MODULUS = 2048;

/** An RSA key out of a certificate or a public key in PEM; undefined for anything else. */
function publicKeyOf(pem: string): string | undefined {
  if (pem.includes('PRIVATE KEY')) return undefined;
  try {
    const key = createPublicKey(pem);
    const fits = key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= SHORTEST_MODULUS;
    return fits ? String(key.export({ type: 'spki', format: 'pem' })) : undefined;
  } catch {
    return undefined;
  }
}

interface Secret {
  readonly id: string;
  readonly hash: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** An API credential. Its technical account (`userId`) is what roles are given to. */
export interface Credential {
  readonly clientId: string;
  readonly name: string;
  readonly userId: string;
  readonly secrets: readonly Secret[];
  /** Public keys that verify what the client signs to get a token (JWT exchange). */
  readonly publicKeys?: readonly PublicKey[];
}

/** A public key of a client. */
export interface PublicKey {
  readonly id: string;
  /** SPKI in PEM. */
  readonly pem: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** A credential as it is made: the secret is in the clear here and nowhere else. */
export interface IssuedCredential {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly userId: string;
}

/** A further secret, in the clear here and nowhere else. */
export interface IssuedSecret {
  readonly secretId: string;
  readonly clientSecret: string;
}

/** API credentials of all organisations. */
export class Credentials {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #held: Register<Credential>;

  constructor(deps: { tables: Tables; clock: Clock; ids: Ids }) {
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#held = new Register(deps.tables, 'credential');
  }

  load(): Promise<void> {
    return this.#held.load();
  }

  get(org: string, clientId: string): Document<Credential> | undefined {
    return this.#held.get(org, clientId);
  }

  list(org: string): readonly Document<Credential>[] {
    return this.#held.list(org);
  }

  /** Client ids are unique over all organisations: a client that asks for a token does not say where it belongs. */
  anywhere(clientId: string): (Credential & { readonly org: string }) | undefined {
    const found = this.#held.everywhere().find(({ id }) => id === clientId);
    return found === undefined ? undefined : { ...found.body, org: found.org };
  }

  /** Makes a credential without any role: it can sign in, and may do nothing until somebody gives it a role. */
  async issue(
    org: string,
    name: string,
    by: string,
    given: { readonly clientId?: string | undefined; readonly clientSecret?: string | undefined } = {},
  ): Promise<IssuedCredential> {
    const clientId = given.clientId ?? this.#ids.hex(32);
    const clientSecret = given.clientSecret ?? this.#newSecret();
    const userId = `${this.#ids.hex(24).toUpperCase()}${TECHNICAL_ACCOUNT}`;
    if (this.anywhere(clientId) !== undefined) throw new Error(`the client id ${clientId} is in use`);
    const secrets = [await this.#kept(clientSecret)];
    await this.#held.insert(org, clientId, { clientId, name, userId, secrets }, { by, at: this.#clock() });
    return { clientId, clientSecret, userId };
  }

  #newSecret(): string {
    return `p8e-${this.#ids.hex(40)}`;
  }

  async #kept(clientSecret: string): Promise<Secret> {
    return { id: this.#ids.uuid(), hash: await hashOf(clientSecret), createdAt: this.#clock() };
  }

  /** A second secret beside the first; both work until one is removed. */
  async addSecret(org: string, clientId: string, by: string): Promise<IssuedSecret> {
    const clientSecret = this.#newSecret();
    const kept = await this.#kept(clientSecret);
    await this.#change(org, clientId, by, (credential) => {
      if (credential.secrets.length >= MOST_SECRETS) throw tooManySecrets(MOST_SECRETS);
      return { ...credential, secrets: [...credential.secrets, kept] };
    });
    return { secretId: kept.id, clientSecret };
  }

  /** A credential may be left without any secret: then it cannot sign in. */
  async removeSecret(org: string, clientId: string, secretId: string, by: string): Promise<void> {
    await this.#change(org, clientId, by, (credential) => {
      const secrets = credential.secrets.filter(({ id }) => id !== secretId);
      if (secrets.length === credential.secrets.length) throw noSecret(secretId);
      return { ...credential, secrets };
    });
  }

  /** A key the client may sign with; a certificate counts for the key in it, whatever its dates. */
  async addKey(org: string, clientId: string, text: string, by: string): Promise<PublicKey> {
    const pem = publicKeyOf(text);
    if (pem === undefined) throw badBody('/publicKey', sayOfAccess('access-public-key', { bits: SHORTEST_MODULUS }));
    const key: PublicKey = { id: this.#ids.uuid(), pem, createdAt: this.#clock() };
    await this.#change(org, clientId, by, (credential) => {
      const publicKeys = [...(credential.publicKeys ?? []), key];
      if (publicKeys.length > MOST_KEYS) throw tooManyKeys(MOST_KEYS);
      return { ...credential, publicKeys };
    });
    return key;
  }

  async removeKey(org: string, clientId: string, keyId: string, by: string): Promise<void> {
    await this.#change(org, clientId, by, (credential) => {
      const before = credential.publicKeys ?? [];
      const publicKeys = before.filter(({ id }) => id !== keyId);
      if (publicKeys.length === before.length) throw noKey(keyId);
      return { ...credential, publicKeys };
    });
  }

  async #change(org: string, clientId: string, by: string, to: (credential: Credential) => Credential): Promise<void> {
    const changed = await this.#held.change(org, clientId, to, { by, at: this.#clock() });
    if (changed === undefined) throw noCredential(clientId);
  }

  /** False when there was none. Its tokens count no more from now on. */
  remove(org: string, clientId: string): Promise<boolean> {
    return this.#held.remove(org, clientId);
  }

  /** The credential whose secret this is. Takes the same time for a wrong secret and for no such client. */
  async check(clientId: string, secret: string): Promise<(Credential & { readonly org: string }) | undefined> {
    const credential = this.anywhere(clientId);
    const hashes = credential?.secrets.map((one) => one.hash) ?? [];
    return (await matchesSecret(hashes, secret, MOST_SECRETS)) ? credential : undefined;
  }
}
