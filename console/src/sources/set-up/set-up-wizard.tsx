import { useGo } from '../../ui/address.ts';
import { t as shared } from '../../ui/messages.ts';
import { type Step, Wizard } from '../../ui/wizard.tsx';
import type { Account, Source } from '../flow-service.ts';
import { MappingEditor } from '../mapping/mapping-editor.tsx';
import { givenBy } from '../mapping/needs.ts';
import { type RowAnswers, useRowAnswers } from '../mapping/row-answers.ts';
import { SampleChoice } from '../mapping/sample-choice.tsx';
import { t as mapping } from '../mapping/texts.ts';
import { scheduleMissing } from '../schedule/entered.ts';
import { accountMissing } from './account.ts';
import { AccountStep } from './account-step.tsx';
import { DetailStep, detailMissing } from './detail-step.tsx';
import type { StepProps } from './draft.ts';
import { FileChoice } from './file-choice.tsx';
import { ReviewStep } from './review-step.tsx';
import { ScheduleStep } from './schedule-step.tsx';
import { t } from './texts.ts';
import { useSetUp } from './use-set-up.ts';

const ABOVE = [{ label: shared('sources'), href: '/sources' }];

/**
 * The steps of the set-up, in the order of the guide. Going back loses nothing. What needs no mapping leaves out its two
 * steps; what is read has one for when.
 */
export function SetUpWizard({ source, accounts }: { source: Source; accounts: readonly Account[] }) {
  const go = useGo();
  const setUp = useSetUp(source, accounts);
  const { draft, account, isXdm } = setUp;
  const answers = useRowAnswers(draft.rows, draft.dataset.schemaId);
  const first: Step = {
    id: 'account',
    label: t('account'),
    missing: accountMissing(source, account, draft.accountId),
    leave: setUp.leaveAccount,
    content: (
      <AccountStep
        source={source}
        accounts={accounts}
        form={account}
        onForm={setUp.setAccount}
        accountId={draft.accountId}
        onAccount={(accountId) => setUp.change({ accountId })}
        problem={setUp.problem}
      />
    ),
  };
  const detail: Step = {
    id: 'detail',
    label: t('detail'),
    missing: detailMissing(draft),
    leave: setUp.leaveDetail,
    content: <DetailStep draft={draft} change={setUp.change} />,
  };
  const schedule: Step = {
    id: 'schedule',
    label: t('schedule'),
    missing: scheduleMissing(draft.schedule),
    content: <ScheduleStep draft={draft} change={setUp.change} />,
  };
  const review: Step = {
    id: 'review',
    label: t('review'),
    content: <ReviewStep draft={draft} kind={source.kind} isXdm={isXdm} problem={setUp.problem} />,
  };
  const steps = [
    first,
    ...(isXdm ? [] : [dataStep(source, setUp)]),
    detail,
    ...(isXdm ? [] : [mappingStep(source, setUp, answers)]),
    ...(source.kind === 'files' ? [schedule] : []),
    review,
  ];
  return (
    <Wizard
      title={t('title', source.title)}
      above={ABOVE}
      steps={steps}
      entered={[draft, account]}
      onFinish={setUp.finish}
      onCancel={() => go('/sources')}
    />
  );
}

/** What the mapping is made with: a file of the source, or a sample of what it sends. */
function dataStep({ kind }: Source, { draft, change }: StepProps): Step {
  const { accountId, sample } = draft;
  const leave = async () => {
    if (draft.name === '') change({ name: fileName(draft) });
    return true;
  };
  const shared = { id: 'data', label: mapping('selectData'), leave };
  if (kind === 'files')
    return {
      ...shared,
      missing: sample === undefined ? t('fileMissing') : undefined,
      content: <FileChoice draft={draft} change={change} />,
    };
  return {
    ...shared,
    missing: sample === undefined ? mapping('selectMissing') : undefined,
    content: (
      <SampleChoice
        accountId={kind === 'events' ? accountId : undefined}
        sample={sample}
        onSample={(chosen) => change({ sample: chosen })}
      />
    ),
  };
}

/** What the dataflow is called at first: as the file it is set up with, where there is one. */
function fileName({ place, sample }: StepProps['draft']): string {
  const isFile = place.file !== '' || sample?.id !== undefined;
  return isFile && sample !== undefined ? sample.title.replace(/\.\w+$/, '') : '';
}

function mappingStep(
  { kind }: Source,
  { draft: { rows, sample, dataset }, change }: StepProps,
  answers: RowAnswers,
): Step {
  return {
    id: 'mapping',
    label: mapping('mapping'),
    missing: answers.missing,
    content: (
      <MappingEditor
        rows={rows}
        onRows={(changed) => change({ rows: changed })}
        sample={sample}
        schemaId={dataset.schemaId}
        answers={answers}
        given={givenBy(kind)}
      />
    ),
  };
}
