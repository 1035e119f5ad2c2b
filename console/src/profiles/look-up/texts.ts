import { texts } from '../../ui/texts.ts';

export const t = texts({
  byIdentity: ['Find a person by one of their identities', 'Trouver une personne par une de ses identités'],
  none: ['No profile has this identity', 'Aucun profil ne porte cette identité'],
  noneHint: [
    ({ namespace, id }: { namespace: string; id: string }) =>
      `Nothing is known of ${id} in the namespace ${namespace}. Namespaces compare values exactly: look at the spelling, or try another namespace.`,
    ({ namespace, id }: { namespace: string; id: string }) =>
      `Rien n’est connu de ${id} dans l’espace de noms ${namespace}. Les valeurs sont comparées exactement : vérifiez l’orthographe, ou essayez un autre espace de noms.`,
  ],
  counts: ['Profiles by namespace', 'Profils par espace de noms'],
  countsHint: [
    'How many profiles have an identity of each. Choose one to search by it.',
    'Combien de profils portent une identité de chacun. Choisissez-en un pour chercher par lui.',
  ],
  noCounts: [
    'No profile yet. Switch Profile on for a schema and its dataset, then send records.',
    'Aucun profil pour l’instant. Activez Profil pour un schéma et son jeu de données, puis envoyez des enregistrements.',
  ],
  profiles: ['Profiles', 'Profils'],
});
