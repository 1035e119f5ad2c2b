import { policyDescription } from '../../ui/declared.generated.ts';
import { declaredText, type French } from '../../ui/declared.ts';
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
  rulesHint: [
    'Of the rules about a thing, one that denies and whose condition holds hides it. Where there are rules that permit, one of them must hold. What carries no label is seen by everybody.',
    'Parmi les règles qui concernent un élément, une règle de refus dont la condition est remplie le cache. S’il y a des règles d’autorisation, l’une d’elles doit être remplie. Ce qui ne porte aucune étiquette est visible de tous.',
  ],
  rule: [(number: number) => `Rule ${number}`, (number: number) => `Règle ${number}`],
  addRule: ['Add rule', 'Ajouter une règle'],
  removeRule: [(number: number) => `Remove rule ${number}`, (number: number) => `Retirer la règle ${number}`],
  remove: ['Remove', 'Retirer'],
  Permit: ['Permit', 'Autoriser'],
  Deny: ['Deny', 'Refuser'],
  'subject-fields': ['Fields of schemas', 'Champs des schémas'],
  'subject-audiences': ['Audiences', 'Audiences'],
  'subject-other': ['Another resource', 'Une autre ressource'],
  other: ['Resource of the rule', 'Ressource de la règle'],
  everySandbox: ['All sandboxes', 'Toutes les sandboxes'],
  'action-read': ['See', 'Voir'],
  'action-write': ['Change', 'Modifier'],
  'action-delete': ['Delete', 'Supprimer'],
  who: ['Whoever', 'Toute personne qui'],
  'match-all': ['carries all of its labels', 'porte toutes ses étiquettes'],
  'match-any': ['carries one of its labels', 'porte une de ses étiquettes'],
  'match-notAll': ['lacks one of its labels', 'n’a pas toutes ses étiquettes'],
  'match-notAny': ['carries none of its labels', 'ne porte aucune de ses étiquettes'],
  'match-other': ['meets another condition', 'remplit une autre condition'],
  kinds: ['Labels that are compared', 'Étiquettes comparées'],
  'kind-core': ['Core labels', 'Étiquettes principales'],
  'kind-custom': ['Custom labels', 'Étiquettes personnalisées'],
  'missing-name': ['The policy needs a name.', 'La politique doit avoir un nom.'],
  'missing-rules': ['The policy needs a rule.', 'La politique doit avoir une règle.'],
  'missing-subject': ['A rule needs a resource.', 'Une règle doit avoir une ressource.'],
  'missing-kinds': ['A rule compares labels of a kind.', 'Une règle compare des étiquettes d’un genre.'],
  'missing-condition': ['A condition is JSON.', 'Une condition est du JSON.'],
  'missing-actions': ['A rule is about an action.', 'Une règle porte sur une action.'],
  policy: ['Policy', 'Politique'],
  create: ['Create policy', 'Créer une politique'],
  createHint: [
    'A policy begins inactive: it hides nothing until it is activated.',
    'Une politique commence inactive : elle ne cache rien tant qu’elle n’est pas activée.',
  ],
  created: [(name: string) => `The policy ${name} was created.`, (name: string) => `La politique ${name} a été créée.`],
  deleted: [
    (name: string) => `The policy ${name} was deleted.`,
    (name: string) => `La politique ${name} a été supprimée.`,
  ],
  deleteTitle: [(name: string) => `Delete ${name}?`, (name: string) => `Supprimer ${name} ?`],
  deleteConsequence: [
    'What the policy hides or guards is so no more, at once. This cannot be undone.',
    'Ce que la politique cache ou protège ne l’est plus aussitôt. Cette action est irréversible.',
  ],
  unknown: ['No such policy', 'Politique introuvable'],
  unknownHint: ['It may have been deleted.', 'Elle a peut-être été supprimée.'],
  toPolicies: ['Go to Policies', 'Aller aux politiques'],
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

/** The effect of a rule in words; one the form does not offer as it stands. */
export function effectName(effect: string): string {
  return effect === 'Permit' || effect === 'Deny' ? t(effect) : effect;
}

const DESCRIPTIONS: French<'policyDescription'> = {
  'Default-Label-Based-Access-Control-Policy':
    'Les champs et audiences étiquetés ne sont vus que de ceux dont les rôles portent toutes ces étiquettes.',
};

/** What a policy is for: in the language of the console where nobody has changed what the platform says of its own. */
export function descriptionOf({ name, description }: { readonly name: string; readonly description: string }): string {
  const declared: Readonly<Record<string, string>> = policyDescription;
  return declared[name] === description ? declaredText(DESCRIPTIONS, name, description) : description;
}
