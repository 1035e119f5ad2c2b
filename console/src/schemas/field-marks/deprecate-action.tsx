import { Button } from '@react-spectrum/s2';
import { useConfirm } from '../../ui/confirm.tsx';
import { notifyFailed } from '../../ui/notify.ts';
import type { FieldNode } from '../field-nodes.ts';
import { t } from '../own-fields/texts.ts';
import type { FieldChanges } from './field-changes.ts';

/** A field deprecated where it is declared stays so; what was said in this schema can be taken back. */
export function DeprecateAction({
  changes,
  field: { path, node, deprecated },
}: {
  changes: Pick<FieldChanges, 'deprecate' | 'undeprecate'>;
  field: FieldNode;
}) {
  const confirm = useConfirm();
  if (node['meta:status'] === 'deprecated') return null;
  const ask = async () => {
    const question = { title: t('deprecateTitle', path), consequence: t('deprecateHint') };
    if (await confirm({ ...question, confirm: t('deprecate') })) await changes.deprecate(path);
  };
  return (
    <Button
      variant="secondary"
      size="S"
      onPress={() => void (deprecated ? changes.undeprecate(path) : ask()).catch(notifyFailed)}
    >
      {t(deprecated ? 'undeprecate' : 'deprecate')}
    </Button>
  );
}
