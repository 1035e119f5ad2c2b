import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { to, useGo } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { notifyDone, notifyFailed } from '../../ui/notify.ts';
import type { Account, Source } from '../flow-service.ts';
import { type AccountForm, createAccount, emptyAccount, takesXdm } from './account.ts';
import { type Change, type Draft, EMPTY } from './draft.ts';
import { createDataflow, type Made } from './finish.ts';
import { recommendedRows } from './recommend.ts';
import { t } from './texts.ts';

/**
 * What was entered in the steps of the set-up, and the work between them. `leaveAccount`, `leaveDetail` and `finish` resolve to
 * false when the person has to stay; `problem` then says why.
 */
export function useSetUp(source: Source, accounts: readonly Account[]) {
  const client = useClient();
  const cache = useQueryClient();
  const go = useGo();
  const [draft, setDraft] = useState<Draft>({ ...EMPTY, accountId: accounts[0]?.id ?? '' });
  const [account, setAccount] = useState<AccountForm>(() => emptyAccount(source, accounts.length === 0));
  const [problem, setProblem] = useState<Error>();
  const isXdm = takesXdm(account, draft.accountId, accounts);
  const recommendedFor = useRef('');
  const made = useRef<Made>(new Map());
  const ownAccount = useRef<string>(undefined);
  const isLeft = useRef(false);
  useEffect(() => {
    isLeft.current = false;
    return () => {
      isLeft.current = true;
    };
  }, []);
  const change = useCallback<Change>((part) => setDraft((before) => ({ ...before, ...part })), []);

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
  const takeBack = (id: string) => client.call('deleteConnection', { path: { id } }).catch(notifyFailed);
  /**
   * A new account takes the place of one that was made here before: that one is not wanted. Neither is one that comes to be once the
   * person has left, while the source was asked.
   */
  const leaveAccount = () =>
    attempt(async () => {
      if (!account.isNew) return;
      const accountId = await createAccount(client, source, account);
      if (isLeft.current) {
        await takeBack(accountId);
        return void cache.invalidateQueries({ queryKey: ['connections'] });
      }
      const before = ownAccount.current;
      ownAccount.current = accountId;
      change({ accountId });
      setAccount({ ...account, isNew: false });
      if (before !== undefined) await takeBack(before);
      void cache.invalidateQueries({ queryKey: ['connections'] });
    });
  /** Rows are recommended once for a sample and a schema: what was changed by hand stays. */
  const leaveDetail = async () => {
    const { sample, dataset } = draft;
    const about = JSON.stringify([sample?.title, sample?.records, dataset.schemaId]);
    if (isXdm || sample === undefined || about === recommendedFor.current) return true;
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
      const flowId = await createDataflow(client, { source, isXdm }, draft, made.current);
      void cache.invalidateQueries({ queryKey: ['flows'] });
      notifyDone(t('finished', draft.name));
      go(to`/sources/dataflows/${flowId}`);
    });
  return { draft, change, account, setAccount, isXdm, problem, leaveAccount, leaveDetail, finish };
}
