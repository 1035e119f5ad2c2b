import { BODY_RETRY_SECONDS, Problem, type ProblemText, problemTexts } from '../kernel/index.ts';

/** Title and detail of what the server itself refuses, English by code. */
export const SERVER_PROBLEMS = {
  'server-body-too-large': ['Request too large', 'The body is larger than {most} bytes.'],
  'server-file-too-large': ['Request too large', 'The file is larger than {most} bytes.'],
  'server-named-file-too-large': ['Request too large', 'The file {name} is larger than {most} bytes.'],
  'server-too-large': ['Request too large', '{why}'],
  'server-no-form': ['Bad request', 'Send the file as multipart/form-data, for example with curl -F.'],
  'server-one-file': ['Bad request', 'The form has {count} files; send one, for example with curl -F file=@rows.csv.'],
  'server-unreadable': ['Bad request', '{why}'],
  'server-closed': ['Bad request', 'the connection was closed'],
  'server-no-json': ['BadRequestError', 'the body is not valid JSON: {why}'],
  'server-no-text': ['BadRequestError', 'the body is not UTF-8; save the file with that encoding and send it again'],
  'server-too-deep': ['BadRequestError', 'the body is nested more than {most} levels deep'],
  'server-nothing-there': ['Not found', 'there is nothing at {method} {path}'],
  'server-internal': ['Internal error', 'something went wrong here; the request id is {id}'],
  'server-busy': [
    'Service unavailable',
    'too many large requests are on their way; nothing of this one was kept, send it again',
  ],
} as const;

const says = problemTexts(SERVER_PROBLEMS);

function problem(
  status: number,
  { title, detail, phrase }: ProblemText,
  headers: Readonly<Record<string, string>> = {},
): Problem {
  return new Problem(status, { type: 'about:blank', title, status, detail, phrase }, headers);
}

/** The rest of such a body is not read, so the connection can be of no more use. */
export function bodyTooLarge(most: number): Problem {
  return problem(413, says('server-body-too-large', { most }), { connection: 'close' });
}

/** `name` as the caller gave it, where one is to be told from others. */
export function fileTooLarge(most: number, name?: string): Problem {
  return problem(
    413,
    name === undefined ? says('server-file-too-large', { most }) : says('server-named-file-too-large', { name, most }),
  );
}

export function noForm(): Problem {
  return problem(400, says('server-no-form'));
}

export function oneFileOnly(count: number): Problem {
  return problem(400, says('server-one-file', { count }));
}

/** `why`: what the reader of JSON says. */
export function noJson(why: string): Problem {
  return problem(400, says('server-no-json', { why }));
}

export function noText(): Problem {
  return problem(400, says('server-no-text'));
}

export function tooDeep(most: number): Problem {
  return problem(400, says('server-too-deep', { most }));
}

/** What the HTTP server could not read, in its words. */
export function unreadable(status: number, why: string): Problem {
  return problem(status, status === 413 ? says('server-too-large', { why }) : says('server-unreadable', { why }));
}

/** Nobody reads it. */
export function connectionClosed(): Problem {
  return problem(400, says('server-closed'));
}

export function nothingThere(method: string, path: string): Problem {
  return problem(404, says('server-nothing-there', { method, path }));
}

/** A bug of ours; what it was is in the log under the id. */
export function internalError(id: string): Problem {
  return problem(500, says('server-internal', { id }));
}

/** The body gave way to others. */
export function comeAgain(): Problem {
  return problem(503, says('server-busy'), { 'retry-after': String(BODY_RETRY_SECONDS) });
}
