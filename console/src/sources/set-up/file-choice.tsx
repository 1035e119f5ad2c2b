import type { Client } from '@meniscus/client';
import {
  ActionButton,
  ActionButtonGroup,
  Heading,
  Picker,
  PickerItem,
  ProgressCircle,
  Radio,
  RadioGroup,
} from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { t as shared } from '../../ui/messages.ts';
import { Loaded, ProblemBanner } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import type { DraftSample } from '../mapping/rows.ts';
import { t as mapping } from '../mapping/texts.ts';
import type { DraftPlace, StepProps } from './draft.ts';
import { folderOf, nameOf } from './place.ts';
import { t } from './texts.ts';

interface Entry {
  readonly type: 'folder' | 'file';
  readonly name: string;
  readonly path: string;
}

/** What lies in a folder of the source; the root is an empty path. */
function useFolder(accountId: string, folder: string) {
  const client = useClient();
  return useQuery({
    queryKey: ['set-up', 'folder', accountId, folder],
    queryFn: async () => {
      const query = folder === '' ? { objectType: 'root' } : { objectType: 'folder', object: folder };
      return (await client.call('exploreConnection', { path: { id: accountId }, query })) as readonly Entry[];
    },
  });
}

/** The first rows of a file. Throws `ApiError` when it cannot be read so. */
async function firstRows(client: Client, accountId: string, { file, delimiter, encoding }: DraftPlace) {
  const query = {
    objectType: 'file',
    object: file,
    fileType: 'delimited',
    preview: true,
    columnDelimiter: delimiter,
    encoding,
  };
  const { data } = (await client.call('exploreConnection', { path: { id: accountId }, query })) as {
    readonly data: readonly Readonly<Record<string, string>>[];
  };
  return data;
}

const columns = style({
  display: 'grid',
  gridTemplateColumns: { default: ['1fr'], lg: ['minmax(0, 2fr)', 'minmax(0, 3fr)'] },
  gap: 32,
});
const column = style({ display: 'flex', flexDirection: 'column', gap: 16, minWidth: 0 });

/** A file of the source, found by its folders; its first rows are the sample the mapping is made with. */
export function FileChoice({ draft: { accountId, place, sample }, change }: StepProps) {
  const client = useClient();
  const [folder, setFolder] = useState(folderOf(place.file));
  const entries = useFolder(accountId, folder);
  const read = useMutation({
    mutationFn: (wanted: DraftPlace) => firstRows(client, accountId, wanted),
    onMutate: (wanted) => change({ place: wanted, sample: undefined }),
    onSuccess: (records, wanted) => change({ sample: { title: nameOf(wanted.file), records } }),
  });
  const put = (part: Partial<DraftPlace>) => {
    const wanted = { ...place, ...part };
    if (wanted.file === '') change({ place: wanted });
    else read.mutate(wanted);
  };
  return (
    <div className={columns}>
      <div className={column}>
        <Way folder={folder} onFolder={setFolder} />
        <Loaded query={entries}>
          {(found) => (
            <RowsTable
              label={t('files')}
              rows={found}
              id={({ path }) => path}
              onAction={({ type, path }) => (type === 'folder' ? setFolder(path) : put({ file: path }))}
              columns={[
                { key: 'name', title: shared('name'), cell: ({ name }) => name, share: 3 },
                { key: 'type', title: t('type'), cell: ({ type }) => t(type) },
              ]}
            />
          )}
        </Loaded>
        <Reading place={place} onChange={put} />
      </div>
      <div className={column}>
        {read.error !== null && <ProblemBanner error={read.error} />}
        {read.isPending && <ProgressCircle isIndeterminate aria-label={shared('loading')} />}
        {sample !== undefined && <FirstRows sample={sample} />}
        {sample === undefined && read.isIdle && <p className={style({ font: 'body', margin: 0 })}>{t('noFile')}</p>}
      </div>
    </div>
  );
}

/** The folders down to the open one; each leads back to it. */
function Way({ folder, onFolder }: { folder: string; onFolder: (folder: string) => void }) {
  const parts = folder.split('/').filter((part) => part !== '');
  const folders = parts.map((name, index) => ({ name, path: `/${parts.slice(0, index + 1).join('/')}` }));
  return (
    <nav aria-label={t('folder')}>
      <ActionButtonGroup>
        {[{ name: t('root'), path: '' }, ...folders].map(({ name, path }) => (
          <ActionButton
            key={path}
            aria-current={path === folder ? 'location' : undefined}
            onPress={() => onFolder(path)}
          >
            {name}
          </ActionButton>
        ))}
      </ActionButtonGroup>
    </nav>
  );
}

const DELIMITERS = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
] as const;
const ENCODINGS = ['UTF-8', 'ISO-8859-1'] as const;

/** How the file is written, and whether the others of its folder are read with it. */
function Reading({ place, onChange }: { place: DraftPlace; onChange: (part: Partial<DraftPlace>) => void }) {
  return (
    <>
      <div className={style({ display: 'flex', flexWrap: 'wrap', gap: 16 })}>
        <Picker
          label={t('delimiter')}
          selectedKey={place.delimiter}
          onSelectionChange={(key) => onChange({ delimiter: String(key) })}
        >
          {DELIMITERS.map(([delimiter, name]) => (
            <PickerItem key={delimiter} id={delimiter}>
              {t(name)}
            </PickerItem>
          ))}
        </Picker>
        <Picker
          label={t('encoding')}
          selectedKey={place.encoding}
          onSelectionChange={(key) => onChange({ encoding: String(key) })}
        >
          {ENCODINGS.map((encoding) => (
            <PickerItem key={encoding} id={encoding}>
              {encoding}
            </PickerItem>
          ))}
        </Picker>
      </div>
      <RadioGroup
        label={t('reads')}
        value={place.type}
        onChange={(type) => onChange({ type: type === 'folder' ? 'folder' : 'file' })}
      >
        <Radio value="file">{t('thisFile')}</Radio>
        <Radio value="folder">{t('wholeFolder')}</Radio>
      </RadioGroup>
    </>
  );
}

type Cells = Readonly<Record<string, string>>;

interface FirstRow {
  readonly cells: Cells;
  readonly index: number;
}

function FirstRows({ sample: { title, records } }: { sample: DraftSample }) {
  const rows = (records as readonly Cells[]).map((cells, index): FirstRow => ({ cells, index }));
  return (
    <>
      <Heading level={3} styles={style({ font: 'title', margin: 0 })}>
        {mapping('preview', title)}
      </Heading>
      <RowsTable<FirstRow>
        label={mapping('preview', title)}
        rows={rows}
        id={({ index }) => String(index)}
        columns={Object.keys(rows[0]?.cells ?? {}).map((name) => ({
          key: name,
          title: name,
          cell: ({ cells }) => cells[name] ?? '',
        }))}
      />
    </>
  );
}
