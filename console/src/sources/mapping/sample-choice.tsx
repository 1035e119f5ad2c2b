import { Radio, RadioGroup } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { Loaded } from '../../ui/page.tsx';
import { sampleName } from '../french.ts';
import type { DraftSample } from './rows.ts';
import { SampleTree } from './sample-tree.tsx';
import { SampleUpload } from './sample-upload.tsx';
import { useSamples } from './samples.ts';
import { t } from './texts.ts';

const columns = style({
  display: 'grid',
  gridTemplateColumns: { default: ['1fr'], lg: ['minmax(0, 2fr)', 'minmax(0, 3fr)'] },
  gap: 32,
});
const column = style({ display: 'flex', flexDirection: 'column', gap: 16, minWidth: 0 });

interface Props {
  /** Whose documented payloads are offered; undefined where the source needs no account. */
  readonly accountId: string | undefined;
  /** The one the mapping was made with before. */
  readonly last?: DraftSample | undefined;
  readonly sample: DraftSample | undefined;
  readonly onSample: (sample: DraftSample) => void;
}

/** A record the mapping is made with: the last one, one the source is documented to send, or one of a file. */
export function SampleChoice({ accountId, last, sample, onSample }: Props) {
  const builtIn = useSamples(accountId);
  return (
    <div className={columns}>
      <div className={column}>
        {accountId === undefined ? (
          <Samples last={last} documented={[]} chosen={sample} onSample={onSample} />
        ) : (
          <Loaded query={builtIn}>
            {(found) => (
              <Samples
                last={last}
                documented={found.map(({ title, payload }) => ({ title, records: [payload] }))}
                chosen={sample}
                onSample={onSample}
              />
            )}
          </Loaded>
        )}
        <SampleUpload onSample={onSample} />
      </div>
      <div className={column}>
        {sample === undefined ? (
          <p className={style({ font: 'body', margin: 0 })}>{t('noSample')}</p>
        ) : (
          <SampleTree title={sampleName(sample.title)} record={sample.records[0]} />
        )}
      </div>
    </div>
  );
}

function Samples({
  last,
  documented,
  chosen,
  onSample,
}: Pick<Props, 'last' | 'onSample'> & {
  documented: readonly DraftSample[];
  chosen: DraftSample | undefined;
}) {
  const offered = [...(last === undefined ? [] : [last]), ...documented];
  if (offered.length === 0) return null;
  return (
    <RadioGroup
      label={t('samples')}
      description={t(last === undefined ? 'builtInHint' : 'samplesHint')}
      value={chosen?.title ?? null}
      onChange={(title) => onSample(offered.find((one) => one.title === title)!)}
    >
      {offered.map(({ title }) => (
        <Radio key={title} value={title}>
          {sampleName(title)}
        </Radio>
      ))}
    </RadioGroup>
  );
}
