import { StatusLight } from '@react-spectrum/s2';
import { texts } from '../ui/texts.ts';

const t = texts({
  loading: ['Loading', 'Chargement'],
  loaded: ['Loaded', 'Chargé'],
  staging: ['Staging', 'Préparation'],
  staged: ['Staged', 'Préparé'],
  processing: ['Processing', 'Traitement'],
  queued: ['Queued', 'En file'],
  retrying: ['Retrying', 'Nouvel essai'],
  stalled: ['Stalled', 'Bloqué'],
  active: ['Active', 'Actif'],
  success: ['Success', 'Réussi'],
  failed: ['Failed', 'En échec'],
  aborted: ['Aborted', 'Interrompu'],
  abandoned: ['Abandoned', 'Abandonné'],
  inactive: ['Inactive', 'Inactif'],
  deleted: ['Deleted', 'Supprimé'],
});

type Status = Parameters<typeof t>[0];

const DONE = new Set<Status>(['success', 'active']);
const BROKEN = new Set<Status>(['failed', 'aborted', 'abandoned', 'stalled']);
const GONE = new Set<Status>(['inactive', 'deleted']);

function variant(status: Status): 'positive' | 'negative' | 'neutral' | 'informative' {
  if (DONE.has(status)) return 'positive';
  if (BROKEN.has(status)) return 'negative';
  return GONE.has(status) ? 'neutral' : 'informative';
}

/** The state of a batch, in words and by its colour. */
export function BatchStatus({ status }: { status: string }) {
  return <StatusLight variant={variant(status as Status)}>{t(status as Status)}</StatusLight>;
}
