import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { to, useGo } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { t as shared } from '../../ui/messages.ts';
import { notifyDone, notifyFailed } from '../../ui/notify.ts';
import { type Step, Wizard } from '../../ui/wizard.tsx';
import type { Account, Source } from '../flow-service.ts';
import { type AccountForm, AccountStep, accountMissing, createAccount, emptyAccount } from './account-step.tsx';
import { DetailStep, detailMissing } from './detail-step.tsx';
import { type Change, type Draft, EMPTY } from './draft.ts';
import { createDataflow, type Made } from './finish.ts';
import { MappingStep } from './mapping-step.tsx';
import { recommendedRows } from './recommend.ts';
import { ReviewStep } from './review-step.tsx';
import { useRowAnswers } from './row-answers.ts';
import { SelectDataStep } from './select-data-step.tsx';
import { t } from './texts.ts';

const ABOVE = [{ label: shared('sources'), href: '/sources' }];

/** The steps of the set-up, and what was entered in them. Going back loses nothing. */
export function SetUpWizard({ source, accounts }: { source: Source; accounts: readonly Account[] }) {
  const client = useClient();
  const cache = useQueryClient();
  const go = useGo();
  const [draft, setDraft] = useState<Draft>({ ...EMPTY, accountId: accounts[0]?.id ?? '' });
  const [account, setAccount] = useState<AccountForm>(() => emptyAccount(source, accounts.length === 0));
  const [problem, setProblem] = useState<Error>();
  const recommendedFor = useRef('');
  const made = useRef<Made>(new Map());
  const change = useCallback<Change>((part) => setDraft((before) => ({ ...before, ...part })), []);
  const answers = useRowAnswers(draft.rows, draft.dataset.schemaId);

  /** Does work of a step; what fails is said on the page, and the person stays. */
  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    setProblem(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      setProblem(error as Error);
      return false;
    }
  };
  const leaveAccount = () =>
    attempt(async () => {
      if (!account.isNew) return;
      const accountId = await createAccount(client, source, account);
      change({ accountId });
      setAccount({ ...account, isNew: false });
      void cache.invalidateQueries({ queryKey: ['connections'] });
    });
  /** Rows are recommended once for a sample and a schema: what was changed by hand stays. */
  const leaveDetail = async () => {
    const { sample, dataset } = draft;
    const about = JSON.stringify([sample?.title, sample?.records, dataset.schemaId]);
    if (sample === undefined || about === recommendedFor.current) return true;
    try {
      change({ rows: await recommendedRows(client, sample.records, dataset.schemaId) });
      recommendedFor.current = about;
    } catch (error) {
      // The mapping can be made by hand.
      notifyFailed(error);
    }
    return true;
  };
  const finish = () =>
    attempt(async () => {
      const flowId = await createDataflow(client, source, draft, made.current);
      void cache.invalidateQueries({ queryKey: ['flows'] });
      notifyDone(t('finished', draft.name));
      go(to`/sources/dataflows/${flowId}`);
    });

  const steps: readonly Step[] = [
    {
      id: 'account',
      label: t('account'),
      missing: accountMissing(source, account, draft.accountId),
      leave: leaveAccount,
      content: (
        <AccountStep
          source={source}
          accounts={accounts}
          form={account}
          onForm={setAccount}
          accountId={draft.accountId}
          onAccount={(accountId) => change({ accountId })}
          problem={problem}
        />
      ),
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
  ];
  return (
    <Wizard
      title={t('title', source.title)}
      above={ABOVE}
      steps={steps}
      onFinish={finish}
      onCancel={() => go('/sources')}
    />
  );
}
