import { style } from '@react-spectrum/s2/style' with { type: 'macro' };

/** Controls that belong together, beside each other where there is room. */
export const row = style({ display: 'flex', flexWrap: 'wrap', gap: 16, alignItems: 'end' });

/** As wide as its column, where that is narrow. */
export const control = style({ width: 'full', maxWidth: 288 });
