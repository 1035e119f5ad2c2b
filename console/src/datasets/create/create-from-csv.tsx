import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { to, useGo } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { DATASETS } from '../../ui/datasets.ts';
import { t } from '../../ui/messages.ts';
import { notifyDone, notifyFailed } from '../../ui/notify.ts';
import { useUpload } from '../../ui/upload.tsx';
import { Wizard } from '../../ui/wizard.tsx';
import { AddData } from './add-data.tsx';
import { ConfigureDataset, type Named } from './configure-dataset.tsx';
import { createCsvDataset } from './csv-dataset.ts';
import type { CsvFile } from './csv-file.ts';
import { own } from './texts.ts';

/** A dataset in two steps: its name, then the file that is its schema and its first rows. */
export function CreateFromCsv() {
  const client = useClient();
  const cache = useQueryClient();
  const go = useGo();
  const [named, setNamed] = useState<Named>({ name: '', description: '' });
  const [csv, setCsv] = useState<CsvFile>();
  const upload = useUpload();
  const name = named.name.trim();
  const create = useMutation({
    mutationFn: (file: CsvFile) =>
      upload.run((how) => createCsvDataset(client, { name, description: named.description.trim() }, file, how)),
    onSuccess: async (id) => {
      await cache.invalidateQueries({ queryKey: [DATASETS] });
      notifyDone(own('done', name));
      go(to`/datasets/${id}`);
    },
    onError: notifyFailed,
  });
  return (
    <Wizard
      title={own('fromCsv')}
      above={[
        { label: t('datasets'), href: '/datasets' },
        { label: own('create'), href: '/datasets/create' },
      ]}
      entered={[named, csv]}
      onCancel={() => go('/datasets')}
      onFinish={() =>
        create.mutateAsync(csv!).then(
          () => true,
          () => false,
        )
      }
      steps={[
        {
          id: 'configure',
          label: own('configure'),
          missing: name === '' ? own('giveName') : undefined,
          content: <ConfigureDataset named={named} onChange={setNamed} />,
        },
        {
          id: 'data',
          label: own('addData'),
          missing: csv === undefined ? own('addFile') : undefined,
          content: <AddData csv={csv} upload={upload} onChange={setCsv} />,
        },
      ]}
    />
  );
}
