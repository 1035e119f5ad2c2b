import { useGo } from '../../ui/address.ts';
import { t as shared } from '../../ui/messages.ts';
import { Wizard } from '../../ui/wizard.tsx';
import type { Account, Source } from '../flow-service.ts';
import { MappingEditor } from '../mapping/mapping-editor.tsx';
import { useRowAnswers } from '../mapping/row-answers.ts';
import { SampleChoice } from '../mapping/sample-choice.tsx';
import { t as mapping } from '../mapping/texts.ts';
import { accountMissing } from './account.ts';
import { AccountStep } from './account-step.tsx';
import { DetailStep, detailMissing } from './detail-step.tsx';
import { ReviewStep } from './review-step.tsx';
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
          label: mapping('selectData'),
          missing: draft.sample === undefined ? mapping('selectMissing') : undefined,
          content: (
            <SampleChoice accountId={draft.accountId} sample={draft.sample} onSample={(sample) => change({ sample })} />
          ),
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
          label: mapping('mapping'),
          missing: answers.missing,
          content: (
            <MappingEditor
              rows={draft.rows}
              onRows={(rows) => change({ rows })}
              sample={draft.sample}
              schemaId={draft.dataset.schemaId}
              answers={answers}
            />
          ),
        },
        { id: 'review', label: t('review'), content: <ReviewStep draft={draft} problem={problem} /> },
      ]}
      onFinish={finish}
      onCancel={() => go('/sources')}
    />
  );
}
