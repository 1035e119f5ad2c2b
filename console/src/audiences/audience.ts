import type { Operations } from '@meniscus/client';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../ui/client-context.ts';
import { texts } from '../ui/texts.ts';

/** An audience as the platform answers with it. */
export type Audience = Operations['getAudience']['answer'];

/** What the pages of audiences call their states and methods: the words of the product guide. */
export const t = texts({
  published: ['Published', 'Publiée'],
  draft: ['Draft', 'Brouillon'],
  inactive: ['Inactive', 'Inactive'],
  streaming: ['Streaming', 'Diffusion en continu'],
  batch: ['Batch', 'Par lots'],
  edge: ['Edge', 'Edge'],
  upload: ['Upload', 'Chargement'],
  status: ['Lifecycle status', 'Cycle de vie'],
  frequency: ['Update frequency', 'Actualisation'],
  count: ['Profile count', 'Nombre de profils'],
  create: ['Create audience', 'Créer une audience'],
  noWindow: [
    'it reads events without a window of at most 24 hours',
    'elle lit des événements sans fenêtre d’au plus 24 heures',
  ],
  eventAndAudience: ['it combines an event with inSegment', 'elle combine un événement et inSegment'],
});

const REASONS: Readonly<Record<string, 'noWindow' | 'eventAndAudience'>> = {
  'it reads events without a window of at most 24 hours': 'noWindow',
  'it combines an event with inSegment': 'eventAndAudience',
};

/** Why a rule may not stream, in the language of the person; a reason that is new stands as the platform gives it. */
export function reasonText(reason: string): string {
  const known = REASONS[reason];
  return known === undefined ? reason : t(known);
}

/** Its lifecycle as a person reads it; a state of another product as it stands. */
export function statusOf({ lifecycleState }: Pick<Audience, 'lifecycleState'>): string {
  if (lifecycleState === 'published' || lifecycleState === 'active') return t('published');
  return lifecycleState === 'draft' || lifecycleState === 'inactive' ? t(lifecycleState) : lifecycleState;
}

/** How it is kept up to date: the method the platform reports, or the upload external ones come with. */
export function frequencyOf({ evaluationInfo, expression }: Pick<Audience, 'evaluationInfo' | 'expression'>): string {
  if (expression === undefined) return t('upload');
  if (evaluationInfo?.continuous?.enabled === true) return t('streaming');
  return evaluationInfo?.synchronous?.enabled === true ? t('edge') : t('batch');
}

const COUNTED_EVERY_MS = 5000;

/** Names and members of all audiences, kept up to date; empty until the platform has answered. */
export function useCounts(): Operations['countAudiences']['answer']['audiences'] {
  const client = useClient();
  const counts = useQuery({
    queryKey: ['audience-counts'],
    refetchInterval: COUNTED_EVERY_MS,
    queryFn: () => client.call('countAudiences', {}),
  });
  return counts.data?.audiences ?? [];
}
