import type { Client } from '@meniscus/client';
import { StatusLight, ToggleButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useEffect, useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { t } from '../../ui/messages.ts';
import { ProblemBanner } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { number, time } from '../../ui/texts.ts';

/** A record at a stage, as it is told. */
interface Passing {
  readonly id: string;
  readonly stage: string;
  readonly at: number;
  readonly xactionId: string;
  readonly detail?: string;
}

const SHOWN = 100;
const RECONNECT_MS = 2000;
const section = style({ display: 'flex', flexDirection: 'column', gap: 16, paddingTop: 16 });

/** Follows the live tail until it is stopped; a broken connection goes on where it ended. */
async function follow(
  client: Client,
  stop: AbortSignal,
  seen: (records: readonly Passing[]) => void,
  dropped: (count: number) => void,
): Promise<void> {
  let last: string | undefined;
  while (!stop.aborted) {
    const headers: Record<string, string> = last === undefined ? {} : { 'last-event-id': last };
    for await (const { id, event, data } of client.events('streamLive', { headers }, stop)) {
      if (event === 'dropped') dropped((data as { count: number }).count);
      if (event !== 'record' || id === undefined) continue;
      last = id;
      seen([{ ...(data as Omit<Passing, 'id'>), id }]);
    }
    await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
  }
}

/** Each record seen passing, stage by stage, newest first. */
export function LiveTail() {
  const client = useClient();
  const [on, setOn] = useState(true);
  const [records, setRecords] = useState<readonly Passing[]>([]);
  const [left, setLeft] = useState(0);
  const [problem, setProblem] = useState<Error>();
  useEffect(() => {
    if (!on) return;
    const stop = new AbortController();
    const seen = (more: readonly Passing[]) => setRecords((before) => [...more, ...before].slice(0, SHOWN));
    follow(client, stop.signal, seen, (count) => setLeft((before) => before + count)).catch((error: Error) => {
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
        id={({ id }) => id}
        columns={[
          { key: 'record', title: t('record'), cell: ({ xactionId }) => xactionId, share: 2.5 },
          { key: 'stage', title: t('stage'), cell: ({ stage }) => stage },
          { key: 'at', title: t('at'), cell: ({ at }) => time(at), share: 2 },
          { key: 'detail', title: t('detail'), cell: ({ detail }) => detail ?? '', share: 4 },
        ]}
      />
    </div>
  );
}
