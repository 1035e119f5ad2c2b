import { Cell, Column, Link, Row, TableBody, TableHeader, TableView } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { useGo } from './address.ts';
import { t } from './messages.ts';
import { inOrder, type Sortable } from './sort.ts';
import { locale } from './texts.ts';

export interface TableColumn<T> extends Sortable<T> {
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  /** Share of the width; 1 when not given. */
  readonly share?: number;
  /** Pixels below which it does not shrink, the table scrolls instead; 112 when not given, and never less than its title takes. */
  readonly narrowest?: number;
}

/** Heights of Spectrum's table in pixels: what fits without scrolling is shown without an empty frame below it. */
const HEADER = 34;
const ROW = 40;
/** One of five small lines. */
const WRAPPED = 90;
const EMPTY = 120;
/** Letters that have room in any column. */
const SHORT = 12;
const TALLEST = 600;
const NARROWEST = 112;
/** What a title takes: its bold letters, in the widest of the fonts it may be written in, and the room and the arrow beside it. */
const LETTER = 10;
const WIDE_LETTER = 15;
const MIDDLE_LETTER = 7;
const SLIM_LETTER = 5;
const BESIDE_TITLE = 34;

/** How a column of moments is wide: a time that is cut says nothing. English ones end in AM or PM. */
export const MOMENT = { share: 1.5, narrowest: locale === 'fr' ? 216 : 232 };

function letterWidth(letter: string): number {
  if (/[mwMW]/.test(letter)) return WIDE_LETTER;
  if (/[frt]/.test(letter)) return MIDDLE_LETTER;
  return /[ijl ’.:]/.test(letter) ? SLIM_LETTER : LETTER;
}

function narrowest<T>({ title, narrowest: wanted = NARROWEST }: TableColumn<T>): number {
  return Math.max(
    wanted,
    [...title].reduce((width, letter) => width + letterWidth(letter), BESIDE_TITLE),
  );
}

function height(rows: number, row: number): number {
  return Math.min(TALLEST, HEADER + (rows === 0 ? EMPTY : rows * row));
}

/** A table has one space of keys for its columns and its rows. */
export const columnId = (key: string) => `column ${key}`;

/** How Spectrum's table is told what it is sorted by, and tells what it is to be sorted by. */
export function sorting(order: string, onOrder: ((order: string) => void) | undefined) {
  if (onOrder === undefined) return {};
  const descriptor = {
    column: columnId(order.replace(/^-/, '')),
    direction: order.startsWith('-') ? ('descending' as const) : ('ascending' as const),
  };
  return {
    ...(order === '' ? {} : { sortDescriptor: descriptor }),
    onSortChange: ({ column, direction }: { column: string | number; direction: string }) =>
      onOrder(`${direction === 'descending' ? '-' : ''}${String(column).slice(columnId('').length)}`),
  };
}

/** How Spectrum's table is told which one of its rows is chosen, and tells of another choice. */
function choosing<T>(byId: ReadonlyMap<string, T>, chosen: string | undefined, choose?: (row: T) => void) {
  return {
    selectionMode: 'single' as const,
    disallowEmptySelection: true,
    selectedKeys: chosen === undefined ? [] : [chosen],
    onSelectionChange: (keys: 'all' | Set<string | number>) => {
      const row = byId.get(String([...keys][0]));
      if (row !== undefined) choose?.(row);
    },
  };
}

/** A text that is cut where its column ends is read whole by pointing at it. */
function whole(inside: ReactNode): ReactNode {
  return typeof inside === 'string' && inside.length > SHORT ? <span title={inside}>{inside}</span> : inside;
}

/** A table of rows; the first column names the row for screen readers. */
export function RowsTable<T>({
  label,
  columns,
  rows,
  id,
  onAction,
  pageOf,
  shown,
  selected,
  onSelect,
  order = '',
  onOrder,
  wraps = false,
  empty = t('nothing'),
}: {
  label: string;
  columns: readonly TableColumn<T>[];
  rows: readonly T[];
  id: (row: T) => string;
  onAction?: (row: T) => void;
  /** Address of the page of a row: the row leads there, and its first column is a link. */
  pageOf?: (row: T) => string;
  /** Id of the row whose details stand beside the table, set off from the others; `onAction` shows those of another one. */
  shown?: string | undefined;
  /** Id of the row that is chosen. */
  selected?: string | undefined;
  /** One row can be chosen, with a box before it. */
  onSelect?: (row: T) => void;
  /** Key of the column the rows are sorted by, behind a minus for descending. */
  order?: string;
  /** Columns with `sortBy` can be sorted by. */
  onOrder?: (order: string) => void;
  /** What a person reads where there is no row, and what they can do about it. */
  empty?: string;
  /** What is too long for its column goes on in a second line; else it is cut. */
  wraps?: boolean;
}) {
  const go = useGo();
  const byId = new Map(rows.map((row) => [id(row), row]));
  const open = pageOf === undefined ? onAction : (row: T) => void go(pageOf(row));
  const linked = (row: T, inside: ReactNode) =>
    pageOf === undefined ? (
      inside
    ) : (
      <Link href={pageOf(row)} isQuiet>
        {inside}
      </Link>
    );
  return (
    <TableView
      aria-label={label}
      styles={style({ width: 'full', flexShrink: 0 })}
      UNSAFE_style={{ height: height(rows.length, wraps ? WRAPPED : ROW) }}
      overflowMode={wraps ? 'wrap' : 'truncate'}
      {...sorting(order, onOrder)}
      {...(open === undefined || shown !== undefined
        ? {}
        : { onAction: (key: string | number) => open(byId.get(String(key))!) })}
      {...(shown === undefined ? {} : { ...choosing(byId, shown, open), selectionStyle: 'highlight' as const })}
      {...(onSelect === undefined ? {} : choosing(byId, selected, onSelect))}
    >
      <TableHeader>
        {columns.map((column, index) => (
          <Column
            key={column.key}
            id={columnId(column.key)}
            isRowHeader={index === 0}
            allowsSorting={onOrder !== undefined && column.sortBy !== undefined}
            width={`${column.share ?? 1}fr`}
            minWidth={narrowest(column)}
          >
            {column.title}
          </Column>
        ))}
      </TableHeader>
      <TableBody renderEmptyState={() => <p className={style({ font: 'body', padding: 24 })}>{empty}</p>}>
        {inOrder(rows, order, columns, locale).map((row) => (
          <Row key={id(row)} id={id(row)}>
            {columns.map((column, index) => (
              <Cell key={column.key}>
                {index === 0 ? linked(row, whole(column.cell(row))) : whole(column.cell(row))}
              </Cell>
            ))}
          </Row>
        ))}
      </TableBody>
    </TableView>
  );
}
