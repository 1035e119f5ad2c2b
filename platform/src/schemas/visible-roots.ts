import type { Roots } from '@meniscus/languages/pql';
import type { FieldView } from '../kernel/index.ts';
import { visibleFields } from './field-views.ts';

/** What rules may read, without what is hidden: a rule that names a hidden field says the same as one that names none. */
export function visibleRoots(roots: Roots, { whole, anywhere }: Pick<FieldView, 'whole' | 'anywhere'>): Roots {
  if (whole) return roots;
  const { root, eventRoot } = roots;
  return {
    ...roots,
    root: visibleFields(root, anywhere),
    ...(eventRoot === undefined ? {} : { eventRoot: visibleFields(eventRoot, anywhere) }),
  };
}
