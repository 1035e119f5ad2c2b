import type { Operations } from '@meniscus/client';
import { Radio, RadioGroup, TextArea, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { to, useGo } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { t } from '../../ui/messages.ts';
import { notifyDone } from '../../ui/notify.ts';
import { Loaded, ProblemBanner } from '../../ui/page.tsx';
import { usePartTitles } from '../../ui/part-titles.ts';
import { SCHEMAS, useSchemas } from '../../ui/schemas.ts';
import { listed } from '../../ui/texts.ts';
import { type Upload, UploadProgress, useUpload } from '../../ui/upload.tsx';
import { type Step, Wizard } from '../../ui/wizard.tsx';
import { chosenOf, faultsOf, type RecommendedRow, rowsOf } from './recommended-rows.ts';
import { inWords } from './recommended-texts.ts';
import { ReviewRows } from './review-rows.tsx';
import { type Sample, SelectData } from './select-data.tsx';
import { own } from './texts.ts';

/** Classes a person may name; without one the platform recommends the class, too. */
const CLASSES = {
  recommended: '',
  individual: 'https://ns.adobe.com/xdm/context/profile',
  event: 'https://ns.adobe.com/xdm/context/experienceevent',
} as const;

/** Until they are known. */
const NO_TITLES: ReadonlyMap<string, string> = new Map();

type ClassChoice = keyof typeof CLASSES;

interface Named {
  readonly name: string;
  readonly description: string;
}

/** What the platform made of the file. */
interface Recommended {
  readonly classId: string;
  readonly rows: readonly RecommendedRow[];
}

/** A schema from a file: its columns become fields, as recommended and as the person changes that. */
export function CreateMlAssisted() {
  const client = useClient();
  const tenant = useQuery({
    queryKey: [SCHEMAS, 'tenant'],
    queryFn: async () => (await client.call('getSchemaRegistryStats', {})).tenantId,
  });
  return <Loaded query={tenant}>{(id) => <MlWizard tenant={id} />}</Loaded>;
}

function MlWizard({ tenant }: { tenant: string }) {
  const go = useGo();
  const [choice, setChoice] = useState<ClassChoice>('recommended');
  const [sample, setSample] = useState<Sample>();
  const [recommended, setRecommended] = useState<Recommended>({ classId: '', rows: [] });
  const [named, setNamed] = useState<Named>({ name: '', description: '' });
  const titles = usePartTitles().data;
  const upload = useUpload();
  const recommend = useRecommend(upload, setRecommended);
  const create = useCreate();
  const missingName = useMissingName(named.name);
  const steps: readonly Step[] = [
    { id: 'class', label: own('selectClass'), content: <SelectClass choice={choice} onChange={setChoice} /> },
    {
      id: 'data',
      label: own('selectData'),
      missing: sample === undefined ? own('chooseFirst') : undefined,
      leave: () => settled(recommend.mutateAsync({ file: sample!.file, classId: CLASSES[choice] })),
      content: (
        <>
          {recommend.error !== null && <ProblemBanner error={recommend.error} isAnswer />}
          <UploadProgress upload={upload} />
          <SelectData
            sample={sample}
            onChange={(next) => {
              recommend.reset();
              setSample(next);
            }}
          />
        </>
      ),
    },
    {
      id: 'review',
      label: own('review'),
      missing: missingOf(recommended.rows),
      content: (
        <ReviewRows
          rows={recommended.rows}
          onChange={(rows) => setRecommended({ ...recommended, rows })}
          tenant={tenant}
          classId={recommended.classId}
          titles={titles ?? NO_TITLES}
        />
      ),
    },
    {
      id: 'name',
      label: own('nameStep'),
      missing: missingName,
      content: (
        <>
          {create.error !== null && <ProblemBanner error={create.error} isAnswer />}
          <NameSchema named={named} onChange={setNamed} fields={chosenOf(recommended.rows).length} />
        </>
      ),
    },
  ];
  return (
    <Wizard
      title={own('title')}
      above={[
        { label: t('schemas'), href: '/schemas' },
        { label: own('create'), href: '/schemas/create' },
      ]}
      steps={steps}
      entered={[choice, sample, recommended, named]}
      onCancel={() => go('/schemas')}
      onFinish={() =>
        settled(
          create.mutateAsync({
            class: recommended.classId,
            name: named.name.trim(),
            description: named.description.trim(),
            columns: chosenOf(recommended.rows),
          }),
        )
      }
    />
  );
}

/** Whether it went well; what did not is shown by the page. */
function settled(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

function missingOf(rows: readonly RecommendedRow[]): string | undefined {
  const { unplaced, twice } = faultsOf(rows);
  if (unplaced[0] !== undefined) return own('unplaced', unplaced[0]);
  if (twice[0] !== undefined) return own('twice', twice[0]);
  return chosenOf(rows).length === 0 ? own('nothing') : undefined;
}

function useRecommend({ run }: Upload, onRecommended: (recommended: Recommended) => void) {
  const client = useClient();
  return useMutation({
    mutationFn: async ({ file, classId }: { file: File; classId: string }) => {
      const form = new FormData();
      if (classId !== '') form.set('schema-class-id', classId);
      form.set('csv-file', file, file.name);
      return inWords(await run((how) => client.call('recommendSchema', { body: form, ...how })));
    },
    onSuccess: (answer) => onRecommended({ classId: answer.class.id, rows: rowsOf(answer) }),
  });
}

function useCreate() {
  const client = useClient();
  const cache = useQueryClient();
  const go = useGo();
  return useMutation({
    mutationFn: async (chosen: Operations['chooseRecommendations']['body']) => {
      const { import: body, missingNamespaces = [] } = await client.call('chooseRecommendations', { body: chosen });
      return { made: await client.call('importResource', { body }), missingNamespaces };
    },
    onSuccess: async ({ made, missingNamespaces }, { name }) => {
      await cache.invalidateQueries({ queryKey: [SCHEMAS] });
      const left = missingNamespaces.length === 0 ? [] : [own('missing', listed(missingNamespaces))];
      notifyDone([own('done', name), ...left].join(' '));
      const schema = made.find((one) => one['meta:resourceType'] === 'schemas')!;
      go(to`/schemas/${String(schema['meta:altId'])}`);
    },
  });
}

function SelectClass({ choice, onChange }: { choice: ClassChoice; onChange: (choice: ClassChoice) => void }) {
  return (
    <RadioGroup aria-label={own('selectClass')} value={choice} onChange={(value) => onChange(value as ClassChoice)}>
      {(Object.keys(CLASSES) as ClassChoice[]).map((one) => (
        <Radio key={one} value={one}>
          {own(one)}
        </Radio>
      ))}
    </RadioGroup>
  );
}

/** Titles are unique. */
function useMissingName(name: string): string | undefined {
  const schemas = useSchemas().data;
  if (name.trim() === '') return own('giveName');
  return schemas?.some(({ title }) => title === name.trim()) === true ? own('taken') : undefined;
}

function NameSchema({ named, onChange, fields }: { named: Named; onChange: (named: Named) => void; fields: number }) {
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16, maxWidth: 512 })}>
      <p className={style({ font: 'ui', margin: 0 })}>{own('generated', fields)}</p>
      <TextField
        label={own('schemaName')}
        isRequired
        value={named.name}
        onChange={(name) => onChange({ ...named, name })}
      />
      <TextArea
        label={t('description')}
        value={named.description}
        onChange={(description) => onChange({ ...named, description })}
      />
    </div>
  );
}
