import type { FieldNode } from '../field-nodes.ts';
import { t } from '../own-fields/texts.ts';
import { SmallAction } from '../small-button.tsx';
import type { FieldChanges } from './field-changes.ts';

/** A field deprecated where it is declared stays so; what was said in this schema can be taken back. */
export function DeprecateAction({
  changes,
  field: { path, node, deprecated },
}: {
  changes: Pick<FieldChanges, 'deprecate' | 'undeprecate'>;
  field: FieldNode;
}) {
  if (node['meta:status'] === 'deprecated') return null;
  const act = () => (deprecated ? changes.undeprecate(path) : changes.deprecate(path));
  return <DeprecateButton path={path} isDeprecated={deprecated} act={act} />;
}

/** Deprecates a field after a question, or takes that back. */
export function DeprecateButton({
  path,
  isDeprecated,
  act,
}: {
  path: string;
  isDeprecated: boolean;
  act: () => Promise<unknown>;
}) {
  if (isDeprecated) return <SmallAction verb={t('undeprecate')} act={act} />;
  const question = { title: t('deprecateTitle', path), consequence: t('deprecateHint') };
  return <SmallAction verb={t('deprecate')} question={question} act={act} />;
}
