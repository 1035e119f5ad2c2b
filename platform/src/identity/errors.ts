import { type Said, sayAll } from '@meniscus/languages/syntax';
import { aepProblem, type Clock, Problem, problemTexts } from '../kernel/index.ts';
import { say } from './phrases.ts';

/** Title and detail of every problem of the stage, English by code. */
export const IDENTITY_PROBLEMS = {
  'identity-bad-settings': ['Invalid identity settings', '{detail}'],
  'identity-no-settings': ['No identity settings', 'this sandbox has no identity settings; linking rules are off'],
  'identity-no-graph': ['No graph', '{detail}'],
  'identity-no-undone-link': ['No such link', 'no link with id {id} was taken back'],
  'identity-bad-simulation': ['Invalid simulation', '{detail}'],
} as const;

const says = problemTexts(IDENTITY_PROBLEMS);

/** What Identity Service answers to a bad call. */
export function badIdentity({ message, phrase }: Said): Problem {
  return new Problem(400, {
    type: 'http://ns.adobe.com/aep/errors/UIS-4000-400',
    title: 'InvalidInput',
    status: 400,
    detail: message,
    phrase,
  });
}

/** Batch calls take at most 1000 identities (page "List identities in a cluster"). */
export function tooManyIdentities(count: number): Problem {
  return badIdentity(say('identity-too-many-asked', { count, most: 1000 }));
}

/** The graph call of version 2 has a body of its own for mistakes. */
export function badGraphRequest(what: Said): Problem {
  return new Problem(400, { reason: 'Validation error', ...say('identity-graph-request', { what }) });
}

const NAMESPACE_TYPE = 'http://ns.adobe.com/adobecloud/problem/namespacevalidation';

function namespaceProblem(
  clock: Clock,
  status: number,
  title: string,
  error: string,
  { message: description, phrase }: Said,
  code = error,
): Problem {
  return new Problem(status, {
    timestamp: new Date(clock()).toISOString(),
    type: NAMESPACE_TYPE,
    status,
    error,
    title,
    description,
    phrase,
    report: { code },
  });
}

export function badNamespace(clock: Clock, description: Said): Problem {
  return namespaceProblem(clock, 400, 'Namespace validation', 'INVALID_REQUEST_PARAMS', description);
}

export function noNamespace(clock: Clock, org: string): Problem {
  const description = say('namespace-unknown', { org });
  return namespaceProblem(clock, 404, 'Namespace validation', 'NAMESPACE_NOT_FOUND', description);
}

/** Codes and names are unique and never change (page "Identity namespace overview"). */
export function namespaceTaken(clock: Clock, code: string): Problem {
  const description = say('namespace-taken', { code });
  return namespaceProblem(
    clock,
    409,
    'NAMESPACE_CODE_CONFLICT',
    'NAMESPACE_CODE_CONFLICT',
    description,
    'INTEGRATION_CODE_EXISTS',
  );
}

/** Identity settings that cannot be; every mistake at once. */
export function badSettings(mistakes: readonly Said[]): Problem {
  return aepProblem('UIS-4100-400', 400, says('identity-bad-settings', { detail: sayAll(mistakes) }), {
    errors: mistakes.map(({ message }) => message),
  });
}

export function noSettings(): Problem {
  return aepProblem('UIS-4101-404', 404, says('identity-no-settings'));
}

export function noGraph(detail: Said): Problem {
  return aepProblem('UIS-4102-404', 404, says('identity-no-graph', { detail }));
}

export function noUndoneLink(id: string): Problem {
  return aepProblem('UIS-4103-404', 404, says('identity-no-undone-link', { id }));
}

/** Events of a simulation that cannot be read; every mistake at once. */
export function badSimulation(mistakes: readonly Said[]): Problem {
  return aepProblem('UIS-4104-400', 400, says('identity-bad-simulation', { detail: sayAll(mistakes) }), {
    errors: mistakes.map(({ message }) => message),
  });
}
