import type { Role } from '../access.ts';
import { useSandboxTitle } from '../sandbox-names.ts';
import { t } from '../texts.ts';

/** Gives the sandboxes of a role, in words. */
export function useSandboxesOf(): (role: Pick<Role, 'sandboxes'>) => string {
  const titleOf = useSandboxTitle();
  return ({ sandboxes }) => {
    if (sandboxes.includes('*')) return t('allSandboxes');
    return sandboxes.length === 0 ? t('none') : sandboxes.map(titleOf).join(', ');
  };
}
