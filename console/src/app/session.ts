import { type Client, createClient } from '@meniscus/client';

/** What the console needs to know of the signed-in person. */
export interface Session {
  readonly accessToken: string;
  readonly clientId: string;
  readonly org: string;
  /** By which addresses of the console name the organisation. */
  readonly tenant: string;
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
  // One that a console of before kept in this tab names no tenant.
  return session.expiresAt > Date.now() && session.tenant !== undefined ? session : undefined;
}

export function signOut(): void {
  sessionStorage.removeItem(SESSION);
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

/** The default sandbox of an organisation: where those go who ask for none. */
const DEFAULT_SANDBOX = 'prod';

/** Organisation and sandbox an address names, as in `/@t0123abcd/sname:dev/schemas`, and what is below. */
function placeOf(pathname: string): { tenant: string | undefined; sandbox: string | undefined; below: string } {
  const [, tenant, sandbox, below = ''] = /^(?:\/@([a-z0-9]+)(?=\/|$))?(?:\/sname:([a-z0-9-]+)(?=\/|$))?(.*)$/.exec(
    pathname,
  )!;
  return { tenant, sandbox, below };
}

/** Where the console of an organisation's sandbox begins; of the default one when none is named. */
export function placePath(tenant: string, sandbox: string = DEFAULT_SANDBOX): string {
  return `/@${tenant}/sname:${sandbox}`;
}

/**
 * Organisation and sandbox of this page. An address that names none is completed: by the organisation the person is in, and by
 * the default sandbox.
 */
export function currentPlace(session: Session): { readonly tenant: string; readonly sandbox: string } {
  const { tenant = session.tenant, sandbox = DEFAULT_SANDBOX, below } = placeOf(location.pathname);
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

function keep({ access_token, expires_in }: TokenAnswer, org: string, tenant: string): void {
  const expiresAt = Date.now() + expires_in * 1000;
  const session: Session = { accessToken: access_token, clientId: CLIENT_ID, org, tenant, expiresAt };
  sessionStorage.setItem(SESSION, JSON.stringify(session));
}

function organisationIn({ access_token }: TokenAnswer): string {
  const claims = atob(access_token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'));
  return (JSON.parse(claims) as { org: string }).org;
}

/**
 * Goes to another organisation the person's password opens, at an address in it. The token at hand is exchanged for one of
 * that organisation (RFC 8693); when it cannot be, because another password was chosen meanwhile, they sign in.
 */
export async function enterOrganisation(
  { accessToken }: Session,
  { id, tenant }: { readonly id: string; readonly tenant: string },
  address = placePath(tenant),
): Promise<void> {
  const token = await tokenFor({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: accessToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    audience: id,
  });
  if (token === undefined) return signIn(address);
  keep(token, id, tenant);
  location.assign(address);
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
  const token = await tokenFor({
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: `${location.origin}/`,
  });
  if (token === undefined) return false;
  const org = organisationIn(token);
  const client = clientOf({ accessToken: token.access_token, clientId: CLIENT_ID, org }, DEFAULT_SANDBOX);
  keep(token, org, (await client.call('getMe', {})).organisation.tenant);
  return true;
}

/** The typed client as the signed-in person, in one sandbox. */
export function clientOf(session: Pick<Session, 'accessToken' | 'clientId' | 'org'>, sandbox: string): Client {
  return createClient({
    baseUrl: location.origin,
    accessToken: () => Promise.resolve(session.accessToken),
    clientId: session.clientId,
    org: session.org,
    sandbox,
  });
}
