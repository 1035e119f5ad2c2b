import { FREQUENCIES } from '../schedule/schedule.ts';
import { ScheduleFields } from '../schedule/schedule-fields.tsx';
import type { StepProps } from './draft.ts';
import { form } from './styles.ts';

/** When the files are read: from when, once, or again and again for what is new. */
export function ScheduleStep({ draft: { schedule }, change }: StepProps) {
  return (
    <div className={form}>
      <ScheduleFields
        schedule={schedule}
        frequencies={FREQUENCIES}
        hasBegun={false}
        onChange={(part) => change({ schedule: { ...schedule, ...part } })}
      />
    </div>
  );
}
