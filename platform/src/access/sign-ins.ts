import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock, Ids } from '../kernel/index.ts';
import { OneTime } from './one-time.ts';
import type { Member } from './people.ts';
import type { Caller } from './tokens.ts';

/** The console is the one public client: it has no secret, PKCE binds the code to the browser that asked. */
export const CONSOLE_CLIENT = 'meniscus-console';
const CODE_LIFETIME_MS = 60_000;
const CHOICE_LIFETIME_MS = 300_000;

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

interface Pending extends SignInRequest, Caller {}

/** The organisations a password opened, while the person chooses one of them. */
export interface Choice {
  readonly request: SignInRequest;
  readonly members: readonly Member[];
}

/** A parameter of a sign-in that is not what it must be. */
export interface WrongParameter {
  readonly name: string;
  readonly wanted: string;
}

/** Authorization codes (RFC 6749 4.1 with RFC 7636): single use, one minute, in memory. And what people choose before they get one. */
export class SignIns {
  readonly #publicUrl: () => string;
  readonly #codes: OneTime<Pending>;
  readonly #choices: OneTime<Choice>;

  constructor(deps: { clock: Clock; ids: Ids; publicUrl: () => string }) {
    this.#publicUrl = deps.publicUrl;
    this.#codes = new OneTime({ ...deps, lifetimeMs: CODE_LIFETIME_MS });
    this.#choices = new OneTime({ ...deps, lifetimeMs: CHOICE_LIFETIME_MS });
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

  /** A code for a person who signed in to an organisation. */
  issue(request: SignInRequest, { userId, org, login }: Member): string {
    const { clientId } = request;
    return this.#codes.put({ ...request, actor: { userId, clientId, kind: 'person', org }, login });
  }

  /** The number with which one of several organisations is chosen: five minutes, used once, right or wrong. */
  offer(choice: Choice): string {
    return this.#choices.put(choice);
  }

  /** What was offered under the number. */
  offered(number: string): Choice | undefined {
    return this.#choices.take(number);
  }

  /** Who the code stands for, and the scope that was asked for; it can be used once, right or wrong. */
  redeem(answer: {
    code: string;
    verifier: string;
    clientId: string;
    redirectUri: string;
  }): (Caller & { readonly scope: string }) | undefined {
    const pending = this.#codes.take(answer.code);
    if (pending === undefined) return undefined;
    if (pending.clientId !== answer.clientId || pending.redirectUri !== answer.redirectUri) return undefined;
    const challenge = createHash('sha256').update(answer.verifier).digest('base64url');
    return timingSafeEqual(Buffer.from(challenge), Buffer.from(pending.challenge)) ? pending : undefined;
  }
}
