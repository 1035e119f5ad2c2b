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
    `grant_type \`${type}\` is not supported; use client_credentials, authorization_code or refresh_token`,
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

/** What can be wrong with calls that administer access: one code each, in the problem form AEP services share. */
function accessProblem(code: string, status: number, title: string, detail: string): Problem {
  return new Problem(status, { type: `http://ns.adobe.com/aep/errors/${code}`, title, status, detail });
}

export function noCredential(clientId: string): Problem {
  return accessProblem('ACCESS-1000-404', 404, 'Credential not found', `there is no credential \`${clientId}\``);
}

export function noSecret(secretId: string): Problem {
  return accessProblem('ACCESS-1001-404', 404, 'Secret not found', `the credential has no secret \`${secretId}\``);
}

export function tooManySecrets(most: number): Problem {
  return accessProblem(
    'ACCESS-1002-400',
    400,
    'Too many secrets',
    `a credential has at most ${most} secrets; remove the older one first`,
  );
}

export function noUser(userId: string): Problem {
  return accessProblem('ACCESS-1003-404', 404, 'User not found', `there is no user \`${userId}\``);
}

export function emailInUse(email: string): Problem {
  return accessProblem('ACCESS-1004-409', 409, 'E-mail in use', `somebody signs in as \`${email}\` already`);
}

/** `pointer` is a JSON pointer into the body. */
export function badBody(pointer: string, message: string): Problem {
  return accessProblem('ACCESS-1005-400', 400, 'Bad request', `${pointer === '' ? 'the body' : pointer}: ${message}`);
}

export function badQuery(message: string): Problem {
  return accessProblem('ACCESS-1006-400', 400, 'Bad request', message);
}

export function noRole(id: string): Problem {
  return accessProblem('ACCESS-1007-404', 404, 'Role not found', `there is no role \`${id}\``);
}

export function systemRole(name: string): Problem {
  return accessProblem(
    'ACCESS-1008-400',
    400,
    'System-defined role',
    `the role \`${name}\` comes with the platform: its subjects, sandboxes and labels can be changed, the rest cannot, and it cannot be deleted`,
  );
}

export function nameInUse(kind: string, name: string): Problem {
  return accessProblem('ACCESS-1009-409', 409, 'Name in use', `there is a ${kind} named \`${name}\` already`);
}

export function noGroup(id: string): Problem {
  return accessProblem('ACCESS-1010-404', 404, 'User group not found', `there is no user group \`${id}\``);
}

/** The change would leave nobody who can undo it. */
export function noAdministratorLeft(): Problem {
  return accessProblem(
    'ACCESS-1011-409',
    409,
    'No administrator left',
    'after this nobody could manage access any more; give Manage Access Control to somebody else first',
  );
}

export function noProduct(id: string): Problem {
  return accessProblem('ACCESS-1012-404', 404, 'Product not found', `there is no product \`${id}\``);
}

export function organisationInUse(id: string): Problem {
  return accessProblem('ACCESS-1013-409', 409, 'Organisation exists', `there is an organisation \`${id}\` already`);
}

export function noPolicy(id: string): Problem {
  return accessProblem('ACCESS-1014-404', 404, 'Policy not found', `there is no policy \`${id}\``);
}

/** What can be wrong with a sandbox. The numbers are ours where the pages quote none. */
export function noSandbox(name: string): Problem {
  return accessProblem(
    'SMS-2100-404',
    404,
    'Sandbox not found',
    `there is no sandbox \`${name}\` in this organisation`,
  );
}

export function sandboxNameInUse(name: string): Problem {
  return accessProblem('SMS-2101-409', 409, 'Conflict', `there is a sandbox \`${name}\` already; a name is used once`);
}

export function tooManySandboxes(most: number): Problem {
  return accessProblem('SMS-2102-400', 400, 'Too many sandboxes', `an organisation has at most ${most} sandboxes`);
}

export function defaultSandbox(name: string): Problem {
  return accessProblem(
    'SMS-2103-400',
    400,
    'Default sandbox',
    `\`${name}\` is the default production sandbox and cannot be deleted; it can be reset`,
  );
}

export function sandboxBusy(name: string, state: string): Problem {
  return accessProblem('SMS-2104-409', 409, 'Conflict', `the sandbox \`${name}\` is ${state}; wait until it is active`);
}

export function noExport(): Problem {
  return accessProblem(
    'AUDIT-1000-404',
    404,
    'Export not found',
    'this address is not ours or older than ten minutes; ask for the export again',
  );
}

export function noKey(keyId: string): Problem {
  return accessProblem('ACCESS-1015-404', 404, 'Public key not found', `the credential has no public key \`${keyId}\``);
}

export function tooManyKeys(most: number): Problem {
  return accessProblem(
    'ACCESS-1016-400',
    400,
    'Too many public keys',
    `a credential has at most ${most} public keys; remove one first`,
  );
}

export function noAccessRequest(id: string): Problem {
  return accessProblem('ACCESS-1017-404', 404, 'Request not found', `there is no access request \`${id}\``);
}

/** Asked for already, held already, or decided already. */
export function accessRequestConflict(why: string): Problem {
  return accessProblem('ACCESS-1018-409', 409, 'Conflict', why);
}

/** `seconds`: until the first of the requests counts no more. */
export function tooManyAccessRequests(most: number, seconds: number): Problem {
  const { status, body } = accessProblem(
    'ACCESS-1019-429',
    429,
    'Too many requests for access',
    `one person asks at most ${most} times in 24 hours`,
  );
  return new Problem(status, body, { 'retry-after': String(seconds) });
}

export function defaultPolicyStays(): Problem {
  return accessProblem(
    'ACCESS-1020-400',
    400,
    'Default policy',
    'the default policy cannot be deleted; set its status to inactive',
  );
}

export function noLabel(name: string): Problem {
  return accessProblem('ACCESS-1022-404', 404, 'Label not found', `there is no label \`${name}\``);
}

/** What can be wrong with packages of sandbox tooling. The numbers are ours: the pages quote none. */
export function noPackage(id: string): Problem {
  return accessProblem('EXIM-1000-404', 404, 'Package not found', `there is no package \`${id}\`, or it has expired`);
}

export function noPackageJob(id: string): Problem {
  return accessProblem('EXIM-1001-404', 404, 'Job not found', `there is no job \`${id}\``);
}

export function packageChanged(id: string): Problem {
  return accessProblem('EXIM-1003-409', 409, 'Conflict', `the package \`${id}\` was changed meanwhile; look again`);
}

export function noPartnership(id: string): Problem {
  return accessProblem('EXIM-1004-404', 404, 'Request not found', `this organisation was not asked by \`${id}\``);
}

export function partnershipOver(status: string): Problem {
  return accessProblem('EXIM-1005-409', 409, 'Conflict', `the request is ${status} already`);
}

export function noPartner(org: string): Problem {
  return accessProblem(
    'EXIM-1006-400',
    400,
    'No partner',
    `\`${org}\` has not approved to take packages of this organisation`,
  );
}

export function noTransfer(id: string): Problem {
  return accessProblem('EXIM-1007-404', 404, 'Transfer not found', `there is no transfer \`${id}\``);
}

/** The package is not in a state for this, or not of this sandbox. */
export function packageState(why: string): Problem {
  return accessProblem('EXIM-1002-400', 400, 'Bad request', why);
}

/** The signed text of a JWT exchange is not good for a token. */
export function badAssertion(why: string): Problem {
  return oauth(400, 'invalid_token', `jwt_token: ${why}`);
}
