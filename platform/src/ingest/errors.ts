import type { Violation } from '@meniscus/languages/xdm';
import { Problem, type ProblemText, problemTexts } from '../kernel/index.ts';

const INLET_TYPE = 'http://ns.adobe.com/adobecloud/problem/data-collection-service/inlet';
const AUTHORIZATION_TYPE = 'https://ns.adobe.com/adobecloud/problem/data-collection-service-authorization';

function inletProblem(
  status: number,
  title: string,
  message: string,
  headers: Record<string, string> = {},
  cause?: unknown,
): Problem {
  return new Problem(
    status,
    { type: INLET_TYPE, status, title, report: cause === undefined ? { message } : { message, cause } },
    headers,
  );
}

function about(inlet: string, org: string, text: string): string {
  return `inletId: [${inlet}] imsOrgId: [${org}] ${text}`;
}

/** Why one message was refused at the door: the words of the answer, and the schema violations if that is why. */
export interface Refusal {
  readonly message: string;
  readonly violations?: readonly Violation[];
}

/** No such inlet. The pages name no body for it; this has the shape of the other inlet problems. */
export function unknownInlet(inlet: string): Problem {
  return inletProblem(
    404,
    'Inlet not found',
    `inletId: [${inlet}] does not exist; take the inletUrl of the connection or dataflow from Flow Service`,
  );
}

export function methodNotAllowed(): Problem {
  return inletProblem(405, 'Method not allowed', 'send a POST', { allow: 'POST' });
}

/**
 * Missing, invalid or expired token on an inlet that asks for one; `status` is text, as documented (page "Authenticated
 * collection"). Always 401 for single messages; for a batch a token that is there and no good is 403 (page "Send multiple
 * messages").
 */
export function notAuthorized(requestId: string, sense: 'empty' | 'invalid', batch: boolean): Problem {
  const status = batch && sense === 'invalid' ? 403 : 401;
  const message = `[${requestId}] Ims service token is ${sense === 'empty' ? 'empty' : 'invalid or expired'}`;
  return new Problem(status, {
    type: AUTHORIZATION_TYPE,
    status: String(status),
    title: 'Authorization',
    report: { message },
  });
}

/** The request is not signed, or not with the secret of the inlet's connection (page "HMAC authentication" of Streaming SDK). */
export function notSigned(requestId: string, sense: 'missing' | 'invalid'): Problem {
  const message = `[${requestId}] x-hmac-sha256 is ${sense}; send the HMAC-SHA256 of the exact body in hex or base64`;
  return new Problem(401, { type: AUTHORIZATION_TYPE, status: '401', title: 'Authorization', report: { message } });
}

/** A webhook was called without the fixed header it was set up with. */
export function wrongHeader(inlet: string, name: string): Problem {
  return new Problem(401, {
    type: AUTHORIZATION_TYPE,
    status: '401',
    title: 'Authorization',
    report: { message: `inletId: [${inlet}] the header ${name} is missing or wrong; the set-up call shows its value` },
  });
}

/** The token is good but belongs to another organisation. */
export function wrongOrganisation(requestId: string): Problem {
  return new Problem(403, {
    type: AUTHORIZATION_TYPE,
    status: '403',
    title: 'Authorization',
    report: { message: `[${requestId}] the token belongs to another organisation than the inlet` },
  });
}

/** Requests over 1 MB (page "Guardrails for data ingestion"). */
export function tooLarge(inlet: string, limit: number): Problem {
  return inletProblem(
    413,
    'Request too large',
    `inletId: [${inlet}] the request is larger than ${limit} bytes; send fewer messages in a batch`,
  );
}

export function unsupportedType(inlet: string, contentType: string): Problem {
  return inletProblem(
    415,
    'Unsupported content type',
    `inletId: [${inlet}] content type ${contentType} is not supported; send application/json or application/x-jackson-smile`,
  );
}

export function malformed(inlet: string, org: string, format: 'JSON' | 'Smile', detail: string): Problem {
  return inletProblem(
    400,
    'Invalid XDM Message Format',
    about(inlet, org, `Message is not valid ${format}: ${detail}`),
  );
}

/** `/collection/batch/` takes `{"messages": […]}`. */
export function notABatch(inlet: string, org: string): Problem {
  return inletProblem(
    400,
    'Invalid XDM Message Format',
    about(inlet, org, 'a batch is an object with a non-empty array `messages`'),
  );
}

export function refused(inlet: string, org: string, refusal: Refusal): Problem {
  const cause =
    refusal.violations === undefined ? undefined : { _streamingValidation: [everitReport(refusal.violations)] };
  return inletProblem(400, 'Invalid XDM Message Format', about(inlet, org, refusal.message), {}, cause);
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
  return inletProblem(
    429,
    'Too many requests',
    `inletId: [${inlet}] at most 60 synchronous validations a minute; send without syncValidation`,
    {
      'retry-after': '60',
    },
  );
}

/** A bug of ours at the door, before anything was kept. */
export function internalError(requestId: string): Problem {
  return inletProblem(
    500,
    'Internal server error',
    `[${requestId}] an error of the platform; nothing of this request was kept, look for this id in the log`,
  );
}

/** More than the enforced rate. */
export function tooMany(inlet: string, limit: string): Problem {
  return inletProblem(
    429,
    'Too many requests',
    `inletId: [${inlet}] at most ${limit}; nothing was kept, send it again`,
    {
      'retry-after': '1',
    },
  );
}

/** Nothing was kept; the same request may be sent again. */
export function unavailable(inlet: string, why: string, retryAfterSeconds: number): Problem {
  return inletProblem(
    503,
    'Service unavailable',
    `inletId: [${inlet}] ${why}; nothing of this request was kept, send it again`,
    {
      'retry-after': String(retryAfterSeconds),
    },
  );
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
