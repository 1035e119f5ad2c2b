import { Checkbox } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { NamespaceField } from '../../ui/namespace-field.tsx';
import type { FieldNode } from '../field-nodes.ts';
import { type Draft, withIdentity } from './draft.ts';
import { t } from './texts.ts';

/** Can the field identify people: one text, in no list and no map? */
export function canIdentify({ path, node }: FieldNode): boolean {
  return (node['meta:xdmType'] ?? node.type) === 'string' && !/\[\]|\{\}/.test(path);
}

/** Marks a field as identity, with its namespace. */
export function IdentityForm({
  draft,
  path,
  onChange,
}: {
  draft: Draft;
  path: string;
  onChange: (draft: Draft) => void;
}) {
  const mark = draft.identities.find((one) => one.path === path);
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 8 })}>
      <Checkbox
        isSelected={mark !== undefined}
        onChange={(is) => onChange(withIdentity(draft, path, is ? { namespace: '', isPrimary: false } : undefined))}
      >
        {t('identity')}
      </Checkbox>
      {mark !== undefined && (
        <>
          <Checkbox
            isSelected={mark.isPrimary}
            onChange={(isPrimary) => onChange(withIdentity(draft, path, { ...mark, isPrimary }))}
          >
            {t('primaryIdentity')}
          </Checkbox>
          <NamespaceField
            value={mark.namespace}
            onChange={(namespace) => onChange(withIdentity(draft, path, { ...mark, namespace }))}
          />
        </>
      )}
    </div>
  );
}
