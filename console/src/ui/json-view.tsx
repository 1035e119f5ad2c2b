import { style } from '@react-spectrum/s2/style' with { type: 'macro' };

/** A value as indented JSON; scrolls, and can be reached with the keyboard. */
export function JsonView({ label, value }: { label: string; value: unknown }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard (WCAG 2.1.1)
      tabIndex={0}
      className={style({ overflow: 'auto', padding: 16, borderRadius: 'lg', backgroundColor: 'layer-1' })}
    >
      <pre className={style({ font: 'code-sm', margin: 0 })}>{JSON.stringify(value, null, 2)}</pre>
    </section>
  );
}
