import { texts } from '../../ui/texts.ts';

export const t = texts({
  labels: ['Labels', 'Étiquettes'],
  labelsHint: [
    'Once a policy is active, whoever does not carry these labels in a role does not see this audience, nor who is in it. That includes you.',
    'Dès qu’une politique est active, les personnes dont aucun rôle ne porte ces étiquettes ne voient ni cette audience ni ses membres. Vous y compris.',
  ],
  labelsChanged: [
    (name: string) => `The labels of ${name} were changed.`,
    (name: string) => `Les étiquettes de ${name} ont été modifiées.`,
  ],
  id: ['Audience ID', 'ID d’audience'],
  origin: ['Origin', 'Origine'],
  REAL_TIME_CUSTOMER_PROFILE: ['Segmentation Service', 'Service de segmentation'],
  CUSTOM_UPLOAD: ['Custom upload', 'Chargement personnalisé'],
  AUDIENCE_ORCHESTRATION: ['Audience Composition', 'Composition de l’audience'],
  AUDIENCE_MANAGER: ['Audience Manager', 'Audience Manager'],
  AUDIENCE_MATCH: ['Segment Match', 'Segment Match'],
  created: ['Created', 'Création'],
  updated: ['Last updated', 'Dernière mise à jour'],
  asksAbout: ['Asks about', 'S’appuie sur'],
  usedBy: ['Used by', 'Utilisée par'],
  cannotDelete: [
    'It cannot be deleted while others ask about it.',
    'Elle ne peut pas être supprimée tant que d’autres s’appuient sur elle.',
  ],
  rule: ['Rule (PQL)', 'Règle (PQL)'],
  external: [
    'Its members come with a file that is uploaded; there is no rule.',
    'Ses membres viennent d’un fichier chargé ; il n’y a pas de règle.',
  ],
  isStreaming: [
    'Members are kept up to date with each record that arrives.',
    'Les membres sont mis à jour à chaque enregistrement reçu.',
  ],
  couldStream: [
    'Batch was chosen; the rule could also be evaluated as data streams in.',
    'L’évaluation par lots a été choisie ; la règle pourrait aussi être évaluée en continu.',
  ],
  onlyBatch: [
    (reasons: string) => `Only batch is possible: ${reasons}.`,
    (reasons: string) => `Seule l’évaluation par lots est possible : ${reasons}.`,
  ],
  brokenRule: [
    'The rule names fields that are no longer in the schema; it still runs without them.',
    'La règle nomme des champs qui ne sont plus dans le schéma ; elle s’exécute toujours sans eux.',
  ],
  overTime: ['Profiles over time', 'Profils au fil du temps'],
  noJobs: [
    'Each evaluation of the whole audience adds a count here. None has been made yet.',
    'Chaque évaluation de toute l’audience ajoute un nombre ici. Aucune n’a encore eu lieu.',
  ],
  evaluate: ['Evaluate audience', 'Évaluer l’audience'],
  evaluating: ['The evaluation has begun.', 'L’évaluation a commencé.'],
  sample: ['Sample profiles', 'Exemples de profils'],
  noMembers: ['Nobody is in this audience now.', 'Personne n’est dans cette audience pour l’instant.'],
  maySeeProfiles: [
    (permission: string) => `Seeing who is in it takes the permission ${permission}.`,
    (permission: string) => `Pour voir qui en fait partie, il faut l’autorisation « ${permission} ».`,
  ],
  identity: ['Identity', 'Identité'],
  person: ['Name', 'Nom'],
  explain: ['Explain', 'Expliquer'],
  explainThis: [(id: string) => `Explain why ${id} is a member`, (id: string) => `Expliquer pourquoi ${id} est membre`],
  edit: ['Edit', 'Modifier'],
  delete: ['Delete', 'Supprimer'],
  deleteTitle: [(name: string) => `Delete ${name}?`, (name: string) => `Supprimer ${name} ?`],
  deleteConsequence: [
    'Nobody is a member any more, and the history of memberships in it is lost. This cannot be undone.',
    'Plus personne n’en est membre, et l’historique de ses membres est perdu. C’est irréversible.',
  ],
  deleted: [(name: string) => `${name} was deleted.`, (name: string) => `${name} a été supprimée.`],
});

const ORIGINS = [
  'REAL_TIME_CUSTOMER_PROFILE',
  'CUSTOM_UPLOAD',
  'AUDIENCE_ORCHESTRATION',
  'AUDIENCE_MANAGER',
  'AUDIENCE_MATCH',
] as const;

/** Where an audience comes from; an origin that is new stands as the platform gives it. */
export function originText(origin: string): string {
  const known = ORIGINS.find((one) => one === origin);
  return known === undefined ? origin : t(known);
}
