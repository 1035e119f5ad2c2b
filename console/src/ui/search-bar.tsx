import { SearchField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';

const bar = style({ display: 'flex', flexWrap: 'wrap', alignItems: 'end', columnGap: 16, rowGap: 8 });
const left = style({ font: 'ui-sm', color: 'neutral-subdued', flexGrow: 1, paddingBottom: 8 });

/** A search over a list, beside it how much it leaves, and what else there is to choose or to do. */
export function SearchBar({
  label,
  value,
  onChange,
  status = '',
  children,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** How many of how many are shown, in words. */
  status?: string;
  children?: ReactNode;
}) {
  return (
    <div className={bar}>
      <SearchField
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={onChange}
        styles={style({ width: 320, maxWidth: 'full' })}
      />
      <span role="status" className={left}>
        {status}
      </span>
      {children}
    </div>
  );
}
