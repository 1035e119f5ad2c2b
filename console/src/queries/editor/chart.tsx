import { Picker, PickerItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { EmptyState } from '../../ui/empty-state.tsx';
import { number } from '../../ui/texts.ts';
import { cellText, type Result } from './result.ts';
import { own } from './texts.ts';

/** More bars than this nobody reads. */
const MOST = 50;

const grid = style({
  display: 'grid',
  gridTemplateColumns: ['minmax(64px, max-content)', '1fr', 'max-content'],
  alignItems: 'center',
  columnGap: 12,
  rowGap: 4,
  margin: 0,
  padding: 0,
  listStyleType: 'none',
  font: 'ui',
});
const track = style({ display: 'flex', height: 20 });
const bar = style({
  height: 'full',
  borderRadius: 'sm',
  backgroundColor: {
    default: { default: 'accent', forcedColors: 'ButtonText' },
    isNegative: { default: 'negative', forcedColors: 'Highlight' },
  },
});

/** Places of the columns whose values are numbers, where there are any. */
function numberColumns({ columns, rows }: Result): readonly number[] {
  return columns
    .map((_, index) => index)
    .filter((index) => {
      const values = rows.map((row) => row[index]).filter((value) => value !== null);
      return values.length > 0 && values.every((value) => typeof value === 'number');
    });
}

/** The rows as bars: one column names them, one is how long they are. */
export function Chart({ result }: { result: Result }) {
  const numbers = numberColumns(result);
  const [value, setValue] = useState(numbers.at(-1));
  const [label, setLabel] = useState(
    Math.max(
      0,
      result.columns.findIndex((_, index) => !numbers.includes(index)),
    ),
  );
  if (value === undefined) return <EmptyState title={own('noNumbers')} hint={own('noNumbersHint')} />;
  return (
    <>
      <div className={style({ display: 'flex', flexWrap: 'wrap', gap: 16 })}>
        <ColumnPicker
          label={own('label')}
          result={result}
          columns={result.columns.map((_, index) => index)}
          chosen={label}
          onChoose={setLabel}
        />
        <ColumnPicker label={own('value')} result={result} columns={numbers} chosen={value} onChoose={setValue} />
      </div>
      <BarList result={result} label={label} value={value} />
    </>
  );
}

function BarList({ result: { columns, rows }, label, value }: { result: Result; label: number; value: number }) {
  const shown = rows.slice(0, MOST).map((row, index) => ({
    // Rows have no id of their own.
    key: index,
    name: cellText(row[label]) || '–',
    value: typeof row[value] === 'number' ? row[value] : 0,
  }));
  const most = Math.max(...shown.map((one) => Math.abs(one.value))) || 1;
  return (
    <ul className={grid} aria-label={`${columns[label]}, ${columns[value]}`}>
      {shown.map((one) => (
        <li key={one.key} className={style({ display: 'contents' })}>
          <span className={style({ overflowWrap: 'anywhere' })}>{one.name}</span>
          <span className={track} aria-hidden="true">
            <span
              className={bar({ isNegative: one.value < 0 })}
              style={{ width: `${(Math.abs(one.value) / most) * 100}%` }}
            />
          </span>
          <span className={style({ textAlign: 'end' })}>{number(one.value)}</span>
        </li>
      ))}
    </ul>
  );
}

function ColumnPicker({
  label,
  result,
  columns,
  chosen,
  onChoose,
}: {
  label: string;
  result: Result;
  columns: readonly number[];
  chosen: number;
  onChoose: (column: number) => void;
}) {
  return (
    <Picker
      label={label}
      selectedKey={String(chosen)}
      onSelectionChange={(key) => onChoose(Number(key))}
      styles={style({ width: 208, maxWidth: 'full' })}
    >
      {columns.map((index) => (
        <PickerItem key={index} id={String(index)}>
          {result.columns[index]!}
        </PickerItem>
      ))}
    </Picker>
  );
}
