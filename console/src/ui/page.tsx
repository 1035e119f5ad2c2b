import {
  Breadcrumb,
  Breadcrumbs,
  ButtonGroup,
  Content,
  Heading,
  InlineAlert,
  ProgressCircle,
} from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { type ReactNode, useEffect } from 'react';
import { t } from './messages.ts';
import { problemOf } from './problem.ts';

/**
 * As high as its buttons, where it has none too: the title stands at one place on every page. Of a task it is in sight however long
 * the page is, since nobody looks for the way on; there it may lie on the room around the page.
 */
const head = style({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  columnGap: 16,
  rowGap: 8,
  minHeight: 32,
  position: { default: 'static', isTask: { default: 'static', lg: 'sticky' } },
  top: -24,
  zIndex: 1,
  paddingY: { default: 0, isTask: 16 },
  marginY: { default: 0, isTask: -16 },
  backgroundColor: 'base',
});

/** Together, also in a row of their own below a long title. */
const taskEnds = style({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  justifyContent: 'end',
  columnGap: 16,
  rowGap: 8,
  marginStart: 'auto',
});

/** A page above this one. */
export interface Above {
  readonly label: string;
  readonly href: string;
}

/**
 * A page: its title in the browser's tab, the way down to it, its heading with what can be done here, and what is below it.
 * `ends` instead of `actions`: the page is one task, and these are the buttons that end it, the last of them what it is for, with
 * what the person must still do before it can be pressed.
 */
export function Page({
  title,
  above = [],
  actions,
  ends,
  children,
}: {
  title: string;
  above?: readonly Above[];
  actions?: ReactNode;
  ends?: { readonly buttons: ReactNode; readonly missing: string | undefined };
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
      <div className={head({ isTask: ends !== undefined })}>
        <Heading
          level={1}
          styles={style({ font: 'heading', margin: 0, flexGrow: 1, flexBasis: { default: 'full', sm: 'auto' } })}
        >
          {title}
        </Heading>
        {actions}
        {ends !== undefined && (
          <div className={taskEnds}>
            <span role="status" className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>
              {ends.missing ?? ''}
            </span>
            <ButtonGroup>{ends.buttons}</ButtonGroup>
          </div>
        )}
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
