import { Problem } from '../kernel/index.ts';

/** The members AEP's Profile answers with, and those of a problem document. */
function problem(status: number, code: string, title: string, detail: string): Problem {
  return new Problem(status, {
    type: `http://ns.adobe.com/aep/errors/${code}-${status}`,
    title,
    status,
    detail,
    message: `${code}: ${detail}`,
    statusCode: String(status),
  });
}

export function badLookup(detail: string): Problem {
  return problem(400, 'UPS-ACC-1000001', 'Invalid entity look-up', detail);
}

/** No such profile on a GET. */
export function noProfile(): Problem {
  return problem(404, 'UPS-ACC-1000002', 'Entity not found', 'no profile has this identity');
}

export function badPolicy(detail: string): Problem {
  return problem(400, 'UPS-MP-1000001', 'Invalid merge policy', detail);
}

export function noPolicy(id: string): Problem {
  return problem(404, 'UPS-MP-1000002', 'Merge policy not found', `there is no merge policy ${id}`);
}

export function tooManyPolicies(most: number): Problem {
  return problem(
    400,
    'UPS-MP-1000003',
    'Too many merge policies',
    `there can be ${most}; delete or change one of them`,
  );
}

export function policyInUse(why: string): Problem {
  return problem(400, 'UPS-MP-1000004', 'Merge policy in use', `the merge policy cannot be deleted: ${why}`);
}

/** System jobs answer mistakes in a shape of their own (page "Profile system jobs"). */
export function badJob(message: string, requestId: string): Problem {
  return new Problem(400, { requestId, errors: { '400': [{ code: '500', message }] } });
}

export function noJob(kind: string, id: string): Problem {
  return problem(404, 'UPS-JOB-1000001', `${kind} not found`, `there is no ${kind.toLowerCase()} ${id}`);
}

export function badReport(detail: string): Problem {
  return problem(400, 'UPS-PSS-1000001', 'Invalid report request', detail);
}

export function noReport(date: string): Problem {
  return problem(
    404,
    'UPS-PSS-1000002',
    'Report not found',
    `there is no report for ${date}; leave \`date\` out for the newest`,
  );
}

export function badExport(detail: string): Problem {
  return problem(400, 'UPS-EXP-1000001', 'Invalid export job', detail);
}

export function badAttribute(detail: string): Problem {
  return problem(400, 'UPS-CA-1000001', 'Invalid computed attribute', detail);
}

export function attributeInUse(detail: string): Problem {
  return problem(422, 'UPS-CA-1000002', 'Computed attribute in use', detail);
}

export function badExpiry(detail: string): Problem {
  return problem(400, 'UPS-TTL-1000001', 'Invalid expiry', detail);
}
