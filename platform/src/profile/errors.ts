import type { Said } from '@meniscus/languages/syntax';
import { Problem, type ProblemText, problemTexts } from '../kernel/index.ts';

/** Title and detail of every problem of the stage, English by code. */
export const PROFILE_PROBLEMS = {
  'profile-bad-lookup': ['Invalid entity look-up', '{detail}'],
  'profile-no-profile': ['Entity not found', 'no profile has this identity'],
  'profile-bad-policy': ['Invalid merge policy', '{detail}'],
  'profile-no-policy': ['Merge policy not found', 'there is no merge policy {id}'],
  'profile-too-many-policies': ['Too many merge policies', 'there can be {most}; delete or change one of them'],
  'profile-policy-on-edge': ['Merge policy in use', 'the merge policy cannot be deleted: it is active on edge'],
  'profile-policy-is-default': [
    'Merge policy in use',
    'the merge policy cannot be deleted: it is the default of its schema class',
  ],
  'profile-bad-report': ['Invalid report request', '{detail}'],
  'profile-no-report': ['Report not found', 'there is no report for {date}; leave `date` out for the newest'],
  'profile-bad-export': ['Invalid export job', '{detail}'],
  'profile-bad-attribute': ['Invalid computed attribute', '{detail}'],
  'profile-attribute-in-use': ['Computed attribute in use', '{detail}'],
  'profile-bad-expiry': ['Invalid expiry', '{detail}'],
  'profile-no-job': ['Job not found', 'there is no {kind} {id}'],
} as const;

const says = problemTexts(PROFILE_PROBLEMS);

/** The members AEP's Profile answers with, and those of a problem document. */
function problem(status: number, code: string, { title, detail, phrase }: ProblemText): Problem {
  return new Problem(status, {
    type: `http://ns.adobe.com/aep/errors/${code}-${status}`,
    title,
    status,
    detail,
    phrase,
    message: `${code}: ${detail}`,
    statusCode: String(status),
  });
}

export function badLookup(detail: Said): Problem {
  return problem(400, 'UPS-ACC-1000001', says('profile-bad-lookup', { detail }));
}

/** No such profile on a GET. */
export function noProfile(): Problem {
  return problem(404, 'UPS-ACC-1000002', says('profile-no-profile'));
}

export function badPolicy(detail: Said): Problem {
  return problem(400, 'UPS-MP-1000001', says('profile-bad-policy', { detail }));
}

export function noPolicy(id: string): Problem {
  return problem(404, 'UPS-MP-1000002', says('profile-no-policy', { id }));
}

export function tooManyPolicies(most: number): Problem {
  return problem(400, 'UPS-MP-1000003', says('profile-too-many-policies', { most }));
}

export function policyInUse(why: 'on-edge' | 'is-default'): Problem {
  return problem(400, 'UPS-MP-1000004', says(`profile-policy-${why}`));
}

/** System jobs answer mistakes in a shape of their own (page "Profile system jobs"). */
export function badJob({ message, phrase }: Said, requestId: string): Problem {
  return new Problem(400, { requestId, errors: { '400': [{ code: '500', message }] }, phrase });
}

export function noJob(kind: string, id: string): Problem {
  return problem(404, 'UPS-JOB-1000001', says('profile-no-job', { kind: kind.toLowerCase(), id }));
}

export function badReport(detail: Said): Problem {
  return problem(400, 'UPS-PSS-1000001', says('profile-bad-report', { detail }));
}

export function noReport(date: string): Problem {
  return problem(404, 'UPS-PSS-1000002', says('profile-no-report', { date }));
}

export function badExport(detail: Said): Problem {
  return problem(400, 'UPS-EXP-1000001', says('profile-bad-export', { detail }));
}

export function badAttribute(detail: Said): Problem {
  return problem(400, 'UPS-CA-1000001', says('profile-bad-attribute', { detail }));
}

export function attributeInUse(detail: Said): Problem {
  return problem(422, 'UPS-CA-1000002', says('profile-attribute-in-use', { detail }));
}

export function badExpiry(detail: Said): Problem {
  return problem(400, 'UPS-TTL-1000001', says('profile-bad-expiry', { detail }));
}
