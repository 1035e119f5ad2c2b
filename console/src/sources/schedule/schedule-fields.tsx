import { type DateValue, fromAbsolute, getLocalTimeZone } from '@internationalized/date';
import { DatePicker, NumberField, Picker, PickerItem, Radio, RadioGroup, Switch } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { type EnteredSchedule, leastInterval } from './entered.ts';
import { type Frequency, frequencyName } from './schedule.ts';
import { t } from './texts.ts';

interface FieldProps {
  readonly schedule: EnteredSchedule;
  readonly onChange: (part: Partial<EnteredSchedule>) => void;
}

/** When files are read: how often, from when, and whether those from before it count. */
export function ScheduleFields({
  schedule,
  frequencies,
  hasBegun,
  onChange,
}: FieldProps & {
  /** Those that can be chosen. */
  readonly frequencies: readonly Frequency[];
  /** How it begins is not to be chosen any more. */
  readonly hasBegun: boolean;
}) {
  const { frequency, interval } = schedule;
  return (
    <>
      <p className={style({ font: 'body', margin: 0 })}>{t('hint')}</p>
      <Picker
        label={t('frequency')}
        selectedKey={frequency}
        onSelectionChange={(key) => {
          const chosen = frequencies.find((one) => one === key) ?? frequency;
          onChange({ frequency: chosen, interval: leastInterval(chosen) });
        }}
      >
        {frequencies.map((one) => (
          <PickerItem key={one} id={one}>
            {frequencyName(one)}
          </PickerItem>
        ))}
      </Picker>
      {frequency !== 'once' && (
        <NumberField
          label={t('interval')}
          minValue={leastInterval(frequency)}
          value={interval}
          onChange={(chosen) => onChange({ interval: chosen })}
        />
      )}
      {!hasBegun && <Beginning schedule={schedule} onChange={onChange} />}
    </>
  );
}

function Beginning({ schedule, onChange }: FieldProps) {
  return (
    <>
      <Start schedule={schedule} onChange={onChange} />
      {schedule.frequency !== 'once' && (
        <div>
          <Switch isSelected={schedule.backfill} onChange={(backfill) => onChange({ backfill })}>
            {t('backfill')}
          </Switch>
          <p className={style({ font: 'ui-sm', margin: 0, color: 'neutral-subdued' })}>{t('backfillHint')}</p>
        </div>
      )}
    </>
  );
}

/** When the first run begins. */
function Start({ schedule: { start, startsAt }, onChange }: FieldProps) {
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
          isRequired
          granularity="minute"
          placeholderValue={fromAbsolute(Date.now(), zone)}
          value={startsAt === undefined ? null : fromAbsolute(startsAt, zone)}
          onChange={choose}
        />
      )}
    </>
  );
}
