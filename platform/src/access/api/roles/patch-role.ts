import { together } from '../../../kernel/index.ts';
import { badBody } from '../../errors.ts';
import { listAfter, type Step, textAfter } from '../../patch-steps.ts';
import { sayOfAccess } from '../../phrases.ts';
import type { Role, Subject } from '../../roles.ts';

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
  if (step.path === '/name') return { ...role, name: textAfter(step, index, sayOfAccess('access-role-name')) };
  if (step.path === '/description')
    return { ...role, description: step.op === 'remove' ? '' : textAfter(step, index, sayOfAccess('access-text')) };
  throw badBody(
    `/${index}/path`,
    sayOfAccess('access-step-paths', { known: ['/name', '/description', ...Object.keys(LISTS)].join(', ') }),
  );
}

/** The kinds of subjects by path. */
const SUBJECTS: Readonly<Record<string, Subject['subjectType']>> = { '/user': 'user', '/user-group': 'user-group' };

/** The subjects after the steps. */
export function patchedSubjects(subjects: readonly Subject[], steps: readonly Step[]): readonly Subject[] {
  return steps.reduce((at, step, index) => {
    const subjectType = SUBJECTS[step.path];
    if (subjectType === undefined)
      throw badBody(
        `/${index}/path`,
        sayOfAccess('access-step-paths', { known: together('and', Object.keys(SUBJECTS)) }),
      );
    const before = at.filter((one) => one.subjectType === subjectType).map(({ subjectId }) => subjectId);
    const after = listAfter(before, step, `/${index}/value`).map((subjectId) => ({ subjectType, subjectId }));
    return [...at.filter((one) => one.subjectType !== subjectType), ...after];
  }, subjects);
}
