import { Button, ButtonGroup, Heading, Link, LinkButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { to, useGo, useParameter } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Details } from '../../ui/details.tsx';
import { t as shared } from '../../ui/messages.ts';
import { notifyDone, notifyFailed } from '../../ui/notify.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { number, time } from '../../ui/texts.ts';
import { type Audience, t as area, frequencyOf, reasonText, statusOf, useCounts } from '../audience.ts';
import { AudienceLabels } from './audience-labels.tsx';
import { ProfilesOverTime } from './profiles-over-time.tsx';
import { Rule, useRule } from './rule.tsx';
import { SampleMembers } from './sample-members.tsx';
import { originText, t } from './texts.ts';

const ABOVE = [{ label: shared('audiences'), href: '/audiences' }];

/** One audience: what it asks for, how and why it is evaluated so, how many and who is in it. */
export function AudiencePage() {
  const client = useClient();
  const id = useParameter('audienceId');
  const audience = useQuery({
    queryKey: ['audience', id],
    queryFn: () => client.call('getAudience', { path: { id } }),
  });
  if (audience.data === undefined)
    return (
      <Page title={shared('audiences')} above={ABOVE}>
        <Loaded query={audience}>{() => null}</Loaded>
      </Page>
    );
  return <Shown audience={audience.data} />;
}

function Shown({ audience }: { audience: Audience }) {
  const mayManage = useMay('manage-segments');
  const { id, name, expression } = audience;
  return (
    <Page title={name} above={ABOVE} actions={mayManage && <Actions audience={audience} />}>
      <Facts audience={audience} />
      <Part title={t('rule')}>
        {expression === undefined ? (
          <p className={style({ font: 'body', margin: 0 })}>{t('external')}</p>
        ) : (
          <Rule expression={expression} />
        )}
      </Part>
      <Part title={t('sample')}>
        <SampleMembers audienceId={id} />
      </Part>
      <Part title={t('labels')}>
        <AudienceLabels audience={audience} mayChange={mayManage} />
      </Part>
      {expression !== undefined && (
        <Part title={t('overTime')}>
          <ProfilesOverTime audienceId={id} mayEvaluate={mayManage && audience.lifecycleState === 'published'} />
        </Part>
      )}
    </Page>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className={style({ display: 'flex', flexDirection: 'column', gap: 12 })}>
      <Heading level={2} styles={style({ font: 'title', margin: 0, marginTop: 12 })}>
        {title}
      </Heading>
      {children}
    </section>
  );
}

function Actions({ audience: { id, name, expression, dependents = [] } }: { audience: Audience }) {
  const client = useClient();
  const cache = useQueryClient();
  const confirm = useConfirm();
  const go = useGo();
  const remove = useMutation({
    mutationFn: () => client.call('deleteAudience', { path: { id } }),
    onSuccess: async () => {
      notifyDone(t('deleted', name));
      await go('/audiences');
      await cache.invalidateQueries({ queryKey: ['audiences'] });
    },
    onError: notifyFailed,
  });
  const ask = async () => {
    const consequence = t('deleteConsequence');
    if (await confirm({ title: t('deleteTitle', name), consequence, confirm: t('delete'), destructive: true }))
      remove.mutate();
  };
  return (
    <ButtonGroup>
      {expression !== undefined && (
        <LinkButton variant="accent" href={to`/audiences/${id}/edit`}>
          {t('edit')}
        </LinkButton>
      )}
      {dependents.length === 0 && (
        <Button variant="negative" fillStyle="outline" isDisabled={remove.isPending} onPress={() => void ask()}>
          {t('delete')}
        </Button>
      )}
    </ButtonGroup>
  );
}

function Facts({ audience }: { audience: Audience }) {
  const { id, description = '', dependencies = [], dependents = [], originName, createEpoch, updateTime } = audience;
  const all = useCounts();
  const members = all.find((one) => one.id === id)?.members;
  const links = (ids: readonly string[]) =>
    ids.map((other, index) => (
      <Fragment key={other}>
        {index > 0 && ', '}
        <Link href={to`/audiences/${other}`}>{all.find((one) => one.id === other)?.name ?? other}</Link>
      </Fragment>
    ));
  return (
    <Details
      rows={[
        [area('count'), <strong key="count">{members === undefined ? '–' : number(members)}</strong>],
        ...(description === '' ? [] : [[shared('description'), description] as const]),
        [area('status'), statusOf(audience)],
        [area('frequency'), <Frequency key="frequency" audience={audience} />],
        [t('origin'), originText(originName)],
        [t('id'), id],
        [t('created'), time(createEpoch * 1000)],
        [t('updated'), time(updateTime)],
        ...(dependencies.length === 0 ? [] : [[t('asksAbout'), links(dependencies)] as const]),
        ...(dependents.length === 0
          ? []
          : [[t('usedBy'), <Fragment key="used">{[links(dependents), ' – ', t('cannotDelete')]}</Fragment>] as const]),
      ]}
    />
  );
}

/** The method, and why it is that one. */
function Frequency({ audience }: { audience: Audience }) {
  const { expression } = audience;
  const rule = useRule(expression);
  const frequency = frequencyOf(audience);
  if (expression === undefined || rule.data?.rule === undefined) return frequency;
  const { streaming, reasons } = rule.data.rule;
  const batch = audience.evaluationInfo?.batch?.enabled === true;
  const why = !batch
    ? t('isStreaming')
    : streaming
      ? t('couldStream')
      : t('onlyBatch', reasons.map(reasonText).join(', '));
  return `${frequency} – ${why}`;
}
