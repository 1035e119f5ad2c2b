import { texts } from '../../ui/texts.ts';

export const t = texts({
  hint: [
    'A policy says who sees labelled fields and audiences: those whose roles carry the labels. While none is active, labels hide nothing.',
    'Une politique dit qui voit les champs et les audiences étiquetés : les personnes dont les rôles portent les étiquettes. Tant qu’aucune n’est active, les étiquettes ne cachent rien.',
  ],
  administrators: [
    'Administrators carry no labels by default',
    'Les administrateurs ne portent pas d’étiquettes par défaut',
  ],
  administratorsHint: [
    'As soon as a policy is active, labelled fields are hidden from administrators too, until one of their roles carries the labels.',
    'Dès qu’une politique est active, les champs étiquetés sont cachés aussi aux administrateurs, jusqu’à ce qu’un de leurs rôles porte les étiquettes.',
  ],
  active: ['Active', 'Active'],
  inactive: ['Inactive', 'Inactive'],
  rules: ['Rules', 'Règles'],
  effect: ['Effect', 'Effet'],
  resource: ['Resource', 'Ressource'],
  actions: ['Actions', 'Actions'],
  condition: ['Condition', 'Condition'],
  modified: ['Modified', 'Modification'],
  activate: ['Activate', 'Activer'],
  deactivate: ['Deactivate', 'Désactiver'],
  activateTitle: [(name: string) => `Activate ${name}?`, (name: string) => `Activer ${name} ?`],
  activateConsequence: [
    'From the next call on, everybody without the labels sees neither labelled fields nor labelled audiences, in every answer and query. That includes administrators: no role carries labels unless somebody gave it some.',
    'Dès le prochain appel, toute personne sans les étiquettes ne voit plus ni champs ni audiences étiquetés, dans aucune réponse ni requête. Y compris les administrateurs : aucun rôle ne porte d’étiquettes sauf si on lui en a donné.',
  ],
  deactivateTitle: [(name: string) => `Deactivate ${name}?`, (name: string) => `Désactiver ${name} ?`],
  deactivateConsequence: [
    'What the policy hides can be seen again by everybody who may read it.',
    'Ce que la politique cache redevient visible de toute personne qui peut le lire.',
  ],
  changed: [(name: string) => `${name} was changed.`, (name: string) => `${name} : modification effectuée.`],
});
