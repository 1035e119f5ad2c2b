/**
 * What a caller can get wrong: thrown by a route handler, rendered by the server as it stands.
 *
 * Each stage keeps its problems in one `errors.ts` table of functions that build them, with the body Adobe documents for
 * that service. A bare `Error` reaching the server is our own bug and answers 500.
 */
export class Problem extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>, headers: Readonly<Record<string, string>> = {}) {
    super(
      typeof body.message === 'string'
        ? body.message
        : typeof body.detail === 'string'
          ? body.detail
          : `status ${status}`,
    );
    this.name = 'Problem';
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** The problem document most AEP services share: `http://ns.adobe.com/aep/errors/<CODE>` with a report. */
export function aepProblem(
  code: string,
  status: number,
  title: string,
  detail: string,
  report: Record<string, unknown> = {},
): Problem {
  return new Problem(status, {
    type: `http://ns.adobe.com/aep/errors/${code}`,
    title,
    status,
    detail,
    report: { 'detailed-message': detail, ...report },
  });
}
