import { style } from '@react-spectrum/s2/style' with { type: 'macro' };

/** A table, and beside it what explains the row that is open; below it where the page is narrow. */
export const split = style({
  display: 'grid',
  gap: 24,
  alignItems: 'start',
  gridTemplateColumns: {
    default: ['minmax(0, 1fr)'],
    isOpen: { default: ['minmax(0, 1fr)'], lg: ['minmax(0, 3fr)', 'minmax(0, 2fr)'] },
  },
});
