import { Button, Content, Heading, InlineAlert, Link, StatusLight } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { to } from '../../ui/address.ts';
import type { Passing } from '../../ui/live-records.ts';
import { t as shared } from '../../ui/messages.ts';
import { ProblemBanner } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { isTrouble, passedName } from '../../ui/stages.ts';
import { clock } from '../../ui/texts.ts';
import type { Dataflow } from '../flow-service.ts';
import type { Endpoint } from './endpoint.ts';
import { Part } from './part.tsx';
import { sendEvent } from './send-event.ts';
import { useSuggestedEvent } from './suggested-event.ts';
import { useTail } from './tail.ts';
import { t } from './texts.ts';

const field = style({ display: 'flex', flexDirection: 'column', gap: 4, font: 'ui' });
const editor = style({
  font: 'code-sm',
  color: 'neutral',
  height: 160,
  padding: 12,
  boxSizing: 'border-box',
  width: 'full',
  resize: 'vertical',
  borderWidth: 2,
  borderStyle: 'solid',
  borderColor: { default: 'gray-300', ':focus': 'gray-900' },
  borderRadius: 'default',
  backgroundColor: 'layer-2',
});

/** Sends an event the way the source does, and shows it passing; below it everything else that passes. */
export function TestEvent({ flow, endpoint }: { flow: Dataflow; endpoint: Endpoint }) {
  const { records, problem } = useTail(flow.id);
  const suggested = useSuggestedEvent(flow);
  const [written, setWritten] = useState<string>();
  const [sent, setSent] = useState<string>();
  const text = written ?? suggested;
  const send = useMutation({
    mutationFn: () => sendEvent(endpoint, flow.id, text),
    onSuccess: setSent,
  });
  return (
    <>
      <Part title={t('test')}>
        <p className={style({ font: 'body-sm', margin: 0 })}>{t(endpoint.asksToken ? 'asksToken' : 'testHint')}</p>
        <label className={field}>
          {t('body')}
          <textarea
            className={editor}
            spellCheck={false}
            value={text}
            onChange={(event) => setWritten(event.currentTarget.value)}
          />
        </label>
        <div>
          <Button
            variant="accent"
            isPending={send.isPending}
            isDisabled={text === '' || flow.state !== 'enabled' || endpoint.asksToken}
            onPress={() => send.mutate()}
          >
            {t('send')}
          </Button>
        </div>
        {send.error !== null && <ProblemBanner error={send.error} />}
        {sent !== undefined && <WayOfEvent xactionId={sent} records={records} />}
      </Part>
      <Part title={t('tail')}>
        {problem === undefined ? <Tail records={records} /> : <ProblemBanner error={problem} />}
      </Part>
    </>
  );
}

const way = style({ display: 'flex', flexDirection: 'column', gap: 4, margin: 0, padding: 0, listStyleType: 'none' });

const said = style({ font: 'detail-sm', overflowWrap: 'anywhere', marginStart: 16 });

/** One event, stage by stage, as it passes. */
function WayOfEvent({ xactionId, records }: { xactionId: string; records: readonly Passing[] }) {
  const stages = records.filter((record) => record.xactionId === xactionId).toReversed();
  const passed = stages.length;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Each stage moves the end on, and what is below the fold is not seen passing.
    if (passed >= 0) end.current?.scrollIntoView({ block: 'nearest' });
  }, [passed]);
  return (
    <div ref={end}>
      <InlineAlert variant={stages.some(({ stage }) => isTrouble(stage)) ? 'negative' : 'informative'}>
        <Heading>{t('stages')}</Heading>
        <Content>
          <ol className={way} aria-label={t('stages')} aria-live="polite">
            {stages.map(({ id, stage, at, detail }) => (
              <li key={id}>
                <StatusLight variant={isTrouble(stage) ? 'negative' : 'positive'}>
                  {`${passedName(stage)} · ${clock(at)}`}
                </StatusLight>
                {detail !== undefined && <div className={said}>{detail}</div>}
              </li>
            ))}
          </ol>
          <Link href={to`/monitoring/records/${xactionId}`}>{t('ledger')}</Link>
        </Content>
      </InlineAlert>
    </div>
  );
}

function Tail({ records }: { records: readonly Passing[] }) {
  if (records.length === 0) return <p className={style({ font: 'body', margin: 0 })}>{t('nothingPassed')}</p>;
  return (
    <RowsTable
      label={t('tail')}
      rows={records}
      id={({ id }) => id}
      columns={[
        {
          key: 'record',
          title: shared('record'),
          cell: ({ xactionId }) => <Link href={to`/monitoring/records/${xactionId}`}>{xactionId}</Link>,
          share: 2.2,
        },
        { key: 'stage', title: shared('stage'), cell: ({ stage }) => passedName(stage), share: 2.2 },
        { key: 'at', title: shared('at'), cell: ({ at }) => clock(at), share: 1.3 },
        { key: 'detail', title: shared('detail'), cell: ({ detail }) => detail ?? '', share: 1.4 },
      ]}
    />
  );
}
