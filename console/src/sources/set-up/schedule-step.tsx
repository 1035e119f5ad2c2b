import { NumberField, Picker, PickerItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { FREQUENCIES, frequencyName } from '../schedule.ts';
import type { DraftSchedule, StepProps } from './draft.ts';
import { form } from './styles.ts';
import { t } from './texts.ts';

/** Shortest interval the page "Create a dataflow" allows: 15 with minutes, else 1. */
function leastOf(frequency: DraftSchedule['frequency']): number {
  return frequency === 'minute' ? 15 : 1;
}

/** When the files are read: once, or again and again for what is new. */
export function ScheduleStep({ draft: { schedule }, change }: StepProps) {
  const { frequency, interval } = schedule;
  return (
    <div className={form}>
      <p className={style({ font: 'body', margin: 0 })}>{t('scheduleHint')}</p>
      <Picker
        label={t('frequency')}
        selectedKey={frequency}
        onSelectionChange={(key) => {
          const chosen = FREQUENCIES.find((one) => one === key) ?? 'once';
          change({ schedule: { frequency: chosen, interval: leastOf(chosen) } });
        }}
      >
        {FREQUENCIES.map((one) => (
          <PickerItem key={one} id={one}>
            {frequencyName(one)}
          </PickerItem>
        ))}
      </Picker>
      {frequency !== 'once' && (
        <NumberField
          label={t('interval')}
          minValue={leastOf(frequency)}
          value={interval}
          onChange={(chosen) => change({ schedule: { frequency, interval: chosen } })}
        />
      )}
    </div>
  );
}
