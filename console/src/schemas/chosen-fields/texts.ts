import { texts } from '../../ui/texts.ts';

/** Texts about the fields of a field group that a schema has. */
export const t = texts({
  manage: [
    (group: string) => `Manage related fields of ${group}`,
    (group: string) => `Gérer les champs associés de ${group}`,
  ],
  manageHint: [
    'The schema has the fields that are chosen. The field group itself stays as it is.',
    'Le schéma a les champs choisis. Le groupe de champs lui-même reste tel quel.',
  ],
  fieldsOf: [(group: string) => `Fields of ${group}`, (group: string) => `Champs de ${group}`],
  confirm: ['Confirm', 'Confirmer'],
  chooseOne: ['Choose at least one field.', 'Choisissez au moins un champ.'],
  recommended: ['Recommended standard fields', 'Champs standard recommandés'],
  add: ['Add', 'Ajouter'],
  taken: ['The standard field is part of the schema.', 'Le champ standard fait partie du schéma.'],
  take: [
    ({ path, group }: { path: string; group: string }) => `Add ${path} of ${group}`,
    ({ path, group }: { path: string; group: string }) => `Ajouter ${path} de ${group}`,
  ],
  remove: ['Remove', 'Retirer'],
  removeTitle: [
    (path: string) => `Remove ${path} from this schema?`,
    (path: string) => `Retirer ${path} de ce schéma ?`,
  ],
  removeHint: [
    'The field group keeps it, so it can be taken in again. Where there is data already, the platform keeps it.',
    'Le groupe de champs le garde : il pourra être repris. Là où il y a déjà des données, la plateforme le conserve.',
  ],
  removed: [
    (path: string) => `${path} is no longer part of the schema.`,
    (path: string) => `${path} ne fait plus partie du schéma.`,
  ],
  changed: [
    (group: string) => `The fields of ${group} are changed.`,
    (group: string) => `Les champs de ${group} sont modifiés.`,
  ],
});
