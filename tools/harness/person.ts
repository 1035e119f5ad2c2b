import { createHash } from 'node:crypto';

/** What the token endpoint answers a person. */
export interface PersonTokens {
  readonly access_token: string;
  readonly [member: string]: unknown;
}

/** Signs a person in as the console does: authorization code with PKCE. Undefined when the login page refuses. */
export async function signInPerson(
  url: string,
  { email, password, scope = 'openid' }: { email: string; password: string; scope?: string },
): Promise<PersonTokens | undefined> {
  const verifier = 'v'.repeat(43);
  const redirect = `${url}/`;
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const answer = await fetch(`${url}/ims/authorize/v2`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      response_type: 'code',
      client_id: 'meniscus-console',
      redirect_uri: redirect,
      code_challenge_method: 'S256',
      code_challenge: challenge,
      scope,
      email,
      password,
    }),
  });
  if (answer.status !== 303) return undefined;
  const code = new URL(answer.headers.get('location')!).searchParams.get('code')!;
  const issued = await fetch(`${url}/ims/token/v3`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      client_id: 'meniscus-console',
      redirect_uri: redirect,
    }),
  });
  return (await issued.json()) as PersonTokens;
}

/** Headers of a person's calls. */
export function personHeaders({ access_token }: PersonTokens, orgId: string, sandbox = 'prod'): Record<string, string> {
  return {
    authorization: `Bearer ${access_token}`,
    'x-api-key': 'meniscus-console',
    'x-gw-ims-org-id': orgId,
    'x-sandbox-name': sandbox,
  };
}
