import { texts } from '../../ui/texts.ts';

export const t = texts({
  off: ['Linking rules are off', 'Les règles de liaison sont inactives'],
  offHint: [
    'Every link that is seen holds, so a shared phone or browser can join people. Rules keep one identity of a namespace to a graph.',
    'Chaque lien observé tient : un téléphone ou un navigateur partagé peut donc joindre des personnes. Les règles gardent une seule identité d’un espace de noms par graphe.',
  ],
  setUp: ['Set up linking rules', 'Définir des règles de liaison'],
  edit: ['Edit', 'Modifier'],
  save: ['Save', 'Enregistrer'],
  turnOff: ['Turn linking rules off', 'Désactiver les règles de liaison'],
  rules: ['Linking rules', 'Règles de liaison'],
  place: ['Priority', 'Priorité'],
  namespace: ['Identity namespace', 'Espace de noms d’identité'],
  type: ['Identity type', 'Type d’identité'],
  unique: ['Unique per graph', 'Unique par graphe'],
  yes: ['Yes', 'Oui'],
  no: ['No', 'Non'],
  repeated: [
    'An event that has several values of one namespace',
    'Un événement qui porte plusieurs valeurs d’un espace de noms',
  ],
  highest: [
    'is kept out of profiles when it is the event’s most important namespace',
    'reste hors des profils si c’est l’espace de noms le plus important de l’événement',
  ],
  any: ['is kept out of profiles whichever namespace it is', 'reste hors des profils quel que soit l’espace de noms'],
  alarmAt: ['Alarm from this many identities in a graph on', 'Alerte à partir de ce nombre d’identités dans un graphe'],
  change: ['Save the changed linking rules?', 'Enregistrer les règles de liaison modifiées ?'],
  changeConsequence: [
    'All graphs of this sandbox are worked out again, and with them profiles and audiences: who is one person today may be several then, or the other way round. Put the old rules back to have it as it was.',
    'Tous les graphes de cette sandbox sont recalculés, et avec eux profils et audiences : qui est une personne aujourd’hui peut en devenir plusieurs, ou l’inverse. Rétablissez les anciennes règles pour revenir en arrière.',
  ],
  offQuestion: ['Turn linking rules off?', 'Désactiver les règles de liaison ?'],
  saved: [
    'Linking rules are saved; graphs are being worked out again.',
    'Règles enregistrées ; les graphes sont recalculés.',
  ],
  removed: [
    'Linking rules are off; graphs are being worked out again.',
    'Règles désactivées ; les graphes sont recalculés.',
  ],
});
