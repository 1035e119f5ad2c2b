import { type Diagnostic, lineAndColumn, renderDiagnostic } from '@meniscus/languages/syntax';
import { Problem, type Scope } from '../kernel/index.ts';

/** The body Segmentation Service answers with; routes put the `requestId` in front. */
function problem(
  status: number,
  code: string,
  messages: readonly { code: string | number; message: string }[],
  more: object = {},
): Problem {
  const title = messages[0]!.message;
  return new Problem(status, {
    errors: { [status]: messages },
    type: `https://ns.adobe.com/aep/errors/${code}`,
    title,
    status,
    ...more,
  });
}

/** A field is missing or cannot be read; the second message says which. */
export function badBody(detail: string): Problem {
  const general = 'There is a problem extracting the user JSON, field(s) missing or invalid. Correct and try again.';
  return problem(400, 'UPLIB-101206-500', [
    { code: 400, message: general },
    { code: 400, message: detail },
  ]);
}

/** The fields can be read but not taken together, or not changed so. */
export function badAudience(detail: string): Problem {
  return problem(400, 'UPAPI-113434-400', [
    { code: 400, message: `There is a problem in audience validation. ${detail}` },
  ]);
}

/** The rule is wrong: every complaint with its place, for people and for editors. */
export function badExpression(source: string, diagnostics: readonly Diagnostic[]): Problem {
  const messages = diagnostics.map((diagnostic) => ({
    code: diagnostic.code,
    message: renderDiagnostic(source, diagnostic),
  }));
  const places = diagnostics.map(({ code, message, hint, span }) => ({
    code,
    message,
    hint,
    ...span,
    ...lineAndColumn(source, span.start),
  }));
  return problem(400, 'UPAPI-113434-400', messages, {
    report: { 'detailed-message': messages.map(({ message }) => message).join('; '), diagnostics: places },
  });
}

export function noAudience(id: string): Problem {
  const message = `The audience entity ${id} is not found. Use a valid entity and try again.`;
  return problem(404, 'UPAPI-113430-404', [{ code: 404, message }]);
}

/** The labels of an audience and the active policies forbid it. */
export function labelsForbid({ org, sandbox }: Scope, id: string, action: 'WRITE' | 'DELETE'): Problem {
  const code = 'UPAPI-113752-403';
  const denied = [{ resource: { uri: `/orgs/${org}/sandboxes/${sandbox}/segments/${id}`, labels: [] }, action }];
  const message = `Permission denied on some resources. errorMessage=${JSON.stringify(denied)}`;
  return problem(403, code, [{ code, message }]);
}

/** Names are unique in a sandbox (operation createSegmentDefinition). */
export function nameTaken(name: string): Problem {
  return problem(422, 'UPAPI-113434-422', [
    { code: 422, message: `An audience named ${name} already exists; to change it, use PATCH.` },
  ]);
}

/** Others ask about it with inSegment. */
export function hasDependents(ids: readonly string[]): Problem {
  return problem(400, 'UPAPI-113631-403', [
    { code: 400, message: 'The audience cannot be deleted.' },
    { code: 400, message: `Audiences that use it in inSegment: ${ids.join(', ')}` },
  ]);
}

/** Bulk look-ups take 1 to 100 ids. */
export function badIdCount(): Problem {
  const code = 'UPAPI-113015-400';
  return problem(400, code, [{ code, message: 'The number of requested IDs is invalid. Cannot be 0 or exceed 100.' }]);
}

/** None of the ids of a bulk look-up is there. */
export function noneFound(ids: readonly string[]): Problem {
  const code = 'UPAPI-113000-404';
  return problem(404, code, [{ code, message: `The entity ${ids.join(',')} is not found.` }]);
}

/** A list was asked for in a way that has no meaning. */
export function badQuery(detail: string): Problem {
  return problem(400, 'UPAPI-113001-400', [{ code: 400, message: detail }]);
}

/** Nothing is known of anybody with this identity. */
export function noPerson(id: string): Problem {
  return problem(404, 'UPAPI-113001-404', [{ code: 404, message: `There is no person with the identity ${id}.` }]);
}

/** Previews are kept for a while only. */
export function noPreview(id: string): Problem {
  return problem(404, 'UPAPI-113001-404', [{ code: 404, message: `There is no preview ${id}; start it again.` }]);
}

/** A segment job cannot be made so. */
export function badJob(detail: string): Problem {
  return problem(400, 'UPJOBS-103002-400', [{ code: 400, message: detail }]);
}

export function noJob(id: string): Problem {
  return problem(404, 'UPJOBS-103001-404', [{ code: 404, message: `There is no segment job ${id}.` }]);
}

/** A schedule cannot be taken, or not be changed so. */
export function badSchedule(detail: string): Problem {
  return problem(400, 'UPSCHED-103102-400', [{ code: 400, message: detail }]);
}

export function noSchedule(id: string): Problem {
  return problem(404, 'UPSCHED-103101-404', [{ code: 404, message: `There is no schedule ${id}.` }]);
}

/** An external audience cannot be taken, changed or run so. */
export function badExternal(detail: string): Problem {
  return problem(400, 'UPEXT-104002-400', [{ code: 400, message: detail }]);
}

export function noExternal(id: string): Problem {
  return problem(404, 'UPEXT-104001-404', [{ code: 404, message: `There is no external audience ${id}.` }]);
}

export function noRun(id: string): Problem {
  return problem(404, 'UPEXT-104003-404', [{ code: 404, message: `There is no run or task ${id}.` }]);
}
