import {
  type Diagnostic,
  lineAndColumn,
  type Phrase,
  renderDiagnostic,
  type Said,
  sayDiagnostics,
  sayingOf,
} from '@meniscus/languages/syntax';
import { Problem, type Scope } from '../kernel/index.ts';
import { say } from './phrases.ts';

/** What is said of every problem of the stage, English by code. */
export const SEGMENTATION_PROBLEMS = {
  'audience-bad-body':
    'There is a problem extracting the user JSON, field(s) missing or invalid. Correct and try again.',
  'audience-invalid': 'There is a problem in audience validation. {detail}',
  'audience-not-found': 'The audience entity {id} is not found. Use a valid entity and try again.',
  'audience-name-taken': 'An audience named {name} already exists; to change it, use PATCH.',
  'audience-not-deleted': 'The audience cannot be deleted. Audiences that use it in inSegment: {ids}',
  'audience-id-count': 'The number of requested IDs is invalid. Cannot be 0 or exceed 100.',
  'audience-none-found': 'The entity {ids} is not found.',
  'audience-no-person': 'There is no person with the identity {id}.',
  'audience-no-preview': 'There is no preview {id}; start it again.',
  'audience-no-job': 'There is no segment job {id}.',
  'audience-no-schedule': 'There is no schedule {id}.',
  'audience-no-external': 'There is no external audience {id}.',
  'audience-no-run': 'There is no run or task {id}.',
  'audience-labels-forbid': 'Permission denied on some resources. errorMessage={denied}',
  'audience-with-detail': '{what} {detail}',
} as const;

const says = sayingOf(SEGMENTATION_PROBLEMS);

/** The body Segmentation Service answers with; routes put the `requestId` in front. */
function problem(
  status: number,
  code: string,
  messages: readonly { code: string | number; message: string }[],
  phrase: Phrase,
  more: object = {},
): Problem {
  const title = messages[0]!.message;
  return new Problem(status, {
    errors: { [status]: messages },
    type: `https://ns.adobe.com/aep/errors/${code}`,
    title,
    status,
    phrase,
    ...more,
  });
}

/** A problem with one message. */
function said(status: number, code: string, { message, phrase }: Said, messageCode: string | number = status): Problem {
  return problem(status, code, [{ code: messageCode, message }], phrase);
}

/** A field is missing or cannot be read; the second message says which. */
export function badBody(detail: Said): Problem {
  const what = says('audience-bad-body');
  const messages = [what.message, detail.message].map((message) => ({ code: 400, message }));
  return problem(400, 'UPLIB-101206-500', messages, says('audience-with-detail', { what, detail }).phrase);
}

/** A field has no value that can be used; `wanted` says which one would. */
export function unusable(name: string, wanted: Said): Problem {
  return badBody(say('audience-unusable', { name, wanted }));
}

/** The fields can be read but not taken together, or not changed so. */
export function badAudience(detail: Said): Problem {
  return said(400, 'UPAPI-113434-400', says('audience-invalid', { detail }));
}

/** The rule is wrong: every complaint with its place, for people and for editors. */
export function badExpression(source: string, diagnostics: readonly Diagnostic[]): Problem {
  const messages = diagnostics.map((diagnostic) => ({
    code: diagnostic.code,
    message: renderDiagnostic(source, diagnostic),
  }));
  const places = diagnostics.map(({ span, ...one }) => ({
    ...one,
    ...span,
    ...lineAndColumn(source, span.start),
  }));
  return problem(400, 'UPAPI-113434-400', messages, sayDiagnostics(source, diagnostics).phrase, {
    report: { 'detailed-message': messages.map(({ message }) => message).join('; '), diagnostics: places },
  });
}

export function noAudience(id: string): Problem {
  return said(404, 'UPAPI-113430-404', says('audience-not-found', { id }));
}

/** The labels of an audience and the active policies forbid it. */
export function labelsForbid({ org, sandbox }: Scope, id: string, action: 'WRITE' | 'DELETE'): Problem {
  const code = 'UPAPI-113752-403';
  const denied = [{ resource: { uri: `/orgs/${org}/sandboxes/${sandbox}/segments/${id}`, labels: [] }, action }];
  return said(403, code, says('audience-labels-forbid', { denied: JSON.stringify(denied) }), code);
}

/** Names are unique in a sandbox (operation createSegmentDefinition). */
export function nameTaken(name: string): Problem {
  return said(422, 'UPAPI-113434-422', says('audience-name-taken', { name }));
}

/** Others ask about it with inSegment. */
export function hasDependents(ids: readonly string[]): Problem {
  const users = ids.join(', ');
  const messages = ['The audience cannot be deleted.', `Audiences that use it in inSegment: ${users}`];
  return problem(
    400,
    'UPAPI-113631-403',
    messages.map((message) => ({ code: 400, message })),
    says('audience-not-deleted', { ids: users }).phrase,
  );
}

/** Bulk look-ups take 1 to 100 ids. */
export function badIdCount(): Problem {
  const code = 'UPAPI-113015-400';
  return said(400, code, says('audience-id-count'), code);
}

/** None of the ids of a bulk look-up is there. */
export function noneFound(ids: readonly string[]): Problem {
  const code = 'UPAPI-113000-404';
  return said(404, code, says('audience-none-found', { ids: ids.join(',') }), code);
}

/** A list was asked for in a way that has no meaning. */
export function badQuery(detail: Said): Problem {
  return said(400, 'UPAPI-113001-400', detail);
}

/** Nothing is known of anybody with this identity. */
export function noPerson(id: string): Problem {
  return said(404, 'UPAPI-113001-404', says('audience-no-person', { id }));
}

/** Previews are kept for a while only. */
export function noPreview(id: string): Problem {
  return said(404, 'UPAPI-113001-404', says('audience-no-preview', { id }));
}

/** A segment job cannot be made so. */
export function badJob(detail: Said): Problem {
  return said(400, 'UPJOBS-103002-400', detail);
}

export function noJob(id: string): Problem {
  return said(404, 'UPJOBS-103001-404', says('audience-no-job', { id }));
}

/** A schedule cannot be taken, or not be changed so. */
export function badSchedule(detail: Said): Problem {
  return said(400, 'UPSCHED-103102-400', detail);
}

export function noSchedule(id: string): Problem {
  return said(404, 'UPSCHED-103101-404', says('audience-no-schedule', { id }));
}

/** An external audience cannot be taken, changed or run so. */
export function badExternal(detail: Said): Problem {
  return said(400, 'UPEXT-104002-400', detail);
}

export function noExternal(id: string): Problem {
  return said(404, 'UPEXT-104001-404', says('audience-no-external', { id }));
}

export function noRun(id: string): Problem {
  return said(404, 'UPEXT-104003-404', says('audience-no-run', { id }));
}
