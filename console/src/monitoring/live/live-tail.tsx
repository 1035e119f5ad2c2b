import { StatusLight, ToggleButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useEffect, useState } from 'react';
import { to } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { followRecords, type Passing } from '../../ui/live-records.ts';
import { t } from '../../ui/messages.ts';
import { ProblemBanner } from '../../ui/page.tsx';
import { MOMENT, RowsTable } from '../../ui/rows-table.tsx';
import { passedName } from '../../ui/stages.ts';
import { number, time } from '../../ui/texts.ts';
import { t as own } from './texts.ts';

const SHOWN = 100;
const section = style({ display: 'flex', flexDirection: 'column', gap: 16 });

/** Each record seen passing, stage by stage, newest first; one of them leads to its whole way. */
export function LiveTail() {
  const client = useClient();
  const [on, setOn] = useState(true);
  const [records, setRecords] = useState<readonly Passing[]>([]);
  const [left, setLeft] = useState(0);
  const [problem, setProblem] = useState<Error>();
  useEffect(() => {
    if (!on) return;
    const stop = new AbortController();
    const seen = (one: Passing) => setRecords((before) => [one, ...before].slice(0, SHOWN));
    const dropped = (count: number) => setLeft((before) => before + count);
    followRecords(client, {}, stop.signal, seen, dropped).catch((error: Error) => {
      setProblem(error);
      setOn(false);
    });
    return () => stop.abort();
  }, [client, on]);
  return (
    <div className={section}>
      <div className={style({ display: 'flex', alignItems: 'center', gap: 16 })}>
        <ToggleButton isSelected={on} onChange={setOn}>
          {t('follow')}
        </ToggleButton>
        <StatusLight variant={on ? 'positive' : 'neutral'}>{t(on ? 'following' : 'stopped')}</StatusLight>
        {left > 0 && <span className={style({ font: 'ui' })}>{`${number(left)} ${t('notShown')}`}</span>}
      </div>
      {problem !== undefined && <ProblemBanner error={problem} />}
      <RowsTable
        label={t('live')}
        rows={records}
        empty={own('none')}
        id={({ id }) => id}
        pageOf={({ xactionId }) => to`/monitoring/records/${xactionId}`}
        columns={[
          { key: 'record', title: t('record'), cell: ({ xactionId }) => xactionId, share: 2.5 },
          { key: 'stage', title: t('stage'), cell: ({ stage }) => passedName(stage), share: 1.5 },
          { key: 'at', title: t('at'), cell: ({ at }) => time(at), ...MOMENT },
          { key: 'detail', title: t('detail'), cell: ({ detail }) => detail ?? '', share: 4 },
        ]}
      />
    </div>
  );
}
