import { alertRuleName } from '../../ui/alert-names.ts';
import { useAlertRules } from '../../ui/alert-rules.ts';
import { Details } from '../../ui/details.tsx';
import { t as shared } from '../../ui/messages.ts';
import { ProblemBanner } from '../../ui/page.tsx';
import { useSchemas } from '../../ui/schemas.ts';
import { listed, number, percent } from '../../ui/texts.ts';
import { type SourceKind, useAccounts } from '../flow-service.ts';
import { sampleName } from '../french.ts';
import { t as mapping } from '../mapping/texts.ts';
import { scheduleParamsOf } from '../schedule/entered.ts';
import { scheduleText } from '../schedule/schedule.ts';
import type { Draft } from './draft.ts';
import { pathOf } from './place.ts';
import { form } from './styles.ts';
import { t } from './texts.ts';

/** Everything that was entered, before it is made; and what the platform refused of it. */
export function ReviewStep({
  draft,
  kind,
  isXdm,
  problem,
}: {
  draft: Draft;
  kind: SourceKind | undefined;
  isXdm: boolean;
  problem: Error | undefined;
}) {
  const accounts = useAccounts();
  const schemas = useSchemas();
  const rules = useAlertRules();
  const { dataset, alerts } = draft;
  const titleOf = (id: string) => rules.data?.find((rule) => rule.id === id)?.title ?? id;
  return (
    <div className={form}>
      {problem !== undefined && <ProblemBanner error={problem} isAnswer />}
      <Details
        rows={[
          [t('account'), accounts.data?.find(({ id }) => id === draft.accountId)?.name ?? draft.accountId],
          ...(kind === 'files' ? [[t('reads'), pathOf(draft.place)] as const] : []),
          ...(isXdm ? [] : [[t('sample'), sampleName(draft.sample?.title ?? '')] as const]),
          [shared('dataset'), dataset.kind === 'new' ? t('willBeMade', dataset.name) : dataset.name],
          [t('schema'), schemas.data?.find(({ id }) => id === dataset.schemaId)?.title ?? dataset.schemaId],
          [t('profileDataset'), t(dataset.profile ? 'yes' : 'no')],
          [t('flowName'), draft.name],
          ...(draft.description === '' ? [] : [[shared('description'), draft.description] as const]),
          [t('errorDiagnostics'), t(draft.errorDiagnostics ? 'yes' : 'no')],
          [t('partialIngestion'), draft.partialIngestion ? t('upTo', percent(draft.threshold)) : t('no')],
          [shared('alerts'), listed(alerts.map((id) => alertRuleName({ id, title: titleOf(id) }))) || t('none')],
          [mapping('mapping'), isXdm ? t('asItIs') : t('rows', number(draft.rows.length))],
          ...(kind === 'files' ? [[t('schedule'), scheduleText(scheduleParamsOf(draft.schedule))] as const] : []),
        ]}
      />
    </div>
  );
}
