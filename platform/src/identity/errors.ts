import { Problem } from '../kernel/index.ts';

function problem(status: number, title: string, detail: string): Problem {
  return new Problem(status, { type: `http://ns.adobe.com/aep/errors/IDENTITY-${status}`, title, status, detail });
}

export function badNamespace(detail: string): Problem {
  return problem(400, 'Invalid namespace', detail);
}

/** Codes and names are unique and never change (page "Identity namespace overview"). */
export function namespaceTaken(code: string): Problem {
  return problem(
    409,
    'Namespace exists',
    `a namespace with code or name ${code} exists; codes are unique in an organisation`,
  );
}

export function badIdentity(detail: string): Problem {
  return problem(400, 'Invalid identity', detail);
}

/** Batch calls take at most 1000 identities (page "List identities in a cluster"). */
export function tooManyIdentities(count: number): Problem {
  return problem(400, 'Too many identities', `${count} identities were asked for; at most 1000 in one call`);
}
