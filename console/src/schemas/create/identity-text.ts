import type { IdentityMark } from './draft.ts';
import { t } from './texts.ts';

/** An identity in one line: `_acme.card – Phone (Primary identity)`; its namespace may not be chosen yet. */
export function identityText({ path, namespace, isPrimary }: IdentityMark): string {
  const field = path.slice(1).replaceAll('/', '.');
  const kind = isPrimary ? ` (${t('primaryIdentity')})` : '';
  return `${field}${namespace === '' ? '' : ` – ${namespace}`}${kind}`;
}
