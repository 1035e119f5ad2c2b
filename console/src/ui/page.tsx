import { Breadcrumb, Breadcrumbs, Content, Heading, InlineAlert, ProgressCircle } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { type ReactNode, useEffect } from 'react';
import { t } from './messages.ts';
import { problemOf } from './problem.ts';

/** As high as its buttons, where it has none too: the title stands at one place on every page. */
const head = style({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  columnGap: 16,
  rowGap: 8,
  minHeight: 32,
});

/** A page above this one. */
export interface Above {
  readonly label: string;
  readonly href: string;
}

/**
 * A page: its title in the browser's tab, the way down to it, its heading with what can be done here, and what is below it.
 */
export function Page({
  title,
  above = [],
  actions,
  children,
}: {
  title: string;
  above?: readonly Above[];
  actions?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} – Meniscus`;
  }, [title]);
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16, minHeight: 'full' })}>
      {above.length > 0 && (
        <Breadcrumbs
          aria-label={t('breadcrumbs')}
          UNSAFE_className="way-down"
          styles={style({ flexGrow: 0, flexShrink: 0, marginStart: 0 })}
        >
          {[...above, { label: title, href: '' }].map(({ label, href }) => (
            <Breadcrumb key={label} {...(href === '' ? {} : { href })}>
              {label}
            </Breadcrumb>
          ))}
        </Breadcrumbs>
      )}
      <div className={head}>
        <Heading
          level={1}
          styles={style({ font: 'heading', margin: 0, flexGrow: 1, flexBasis: { default: 'full', sm: 'auto' } })}
        >
          {title}
        </Heading>
        {actions}
      </div>
      {children}
    </div>
  );
}

/**
 * What went wrong, in the words of the platform's answer. `isAnswer`: to what the person did last, on a page that may be long: it
 * takes the focus, and so comes into sight.
 */
export function ProblemBanner({ error, isAnswer = false }: { error: Error; isAnswer?: boolean }) {
  const { title, detail } = problemOf(error);
  return (
    <InlineAlert variant="negative" autoFocus={isAnswer}>
      <Heading>{title}</Heading>
      <Content>
        <span className={style({ overflowWrap: 'anywhere' })}>{detail}</span>
      </Content>
    </InlineAlert>
  );
}

/** What was asked for: the answer once it is there, or why there is none. */
export interface Asked<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
}

/** Shows a query's data, its progress, or its problem. */
export function Loaded<T>({ query, children }: { query: Asked<T>; children: (data: T) => ReactNode }) {
  if (query.error !== null) return <ProblemBanner error={query.error} />;
  if (query.data === undefined) return <ProgressCircle isIndeterminate aria-label={t('loading')} />;
  return <>{children(query.data)}</>;
}
