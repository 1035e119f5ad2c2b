import type { Said } from '@meniscus/languages/syntax';
import type { Violation } from '@meniscus/languages/xdm';
import { Problem, type ProblemText, problemTexts } from '../kernel/index.ts';

const INLET_TYPE = 'http://ns.adobe.com/adobecloud/problem/data-collection-service/inlet';
const AUTHORIZATION_TYPE = 'https://ns.adobe.com/adobecloud/problem/data-collection-service-authorization';

/** Title and message of what the door refuses, English by code. */
export const INLET_PROBLEMS = {
  'inlet-unknown': [
    'Inlet not found',
    'inletId: [{inlet}] does not exist; take the inletUrl of the connection or dataflow from Flow Service',
  ],
  'inlet-method': ['Method not allowed', 'send a POST'],
  'inlet-token-empty': ['Authorization', '[{requestId}] Ims service token is empty'],
  'inlet-token-invalid': ['Authorization', '[{requestId}] Ims service token is invalid or expired'],
  'inlet-signature-missing': [
    'Authorization',
    '[{requestId}] x-hmac-sha256 is missing; send the HMAC-SHA256 of the exact body in hex or base64',
  ],
  'inlet-signature-invalid': [
    'Authorization',
    '[{requestId}] x-hmac-sha256 is invalid; send the HMAC-SHA256 of the exact body in hex or base64',
  ],
  'inlet-header': [
    'Authorization',
    'inletId: [{inlet}] the header {name} is missing or wrong; the set-up call shows its value',
  ],
  'inlet-organisation': ['Authorization', '[{requestId}] the token belongs to another organisation than the inlet'],
  'inlet-too-large': [
    'Request too large',
    'inletId: [{inlet}] the request is larger than {limit} bytes; send fewer messages in a batch',
  ],
  'inlet-type': [
    'Unsupported content type',
    'inletId: [{inlet}] content type {contentType} is not supported; send application/json or application/x-jackson-smile',
  ],
  'inlet-malformed': [
    'Invalid XDM Message Format',
    'inletId: [{inlet}] imsOrgId: [{org}] Message is not valid {format}: {detail}',
  ],
  'inlet-no-batch': [
    'Invalid XDM Message Format',
    'inletId: [{inlet}] imsOrgId: [{org}] a batch is an object with a non-empty array `messages`',
  ],
  'inlet-refused': ['Invalid XDM Message Format', 'inletId: [{inlet}] imsOrgId: [{org}] {why}'],
  'inlet-sync-limit': [
    'Too many requests',
    'inletId: [{inlet}] at most 60 synchronous validations a minute; send without syncValidation',
  ],
  'inlet-too-many': ['Too many requests', 'inletId: [{inlet}] at most {limit}; nothing was kept, send it again'],
  'inlet-internal': [
    'Internal server error',
    '[{requestId}] an error of the platform; nothing of this request was kept, look for this id in the log',
  ],
  'inlet-unavailable': [
    'Service unavailable',
    'inletId: [{inlet}] {why}; nothing of this request was kept, send it again',
  ],
} as const;

const atDoor = problemTexts(INLET_PROBLEMS);

function inletProblem(
  status: number,
  { title, detail, phrase }: ProblemText,
  headers: Record<string, string> = {},
  cause?: unknown,
): Problem {
  const report = cause === undefined ? { message: detail } : { message: detail, cause };
  return new Problem(status, { type: INLET_TYPE, status, title, report, phrase }, headers);
}

/** `status` is text, as documented (page "Authenticated collection"). */
function authorizationProblem(status: number, { title, detail, phrase }: ProblemText): Problem {
  return new Problem(status, {
    type: AUTHORIZATION_TYPE,
    status: String(status),
    title,
    report: { message: detail },
    phrase,
  });
}

/** Why one message was refused at the door: the words of the answer, and the schema violations if that is why. */
export interface Refusal extends Said {
  readonly violations?: readonly Violation[];
}

/** No such inlet. The pages name no body for it; this has the shape of the other inlet problems. */
export function unknownInlet(inlet: string): Problem {
  return inletProblem(404, atDoor('inlet-unknown', { inlet }));
}

export function methodNotAllowed(): Problem {
  return inletProblem(405, atDoor('inlet-method'), { allow: 'POST' });
}

/**
 * Missing, invalid or expired token on an inlet that asks for one. Always 401 for single messages; for a batch a token that
 * is there and no good is 403 (page "Send multiple messages").
 */
export function notAuthorized(requestId: string, sense: 'empty' | 'invalid', batch: boolean): Problem {
  return authorizationProblem(batch && sense === 'invalid' ? 403 : 401, atDoor(`inlet-token-${sense}`, { requestId }));
}

/** The request is not signed, or not with the secret of the inlet's connection (page "HMAC authentication" of Streaming SDK). */
export function notSigned(requestId: string, sense: 'missing' | 'invalid'): Problem {
  return authorizationProblem(401, atDoor(`inlet-signature-${sense}`, { requestId }));
}

/** A webhook was called without the fixed header it was set up with. */
export function wrongHeader(inlet: string, name: string): Problem {
  return authorizationProblem(401, atDoor('inlet-header', { inlet, name }));
}

/** The token is good but belongs to another organisation. */
export function wrongOrganisation(requestId: string): Problem {
  return authorizationProblem(403, atDoor('inlet-organisation', { requestId }));
}

/** Requests over 1 MB (page "Guardrails for data ingestion"). */
export function tooLarge(inlet: string, limit: number): Problem {
  return inletProblem(413, atDoor('inlet-too-large', { inlet, limit }));
}

export function unsupportedType(inlet: string, contentType: string): Problem {
  return inletProblem(415, atDoor('inlet-type', { inlet, contentType }));
}

/** `detail`: what the reader of the format says. */
export function malformed(inlet: string, org: string, format: 'JSON' | 'Smile', detail: string): Problem {
  return inletProblem(400, atDoor('inlet-malformed', { inlet, org, format, detail }));
}

/** `/collection/batch/` takes `{"messages": […]}`. */
export function notABatch(inlet: string, org: string): Problem {
  return inletProblem(400, atDoor('inlet-no-batch', { inlet, org }));
}

export function refused(inlet: string, org: string, refusal: Refusal): Problem {
  const cause =
    refusal.violations === undefined ? undefined : { _streamingValidation: [everitReport(refusal.violations)] };
  return inletProblem(400, atDoor('inlet-refused', { inlet, org, why: refusal }), {}, cause);
}

/** The report form of schema violations on the streaming pages. */
export function everitReport(violations: readonly Violation[]): Record<string, unknown> {
  return {
    schemaLocation: '#',
    pointerToViolation: '#',
    causingExceptions: violations.map(({ keyword, pointer, message }) => ({
      schemaLocation: '#',
      pointerToViolation: `#${pointer}`,
      causingExceptions: [],
      keyword,
      message,
    })),
    message: `${violations.length} schema violations found`,
  };
}

/** Synchronous validation is limited per inlet (page "Streaming validation": 60 requests a minute). */
export function syncValidationLimit(inlet: string): Problem {
  return inletProblem(429, atDoor('inlet-sync-limit', { inlet }), { 'retry-after': '60' });
}

/** A bug of ours at the door, before anything was kept. */
export function internalError(requestId: string): Problem {
  return inletProblem(500, atDoor('inlet-internal', { requestId }));
}

/** More than the enforced rate. */
export function tooMany(inlet: string, limit: Said): Problem {
  return inletProblem(429, atDoor('inlet-too-many', { inlet, limit }), { 'retry-after': '1' });
}

/** Nothing was kept; the same request may be sent again. */
export function unavailable(inlet: string, why: Said, retryAfterSeconds: number): Problem {
  return inletProblem(503, atDoor('inlet-unavailable', { inlet, why }), { 'retry-after': String(retryAfterSeconds) });
}

/** Title and detail of what can be wrong with questions about records, English by code. */
export const RECORD_PROBLEMS = {
  'ingest-no-failed-record': ['Failed record not found', 'there is no failed record {id} in this sandbox'],
  'ingest-no-transaction': [
    'Transaction not found',
    '{id} is not a transaction id of this sandbox, or its record is older than what the log keeps',
  ],
  'ingest-already-replayed': [
    'Already replayed',
    'failed record {id} was replayed before; send {force} to do it again',
  ],
  'ingest-no-history-run': [
    'No run over files',
    'run {id} read no files: it is of another kind of dataflow, or has not begun',
  ],
  'ingest-rejects-damaged': [
    'Rejects damaged',
    'the file of rejects of run {id} is not as it was written, from byte {byte} on; ask for the dry run again',
  ],
} as const;

const says = problemTexts(RECORD_PROBLEMS);

function recordProblem(status: number, { title, detail, phrase }: ProblemText): Problem {
  return new Problem(status, { type: 'about:blank', title, status, detail, phrase });
}

export function noFailedRecord(id: string): Problem {
  return recordProblem(404, says('ingest-no-failed-record', { id }));
}

export function noTransaction(id: string): Problem {
  return recordProblem(404, says('ingest-no-transaction', { id }));
}

export function alreadyReplayed(id: string): Problem {
  return recordProblem(409, says('ingest-already-replayed', { id, force: '{"force": true}' }));
}

export function noHistoryRun(id: string): Problem {
  return recordProblem(404, says('ingest-no-history-run', { id }));
}

/** What a dry run told is damaged: no answer is better than a wrong one. */
export function rejectsDamaged(id: string, byte: number): Problem {
  return recordProblem(500, says('ingest-rejects-damaged', { id, byte }));
}
