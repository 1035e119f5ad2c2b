import { type DateValue, fromAbsolute, getLocalTimeZone } from '@internationalized/date';
import { DatePicker, NumberField, Picker, PickerItem, Radio, RadioGroup, Switch } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { FREQUENCIES, frequencyName } from '../schedule.ts';
import type { DraftSchedule, StepProps } from './draft.ts';
import { form } from './styles.ts';
import { t } from './texts.ts';

/** Shortest interval the page "Create a dataflow" allows: 15 with minutes, else 1. */
function leastOf(frequency: DraftSchedule['frequency']): number {
  return frequency === 'minute' ? 15 : 1;
}

/** What is to be chosen yet, in words. */
export function scheduleMissing({ start, startsAt }: DraftSchedule): string | undefined {
  return start === 'later' && startsAt === undefined ? t('needsStart') : undefined;
}

/** When the files are read: from when, once, or again and again for what is new. */
export function ScheduleStep({ draft: { schedule }, change }: StepProps) {
  const { frequency, interval, backfill } = schedule;
  const set = (part: Partial<DraftSchedule>) => change({ schedule: { ...schedule, ...part } });
  return (
    <div className={form}>
      <p className={style({ font: 'body', margin: 0 })}>{t('scheduleHint')}</p>
      <Picker
        label={t('frequency')}
        selectedKey={frequency}
        onSelectionChange={(key) => {
          const chosen = FREQUENCIES.find((one) => one === key) ?? 'once';
          set({ frequency: chosen, interval: leastOf(chosen) });
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
          onChange={(chosen) => set({ interval: chosen })}
        />
      )}
      <Start schedule={schedule} onChange={set} />
      {frequency !== 'once' && (
        <div>
          <Switch isSelected={backfill} onChange={(chosen) => set({ backfill: chosen })}>
            {t('backfill')}
          </Switch>
          <p className={style({ font: 'ui-sm', margin: 0, color: 'neutral-subdued' })}>{t('backfillHint')}</p>
        </div>
      )}
    </div>
  );
}

/** When the first run begins. */
function Start({
  schedule: { start, startsAt },
  onChange,
}: {
  schedule: DraftSchedule;
  onChange: (part: Partial<DraftSchedule>) => void;
}) {
  const zone = getLocalTimeZone();
  const choose = (at: DateValue | null) => onChange({ startsAt: at?.toDate(zone).getTime() });
  return (
    <>
      <RadioGroup
        label={t('startTime')}
        orientation="horizontal"
        value={start}
        onChange={(chosen) => onChange({ start: chosen === 'later' ? 'later' : 'now' })}
      >
        <Radio value="now">{t('now')}</Radio>
        <Radio value="later">{t('later')}</Radio>
      </RadioGroup>
      {start === 'later' && (
        <DatePicker
          label={t('startsAt')}
          granularity="minute"
          placeholderValue={fromAbsolute(Date.now(), zone)}
          value={startsAt === undefined ? null : fromAbsolute(startsAt, zone)}
          onChange={choose}
        />
      )}
    </>
  );
}
