import { texts } from '../../ui/texts.ts';

export const t = texts({
  accounts: ['Accounts', 'Comptes'],
  delete: ['Delete', 'Supprimer'],
  deleteHint: [
    'What it signs in with is forgotten. This cannot be undone.',
    'Ses informations de connexion sont oubliées. Cette action est irréversible.',
  ],
  deleteTitle: [(name: string) => `Delete the account ${name}?`, (name: string) => `Supprimer le compte ${name} ?`],
  deleted: [(name: string) => `${name} was deleted.`, (name: string) => `${name} a été supprimé.`],
  details: ['Details', 'Détails'],
  gone: ['Account not found', 'Compte introuvable'],
  goneHint: ['It was deleted, or is in another sandbox.', 'Il a été supprimé, ou se trouve dans une autre sandbox.'],
  inUse: [
    (names: string) => `It is used: delete ${names} first, or keep the account.`,
    (names: string) => `Il est utilisé : supprimez d’abord ${names}, ou gardez le compte.`,
  ],
  noFlows: ['No dataflow uses this account.', 'Aucun flux de données n’utilise ce compte.'],
  rename: ['Rename', 'Renommer'],
  renamed: [
    (name: string) => `The account is called ${name} now.`,
    (name: string) => `Le compte s’appelle désormais ${name}.`,
  ],
  renameTitle: [(name: string) => `Rename ${name}`, (name: string) => `Renommer ${name}`],
  save: ['Save', 'Enregistrer'],
  source: ['Source', 'Source'],
  toAccounts: ['All accounts', 'Tous les comptes'],
});
