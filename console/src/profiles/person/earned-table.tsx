import { RowsTable } from '../../ui/rows-table.tsx';
import { date, number } from '../../ui/texts.ts';
import type { Earned } from './earned.ts';
import { t } from './texts.ts';

function day(text: string | undefined): string {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isFinite(at) ? date(at) : '–';
}

function worth({ points, value }: Earned): string {
  if (points !== undefined) return t('worthPoints', points);
  return value === undefined ? '–' : number(value);
}

/** Rewards and coupons of a member, the newest first. */
export function Rewards({ rewards }: { rewards: readonly Earned[] }) {
  return (
    <RowsTable
      label={t('rewards')}
      rows={rewards.toReversed()}
      id={({ id }) => id}
      columns={[
        { key: 'name', title: t('reward'), cell: ({ name, code, id }) => name ?? code ?? id, share: 2 },
        { key: 'code', title: t('code'), cell: ({ code }) => code ?? '–' },
        { key: 'worth', title: t('worth'), cell: worth },
        { key: 'status', title: t('status'), cell: ({ status }) => status ?? '–' },
        { key: 'expires', title: t('until'), cell: ({ expiresAt }) => day(expiresAt) },
      ]}
    />
  );
}

/** Promotions a member earned, the newest first. */
export function Promotions({ promotions }: { promotions: readonly Earned[] }) {
  return (
    <RowsTable
      label={t('promotions')}
      rows={promotions.toReversed()}
      id={({ id }) => id}
      columns={[
        { key: 'name', title: t('promotion'), cell: ({ name, id }) => name ?? id, share: 2 },
        { key: 'earned', title: t('earnedAt'), cell: ({ earnedAt }) => day(earnedAt) },
        { key: 'expires', title: t('until'), cell: ({ expiresAt }) => day(expiresAt) },
      ]}
    />
  );
}
