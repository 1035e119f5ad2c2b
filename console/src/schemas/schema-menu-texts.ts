import { texts } from '../ui/texts.ts';

/** Texts of the menu of a schema, on its page and in the list. */
export const menu = texts({
  more: ['More', 'Plus'],
  moreOf: [(name: string) => `More: ${name}`, (name: string) => `Plus : ${name}`],
  copyJson: ['Copy JSON', 'Copier le JSON'],
  copied: ['The JSON is on the clipboard.', 'Le JSON est dans le presse-papiers.'],
  sample: ['Download sample file', 'Télécharger un exemple'],
  export: ['Export', 'Exporter'],
  delete: ['Delete', 'Supprimer'],
  deleteTitle: [(name: string) => `Delete the schema ${name}?`, (name: string) => `Supprimer le schéma ${name} ?`],
  deleteHint: [
    'Its identities, labels and relationships go with it. Its field groups stay. This cannot be undone.',
    'Ses identités, étiquettes et relations disparaissent avec lui. Ses groupes de champs restent. Cette action est irréversible.',
  ],
  deleted: [(name: string) => `The schema ${name} is deleted.`, (name: string) => `Le schéma ${name} est supprimé.`],
});
