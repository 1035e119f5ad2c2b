import { Cell, Column, Row, TableBody, TableHeader, TableView } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { t } from './messages.ts';

export interface TableColumn<T> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
}

/** A table of rows; the first column names the row for screen readers. */
export function RowsTable<T>({
  label,
  columns,
  rows,
  id,
  onAction,
}: {
  label: string;
  columns: readonly TableColumn<T>[];
  rows: readonly T[];
  id: (row: T) => string;
  onAction?: (row: T) => void;
}) {
  const byId = new Map(rows.map((row) => [id(row), row]));
  return (
    <TableView
      aria-label={label}
      styles={style({ width: 'full', height: 480 })}
      {...(onAction === undefined ? {} : { onAction: (key: string | number) => onAction(byId.get(String(key))!) })}
    >
      <TableHeader>
        {columns.map((column, index) => (
          <Column key={column.key} id={column.key} isRowHeader={index === 0}>
            {column.title}
          </Column>
        ))}
      </TableHeader>
      <TableBody renderEmptyState={() => <p className={style({ font: 'body', padding: 24 })}>{t('nothing')}</p>}>
        {rows.map((row) => (
          <Row key={id(row)} id={id(row)}>
            {columns.map((column) => (
              <Cell key={column.key}>{column.cell(row)}</Cell>
            ))}
          </Row>
        ))}
      </TableBody>
    </TableView>
  );
}
