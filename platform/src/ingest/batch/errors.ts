import type { Said } from '@meniscus/languages/syntax';
import { aepProblem, Problem, type ProblemText, problemTexts } from '../../kernel/index.ts';
import { sayOfIngest } from '../phrases.ts';

/** Title and detail of every problem of the stage, English by code. */
export const BATCH_PROBLEMS = {
  'batch-bad-batch-request': ['Bad request', '{detail}'],
  'batch-batch-not-found': ['Batch not found', 'there is no batch {id} in this sandbox that files can be sent to'],
  'batch-dataset-not-found': ['Dataset not found', 'dataset {id}: {why}'],
  'batch-file-not-found': [
    'File not found',
    'the batch has no file {name} open for parts; send POST with ?action=INITIALIZE first',
  ],
  'batch-wrong-state': ['Batch state', 'batch {id} is {status}; {wanted}'],
  'batch-bad-parts': ['Parts of a file do not fit together', '{name}: {detail}'],
  'batch-batch-too-large': [
    'Batch too large',
    'a batch takes at most {files} files and {bytes} bytes; complete this one and send the rest in another',
  ],
  'batch-file-too-large': ['Request too large', 'at most {limit} bytes are taken in one request; {instead}'],
  'batch-address-too-long': [
    'URI too long',
    'the address has more than {limit} characters; shorten the path of the file',
  ],
  'batch-too-many-batches': ['Too many requests', 'at most {limit} batches a minute and user; try again later'],
  'batch-no-room': ['Service unavailable', 'the disk is full; nothing of this request was kept, send it again'],
  'batch-wrong-file-type': [
    'Unsupported media type',
    'content type {type} is not taken; send the bytes of the file as application/octet-stream',
  ],
} as const;

const says = problemTexts(BATCH_PROBLEMS);

/*
 * What a caller of batch ingestion can get wrong. The pages name the statuses and no body; the bodies have the form most
 * services share.
 */

function problem(
  status: number,
  code: string,
  text: ProblemText,
  headers: Readonly<Record<string, string>> = {},
): Problem {
  return new Problem(status, aepProblem(`INGEST-${code}-${status}`, status, text).body, headers);
}

/** The body of a create call, a parameter or a name cannot be used; the detail says which and what would do. */
export function badBatchRequest(detail: Said): Problem {
  return problem(400, 'REQUEST', says('batch-bad-batch-request', { detail }));
}

export function batchNotFound(id: string): Problem {
  return problem(404, 'BATCH', says('batch-batch-not-found', { id }));
}

/** The dataset does not exist, or the batch is of another one. */
export function datasetNotFound(id: string, batch?: string): Problem {
  const why =
    batch === undefined ? sayOfIngest('batch-no-such-dataset') : sayOfIngest('batch-of-other-dataset', { id: batch });
  return problem(404, 'DATASET', says('batch-dataset-not-found', { id, why }));
}

export function fileNotFound(name: string): Problem {
  return problem(404, 'FILE', says('batch-file-not-found', { name }));
}

/** The batch is in a state that does not allow the call. */
export function wrongState(id: string, status: string, wanted: Said): Problem {
  return problem(400, 'STATE', says('batch-wrong-state', { id, status, wanted }));
}

/** Parts of a large file overlap, or some are missing (page "Batch ingestion troubleshooting guide"). */
export function badParts(name: string, detail: Said): Problem {
  return problem(400, 'PARTS', says('batch-bad-parts', { name, detail }));
}

/** The guardrails of a batch: its files and bytes (page "Guardrails for data ingestion"). */
export function batchTooLarge(files: number, bytes: number): Problem {
  return problem(400, 'GUARDRAIL', says('batch-batch-too-large', { files, bytes }));
}

export function fileTooLarge(limit: number, instead: Said): Problem {
  return problem(413, 'SIZE', says('batch-file-too-large', { limit, instead }));
}

export function addressTooLong(limit: number): Problem {
  return problem(414, 'ADDRESS', says('batch-address-too-long', { limit }));
}

/** Bodies are the bytes of one file (page "Batch ingestion developer guide": not multipart). */
export function wrongFileType(type: string): Problem {
  return problem(415, 'TYPE', says('batch-wrong-file-type', { type: type === '' ? '(none)' : type }));
}

/** More batches a minute than the published rate, when guardrails are enforced. */
export function tooManyBatches(limit: number): Problem {
  return problem(429, 'RATE', says('batch-too-many-batches', { limit }), { 'retry-after': '60' });
}

/** Nothing of the request was kept. */
export function noRoom(): Problem {
  return problem(503, 'DISK', says('batch-no-room'), { 'retry-after': '30' });
}
