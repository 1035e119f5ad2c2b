import { aepProblem, Problem } from '../../kernel/index.ts';

/*
 * What a caller of batch ingestion can get wrong. The pages name the statuses and no body; the bodies have the form most
 * services share.
 */

function problem(
  status: number,
  code: string,
  title: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Problem {
  return new Problem(status, aepProblem(`INGEST-${code}-${status}`, status, title, detail).body, headers);
}

/** The body of a create call, a parameter or a name cannot be used; the detail says which and what would do. */
export function badBatchRequest(detail: string): Problem {
  return problem(400, 'REQUEST', 'Bad request', detail);
}

export function batchNotFound(id: string): Problem {
  return problem(404, 'BATCH', 'Batch not found', `there is no batch ${id} in this sandbox that files can be sent to`);
}

/** The dataset does not exist, or the batch is of another one. */
export function datasetNotFound(id: string, batch?: string): Problem {
  const why = batch === undefined ? 'there is no such dataset in this sandbox' : `batch ${batch} is of another dataset`;
  return problem(404, 'DATASET', 'Dataset not found', `dataset ${id}: ${why}`);
}

export function fileNotFound(name: string): Problem {
  return problem(
    404,
    'FILE',
    'File not found',
    `the batch has no file ${name} open for parts; send POST with ?action=INITIALIZE first`,
  );
}

/** The batch is in a state that does not allow the call. */
export function wrongState(id: string, status: string, wanted: string): Problem {
  return problem(400, 'STATE', 'Batch state', `batch ${id} is ${status}; ${wanted}`);
}

/** Parts of a large file overlap, or some are missing (page "Batch ingestion troubleshooting guide"). */
export function badParts(name: string, detail: string): Problem {
  return problem(400, 'PARTS', 'Parts of a file do not fit together', `${name}: ${detail}`);
}

/** The guardrails of a batch: its files and bytes (page "Guardrails for data ingestion"). */
export function batchTooLarge(files: number, bytes: number): Problem {
  const detail = `a batch takes at most ${files} files and ${bytes} bytes; complete this one and send the rest in another`;
  return problem(400, 'GUARDRAIL', 'Batch too large', detail);
}

export function fileTooLarge(limit: number, instead: string): Problem {
  return problem(413, 'SIZE', 'Request too large', `at most ${limit} bytes are taken in one request; ${instead}`);
}

export function addressTooLong(limit: number): Problem {
  return problem(
    414,
    'ADDRESS',
    'URI too long',
    `the address has more than ${limit} characters; shorten the path of the file`,
  );
}

/** Bodies are the bytes of one file (page "Batch ingestion developer guide": not multipart). */
export function wrongFileType(type: string): Problem {
  return problem(
    415,
    'TYPE',
    'Unsupported media type',
    `content type ${type === '' ? '(none)' : type} is not taken; send the bytes of the file as application/octet-stream`,
  );
}

/** More batches a minute than the published rate, when guardrails are enforced. */
export function tooManyBatches(limit: number): Problem {
  const detail = `at most ${limit} batches a minute and user; try again later`;
  return problem(429, 'RATE', 'Too many requests', detail, { 'retry-after': '60' });
}

/** Nothing of the request was kept. */
export function noRoom(): Problem {
  const detail = 'the disk is full; nothing of this request was kept, send it again';
  return problem(503, 'DISK', 'Service unavailable', detail, { 'retry-after': '30' });
}
