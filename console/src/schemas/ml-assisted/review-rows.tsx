import { Badge } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { percent } from '../../ui/texts.ts';
import { typeText } from '../field-texts.ts';
import { changed, followed, isOwn, type RecommendedRow } from './recommended-rows.ts';
import { RowEditor } from './row-editor.tsx';
import { own } from './texts.ts';

/** What is recommended for each column; a row is changed in a dialog. */
export function ReviewRows({
  rows,
  onChange,
  tenant,
  className,
}: {
  rows: readonly RecommendedRow[];
  onChange: (rows: readonly RecommendedRow[]) => void;
  tenant: string;
  /** Title of the class. */
  className: string;
}) {
  const [edited, setEdited] = useState<RecommendedRow>();
  return (
    <>
      <p className={style({ font: 'ui', margin: 0 })}>{own('reviewHint', className)}</p>
      <RowsTable
        label={own('table')}
        rows={rows}
        id={({ at }) => String(at)}
        onAction={setEdited}
        columns={columnsOf(tenant)}
      />
      {edited !== undefined && (
        <RowEditor
          row={edited}
          tenant={tenant}
          onChange={(next) => onChange(changed(rows, next))}
          onClose={() => setEdited(undefined)}
        />
      )}
    </>
  );
}

/** The group a field is in: that of the recommendation, the tenant's own, or the one the platform finds for the path. */
function groupOf(row: RecommendedRow, tenant: string): string {
  if (isOwn(row.field.path, tenant)) return own('ownFields');
  return followed(row)?.fieldGroup ?? own('standardGroup');
}

function columnsOf(tenant: string): readonly TableColumn<RecommendedRow>[] {
  return [
    { key: 'source', title: own('source'), cell: ({ column }) => column, narrowest: 128 },
    {
      key: 'target',
      title: own('target'),
      cell: ({ field, included }) => (included ? field.path : <Badge variant="neutral">{own('leftOut')}</Badge>),
      share: 1.6,
      narrowest: 208,
    },
    { key: 'name', title: own('displayName'), cell: ({ field }) => field.displayName, narrowest: 136 },
    {
      key: 'type',
      title: own('type'),
      cell: ({ field: { type, format } }) =>
        typeText({
          'meta:xdmType': format?.startsWith('date') === true ? format : type === 'integer' ? 'int' : type,
        }),
      share: 0.8,
    },
    { key: 'group', title: own('group'), cell: (row) => groupOf(row, tenant), share: 1.4, narrowest: 144 },
    {
      key: 'confidence',
      title: own('confidence'),
      cell: (row) => <Confidence row={row} />,
      share: 0.8,
      narrowest: 128,
    },
    { key: 'reason', title: own('reason'), cell: (row) => followed(row)?.reason ?? '', share: 1.8, narrowest: 160 },
  ];
}

function Confidence({ row }: { row: RecommendedRow }) {
  const confidence = followed(row)?.confidence;
  if (confidence === undefined) return <Badge variant="neutral">{own('changed')}</Badge>;
  return <Badge variant={confidence >= 0.7 ? 'positive' : 'notice'}>{percent(Math.round(confidence * 100))}</Badge>;
}
