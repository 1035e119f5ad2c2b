import { SearchField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };

/** A search over a list, and beside it how much it leaves. */
export function SearchBar({
  label,
  value,
  onChange,
  left,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** How many of how many are shown, in words. */
  left: string;
}) {
  return (
    <div className={style({ display: 'flex', alignItems: 'center', gap: 16 })}>
      <SearchField
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={onChange}
        styles={style({ width: 320 })}
      />
      <span role="status" className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>
        {left}
      </span>
    </div>
  );
}
