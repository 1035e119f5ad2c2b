import { texts } from '../../ui/texts.ts';

/** Texts about what a schema says of fields: labels, relationships, other names. */
export const own = texts({
  save: ['Save', 'Enregistrer'],
  editLabels: ['Edit labels', 'Modifier les étiquettes'],
  labelsOf: [(path: string) => `Labels of ${path}`, (path: string) => `Étiquettes de ${path}`],
  otherLabels: ['Other labels', 'Autres étiquettes'],
  otherLabelsHint: [
    'custom/ and a name, as in custom/loyalty; several with commas between them',
    'custom/ suivi d’un nom, par exemple custom/fidelite ; plusieurs séparées par des virgules',
  ],
  addRelationship: ['Add relationship', 'Ajouter une relation'],
  editRelationship: ['Edit relationship', 'Modifier la relation'],
  deleteRelationship: ['Delete relationship', 'Supprimer la relation'],
  deleteRelationshipTitle: [
    (path: string) => `Should ${path} no longer refer to another schema?`,
    (path: string) => `${path} ne doit plus renvoyer à un autre schéma ?`,
  ],
  deleteRelationshipHint: [
    'The field and its values stay; what they mean is no longer known.',
    'Le champ et ses valeurs restent ; leur sens n’est plus connu.',
  ],
  relationshipOf: [(path: string) => `What ${path} refers to`, (path: string) => `À quoi renvoie ${path}`],
  referenceSchema: ['Reference schema', 'Schéma de référence'],
  referenceHint: [
    'Schemas with a primary identity: the values of the field are values of it.',
    'Les schémas dotés d’une identité principale : les valeurs du champ en sont.',
  ],
  noReference: [
    'No other schema has a primary identity. Give one to the schema this field refers to.',
    'Aucun autre schéma n’a d’identité principale. Donnez-en une au schéma auquel ce champ renvoie.',
  ],
  referenceNamespace: ['Reference identity namespace', 'Espace de noms de référence'],
  editNames: ['Edit names and values', 'Modifier noms et valeurs'],
  namesOf: [(path: string) => `Names and values of ${path}`, (path: string) => `Noms et valeurs de ${path}`],
  namesHint: [
    'In this schema only. What is left empty is as the standard field has it.',
    'Dans ce schéma seulement. Ce qui reste vide est repris du champ standard.',
  ],
  displayName: ['Display name', 'Nom d’affichage'],
  moreValues: ['Suggested values to add', 'Valeurs suggérées à ajouter'],
  resetNames: ['Restore standard', 'Rétablir le standard'],
  resetTitle: [
    (path: string) => `Restore the standard names and values of ${path}?`,
    (path: string) => `Rétablir les noms et valeurs standard de ${path} ?`,
  ],
  resetHint: [
    'Its display name and description in this schema and the values added here are gone. Data is not touched.',
    'Son nom, sa description dans ce schéma et les valeurs ajoutées ici disparaissent. Les données ne changent pas.',
  ],
});
