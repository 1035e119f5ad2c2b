import { ActionButton, NumberField, Picker, PickerItem, ToggleButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { DropGap } from './drop-gap.tsx';
import { card, cardHead, FieldRow, grow } from './field-row.tsx';
import { JoinPicker, JoinWord } from './join.tsx';
import { type Comparison, EVENTS, type FieldBlock, type ItemsBlock } from './rule/block.ts';
import type { Place } from './rule/edit.ts';
import { COUNT_OPERATORS, type Operator, operatorOf, WINDOW_OPERATORS, withWindow } from './rule/operators.ts';
import { fieldAt, nameOf, useRuleBuilder } from './rule-context.ts';
import { ValueEditor } from './test-editor.tsx';
import { countTexts, labelOf, operatorTexts, t } from './texts.ts';

const row = style({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 8 });
const ANY_TIME = 'any';

/** Events, or items of a list: how many there must be, when, and what they are like. */
export function ItemsCard({
  block,
  place,
  handle,
  actions,
  isChosen,
  choose,
  onChange,
}: {
  block: ItemsBlock;
  place: Place;
  handle: ReactNode;
  actions: ReactNode;
  isChosen: boolean;
  choose: () => void;
  onChange: (block: ItemsBlock) => void;
}) {
  const { draft, change } = useRuleBuilder();
  const { source, join, conditions, count } = block;
  const name = source === EVENTS ? t('events') : t('itemsOf', source);
  const setCondition = (index: number, condition: FieldBlock | undefined) =>
    onChange({ ...block, conditions: conditions.toSpliced(index, 1, ...(condition === undefined ? [] : [condition])) });
  return (
    <section aria-label={name} className={card}>
      <div className={cardHead}>
        {handle}
        <strong className={`${grow} ${style({ font: 'ui', fontWeight: 'bold' })}`}>{name}</strong>
        <ToggleButton size="S" isSelected={isChosen} onChange={choose} aria-label={labelOf('addHere', name)}>
          {t('addHere')}
        </ToggleButton>
        {actions}
      </div>
      <div className={row}>
        <Picker
          aria-label={labelOf('countOperator', name)}
          styles={style({ width: 128 })}
          selectedKey={count.operator}
          onSelectionChange={(key) => onChange({ ...block, count: { ...count, operator: key as Comparison } })}
        >
          {COUNT_OPERATORS.map((operator) => (
            <PickerItem key={operator} id={operator}>
              {countTexts(operator)}
            </PickerItem>
          ))}
        </Picker>
        <NumberField
          aria-label={labelOf('count', name)}
          styles={style({ width: 96 })}
          minValue={0}
          value={count.amount}
          onChange={(amount) =>
            onChange({ ...block, count: { ...count, amount: Number.isNaN(amount) ? 0 : Math.round(amount) } })
          }
        />
        {source === EVENTS && <WindowEditor name={name} block={block} onChange={onChange} />}
      </div>
      {conditions.length > 1 && (
        <JoinPicker name={name} join={join} onChange={(changed) => onChange({ ...block, join: changed })} />
      )}
      {conditions.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name; everything in them comes from the rule
        <div key={`${index} ${condition.path}`} className={style({ display: 'flex', flexDirection: 'column', gap: 8 })}>
          {index > 0 && <JoinWord join={join} />}
          <FieldRow
            block={condition}
            source={source}
            actions={
              <RemoveCondition source={source} path={condition.path} remove={() => setCondition(index, undefined)} />
            }
            onChange={(changed) => setCondition(index, changed)}
          />
        </div>
      ))}
      <DropGap
        label={t('insertCondition', name)}
        takes={({ condition }) => condition?.source === source}
        onDrop={({ condition }) => change(condition!.add({ root: draft.root, place }))}
        isWhole={conditions.length === 0}
      >
        {conditions.length === 0 && <p className={style({ font: 'ui-sm', margin: 0 })}>{t('noConditions')}</p>}
      </DropGap>
    </section>
  );
}

function RemoveCondition({ source, path, remove }: { source: string; path: string; remove: () => void }) {
  const builder = useRuleBuilder();
  return (
    <ActionButton
      isQuiet
      size="S"
      aria-label={t('removeOne', nameOf(path, fieldAt(builder, path, source)))}
      onPress={remove}
    >
      ✕
    </ActionButton>
  );
}

/** When the events happened. */
function WindowEditor({
  name,
  block,
  onChange,
}: {
  name: string;
  block: ItemsBlock;
  onChange: (block: ItemsBlock) => void;
}) {
  const { window, ...always } = block;
  const operators = [...new Set([...WINDOW_OPERATORS, ...(window === undefined ? [] : [operatorOf(window)])])];
  return (
    <>
      <Picker
        aria-label={labelOf('when', name)}
        styles={style({ width: 160 })}
        selectedKey={window === undefined ? ANY_TIME : operatorOf(window)}
        onSelectionChange={(key) =>
          onChange(key === ANY_TIME ? always : { ...block, window: withWindow(window, key as Operator) })
        }
      >
        {[ANY_TIME, ...operators].map((one) => (
          <PickerItem key={one} id={one}>
            {one === ANY_TIME ? t('anyTime') : operatorTexts(one as Operator)}
          </PickerItem>
        ))}
      </Picker>
      {window !== undefined && (
        <ValueEditor
          name={`${name}, ${t('when')}`}
          field={undefined}
          test={window}
          onChange={(changed) => onChange({ ...block, window: changed as typeof window })}
        />
      )}
    </>
  );
}
