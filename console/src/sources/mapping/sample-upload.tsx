import { useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { FileDrop } from '../../ui/file-drop.tsx';
import { textOf } from '../../ui/file-text.ts';
import { ProblemBanner } from '../../ui/page.tsx';
import type { DraftSample } from './rows.ts';
import { keepSample, recordsOf } from './samples.ts';
import { t } from './texts.ts';

/** Characters the platform keeps of a sample. */
const LONGEST = 500_000;

/** Takes a file, lets the platform check and keep it, and gives its records. */
export function SampleUpload({ onSample }: { onSample: (sample: DraftSample) => void }) {
  const client = useClient();
  const [problem, setProblem] = useState<Error>();
  const take = async (file: File) => {
    setProblem(undefined);
    try {
      const text = await textOf(file);
      const id = await keepSample(client, text);
      const records = recordsOf(text);
      if (!records.some((record) => typeof record === 'object' && record !== null)) throw new Error(t('noRecord'));
      onSample({ id, title: file.name, records });
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
        limit={LONGEST}
        onFile={(file) => void take(file)}
      />
      {problem !== undefined && <ProblemBanner error={problem} />}
    </>
  );
}
