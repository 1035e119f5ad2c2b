import { Content, Heading, InlineAlert, Picker, PickerItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { FileDrop } from '../../ui/file-drop.tsx';
import { t } from '../../ui/messages.ts';
import { type Upload, UploadProgress } from '../../ui/upload.tsx';
import {
  COLUMN_TYPES,
  type ColumnType,
  type CsvColumn,
  type CsvFile,
  type CsvRefusal,
  LARGEST,
  readCsv,
} from './csv-file.ts';
import { own } from './texts.ts';

const head = style({ font: 'ui', fontWeight: 'bold', textAlign: 'start', paddingY: 8, paddingEnd: 16 });
const cell = style({
  font: 'ui',
  fontWeight: 'normal',
  textAlign: 'start',
  overflowWrap: 'anywhere',
  paddingY: 4,
  paddingEnd: 16,
  borderWidth: 0,
  borderTopWidth: 1,
  borderStyle: 'solid',
  borderColor: 'gray-200',
});

/** Takes the file and shows its columns, whose types can be chosen. */
export function AddData({
  csv,
  upload,
  onChange,
}: {
  csv: CsvFile | undefined;
  upload: Upload;
  onChange: (csv: CsvFile | undefined) => void;
}) {
  const [refusal, setRefusal] = useState<CsvRefusal>();
  const take = async (file: File) => {
    const read = await readCsv(file);
    setRefusal(typeof read === 'string' ? read : undefined);
    onChange(typeof read === 'string' ? undefined : read);
  };
  // What is under way is of the file as it was.
  if (upload.part !== undefined) return <UploadProgress upload={upload} />;
  return (
    <>
      <FileDrop
        title={csv?.file.name ?? own('dropFile')}
        choose={own('chooseFile')}
        accept={['text/csv', '.csv']}
        limit={LARGEST}
        onFile={(file) => void take(file)}
      />
      {refusal !== undefined && (
        <InlineAlert variant="negative">
          <Heading>{t('fileRefused')}</Heading>
          <Content>{own(refusal)}</Content>
        </InlineAlert>
      )}
      {csv !== undefined && (
        <>
          <p className={style({ font: 'ui', margin: 0 })}>{own('typesHint')}</p>
          <Columns csv={csv} onChange={onChange} />
        </>
      )}
    </>
  );
}

function Columns({ csv, onChange }: { csv: CsvFile; onChange: (csv: CsvFile) => void }) {
  const retype = (chosen: CsvColumn, type: ColumnType) =>
    onChange({ ...csv, columns: csv.columns.map((one) => (one === chosen ? { ...one, type } : one)) });
  return (
    <table aria-label={own('columns')} className={style({ font: 'ui', borderSpacing: 0, width: 'full' })}>
      <thead>
        <tr>
          {[own('column'), own('heading'), own('sample'), own('type')].map((title) => (
            <th key={title} scope="col" className={head}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {csv.columns.map((column) => (
          <tr key={column.name}>
            <th scope="row" className={cell}>
              {column.name}
            </th>
            <td className={cell}>{column.heading}</td>
            <td className={cell}>{column.sample}</td>
            <td className={cell}>
              <TypePicker column={column} onChange={(type) => retype(column, type)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TypePicker({ column, onChange }: { column: CsvColumn; onChange: (type: ColumnType) => void }) {
  return (
    <Picker
      aria-label={own('typeOf', column.name)}
      selectedKey={column.type}
      onSelectionChange={(key) => onChange(key as ColumnType)}
      styles={style({ width: 208, maxWidth: 'full' })}
    >
      {COLUMN_TYPES.map((type) => (
        <PickerItem key={type} id={type}>
          {own(type)}
        </PickerItem>
      ))}
    </Picker>
  );
}
