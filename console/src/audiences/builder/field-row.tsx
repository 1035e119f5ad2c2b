import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import type { FieldBlock } from './rule/block.ts';
import { fieldAt, nameOf, useRuleBuilder } from './rule-context.ts';
import { TestEditor } from './test-editor.tsx';
import { t } from './texts.ts';

export const card = style({
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  padding: 12,
  borderWidth: 1,
  borderStyle: 'solid',
  borderColor: 'gray-300',
  borderRadius: 'default',
  backgroundColor: 'base',
});
export const cardHead = style({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 8 });
export const grow = style({ flexGrow: 1, minWidth: 0 });

/** A field by its name, with its path below, and what is asked of it. */
export function FieldRow({
  block: { path, test },
  source,
  handle,
  actions,
  onChange,
}: {
  block: FieldBlock;
  /** The list the path begins in, when it is that of an item. */
  source?: string;
  /** What it is dragged by, when it is a block by itself. */
  handle?: ReactNode;
  actions: ReactNode;
  onChange: (block: FieldBlock) => void;
}) {
  const builder = useRuleBuilder();
  const field = fieldAt(builder, path, source);
  const name = nameOf(path, field);
  return (
    <div className={card}>
      <div className={cardHead}>
        {handle}
        <div className={grow}>
          <div className={style({ font: 'ui', fontWeight: 'bold' })}>{name}</div>
          <div className={style({ font: 'code-xs', color: 'neutral-subdued', overflowWrap: 'anywhere' })}>
            {field === undefined ? `${path} – ${t('unknownField')}` : path}
          </div>
        </div>
        {actions}
      </div>
      <TestEditor
        name={name}
        field={field}
        test={test}
        today={builder.today}
        onChange={(changed) => onChange({ kind: 'field', path, test: changed })}
      />
    </div>
  );
}
