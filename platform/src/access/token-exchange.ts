import type { People } from './people.ts';
import type { Tokens, Verified } from './tokens.ts';

/** Grant and token type of RFC 8693. */
export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
export const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

/** What a client asks for: `audience` is the id of the organisation, the rest as of RFC 8693. */
interface Asked {
  readonly client_id?: string;
  readonly subject_token_type?: string;
  readonly audience?: string;
}

/**
 * A person goes to another organisation that the login of their token opens: another token, for that organisation alone, of
 * the same client and scope, which lives no longer than the one it was given for. Undefined for every other organisation, be it
 * there or not; for credentials, which have one; and for tokens of a session with a refresh token, which could not end with it.
 */
export async function exchangeToken(
  { people, tokens }: { readonly people: People; readonly tokens: Tokens },
  { actor, login = actor.userId, scope, session, expiresAt }: Verified,
  asked: Asked,
): Promise<{ readonly token: string; readonly lifetimeMs: number } | undefined> {
  const isAsked = asked.client_id === actor.clientId && asked.subject_token_type === ACCESS_TOKEN;
  if (!isAsked || session !== undefined) return undefined;
  const there = people.together(actor.org, actor.userId).find(({ org }) => org === asked.audience);
  // The login may have been replaced since the token was verified.
  if (there?.login !== login) return undefined;
  const { org, userId } = there;
  return tokens.issue({ actor: { ...actor, org, userId }, login }, scope, { until: expiresAt });
}
