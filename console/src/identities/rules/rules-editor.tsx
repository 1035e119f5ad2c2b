import { ActionButton, Checkbox, Picker, PickerItem } from '@react-spectrum/s2';
import ChevronDown from '@react-spectrum/s2/icons/ChevronDown';
import ChevronUp from '@react-spectrum/s2/icons/ChevronUp';
import Delete from '@react-spectrum/s2/icons/Delete';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMemo } from 'react';
import { useNamespaces } from '../../ui/namespace-field.tsx';
import { typeName } from '../namespace.ts';
import { isPersonal } from '../personal.ts';
import { added, canMove, moved, personalAmong, type Ranked } from './priority.ts';
import { t } from './texts.ts';

const item = style({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  columnGap: 16,
  rowGap: 4,
  paddingY: 8,
  paddingX: 12,
  borderRadius: 'default',
  backgroundColor: 'layer-1',
});

/** Namespaces in order of priority and which of them are unique in a graph, changed with buttons. */
export function RulesEditor({
  value,
  onChange,
}: {
  value: readonly Ranked[];
  onChange: (value: readonly Ranked[]) => void;
}) {
  const { data: namespaces = [] } = useNamespaces();
  const isPerson = useMemo(() => personalAmong(namespaces), [namespaces]);
  const listed = new Set(value.map(({ code }) => code.toLowerCase()));
  const free = namespaces.filter(({ code }) => !listed.has(code.toLowerCase()));
  return (
    <section aria-label={t('priority')} className={style({ display: 'flex', flexDirection: 'column', gap: 12 })}>
      <p className={style({ font: 'body-sm', margin: 0, color: 'neutral-subdued' })}>{t('priorityHint')}</p>
      {value.length === 0 && <p className={style({ font: 'body', margin: 0 })}>{t('none')}</p>}
      <ol
        aria-label={t('priority')}
        className={style({
          display: 'flex',
          flexDirection: 'column',
          gap: 4,
          margin: 0,
          padding: 0,
          listStyleType: 'none',
        })}
      >
        {value.map((one, index) => (
          <li key={one.code} className={item}>
            <Place one={one} index={index} type={namespaces.find(({ code }) => code === one.code)?.idType} />
            <Checkbox
              aria-label={t('unique', one.code)}
              isSelected={one.unique}
              isDisabled={!isPerson(one.code)}
              onChange={(unique) => onChange(value.with(index, { ...one, unique }))}
            >
              {t('uniqueShort')}
            </Checkbox>
            <Mover
              code={one.code}
              mayMove={(by) => canMove(value, index, by, isPerson)}
              onMove={(by) => onChange(moved(value, index, by))}
              onRemove={() => onChange(value.toSpliced(index, 1))}
            />
          </li>
        ))}
      </ol>
      <Picker
        label={t('add')}
        selectedKey={null}
        placeholder={t('add')}
        onSelectionChange={(code) => {
          if (code !== null) onChange(added(value, String(code), isPerson));
        }}
      >
        {free
          .toSorted((a, b) => Number(isPersonal(b)) - Number(isPersonal(a)))
          .map(({ code }) => (
            <PickerItem key={code} id={code}>
              {code}
            </PickerItem>
          ))}
      </Picker>
    </section>
  );
}

function Place({ one, index, type }: { one: Ranked; index: number; type: string | undefined }) {
  return (
    <span className={style({ display: 'flex', alignItems: 'center', gap: 12, flexGrow: 1, minWidth: 160 })}>
      <span className={style({ font: 'title', color: 'neutral-subdued', width: 24 })}>{index + 1}</span>
      <span>
        <span className={style({ font: 'ui', fontWeight: 'bold', display: 'block' })}>{one.code}</span>
        {type !== undefined && (
          <span className={style({ font: 'ui-sm', color: 'neutral-subdued', display: 'block' })}>{typeName(type)}</span>
        )}
      </span>
    </span>
  );
}

function Mover({
  code,
  mayMove,
  onMove,
  onRemove,
}: {
  code: string;
  mayMove: (by: -1 | 1) => boolean;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  return (
    <span className={style({ display: 'flex', gap: 4 })}>
      <ActionButton isQuiet aria-label={t('up', code)} isDisabled={!mayMove(-1)} onPress={() => onMove(-1)}>
        <ChevronUp />
      </ActionButton>
      <ActionButton isQuiet aria-label={t('down', code)} isDisabled={!mayMove(1)} onPress={() => onMove(1)}>
        <ChevronDown />
      </ActionButton>
      <ActionButton isQuiet aria-label={t('remove', code)} onPress={onRemove}>
        <Delete />
      </ActionButton>
    </span>
  );
}
