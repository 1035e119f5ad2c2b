import type { Role } from '../access.ts';
import { t } from '../texts.ts';

/** The sandboxes of a role, in words. */
export function sandboxesOf({ sandboxes }: Role): string {
  if (sandboxes.includes('*')) return t('allSandboxes');
  return sandboxes.length === 0 ? t('none') : sandboxes.join(', ');
}
