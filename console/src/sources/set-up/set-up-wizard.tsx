import { useGo } from '../../ui/address.ts';
import { t as shared } from '../../ui/messages.ts';
import { Wizard } from '../../ui/wizard.tsx';
import type { Account, Source } from '../flow-service.ts';
import { accountMissing } from './account.ts';
import { AccountStep } from './account-step.tsx';
import { DetailStep, detailMissing } from './detail-step.tsx';
import { MappingStep } from './mapping-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { useRowAnswers } from './row-answers.ts';
import { SelectDataStep } from './select-data-step.tsx';
import { t } from './texts.ts';
import { useSetUp } from './use-set-up.ts';

const ABOVE = [{ label: shared('sources'), href: '/sources' }];

/** The steps of the set-up, in the order of the guide. Going back loses nothing. */
export function SetUpWizard({ source, accounts }: { source: Source; accounts: readonly Account[] }) {
  const go = useGo();
  const { draft, change, account, setAccount, problem, leaveAccount, leaveDetail, finish } = useSetUp(source, accounts);
  const answers = useRowAnswers(draft.rows, draft.dataset.schemaId);
  const onAccount = (accountId: string) => change({ accountId });
  const signIn = {
    source,
    accounts,
    form: account,
    onForm: setAccount,
    accountId: draft.accountId,
    onAccount,
    problem,
  };
  return (
    <Wizard
      title={t('title', source.title)}
      above={ABOVE}
      steps={[
        {
          id: 'account',
          label: t('account'),
          missing: accountMissing(source, account, draft.accountId),
          leave: leaveAccount,
          content: <AccountStep {...signIn} />,
        },
        {
          id: 'data',
          label: t('selectData'),
          missing: draft.sample === undefined ? t('selectMissing') : undefined,
          content: <SelectDataStep draft={draft} change={change} />,
        },
        {
          id: 'detail',
          label: t('detail'),
          missing: detailMissing(draft),
          leave: leaveDetail,
          content: <DetailStep draft={draft} change={change} />,
        },
        {
          id: 'mapping',
          label: t('mapping'),
          missing: answers.missing,
          content: <MappingStep draft={draft} change={change} answers={answers} />,
        },
        { id: 'review', label: t('review'), content: <ReviewStep draft={draft} problem={problem} /> },
      ]}
      onFinish={finish}
      onCancel={() => go('/sources')}
    />
  );
}
