import { aepProblem, Problem } from '../kernel/index.ts';

/** A query parameter that cannot be read. */
export function badQuery(detail: string): Problem {
  return aepProblem('MONITOR-400', 400, 'Invalid query', detail);
}

/** A body that does not fit; the detail says which member and what would do. */
export function badBody(detail: string): Problem {
  return aepProblem('MONITOR-401-400', 400, 'Invalid request', detail);
}

export function payloadsNotAllowed(): Problem {
  return aepProblem(
    'MONITOR-403',
    403,
    'Forbidden',
    'payloads hold personal data: the permission view-profiles is missing in this sandbox, or fields carry labels that no role of yours carries; leave payload out, or ask an administrator',
  );
}

export function tooManyListeners(most: number): Problem {
  const { body } = aepProblem(
    'MONITOR-429',
    429,
    'Too many listeners',
    `${most} live tails are open already; close one`,
  );
  return new Problem(429, body, { 'retry-after': '5' });
}

export function noAlert(id: string): Problem {
  return aepProblem('MONITOR-404', 404, 'Not found', `there is no alert ${id} in this sandbox`);
}

export function noSubscription(id: string): Problem {
  return aepProblem('MONITOR-404', 404, 'Not found', `there is no alert subscription ${id} in this sandbox`);
}

export function alertIsOver(id: string): Problem {
  return aepProblem('MONITOR-409', 409, 'Conflict', `alert ${id} is resolved already`);
}

export function subscriptionChanged(sent: string, now: string): Problem {
  return aepProblem(
    'MONITOR-412',
    412,
    'Version mismatch',
    `If-Match is ${sent} but the version is ${now}; read it again`,
  );
}

/** Errors of Observability Insights (page "Metrics endpoint", error messages). */
export function insights(code: string, status: number, title: string, details: string): Problem {
  return new Problem(status, { errorCode: `INSGHT-${code}-${status}`, httpStatus: status, title, details });
}
