import type { Said } from '@meniscus/languages/syntax';
import { aepProblem, Problem, problemTexts } from '../kernel/index.ts';

/** Title and detail of every problem of the stage, English by code. */
export const MONITORING_PROBLEMS = {
  'monitoring-bad-query': ['Invalid query', '{detail}'],
  'monitoring-bad-body': ['Invalid request', '{detail}'],
  'monitoring-payloads-not-allowed': [
    'Forbidden',
    'payloads hold personal data: the permission view-profiles is missing in this sandbox, or fields carry labels that no role of yours carries; leave payload out, or ask an administrator',
  ],
  'monitoring-too-many-listeners': ['Too many listeners', '{most} live tails are open already; close one'],
  'monitoring-no-alert': ['Not found', 'there is no alert {id} in this sandbox'],
  'monitoring-no-subscription': ['Not found', 'there is no alert subscription {id} in this sandbox'],
  'monitoring-alert-is-over': ['Conflict', 'alert {id} is resolved already'],
  'monitoring-subscription-changed': ['Version mismatch', 'If-Match is {sent} but the version is {now}; read it again'],
} as const;

const says = problemTexts(MONITORING_PROBLEMS);

/** A query parameter that cannot be read. */
export function badQuery(detail: Said): Problem {
  return aepProblem('MONITOR-400', 400, says('monitoring-bad-query', { detail }));
}

/** A body that does not fit; the detail says which member and what would do. */
export function badBody(detail: Said): Problem {
  return aepProblem('MONITOR-401-400', 400, says('monitoring-bad-body', { detail }));
}

export function payloadsNotAllowed(): Problem {
  return aepProblem('MONITOR-403', 403, says('monitoring-payloads-not-allowed'));
}

export function tooManyListeners(most: number): Problem {
  const { body } = aepProblem('MONITOR-429', 429, says('monitoring-too-many-listeners', { most }));
  return new Problem(429, body, { 'retry-after': '5' });
}

export function noAlert(id: string): Problem {
  return aepProblem('MONITOR-404', 404, says('monitoring-no-alert', { id }));
}

export function noSubscription(id: string): Problem {
  return aepProblem('MONITOR-404', 404, says('monitoring-no-subscription', { id }));
}

export function alertIsOver(id: string): Problem {
  return aepProblem('MONITOR-409', 409, says('monitoring-alert-is-over', { id }));
}

export function subscriptionChanged(sent: string, now: string): Problem {
  return aepProblem('MONITOR-412', 412, says('monitoring-subscription-changed', { sent, now }));
}

/** Errors of Observability Insights (page "Metrics endpoint", error messages). */
export function insights(code: string, { message, phrase }: Said): Problem {
  return new Problem(400, {
    errorCode: `INSGHT-${code}-400`,
    httpStatus: 400,
    title: 'Bad Request',
    details: message,
    phrase,
  });
}
