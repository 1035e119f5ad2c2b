import type { Client } from '@meniscus/client';
import { Button } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { type Entered, FormDialog } from '../../ui/form-dialog.tsx';
import { time } from '../../ui/texts.ts';
import { type Dataflow, useKind } from '../flow-service.ts';
import { type EnteredSchedule, enteredOf, scheduleParamsOf } from '../schedule/entered.ts';
import { FREQUENCIES, knownFrequency, type Schedule } from '../schedule/schedule.ts';
import { ScheduleFields } from '../schedule/schedule-fields.tsx';
import { t } from './texts.ts';

/** The field that holds all of the schedule, as JSON. */
const SCHEDULE = 'schedule';
const AGAIN_AND_AGAIN = FREQUENCIES.filter((one) => one !== 'once');

async function saveSchedule(client: Client, { id, etag }: Dataflow, entered: Entered): Promise<void> {
  const value = scheduleParamsOf(JSON.parse(entered[SCHEDULE] ?? '') as EnteredSchedule);
  const body = [{ op: 'replace', path: '/scheduleParams', value }];
  await client.call('updateFlow', { path: { id }, headers: { 'if-match': etag }, body });
}

/**
 * Changes how often a dataflow reads its files, and how that begins while it has not. What is read once cannot be scheduled anew
 * (page "Update dataflows in the UI").
 */
export function EditSchedule({ flow }: { flow: Dataflow }) {
  const { id, name = id, scheduleParams } = flow;
  const client = useClient();
  const kind = useKind(flow);
  const save = useChange(
    (entered: Entered) => saveSchedule(client, flow, entered),
    () => t('rescheduled', name),
  );
  const frequency = knownFrequency(scheduleParams?.frequency);
  if (kind !== 'files' || scheduleParams === undefined || frequency === undefined || frequency === 'once') return null;
  return (
    <FormDialog
      button={<Button variant="secondary">{t('editSchedule')}</Button>}
      title={t('editScheduleTitle', name)}
      submit={t('save')}
      onSubmit={save.attempt}
    >
      <Fields schedule={scheduleParams} madeAt={flow.createdAt} />
    </FormDialog>
  );
}

function Fields({ schedule, madeAt }: { schedule: Schedule; madeAt: number }) {
  const [entered, enter] = useState(() => enteredOf(schedule));
  const [begun] = useState(() => {
    const start = enteredOf(schedule).startsAt ?? madeAt;
    return start <= Date.now() ? start : undefined;
  });
  return (
    <>
      <input type="hidden" name={SCHEDULE} value={JSON.stringify(entered)} />
      <ScheduleFields
        schedule={entered}
        frequencies={AGAIN_AND_AGAIN}
        hasBegun={begun !== undefined}
        onChange={(part) => enter({ ...entered, ...part })}
      />
      {begun !== undefined && <p className={style({ font: 'body', margin: 0 })}>{t('begun', time(begun))}</p>}
    </>
  );
}
