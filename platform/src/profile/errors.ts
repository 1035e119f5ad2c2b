import { Problem } from '../kernel/index.ts';

function problem(status: number, title: string, detail: string): Problem {
  return new Problem(status, { type: `http://ns.adobe.com/aep/errors/UPS-${status}`, title, status, detail });
}

export function badLookup(detail: string): Problem {
  return problem(400, 'Invalid entity look-up', detail);
}

/** No such profile on a GET. */
export function noProfile(): Problem {
  return problem(404, 'Entity not found', 'no profile has this identity');
}

/** Graphs above the limit are not looked up (page "Guardrails for Real-Time Customer Profile"). */
export function tooManyRelated(): Problem {
  return problem(422, 'Too many related identities', 'Too many related identities');
}
