import type { Operations } from '@meniscus/client';
import { Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { Line, Part, Reasons } from '../../ui/explanation/reasons.tsx';
import { Loaded } from '../../ui/page.tsx';
import { time } from '../../ui/texts.ts';
import { t } from './texts.ts';

type Explanation = Operations['explainMembership']['answer'];

/** Why the person is in an audience or not: clause by clause, with the event that tipped it and the smallest change. */
export function ExplainedMembership({
  xid,
  audienceId,
  audienceName,
}: {
  xid: string;
  audienceId: string;
  audienceName: (id: string) => string;
}) {
  const client = useClient();
  const explained = useQuery({
    queryKey: ['explained-membership', xid, audienceId],
    queryFn: () => client.call('explainMembership', { query: { entityId: xid, audienceId } }),
  });
  return (
    <section
      aria-label={t('explained', audienceName(audienceId))}
      className={style({
        display: 'flex',
        flexDirection: 'column',
        gap: 24,
        padding: 24,
        borderRadius: 'lg',
        backgroundColor: 'layer-1',
      })}
    >
      <Loaded query={explained}>
        {(explanation) => <Membership explanation={explanation} audienceName={audienceName} />}
      </Loaded>
    </section>
  );
}

function verdict({ status, isMember, audienceName }: Explanation): string {
  return (isMember ?? status === 'realized') ? t('isMember', audienceName) : t('isNoMember', audienceName);
}

function Membership({ explanation, audienceName }: { explanation: Explanation; audienceName: (id: string) => string }) {
  const { rule, history, ...reasons } = explanation;
  return (
    <>
      <Heading level={2} styles={style({ font: 'title-lg', margin: 0 })}>
        {verdict(explanation)}
      </Heading>
      {rule === undefined ? (
        <Line>{t('noRule')}</Line>
      ) : (
        <Reasons explanation={{ rule, ...reasons }} audienceName={audienceName} />
      )}
      {history.length > 0 && (
        <Part title={t('history')}>
          {history.map(({ status, at }) => (
            <Line key={at}>{t(status === 'realized' ? 'entered' : 'wentOut', time(Date.parse(at)))}</Line>
          ))}
        </Part>
      )}
    </>
  );
}
