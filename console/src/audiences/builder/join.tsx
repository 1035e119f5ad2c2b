import { Picker, PickerItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { Join } from './rule/block.ts';
import { labelOf, t } from './texts.ts';

/** Whether all or any of the parts of something must hold. */
export function JoinPicker({ name, join, onChange }: { name: string; join: Join; onChange: (join: Join) => void }) {
  return (
    <Picker
      aria-label={labelOf('join', name)}
      size="S"
      styles={style({ width: 168 })}
      selectedKey={join}
      onSelectionChange={(key) => onChange(key as Join)}
    >
      <PickerItem id="and">{t('all')}</PickerItem>
      <PickerItem id="or">{t('any')}</PickerItem>
    </Picker>
  );
}

/** The word between two parts. */
export function JoinWord({ join }: { join: Join }) {
  return <span className={style({ font: 'detail-sm', textTransform: 'uppercase', paddingStart: 12 })}>{t(join)}</span>;
}
