import { createHash, timingSafeEqual } from 'node:crypto';
import type { Actor, Clock, Ids } from '../kernel/index.ts';

/** The console is the one public client: it has no secret, PKCE binds the code to the browser that asked. */
export const CONSOLE_CLIENT = 'meniscus-console';
const CODE_LIFETIME_MS = 60_000;
const MAX_CODES = 10_000;

/** What a browser asks for when it sends a person to the login. */
export interface SignInRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  /** SHA-256 of the verifier, base64url. */
  readonly challenge: string;
  readonly state: string;
  /** As it was asked for. */
  readonly scope: string;
}

interface Pending extends SignInRequest {
  readonly actor: Actor;
  readonly until: number;
}

/** A parameter of a sign-in that is not what it must be. */
export interface WrongParameter {
  readonly name: string;
  readonly wanted: string;
}

/** Authorization codes (RFC 6749 4.1 with RFC 7636): single use, one minute, in memory. */
export class SignIns {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #publicUrl: () => string;
  readonly #codes = new Map<string, Pending>();

  constructor(deps: { clock: Clock; ids: Ids; publicUrl: () => string }) {
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#publicUrl = deps.publicUrl;
  }

  /** The parameter that keeps a request from being served; undefined when none does. Codes go only to the console's own origin. */
  refusal(query: Readonly<Record<string, string | undefined>>): WrongParameter | undefined {
    const wanted = {
      response_type: 'code',
      client_id: CONSOLE_CLIENT,
      code_challenge_method: 'S256',
      redirect_uri: `${this.#publicUrl()}/`,
    };
    const wrong = Object.entries(wanted).find(([name, value]) => query[name] !== value);
    if (wrong !== undefined) return { name: wrong[0], wanted: wrong[1] };
    return /^[A-Za-z0-9_-]{43}$/.test(query.code_challenge ?? '')
      ? undefined
      : { name: 'code_challenge', wanted: 'BASE64URL(SHA256(code_verifier))' };
  }

  /** A code for a person who signed in. */
  issue(request: SignInRequest, actor: Actor): string {
    if (this.#codes.size >= MAX_CODES) this.#codes.delete(this.#codes.keys().next().value!);
    const code = this.#ids.hex(64);
    this.#codes.set(code, { ...request, actor, until: this.#clock() + CODE_LIFETIME_MS });
    return code;
  }

  /** Who the code stands for, and the scope that was asked for; it can be used once, right or wrong. */
  redeem(answer: {
    code: string;
    verifier: string;
    clientId: string;
    redirectUri: string;
  }): { readonly actor: Actor; readonly scope: string } | undefined {
    const pending = this.#codes.get(answer.code);
    this.#codes.delete(answer.code);
    if (pending === undefined || pending.until < this.#clock()) return undefined;
    if (pending.clientId !== answer.clientId || pending.redirectUri !== answer.redirectUri) return undefined;
    const challenge = createHash('sha256').update(answer.verifier).digest('base64url');
    return timingSafeEqual(Buffer.from(challenge), Buffer.from(pending.challenge)) ? pending : undefined;
  }
}
