import { number, texts } from '../ui/texts.ts';
import { ACTIONS } from './filter.ts';

export const t = texts({
  audits: ['Audits', 'Audits'],
  hint: [
    'Who did what in this sandbox, when and from where; what was refused too. Nothing can be changed or removed here.',
    'Qui a fait quoi dans cette sandbox, quand et d’où ; les refus aussi. Rien ne peut être modifié ou supprimé ici.',
  ],
  nothing: ['Nothing was done here', 'Rien n’a été fait ici'],
  nothingHint: [
    'In the last 90 days nobody changed anything in this sandbox, and nothing was refused.',
    'Ces 90 derniers jours, personne n’a rien modifié dans cette sandbox et rien n’a été refusé.',
  ],
  nothingOfIt: [
    'Nothing was done here in this time that goes with these words and choices.',
    'Pendant cette période, rien n’a été fait ici qui réponde à ces mots et à ces choix.',
  ],
  filters: ['Filters', 'Filtres'],
  user: ['User', 'Utilisateur'],
  userHint: ['Part of an e-mail or account ID', 'Partie d’un e-mail ou ID de compte'],
  action: ['Action', 'Action'],
  resource: ['Resource', 'Ressource'],
  resourceHint: ['As in dataset, role, schema', 'Par exemple jeu de données, rôle, schéma'],
  outcome: ['Status', 'Statut'],
  since: ['Period', 'Période'],
  any: ['Any', 'Tout'],
  '1h': ['Last hour', 'Dernière heure'],
  '24h': ['Last 24 hours', 'Dernières 24 heures'],
  '7d': ['Last 7 days', '7 derniers jours'],
  '90d': ['Last 90 days', '90 derniers jours'],
  Allow: ['Allowed', 'Autorisé'],
  Deny: ['Denied', 'Refusé'],
  Failure: ['Failed', 'Échec'],
  Create: ['Create', 'Création'],
  Read: ['Read', 'Lecture'],
  Update: ['Update', 'Modification'],
  Delete: ['Delete', 'Suppression'],
  Add: ['Add', 'Ajout'],
  Remove: ['Remove', 'Retrait'],
  Enable: ['Enable', 'Activation'],
  Disable: ['Disable', 'Désactivation'],
  Reset: ['Reset', 'Réinitialisation'],
  when: ['Time', 'Heure'],
  name: ['Name', 'Nom'],
  found: [
    (count: number) => (count === 1 ? '1 event' : `${number(count)} events`),
    (count: number) => (count < 2 ? `${count} événement` : `${number(count)} événements`),
  ],
  newer: ['Newer', 'Plus récents'],
  older: ['Older', 'Plus anciens'],
  download: ['Download CSV', 'Télécharger en CSV'],
  nothingToDownload: ['Nothing matches: there is nothing to download.', 'Rien ne correspond : rien à télécharger.'],
  verify: ['Verify log', 'Vérifier le journal'],
  verified: [
    (count: string) => `Nothing was changed and nothing is missing: ${count} events.`,
    (count: string) => `Rien n’a été modifié et rien ne manque : ${count} événements.`,
  ],
  broken: ['The log was tampered with', 'Le journal a été altéré'],
  id: ['Asset ID', 'ID de l’élément'],
  permission: ['Permission', 'Autorisation'],
  failureReason: ['Reason', 'Raison'],
  failureCode: ['Code', 'Code'],
  address: ['IP address', 'Adresse IP'],
  technicalAccount: ['Technical account ID', 'ID du compte technique'],
  client: ['Client ID', 'ID client'],
  requestId: ['Request ID', 'ID de la requête'],
  eventId: ['Event ID', 'ID de l’événement'],
});

/** What was done, for people; an action that is new stands as the platform gives it. */
export function actionName(action: string): string {
  const known = ACTIONS.find((one) => one === action);
  return known === undefined ? action : t(known);
}
