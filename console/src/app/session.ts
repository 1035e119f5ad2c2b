import { type Client, createClient } from '@meniscus/client';

/** What the console needs to know of the signed-in person. */
export interface Session {
  readonly accessToken: string;
  readonly clientId: string;
  readonly org: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** Client id of the console itself: a public client, so it has no secret; PKCE binds the code to this browser. */
const CLIENT_ID = 'meniscus-console';
const SESSION = 'meniscus.session';
const VERIFIER = 'meniscus.verifier';

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
  return session.expiresAt > Date.now() ? session : undefined;
}

export function signOut(): void {
  sessionStorage.removeItem(SESSION);
  location.assign('/');
}

/** The default sandbox of an organisation: where those go who ask for none. */
const DEFAULT_SANDBOX = 'prod';

/** The sandbox an address names, as in `/sname:dev/schemas`. */
export function sandboxOf(pathname: string): string | undefined {
  return /^\/sname:([a-z0-9-]+)(?=\/|$)/.exec(pathname)?.[1];
}

/** Where the console of a sandbox begins. */
export function sandboxPath(sandbox: string): string {
  return `/sname:${sandbox}`;
}

/** The sandbox of this page; an address that names none is completed to that of the default sandbox. */
export function currentSandbox(): string {
  const named = sandboxOf(location.pathname);
  if (named !== undefined) return named;
  const address = sandboxPath(DEFAULT_SANDBOX) + location.pathname + location.search + location.hash;
  history.replaceState(null, '', address);
  return DEFAULT_SANDBOX;
}

/**
 * Sends the person to the organisation's login: authorization code with PKCE (RFC 7636, S256). Afterwards they are at the
 * address they asked for.
 */
export async function signIn(): Promise<void> {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const state = base64url(crypto.getRandomValues(new Uint8Array(16)));
  const address = location.pathname + location.search + location.hash;
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
  });
  location.assign(`/ims/authorize/v2?${query}`);
}

interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in: number;
}

/** Finishes a sign-in when the login sent the browser back with a code. True when there is a session afterwards. */
export async function finishSignIn(): Promise<boolean> {
  const query = new URLSearchParams(location.search);
  const code = query.get('code');
  const kept = sessionStorage.getItem(VERIFIER);
  if (code === null || kept === null) return currentSession() !== undefined;
  const { verifier, state, address } = JSON.parse(kept) as { verifier: string; state: string; address: string };
  sessionStorage.removeItem(VERIFIER);
  history.replaceState(null, '', address);
  if (query.get('state') !== state) return false;
  const response = await fetch('/ims/token/v3', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      client_id: CLIENT_ID,
      redirect_uri: `${location.origin}/`,
    }),
  });
  if (!response.ok) return false;
  const token = (await response.json()) as TokenAnswer;
  const claims = JSON.parse(atob(token.access_token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'))) as {
    org: string;
  };
  const session: Session = {
    accessToken: token.access_token,
    clientId: CLIENT_ID,
    org: claims.org,
    expiresAt: Date.now() + token.expires_in * 1000,
  };
  sessionStorage.setItem(SESSION, JSON.stringify(session));
  return true;
}

/** The typed client as the signed-in person, in one sandbox. */
export function clientOf(session: Session, sandbox: string): Client {
  return createClient({
    baseUrl: location.origin,
    accessToken: () => Promise.resolve(session.accessToken),
    clientId: session.clientId,
    org: session.org,
    sandbox,
  });
}
