import { style } from '@react-spectrum/s2/style' with { type: 'macro' };

/** A list whose entries stand one beside the other. */
export const inlineList = style({
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: 16,
  rowGap: 4,
  margin: 0,
  padding: 0,
  listStyleType: 'none',
});
