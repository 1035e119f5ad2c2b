import { type Said, sayOfDuration } from '@meniscus/languages/syntax';
import { Problem, type ProblemText, partOf, problemTexts, sayOfRequest } from '../kernel/index.ts';
import { sayOfAccess } from './phrases.ts';

/** Title and detail of every problem of the stage, English by code. */
export const ACCESS_PROBLEMS = {
  'access-no-credential': ['Credential not found', 'there is no credential `{clientId}`'],
  'access-no-secret': ['Secret not found', 'the credential has no secret `{secretId}`'],
  'access-too-many-secrets': [
    'Too many secrets',
    'a credential has at most {most} secrets; remove the older one first',
  ],
  'access-no-user': ['User not found', 'there is no user `{userId}`'],
  'access-email-in-use': ['E-mail in use', 'the organisation has a user `{email}` already'],
  'access-wrong-password': ['Wrong password', 'a password given is wrong; nothing was changed'],
  'access-bad-query': ['Bad request', '{detail}'],
  'access-no-role': ['Role not found', 'there is no role `{id}`'],
  'access-system-role': [
    'System-defined role',
    'the role `{name}` comes with the platform: its subjects, sandboxes and labels can be changed, the rest cannot, and it cannot be deleted',
  ],
  'access-role-in-use': ['Name in use', 'there is a role named `{name}` already'],
  'access-group-in-use': ['Name in use', 'there is a user group named `{name}` already'],
  'access-label-in-use': ['Name in use', 'there is a label named `{name}` already'],
  'access-policy-in-use': ['Name in use', 'there is a policy named `{name}` already'],
  'access-package-in-use': ['Name in use', 'there is a package named `{name}` already'],
  'access-no-group': ['User group not found', 'there is no user group `{id}`'],
  'access-no-administrator-left': [
    'No administrator left',
    'after this nobody could manage access any more; give Manage Access Control to somebody else first',
  ],
  'access-no-product': ['Product not found', 'there is no product `{id}`'],
  'access-organisation-in-use': ['Organisation exists', 'there is an organisation `{id}` already'],
  'access-no-policy': ['Policy not found', 'there is no policy `{id}`'],
  'access-no-sandbox': ['Sandbox not found', 'there is no sandbox `{name}` in this organisation'],
  'access-sandbox-name-in-use': ['Conflict', 'there is a sandbox `{name}` already; a name is used once'],
  'access-too-many-sandboxes': ['Too many sandboxes', 'an organisation has at most {most} sandboxes'],
  'access-default-sandbox': [
    'Default sandbox',
    '`{name}` is the default production sandbox and cannot be deleted; it can be reset',
  ],
  'access-sandbox-busy': ['Conflict', 'the sandbox `{name}` is {state}; wait until it is active'],
  'access-no-export': [
    'Export not found',
    'this address is not ours or older than ten minutes; ask for the export again',
  ],
  'access-no-key': ['Public key not found', 'the credential has no public key `{keyId}`'],
  'access-too-many-keys': ['Too many public keys', 'a credential has at most {most} public keys; remove one first'],
  'access-no-access-request': ['Request not found', 'there is no access request `{id}`'],
  'access-access-request-conflict': ['Conflict', '{detail}'],
  'access-too-many-access-requests': [
    'Too many requests for access',
    'one person asks at most {most} times in 24 hours',
  ],
  'access-default-policy-stays': ['Default policy', 'the default policy cannot be deleted; set its status to inactive'],
  'access-no-label': ['Label not found', 'there is no label `{name}`'],
  'access-no-package': ['Package not found', 'there is no package `{id}`, or it has expired'],
  'access-no-package-job': ['Job not found', 'there is no job `{id}`'],
  'access-many-imports': ['Conflict', '{most} imports are under way; try again when one of them is over'],
  'access-package-changed': ['Conflict', 'the package `{id}` was changed meanwhile; look again'],
  'access-no-partnership': ['Request not found', 'this organisation was not asked by `{id}`'],
  'access-partnership-over': ['Conflict', 'the request is {status} already'],
  'access-no-partner': ['No partner', '`{org}` has not approved to take packages of this organisation'],
  'access-no-transfer': ['Transfer not found', 'there is no transfer `{id}`'],
  'access-package-state': ['Bad request', '{detail}'],
  'access-bad-body': ['Bad request', '{place}: {detail}'],
  'access-the-body': ['Bad request', 'the body'],
} as const;

const says = problemTexts(ACCESS_PROBLEMS);

/** OAuth errors (RFC 6749, 5.2): existing clients look for both members, and retry on 5xx, so these are always 4xx. */
function oauth(
  status: number,
  error: string,
  { message, phrase }: Said,
  headers: Record<string, string> = {},
): Problem {
  return new Problem(status, { error, error_description: message, phrase }, headers);
}

export function badRequest(description: Said): Problem {
  return oauth(400, 'invalid_request', description);
}

export function badClient(): Problem {
  return oauth(401, 'invalid_client', sayOfAccess('oauth-wrong-client'));
}

export function badGrant(description: Said): Problem {
  return oauth(400, 'invalid_grant', description);
}

export function badGrantType(type: string): Problem {
  return oauth(400, 'unsupported_grant_type', sayOfAccess('oauth-grant-type', { type }));
}

/** Too many wrong secrets for one client. */
export function lockedOut(seconds: number): Problem {
  return oauth(429, 'slow_down', sayOfAccess('oauth-locked-out', { time: sayOfDuration(seconds * 1000) }), {
    'retry-after': String(seconds),
  });
}

export function invalidToken(): Problem {
  return oauth(401, 'invalid_token', sayOfAccess('oauth-wrong-token'));
}

/** What can be wrong with calls that administer access: one code each, in the problem form AEP services share. */
function accessProblem(code: string, status: number, { title, detail, phrase }: ProblemText): Problem {
  return new Problem(status, { type: `http://ns.adobe.com/aep/errors/${code}`, title, status, detail, phrase });
}

export function noCredential(clientId: string): Problem {
  return accessProblem('ACCESS-1000-404', 404, says('access-no-credential', { clientId }));
}

export function noSecret(secretId: string): Problem {
  return accessProblem('ACCESS-1001-404', 404, says('access-no-secret', { secretId }));
}

export function tooManySecrets(most: number): Problem {
  return accessProblem('ACCESS-1002-400', 400, says('access-too-many-secrets', { most }));
}

export function noUser(userId: string): Problem {
  return accessProblem('ACCESS-1003-404', 404, says('access-no-user', { userId }));
}

export function emailInUse(email: string): Problem {
  return accessProblem('ACCESS-1004-409', 409, says('access-email-in-use', { email }));
}

/** Of whoever wants to choose another. Does not say which. */
export function wrongPassword(): Problem {
  return accessProblem('ACCESS-1023-403', 403, says('access-wrong-password'));
}

/** `pointer` is a JSON pointer into the body. */
export function badBody(pointer: string, detail: Said): Problem {
  const place = pointer === '' ? partOf(says('access-the-body')) : pointer;
  return accessProblem('ACCESS-1005-400', 400, says('access-bad-body', { place, detail }));
}

export function badQuery(detail: Said): Problem {
  return accessProblem('ACCESS-1006-400', 400, says('access-bad-query', { detail }));
}

export function noRole(id: string): Problem {
  return accessProblem('ACCESS-1007-404', 404, says('access-no-role', { id }));
}

export function systemRole(name: string): Problem {
  return accessProblem('ACCESS-1008-400', 400, says('access-system-role', { name }));
}

export function nameInUse(kind: 'role' | 'group' | 'label' | 'policy' | 'package', name: string): Problem {
  return accessProblem('ACCESS-1009-409', 409, says(`access-${kind}-in-use`, { name }));
}

export function noGroup(id: string): Problem {
  return accessProblem('ACCESS-1010-404', 404, says('access-no-group', { id }));
}

/** The change would leave nobody who can undo it. */
export function noAdministratorLeft(): Problem {
  return accessProblem('ACCESS-1011-409', 409, says('access-no-administrator-left'));
}

export function noProduct(id: string): Problem {
  return accessProblem('ACCESS-1012-404', 404, says('access-no-product', { id }));
}

export function organisationInUse(id: string): Problem {
  return accessProblem('ACCESS-1013-409', 409, says('access-organisation-in-use', { id }));
}

export function noPolicy(id: string): Problem {
  return accessProblem('ACCESS-1014-404', 404, says('access-no-policy', { id }));
}

/** What can be wrong with a sandbox. The numbers are ours where the pages quote none. */
export function noSandbox(name: string): Problem {
  return accessProblem('SMS-2100-404', 404, says('access-no-sandbox', { name }));
}

export function sandboxNameInUse(name: string): Problem {
  return accessProblem('SMS-2101-409', 409, says('access-sandbox-name-in-use', { name }));
}

export function tooManySandboxes(most: number): Problem {
  return accessProblem('SMS-2102-400', 400, says('access-too-many-sandboxes', { most }));
}

export function defaultSandbox(name: string): Problem {
  return accessProblem('SMS-2103-400', 400, says('access-default-sandbox', { name }));
}

export function sandboxBusy(name: string, state: string): Problem {
  return accessProblem('SMS-2104-409', 409, says('access-sandbox-busy', { name, state }));
}

export function noExport(): Problem {
  return accessProblem('AUDIT-1000-404', 404, says('access-no-export'));
}

export function noKey(keyId: string): Problem {
  return accessProblem('ACCESS-1015-404', 404, says('access-no-key', { keyId }));
}

export function tooManyKeys(most: number): Problem {
  return accessProblem('ACCESS-1016-400', 400, says('access-too-many-keys', { most }));
}

export function noAccessRequest(id: string): Problem {
  return accessProblem('ACCESS-1017-404', 404, says('access-no-access-request', { id }));
}

/** Asked for already, held already, or decided already. */
export function accessRequestConflict(why: Said): Problem {
  return accessProblem('ACCESS-1018-409', 409, says('access-access-request-conflict', { detail: why }));
}

/** `seconds`: until the first of the requests counts no more. */
export function tooManyAccessRequests(most: number, seconds: number): Problem {
  const { status, body } = accessProblem('ACCESS-1019-429', 429, says('access-too-many-access-requests', { most }));
  return new Problem(status, body, { 'retry-after': String(seconds) });
}

export function defaultPolicyStays(): Problem {
  return accessProblem('ACCESS-1020-400', 400, says('access-default-policy-stays'));
}

export function noLabel(name: string): Problem {
  return accessProblem('ACCESS-1022-404', 404, says('access-no-label', { name }));
}

/** What can be wrong with packages of sandbox tooling. The numbers are ours: the pages quote none. */
export function noPackage(id: string): Problem {
  return accessProblem('EXIM-1000-404', 404, says('access-no-package', { id }));
}

export function noPackageJob(id: string): Problem {
  return accessProblem('EXIM-1001-404', 404, says('access-no-package-job', { id }));
}

export function manyImports(most: number): Problem {
  return accessProblem('EXIM-1008-409', 409, says('access-many-imports', { most }));
}

export function packageChanged(id: string): Problem {
  return accessProblem('EXIM-1003-409', 409, says('access-package-changed', { id }));
}

export function noPartnership(id: string): Problem {
  return accessProblem('EXIM-1004-404', 404, says('access-no-partnership', { id }));
}

export function partnershipOver(status: string): Problem {
  return accessProblem('EXIM-1005-409', 409, says('access-partnership-over', { status }));
}

export function noPartner(org: string): Problem {
  return accessProblem('EXIM-1006-400', 400, says('access-no-partner', { org }));
}

export function noTransfer(id: string): Problem {
  return accessProblem('EXIM-1007-404', 404, says('access-no-transfer', { id }));
}

/** The package is not in a state for this, or not of this sandbox. */
export function packageState(why: Said): Problem {
  return accessProblem('EXIM-1002-400', 400, says('access-package-state', { detail: why }));
}

/** The signed text of a JWT exchange is not good for a token. */
export function badAssertion(why: Said): Problem {
  return oauth(400, 'invalid_token', sayOfRequest('request-at', { name: 'jwt_token', what: why }));
}
