import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import type { Audience } from '../audience.ts';
import { t } from './texts.ts';

/** What the platform makes of a rule now: its text, and how it may be evaluated. */
export function useRule(expression: Audience['expression']) {
  const client = useClient();
  return useQuery({
    queryKey: ['rule', expression],
    enabled: expression !== undefined,
    queryFn: () => client.call('checkRule', { body: { expression: expression! } }),
  });
}

/** The rule as PQL. One that came as JSON is written as text. */
export function Rule({ expression }: { expression: NonNullable<Audience['expression']> }) {
  const { data } = useRule(expression);
  return (
    <>
      <pre
        className={style({
          font: 'code-sm',
          margin: 0,
          padding: 16,
          borderRadius: 'lg',
          backgroundColor: 'layer-1',
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
        })}
      >
        {data?.rule?.text ?? expression.value}
      </pre>
      {data?.valid === false && <p className={style({ font: 'body', margin: 0 })}>{t('brokenRule')}</p>}
    </>
  );
}
