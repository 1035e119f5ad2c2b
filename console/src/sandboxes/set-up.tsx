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
import type { OneSandbox } from './sandboxes.ts';
import { t } from './texts.ts';

type Package = Operations['exportSandboxPackage']['answer'];
type Report = Operations['importSandboxPackage']['answer'];

/** What came into which sandbox. */
interface Brought {
  readonly into: string;
  readonly report: Report;
}

/** Bytes the platform takes. */
const LARGEST = 32 * 1024 * 1024;

const KINDS = ['schemas', 'datasets', 'connections', 'flows', 'audiences'] as const;

/** The packing and unpacking of sandboxes, whichever one the person is in. */
function useMoves() {
  const client = useClient();
  const headers = (name: string) => ({ headers: { 'x-sandbox-name': name } });
  return {
    pack: (name: string) => client.call('exportSandboxPackage', headers(name)),
    unpack: (name: string, body: Package) => client.call('importSandboxPackage', { ...headers(name), body }),
  };
}

/** The set-up of a sandbox: taken out as a file, brought in from one, or copied to another sandbox. */
export function SetUp({ sandbox: { name }, others }: { sandbox: OneSandbox; others: readonly OneSandbox[] }) {
  const { pack, unpack } = useMoves();
  const [brought, setBrought] = useState<Brought>();
  const bring = useChange(
    async ({ into, found }: { into: string; found: Package }) =>
      setBrought({ into, report: await unpack(into, found) }),
    ({ into }) => t('broughtDone', into),
  );
  const save = useMutation({
    mutationFn: async () => saveFile(`${name}.json`, 'application/json', JSON.stringify(await pack(name), null, 2)),
    onError: notifyFailed,
  });
  const read = async (file: File) => {
    try {
      bring.run({ into: name, found: await packageIn(file) });
    } catch (error) {
      notifyFailed(error);
    }
  };
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
            if (file !== undefined) void read(file);
          }}
        >
          <Button variant="secondary" isPending={bring.isPending}>
            {t('import')}
          </Button>
        </FileTrigger>
        {others.length > 0 && (
          <CopyTo others={others} onCopy={async (into) => bring.attempt({ into, found: await pack(name) })} />
        )}
      </ButtonGroup>
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

function CopyTo({ others, onCopy }: { others: readonly OneSandbox[]; onCopy: (into: string) => Promise<unknown> }) {
  return (
    <FormDialog
      button={<Button variant="secondary">{t('copy')}</Button>}
      title={t('copy')}
      submit={t('copyAction')}
      onSubmit={({ into = '' }) => onCopy(into)}
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

function BroughtList({ brought: { into, report } }: { brought: Brought }) {
  const named = (names: readonly string[] | undefined) => listed(names ?? []);
  return (
    <>
      <Heading level={3} styles={style({ font: 'title-sm', margin: 0 })}>
        {t('brought', into)}
      </Heading>
      <RowsTable
        label={t('brought', into)}
        rows={KINDS}
        id={(kind) => kind}
        columns={[
          { key: 'kind', title: t('kind'), cell: (kind) => t(kind) },
          { key: 'made', title: t('made'), cell: (kind) => named(report.created[kind]), share: 2 },
          { key: 'used', title: t('used'), cell: (kind) => named(report.used[kind]), share: 2 },
        ]}
      />
      {report.drafts.length > 0 && (
        <p className={style({ font: 'body', margin: 0 })}>{`${t('draftsHint')} ${named(report.drafts)}`}</p>
      )}
    </>
  );
}
