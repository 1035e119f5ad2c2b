import type { Said } from '@meniscus/languages/syntax';
import { textsOf } from './body.ts';
import { badBody } from './errors.ts';
import { sayOfAccess } from './phrases.ts';

/** One step of a change. */
export interface Step {
  readonly op: 'add' | 'replace' | 'remove';
  /** With a slash in front. */
  readonly path: string;
  readonly value?: unknown;
}

const OPERATIONS = ['add', 'replace', 'remove'];

/** Steps come as one object, as a list, or as a list in `operations`: the pages of this service show all three. */
export function stepsOf(body: unknown): readonly Step[] {
  const inner = (body as { operations?: unknown } | undefined | null)?.operations ?? body;
  const steps = Array.isArray(inner) ? inner : [inner];
  if (steps.length === 0 || steps.length > 100) throw badBody('', sayOfAccess('access-steps'));
  return steps.map((step: Partial<Step> | null, index) => {
    if (typeof step !== 'object' || step === null) throw badBody(`/${index}`, sayOfAccess('access-step'));
    if (!OPERATIONS.includes(step.op!)) throw badBody(`/${index}/op`, sayOfAccess('access-step-op'));
    if (typeof step.path !== 'string' || !step.path.startsWith('/'))
      throw badBody(`/${index}/path`, sayOfAccess('access-step-path'));
    if (step.op !== 'remove' && step.value === undefined)
      throw badBody(`/${index}/value`, sayOfAccess('access-step-value'));
    return step as Step;
  });
}

/** A list after a step: `add` puts in what is not there, `remove` without a value empties. */
export function listAfter(list: readonly string[], { op, value }: Step, pointer: string): readonly string[] {
  if (op === 'remove' && value === undefined) return [];
  const values = textsOf(value, pointer);
  if (op === 'replace') return values;
  if (op === 'remove') return list.filter((one) => !values.includes(one));
  return [...new Set([...list, ...values])];
}

/** A text after a step; `otherwise` is said when it would be none. */
export function textAfter({ op, value }: Step, index: number, otherwise: Said): string {
  if (op === 'remove' || typeof value !== 'string' || value.trim() === '' || value.length > 2_000)
    throw badBody(`/${index}/value`, sayOfAccess('access-step-text', { what: otherwise }));
  return value;
}
