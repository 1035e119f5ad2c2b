import { StatusLight } from '@react-spectrum/s2';
import { useQuery } from '@tanstack/react-query';
import { milliseconds } from '../ui/texts.ts';
import { t } from './texts.ts';

interface Health {
  readonly canary?: {
    readonly acknowledgedMs?: number;
    readonly membershipMs?: number;
    readonly stage?: string;
  };
}

/** How the last canary event fared; nothing while there was none. */
export function CanaryLight() {
  const health = useQuery({
    queryKey: ['health'],
    queryFn: async () => (await (await fetch('/health')).json()) as Health,
    refetchInterval: 30_000,
  });
  const canary = health.data?.canary;
  if (canary === undefined) return null;
  if (canary.stage !== undefined) return <StatusLight variant="negative">{t('canaryDown', canary.stage)}</StatusLight>;
  const [safe, member] = [milliseconds(canary.acknowledgedMs ?? null), milliseconds(canary.membershipMs ?? null)];
  return <StatusLight variant="positive">{t('canaryUp', { safe, member })}</StatusLight>;
}
