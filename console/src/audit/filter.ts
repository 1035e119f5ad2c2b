import { assetTypesNamed } from './asset-names.ts';

const HOUR_MS = 3_600_000;

/** How far back one can look, as it stands in the address; the platform answers for 90 days. */
export const PERIODS = { '1h': HOUR_MS, '24h': 24 * HOUR_MS, '7d': 168 * HOUR_MS, '90d': 2160 * HOUR_MS } as const;

export type Period = keyof typeof PERIODS;

/** The actions the platform writes. */
export const ACTIONS = ['Create', 'Read', 'Update', 'Delete', 'Add', 'Remove', 'Enable', 'Disable', 'Reset'] as const;

/** What is looked for; an empty text: anything. */
export interface AuditFilter {
  readonly user: string;
  readonly action: string;
  readonly resource: string;
  readonly status: string;
  readonly period: string;
}

/** Whether nothing narrows it: all that the platform answers for. */
export function isEverything({ period, ...narrowing }: AuditFilter): boolean {
  return period === '90d' && Object.values(narrowing).every((text) => text.trim() === '');
}

/** A text as a regular expression that finds just it. */
function literally(text: string): string {
  return text.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** What the log has under a name of the page, or has in its own name. */
function resources(text: string): string {
  return [literally(text), ...assetTypesNamed(text).map((type) => `^${literally(type)}$`)].join('|');
}

/** The filter as the parameters of the Audit Query API, as of now in epoch milliseconds. */
export function propertiesOf({ user, action, resource, status, period }: AuditFilter, now: number): readonly string[] {
  const back = PERIODS[period as Period] ?? PERIODS['90d'];
  return [
    `timestamp>=${new Date(now - back).toISOString()}`,
    ...(user.trim() === '' ? [] : [`user~${literally(user)}`]),
    ...(resource.trim() === '' ? [] : [`assetType~${resources(resource)}`]),
    ...(action === '' ? [] : [`action==${action}`]),
    ...(status === '' ? [] : [`status==${status}`]),
  ];
}
