import { Problem } from '../kernel/index.ts';

/** OAuth errors (RFC 6749, 5.2): existing clients look for both members, and retry on 5xx, so these are always 4xx. */
function oauth(status: number, error: string, description: string, headers: Record<string, string> = {}): Problem {
  return new Problem(status, { error, error_description: description }, headers);
}

export function badRequest(description: string): Problem {
  return oauth(400, 'invalid_request', description);
}

export function badClient(): Problem {
  return oauth(401, 'invalid_client', 'client_id or client_secret is wrong');
}

export function badGrant(description: string): Problem {
  return oauth(400, 'invalid_grant', description);
}

export function badGrantType(type: string): Problem {
  return oauth(
    400,
    'unsupported_grant_type',
    `grant_type \`${type}\` is not supported; use client_credentials or authorization_code`,
  );
}

/** Too many wrong secrets for one client. */
export function lockedOut(seconds: number): Problem {
  return oauth(429, 'slow_down', `too many failed attempts; try again in ${seconds} seconds`, {
    'retry-after': String(seconds),
  });
}

export function invalidToken(): Problem {
  return oauth(401, 'invalid_token', 'the access token is not valid');
}

export function noSandbox(name: string): Problem {
  return new Problem(404, {
    type: 'http://ns.adobe.com/aep/errors/SMS-404',
    title: 'Sandbox not found',
    status: 404,
    detail: `there is no sandbox \`${name}\` in this organisation`,
  });
}
