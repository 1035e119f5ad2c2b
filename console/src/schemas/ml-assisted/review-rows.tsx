import { Badge, Button } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { Fragment, useState } from 'react';
import { RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { percent } from '../../ui/texts.ts';
import { typeText } from '../field-texts.ts';
import { changed, followed, isOwn, newRow, type RecommendedRow, xdmTypeOf } from './recommended-rows.ts';
import { RowEditor } from './row-editor.tsx';
import { own } from './texts.ts';

/** A path or the name of a column has no spaces to be broken at. */
const broken = style({ overflowWrap: 'anywhere' });

type Titles = ReadonlyMap<string, string>;

/** What is recommended for each column; a row is changed in a dialog. */
export function ReviewRows({
  rows,
  onChange,
  tenant,
  classId,
  titles,
}: {
  rows: readonly RecommendedRow[];
  onChange: (rows: readonly RecommendedRow[]) => void;
  tenant: string;
  /** `$id`. */
  classId: string;
  /** Titles of classes and field groups by `$id`. */
  titles: Titles;
}) {
  const [edited, setEdited] = useState<RecommendedRow>();
  return (
    <>
      <div className={style({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 16 })}>
        <p className={style({ font: 'ui', margin: 0, flexGrow: 1 })}>
          {`${own('columns', rows.filter(({ column }) => column !== '').length)}. ${own('reviewHint', titles.get(classId) ?? '')}`}
        </p>
        <Button variant="secondary" onPress={() => setEdited(newRow(rows, tenant))}>
          {own('addField')}
        </Button>
      </div>
      <RowsTable
        label={own('table')}
        rows={rows}
        id={({ at }) => String(at)}
        onAction={setEdited}
        columns={columnsOf(tenant, titles)}
        wraps
      />
      {edited !== undefined && (
        <RowEditor
          row={edited}
          tenant={tenant}
          classId={classId}
          onChange={(next) => onChange(changed(rows, next))}
          onClose={() => setEdited(undefined)}
        />
      )}
    </>
  );
}

/** The group a field is in: that it was chosen or recommended of, the tenant's own, or the one the platform finds for the path. */
function groupOf(row: RecommendedRow, tenant: string, titles: Titles): string {
  if (isOwn(row.field.path, tenant)) return own('ownFields');
  return followed(row)?.fieldGroup ?? titles.get(row.field.fieldGroupId ?? '') ?? own('standardGroup');
}

function columnsOf(tenant: string, titles: Titles): readonly TableColumn<RecommendedRow>[] {
  return [
    {
      key: 'source',
      title: own('source'),
      cell: ({ column }) => <span className={broken}>{column}</span>,
      share: 0.6,
      narrowest: 124,
    },
    {
      key: 'target',
      title: own('target'),
      cell: ({ field, included }) =>
        included ? <Path path={field.path} /> : <Badge variant="neutral">{own('leftOut')}</Badge>,
      share: 0.9,
      narrowest: 152,
    },
    { key: 'name', title: own('nameHeading'), cell: ({ field }) => field.displayName, share: 0.6, narrowest: 132 },
    {
      key: 'type',
      title: own('typeHeading'),
      cell: ({ field }) => typeText({ 'meta:xdmType': xdmTypeOf(field) }),
      share: 0.4,
      narrowest: 104,
    },
    { key: 'group', title: own('group'), cell: (row) => groupOf(row, tenant, titles), share: 0.7, narrowest: 152 },
    {
      key: 'confidence',
      title: own('confidence'),
      cell: (row) => <Confidence row={row} />,
      share: 0.4,
      narrowest: 120,
    },
    {
      key: 'reason',
      title: own('reason'),
      cell: (row) => <span className={style({ font: 'ui-sm' })}>{followed(row)?.reason ?? ''}</span>,
      share: 3,
      narrowest: 188,
    },
  ];
}

/** A path goes on in the next line after a dot, where it can. */
function Path({ path }: { path: string }) {
  const names = path.split('.');
  return (
    <span className={broken}>
      {names.map((name, at) => (
        <Fragment key={names.slice(0, at).join('.')}>
          {name}
          {at < names.length - 1 && '.'}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}

function Confidence({ row }: { row: RecommendedRow }) {
  const confidence = followed(row)?.confidence;
  if (confidence === undefined) return <Badge variant="neutral">{own(row.column === '' ? 'added' : 'changed')}</Badge>;
  return <Badge variant={confidence >= 0.7 ? 'positive' : 'notice'}>{percent(Math.round(confidence * 100))}</Badge>;
}
