import { type Client, createClient } from '@meniscus/client';
import { fetchTelling } from '../ui/fetch-telling.ts';

/** What the console needs to know of the signed-in person. */
export interface Session {
  readonly accessToken: string;
  readonly org: string;
  /** By which addresses of the console name the organisation. */
  readonly tenant: string;
  /** Where the person is when an address names no sandbox. */
  readonly sandbox: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** Client id of the console itself: a public client, so it has no secret; PKCE binds the code to this browser. */
const CLIENT_ID = 'meniscus-console';
const SESSION = 'meniscus.session';
const VERIFIER = 'meniscus.verifier';
/** The name of a window in which somebody signs in for the page that opened it. */
const BESIDE = 'meniscus.sign-in';
/** What calls to the platform have in common. */
const HERE = { baseUrl: location.origin, clientId: CLIENT_ID };

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Kept for the tab only: closing it signs out. */
export function currentSession(): Session | undefined {
  const text = sessionStorage.getItem(SESSION);
  if (text === null) return undefined;
  const session = JSON.parse(text) as Session;
  // One that a console of before kept in this tab names no sandbox.
  return session.expiresAt > Date.now() && session.sandbox !== undefined ? session : undefined;
}

/** Ends what was signed in here, also in tabs that were copied from this one, and leads to the first page. */
export function signOut(): void {
  const session = currentSession();
  sessionStorage.removeItem(SESSION);
  if (session !== undefined) {
    const body = new URLSearchParams({ token: session.accessToken, client_id: CLIENT_ID });
    // It goes on when the page is left. Where it cannot be sent, the token ends by itself.
    void fetch('/ims/revoke', { method: 'POST', body, keepalive: true }).catch(() => undefined);
  }
  location.assign('/');
}

/** The address of this page. Two slashes at its beginning would name another server. */
export function currentAddress(): string {
  return location.pathname.replace(/^\/{2,}/, '/') + location.search + location.hash;
}

/** To the login, as whoever the person then signs in as; back to the address they are at. */
export function signInAgain(): Promise<void> {
  sessionStorage.removeItem(SESSION);
  return signIn();
}

/** Organisation and sandbox an address names, as in `/@t0123abcd/sname:dev/schemas`, and what is below. */
function placeOf(pathname: string): { tenant: string | undefined; sandbox: string | undefined; below: string } {
  const [, tenant, sandbox, below = ''] = /^(?:\/@([a-z0-9]+)(?=\/|$))?(?:\/sname:([a-z0-9-]+)(?=\/|$))?(.*)$/.exec(
    pathname,
  )!;
  return { tenant, sandbox, below };
}

/** Where the console of an organisation's sandbox begins. */
export function placePath(tenant: string, sandbox: string): string {
  return `/@${tenant}/sname:${sandbox}`;
}

/**
 * Organisation and sandbox of this page. An address that names none is completed: by the organisation the person is in, and by
 * the sandbox they start in.
 */
export function currentPlace(session: Session): { readonly tenant: string; readonly sandbox: string } {
  const { tenant = session.tenant, sandbox = session.sandbox, below } = placeOf(location.pathname);
  const path = placePath(tenant, sandbox) + below;
  if (path !== location.pathname) history.replaceState(null, '', path + location.search + location.hash);
  return { tenant, sandbox };
}

/**
 * Sends the person to the login: authorization code with PKCE (RFC 7636, S256). Afterwards they are at `address`, in the
 * organisation it names where their password opens that one.
 */
export async function signIn(address = currentAddress()): Promise<void> {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const state = base64url(crypto.getRandomValues(new Uint8Array(16)));
  const { tenant } = placeOf(address);
  sessionStorage.setItem(VERIFIER, JSON.stringify({ verifier, state, address }));
  const challenge = base64url(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))),
  );
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: CLIENT_ID,
    redirect_uri: `${location.origin}/`,
    scope: 'openid AdobeID read_organizations session',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state,
    ...(tenant === undefined ? {} : { tenant }),
  });
  location.assign(`/ims/authorize/v2?${query}`);
}

interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in: number;
}

async function tokenFor(fields: Record<string, string>): Promise<TokenAnswer | undefined> {
  const response = await fetch('/ims/token/v3', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...fields, client_id: CLIENT_ID }),
  });
  return response.ok ? ((await response.json()) as TokenAnswer) : undefined;
}

function claimsOf(accessToken: string): { readonly org: string; readonly user_id: string } {
  const claims = atob(accessToken.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(claims) as { org: string; user_id: string };
}

/** Keeps what was issued, with where the platform says that the person is and starts. */
async function keep({ access_token: accessToken, expires_in }: TokenAnswer): Promise<Session> {
  const expiresAt = Date.now() + expires_in * 1000;
  const { org } = claimsOf(accessToken);
  const client = createClient({ ...HERE, accessToken: () => Promise.resolve(accessToken), org });
  const { organisation, startSandbox: sandbox } = await client.call('getMe', {});
  const session: Session = { accessToken, org, tenant: organisation.tenant, sandbox, expiresAt };
  sessionStorage.setItem(SESSION, JSON.stringify(session));
  return session;
}

/**
 * Goes to another organisation the person's password opens, at an address in it. The token at hand is exchanged for one of
 * that organisation (RFC 8693); when it cannot be, because another password was chosen meanwhile, they sign in.
 */
export async function enterOrganisation(
  { accessToken }: Session,
  { id, tenant }: { readonly id: string; readonly tenant: string },
  address = `/@${tenant}`,
): Promise<void> {
  const token = await tokenFor({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: accessToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    audience: id,
  });
  if (token === undefined) return signIn(address);
  await keep(token);
  location.assign(address);
}

/** Finishes a sign-in when the login sent the browser back with a code. */
export async function finishSignIn(): Promise<void> {
  const query = new URLSearchParams(location.search);
  const code = query.get('code');
  const kept = sessionStorage.getItem(VERIFIER);
  if (code === null || kept === null) return;
  const { verifier, state, address } = JSON.parse(kept) as { verifier: string; state: string; address: string };
  sessionStorage.removeItem(VERIFIER);
  history.replaceState(null, '', address);
  if (query.get('state') !== state) return;
  const token = await tokenFor({
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: `${location.origin}/`,
  });
  if (token !== undefined) await keep(token);
}

/**
 * In a window that `signInBeside` opened: to the login, and when that is done, hands over the session and closes. True when this is one,
 * so there is nothing to show in it.
 */
export function isBeside(): boolean {
  const opener = window.opener as Window | null;
  if (window.name !== BESIDE || opener === null) return false;
  const session = currentSession();
  if (session === undefined) void signIn();
  else {
    // Whoever opened this window: only a page of this console is told.
    opener.postMessage(session, location.origin);
    window.close();
  }
  return true;
}

/** A person's stay in an organisation. When the platform knows them no more, it waits until they have signed in again. */
export class Stay {
  #session: Session;
  #again: PromiseWithResolvers<void> | undefined;
  readonly #tell: (isOver: boolean) => void;

  /** `tell`: the stay is over, or goes on. */
  constructor(session: Session, tell: (isOver: boolean) => void) {
    this.#session = session;
    this.#tell = tell;
  }

  get session(): Session {
    return this.#session;
  }

  /** The platform knows the person no more. Resolves when they are signed in again. */
  over(): Promise<void> {
    this.#again ??= Promise.withResolvers();
    this.#tell(true);
    return this.#again.promise;
  }

  /**
   * Signs in in a window of its own: this page stays as it is, with what was typed. Somebody else, or another organisation, finds the
   * page anew; where no window may be opened, this page itself goes to the login.
   */
  signIn(): void {
    // A window that is opened begins with a copy of what is kept here.
    sessionStorage.removeItem(SESSION);
    const beside = window.open(currentAddress(), BESIDE, 'popup,width=520,height=680');
    if (beside === null) {
      void signIn();
      return;
    }
    const take = ({ origin, source, data }: MessageEvent) => {
      if (origin !== location.origin || source !== beside) return;
      window.removeEventListener('message', take);
      this.#goOn(data as Session);
    };
    window.addEventListener('message', take);
  }

  #goOn(session: Session): void {
    sessionStorage.setItem(SESSION, JSON.stringify(session));
    const [was, is] = [claimsOf(this.#session.accessToken), claimsOf(session.accessToken)];
    if (was.user_id !== is.user_id || was.org !== is.org) {
      location.reload();
      return;
    }
    this.#session = session;
    this.#again?.resolve();
    this.#again = undefined;
    this.#tell(false);
  }
}

/**
 * The typed client of a stay, in one sandbox. What is only read while the stay is over is read once more when it goes on; of anything
 * else nobody knows whether it may be done twice, so it fails.
 */
export function clientOf(stay: Stay, sandbox: string): Client {
  return createClient({
    ...HERE,
    accessToken: () => Promise.resolve(stay.session.accessToken),
    org: stay.session.org,
    sandbox,
    async fetch(address, init, sent) {
      const { session: before } = stay;
      const response = await (sent === undefined ? fetch(address, init) : fetchTelling(address, init, sent));
      if (response.status !== 401) return response;
      const again = before === stay.session ? stay.over() : undefined;
      if (init.method !== 'GET') return response;
      await again;
      const headers = { ...init.headers, authorization: `Bearer ${stay.session.accessToken}` };
      return fetch(address, { ...init, headers });
    },
  });
}
