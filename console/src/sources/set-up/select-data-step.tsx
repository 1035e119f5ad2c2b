import { Radio, RadioGroup } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { FileDrop } from '../../ui/file-drop.tsx';
import { Loaded, ProblemBanner } from '../../ui/page.tsx';
import { locale } from '../../ui/texts.ts';
import { useSamples } from '../samples.ts';
import type { StepProps } from './draft.ts';
import { SampleTree } from './sample-tree.tsx';
import { sampleName, t } from './texts.ts';

/** Characters the platform keeps of a sample. */
const LONGEST = 500_000;

const columns = style({
  display: 'grid',
  gridTemplateColumns: { default: ['1fr'], lg: ['minmax(0, 2fr)', 'minmax(0, 3fr)'] },
  gap: 32,
});
const column = style({ display: 'flex', flexDirection: 'column', gap: 16, minWidth: 0 });

/** A record the mapping is made with: one the source is documented to send, or one of a file. */
export function SelectDataStep({ draft: { accountId, sample }, change }: StepProps) {
  const samples = useSamples(accountId);
  return (
    <div className={columns}>
      <div className={column}>
        <Loaded query={samples}>
          {(found) => (
            <RadioGroup
              label={t('builtIn')}
              description={t('builtInHint')}
              value={sample?.title ?? ''}
              onChange={(title) => {
                const chosen = found.find((one) => one.title === title);
                if (chosen !== undefined) change({ sample: { title, records: [chosen.payload] } });
              }}
            >
              {found.map(({ title }) => (
                <Radio key={title} value={title}>
                  {sampleName(title, locale)}
                </Radio>
              ))}
            </RadioGroup>
          )}
        </Loaded>
        <SampleUpload onSample={(title, records) => change({ sample: { title, records } })} />
      </div>
      <div className={column}>
        {sample === undefined ? (
          <p className={style({ font: 'body', margin: 0 })}>{t('noSample')}</p>
        ) : (
          <SampleTree title={sampleName(sample.title, locale)} record={sample.records[0]} />
        )}
      </div>
    </div>
  );
}

/** Takes a file, lets the platform check it, and gives its records. */
function SampleUpload({ onSample }: { onSample: (title: string, records: readonly unknown[]) => void }) {
  const client = useClient();
  const [problem, setProblem] = useState<Error>();
  const take = async (file: File) => {
    setProblem(undefined);
    try {
      if (file.size > LONGEST) throw new Error(t('tooLarge', file.name));
      const sampleData = await file.text();
      await client.call('createSample', { body: { sampleData, sampleDataType: 'JSON' } });
      const value = JSON.parse(sampleData) as unknown;
      const records: readonly unknown[] = Array.isArray(value) ? value : [value];
      if (!records.some((record) => typeof record === 'object' && record !== null)) throw new Error(t('noRecord'));
      onSample(file.name, records);
    } catch (error) {
      setProblem(error as Error);
    }
  };
  return (
    <>
      <FileDrop
        title={t('upload')}
        choose={t('chooseFile')}
        accept={['application/json', '.json']}
        onFile={(file) => void take(file)}
      />
      {problem !== undefined && <ProblemBanner error={problem} />}
    </>
  );
}
