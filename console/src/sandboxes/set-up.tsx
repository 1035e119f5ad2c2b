import type { Operations } from '@meniscus/client';
import { Button, ButtonGroup, FileTrigger, Heading, Picker, PickerItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useChange } from '../ui/change.ts';
import { useClient } from '../ui/client-context.ts';
import { largerThan, limitText } from '../ui/file-limit.ts';
import { textOf } from '../ui/file-text.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { notifyFailed } from '../ui/notify.ts';
import { RowsTable } from '../ui/rows-table.tsx';
import { saveFile } from '../ui/save-file.ts';
import { listed } from '../ui/texts.ts';
import { type HowSent, UploadProgress, useUpload } from '../ui/upload.tsx';
import { ImportStanding, imported, useLastImport } from './import-jobs.tsx';
import type { OneSandbox } from './sandboxes.ts';
import { t } from './texts.ts';

type Package = Operations['exportSandboxPackage']['answer'];
type Task = Operations['getPackageJob']['answer']['object']['completedTasks'][number];

/** What came into which sandbox. */
interface Brought {
  readonly into: string;
  readonly tasks: readonly Task[];
}

/** Bytes the platform takes. */
const LARGEST = 32 * 1024 * 1024;

/** Kinds of objects, with the types of artifacts among each. */
const KINDS = {
  schemas: ['REGISTRY_SCHEMA', 'REGISTRY_CLASS', 'REGISTRY_MIXIN', 'REGISTRY_DATATYPE'],
  datasets: ['CATALOG_DATASET'],
  connections: ['CONNECTION'],
  flows: ['FLOW'],
  audiences: ['PROFILE_SEGMENT'],
} as const;
type Kind = keyof typeof KINDS;

/** Names that are shown of a kind; further ones are counted. */
const MOST_NAMED = 20;

/** The packing and unpacking of sandboxes, whichever one the person is in. */
function useMoves() {
  const client = useClient();
  const headers = (name: string) => ({ headers: { 'x-sandbox-name': name } });
  return {
    pack: (name: string, { signal }: HowSent) => client.call('exportSandboxPackage', { ...headers(name), signal }),
    /** Begins it; what it makes goes on by itself. */
    unpack: (name: string, body: Package, how: HowSent) => {
      const prefer = { 'x-sandbox-name': name, prefer: 'respond-async' };
      return client.call('importSandboxPackage', { headers: prefer, body, ...how });
    },
    made: async (jobId: string) => (await imported(client, jobId)).completedTasks,
  };
}

/** Where to, and where from: a file, or another sandbox. */
interface Move {
  readonly into: string;
  readonly from: File | string;
}

/** The set-up of a sandbox: taken out as a file, brought in from one, or copied to another sandbox. */
export function SetUp({ sandbox: { name }, others }: { sandbox: OneSandbox; others: readonly OneSandbox[] }) {
  const { pack, unpack, made } = useMoves();
  const [brought, setBrought] = useState<Brought>();
  const [target, setTarget] = useState(name);
  const { last, isUnderWay, look } = useLastImport(target);
  const upload = useUpload(true);
  const download = useUpload();
  const bring = useChange(
    async ({ into, from }: Move) => {
      setBrought(undefined);
      setTarget(into);
      const { jobId } = await upload.run(async (how) => {
        const found = typeof from === 'string' ? await pack(from, how) : await packageIn(from);
        return unpack(into, found, how);
      });
      void look();
      setBrought({ into, tasks: await made(jobId) });
    },
    ({ into }) => t('broughtDone', into),
  );
  const save = useMutation({
    mutationFn: () =>
      download.run(async (how) =>
        saveFile(`${name}.json`, 'application/json', JSON.stringify(await pack(name, how), null, 2)),
      ),
    onError: notifyFailed,
  });
  const isBusy = bring.isPending || isUnderWay;
  return (
    <section
      aria-label={t('move')}
      className={style({ display: 'flex', flexDirection: 'column', alignItems: 'start', gap: 16 })}
    >
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {t('move')}
      </Heading>
      <p className={style({ font: 'body', margin: 0 })}>{`${t('moveHint')} ${limitText(LARGEST)}.`}</p>
      <ButtonGroup>
        <Button variant="secondary" isPending={save.isPending} onPress={() => save.mutate()}>
          {t('export')}
        </Button>
        <FileTrigger
          acceptedFileTypes={['application/json', '.json']}
          onSelect={(files) => {
            const file = files?.[0];
            if (file !== undefined) bring.run({ into: name, from: file });
          }}
        >
          <Button variant="secondary" isPending={isBusy}>
            {t('import')}
          </Button>
        </FileTrigger>
        {others.length > 0 && (
          <CopyTo others={others} isPending={isBusy} onCopy={(into) => bring.run({ into, from: name })} />
        )}
      </ButtonGroup>
      <UploadProgress upload={upload} label={t('moving')} />
      <UploadProgress upload={download} label={t('packing')} />
      {last !== undefined && upload.part === undefined && <ImportStanding job={last} label={t('moving')} />}
      {brought !== undefined && <BroughtList brought={brought} />}
    </section>
  );
}

/** The package a file holds. Throws, in words for the person, when it holds none or is too large. */
async function packageIn(file: File): Promise<Package> {
  const tooLarge = largerThan(file, LARGEST);
  if (tooLarge !== undefined) throw new Error(tooLarge);
  const text = await textOf(file);
  try {
    return JSON.parse(text) as Package;
  } catch {
    throw new Error(t('notJson'));
  }
}

function CopyTo({
  others,
  isPending,
  onCopy,
}: {
  others: readonly OneSandbox[];
  isPending: boolean;
  onCopy: (into: string) => void;
}) {
  const button = (
    <Button variant="secondary" isPending={isPending}>
      {t('copy')}
    </Button>
  );
  return (
    <FormDialog
      button={button}
      title={t('copy')}
      submit={t('copyAction')}
      onSubmit={async ({ into = '' }) => onCopy(into)}
    >
      <Picker name="into" label={t('copyTo')} isRequired autoFocus>
        {others.map(({ name, title }) => (
          <PickerItem key={name} id={name}>
            {title}
          </PickerItem>
        ))}
      </Picker>
    </FormDialog>
  );
}

function BroughtList({ brought: { into, tasks } }: { brought: Brought }) {
  const of = (kind: Kind, type: 'POST' | 'USE') =>
    tasks.filter(({ taskType, artifact }) => taskType === type && KINDS[kind].some((one) => one === artifact.type));
  const named = (found: readonly Task[]) => {
    const names = found.slice(0, MOST_NAMED).map(({ artifact }) => artifact.title);
    return listed(found.length > MOST_NAMED ? [...names, t('more', found.length - MOST_NAMED)] : names);
  };
  const drafts = of('flows', 'POST');
  return (
    <>
      <Heading level={3} styles={style({ font: 'title-sm', margin: 0 })}>
        {t('brought', into)}
      </Heading>
      <RowsTable
        label={t('brought', into)}
        rows={Object.keys(KINDS) as Kind[]}
        id={(kind) => kind}
        columns={[
          { key: 'kind', title: t('kind'), cell: (kind) => t(kind) },
          { key: 'made', title: t('made'), cell: (kind) => named(of(kind, 'POST')), share: 2 },
          { key: 'used', title: t('used'), cell: (kind) => named(of(kind, 'USE')), share: 2 },
        ]}
      />
      {drafts.length > 0 && (
        <p className={style({ font: 'body', margin: 0 })}>{`${t('draftsHint')} ${named(drafts)}`}</p>
      )}
    </>
  );
}
