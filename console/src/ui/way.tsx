import { LinkButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };

const way = style({
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'start',
  justifyContent: 'space-between',
  gap: 16,
  boxSizing: 'border-box',
  width: 'full',
  maxWidth: 480,
  padding: 24,
  borderRadius: 'lg',
  borderWidth: 1,
  borderStyle: 'solid',
  borderColor: 'gray-200',
});

/** One of several ways to make something: what it is for, and the link that goes it. */
export function Way({ hint, label, href }: { hint: string; label: string; href: string }) {
  return (
    <div className={way}>
      <p className={style({ font: 'body', margin: 0 })}>{hint}</p>
      <LinkButton variant="secondary" href={href}>
        {label}
      </LinkButton>
    </div>
  );
}
