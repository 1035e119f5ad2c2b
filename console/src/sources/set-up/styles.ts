import { style } from '@react-spectrum/s2/style' with { type: 'macro' };

/** Fields below each other. */
export const form = style({ display: 'flex', flexDirection: 'column', gap: 16, maxWidth: 640 });

/** A field as wide as the form. */
export const wide = style({ width: 'full' });
