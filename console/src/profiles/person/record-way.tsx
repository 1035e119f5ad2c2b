import type { Operations } from '@meniscus/client';
import { Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { Loaded } from '../../ui/page.tsx';
import { useStageText } from '../../ui/record-text.ts';
import { outcomeName, stageName } from '../../ui/stages.ts';
import { time } from '../../ui/texts.ts';
import { t } from './texts.ts';

/** The way of one record through the platform, stage by stage, as the ledger has it. */
export function RecordWay({ xactionId }: { xactionId: string }) {
  const client = useClient();
  const entry = useQuery({
    queryKey: ['ledger-entry', xactionId],
    queryFn: () => client.call('getLedgerEntry', { path: { xactionId } }),
  });
  return (
    <section aria-label={t('way')} className={style({ display: 'flex', flexDirection: 'column', gap: 8 })}>
      <Heading level={3} styles={style({ font: 'title-sm', margin: 0 })}>
        {t('way')}
      </Heading>
      <Loaded query={entry}>{(one) => <Stages entry={one} />}</Loaded>
    </section>
  );
}

function Stages({ entry }: { entry: Operations['getLedgerEntry']['answer'] }) {
  const stageText = useStageText(entry);
  return (
    <ol className={style({ margin: 0, paddingStart: 20, font: 'ui-sm' })}>
      {entry.stages.map(({ stage, at, outcome, detail, phrases }) => (
        <li key={stage}>
          <strong>{stageName(stage)}</strong>
          {` · ${outcomeName(outcome)}${at === null ? '' : ` · ${time(at)}`}`}
          <br />
          <span className={style({ color: 'neutral-subdued', overflowWrap: 'anywhere' })}>
            {stageText({ detail, phrases })}
          </span>
        </li>
      ))}
    </ol>
  );
}
