import { textsOf } from '../../body.ts';
import { badBody } from '../../errors.ts';
import type { Role, Subject } from '../../roles.ts';

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
  if (steps.length === 0 || steps.length > 100) throw badBody('', 'one to a hundred operations are needed');
  return steps.map((step: Partial<Step> | null, index) => {
    if (typeof step !== 'object' || step === null)
      throw badBody(`/${index}`, 'an operation with op and path is needed');
    if (!OPERATIONS.includes(step.op!)) throw badBody(`/${index}/op`, 'op is add, replace or remove');
    if (typeof step.path !== 'string' || !step.path.startsWith('/'))
      throw badBody(`/${index}/path`, 'path begins with a slash');
    if (step.op !== 'remove' && step.value === undefined) throw badBody(`/${index}/value`, 'a value is needed');
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

/** Lists of a role by the paths they are reached under: those of the pages and the names in the answer. */
const LISTS: Readonly<Record<string, 'permissionSets' | 'sandboxes' | 'labels'>> = {
  '/permissionSets': 'permissionSets',
  '/permission-sets': 'permissionSets',
  '/sandboxes': 'sandboxes',
  '/labels': 'labels',
  '/subjectAttributes/labels': 'labels',
};

/** The role after the steps. What a list may hold is checked by the caller, on the result. */
export function patchedRole(role: Role, steps: readonly Step[]): Role {
  let after = role;
  for (const [index, step] of steps.entries()) after = roleAfter(after, step, index);
  return after;
}

function roleAfter(role: Role, step: Step, index: number): Role {
  const list = LISTS[step.path];
  if (list !== undefined) return { ...role, [list]: listAfter(role[list], step, `/${index}/value`) };
  if (step.path === '/name') return { ...role, name: textAfter(step, index, 'a role has a name') };
  if (step.path === '/description')
    return { ...role, description: step.op === 'remove' ? '' : textAfter(step, index, 'a text is needed') };
  throw badBody(`/${index}/path`, `paths are /name, /description, ${Object.keys(LISTS).join(', ')}`);
}

function textAfter({ op, value }: Step, index: number, otherwise: string): string {
  if (op === 'remove' || typeof value !== 'string' || value.trim() === '' || value.length > 2_000)
    throw badBody(`/${index}/value`, `${otherwise}, of at most 2,000 characters`);
  return value;
}

/** The kinds of subjects by path. */
const SUBJECTS: Readonly<Record<string, Subject['subjectType']>> = { '/user': 'user', '/user-group': 'user-group' };

/** The subjects after the steps. */
export function patchedSubjects(subjects: readonly Subject[], steps: readonly Step[]): readonly Subject[] {
  return steps.reduce((at, step, index) => {
    const subjectType = SUBJECTS[step.path];
    if (subjectType === undefined) throw badBody(`/${index}/path`, `paths are ${Object.keys(SUBJECTS).join(' and ')}`);
    const before = at.filter((one) => one.subjectType === subjectType).map(({ subjectId }) => subjectId);
    const after = listAfter(before, step, `/${index}/value`).map((subjectId) => ({ subjectType, subjectId }));
    return [...at.filter((one) => one.subjectType !== subjectType), ...after];
  }, subjects);
}
