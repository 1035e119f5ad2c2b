import { Content, Heading, InlineAlert, ProgressCircle } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { t } from './messages.ts';
import { problemOf } from './problem.ts';

/** A page: its title in the browser's tab, its heading and what is below it. */
export function Page({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} – Meniscus`;
  }, [title]);
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16, minHeight: 'full' })}>
      <Heading level={1} styles={style({ font: 'heading', margin: 0 })}>
        {title}
      </Heading>
      {children}
    </div>
  );
}

/** What went wrong, in the words of the platform's answer. */
export function ProblemBanner({ error }: { error: Error }) {
  const { title, detail } = problemOf(error);
  return (
    <InlineAlert variant="negative">
      <Heading>{title}</Heading>
      <Content>{detail}</Content>
    </InlineAlert>
  );
}

/** Shows a query's data, its progress, or its problem. */
export function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (query.error !== null) return <ProblemBanner error={query.error} />;
  if (query.data === undefined) return <ProgressCircle isIndeterminate aria-label={t('loading')} />;
  return <>{children(query.data)}</>;
}
