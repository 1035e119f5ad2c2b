import { texts } from '../../ui/texts.ts';

export const t = texts({
  credential: ['API credential', 'Informations d’identification API'],
  create: ['Create API credential', 'Créer des informations d’identification API'],
  /** Beside Cancel there is no room for more. */
  make: ['Create API credential', 'Créer'],
  created: [(name: string) => `${name} was created.`, (name: string) => `${name} : création effectuée.`],
  hint: [
    'An API credential lets a program in: it gets a token with its client ID and secret, and may do what the roles of its technical account allow.',
    'Des informations d’identification API laissent entrer un programme : il obtient un jeton avec son ID client et son secret, et peut ce que permettent les rôles de son compte technique.',
  ],
  none: [
    'No API credential yet. Who manages access creates one to let a program in.',
    'Pas encore d’informations d’identification API. La personne qui gère les accès en crée pour laisser entrer un programme.',
  ],
  clientId: ['Client ID', 'ID client'],
  clientSecret: ['Client secret', 'Secret client'],
  organisation: ['Organization ID', 'ID d’organisation'],
  tokenEndpoint: ['Token endpoint', 'Point d’entrée des jetons'],
  scopes: ['Scopes', 'Portées'],
  connect: ['How a program signs in', 'Comment un programme se connecte'],
  secrets: ['Client secrets', 'Secrets client'],
  secretsHint: [
    'To rotate: create a second secret, let the clients take it, then revoke the first. Both work in between.',
    'Pour changer de secret : créez-en un second, donnez-le aux clients, puis révoquez le premier. Les deux fonctionnent entre-temps.',
  ],
  noSecrets: [
    'No secret: nobody gets a token by one. Who manages access creates one to let a program in.',
    'Aucun secret : personne n’obtient de jeton ainsi. La personne qui gère les accès en crée un pour laisser entrer un programme.',
  ],
  noPublicKeys: [
    'No public key: programs get their token with a client secret. Who manages access adds a key for those of the older exchange.',
    'Aucune clé publique : les programmes obtiennent leur jeton avec un secret client. La personne qui gère les accès ajoute une clé pour ceux de l’ancien échange.',
  ],
  secretId: ['Secret ID', 'ID du secret'],
  createSecret: ['Create another secret', 'Créer un autre secret'],
  secretCreated: ['A secret was created.', 'Un secret a été créé.'],
  publicKeys: ['Public keys', 'Clés publiques'],
  publicKeysHint: [
    'Only for programs that get their token by the older JWT exchange: they sign with a private key that stays with them. At most five.',
    'Seulement pour les programmes qui obtiennent leur jeton par l’ancien échange JWT : ils signent avec une clé privée qui reste chez eux. Cinq au plus.',
  ],
  keyId: ['Key ID', 'ID de la clé'],
  addKey: ['Add public key', 'Ajouter une clé publique'],
  pem: ['Public key or certificate', 'Clé publique ou certificat'],
  pemHint: [
    'PEM, RSA of at least 2,048 bits; never a private key',
    'PEM, RSA d’au moins 2 048 bits ; jamais une clé privée',
  ],
  keyAdded: ['The key was added.', 'La clé a été ajoutée.'],
  keyRemoved: ['The key was removed.', 'La clé a été retirée.'],
  removeKeyTitle: ['Remove this key?', 'Retirer cette clé ?'],
  removeKeyConsequence: [
    'Nobody gets a token by what it signs any more. Tokens at hand stay until they end.',
    'Plus personne n’obtient de jeton par ce qu’elle signe. Les jetons déjà émis restent valables jusqu’à leur fin.',
  ],
  shownOnceHint: [
    'Copy the secret and keep it in a safe place: it is not kept here and cannot be shown again.',
    'Copiez le secret et gardez-le en lieu sûr : il n’est pas conservé ici et ne pourra plus être affiché.',
  ],
  revoke: ['Revoke', 'Révoquer'],
  revokeOne: [(id: string) => `Revoke ${id}`, (id: string) => `Révoquer ${id}`],
  revokeTitle: ['Revoke this secret?', 'Révoquer ce secret ?'],
  revokeConsequence: [
    'Nobody gets a token with it any more. Tokens at hand stay until they end. This cannot be undone.',
    'Plus personne n’obtient de jeton avec ce secret. Les jetons déjà émis restent valables jusqu’à leur fin. Cette action est irréversible.',
  ],
  revoked: ['The secret was revoked.', 'Le secret a été révoqué.'],
  deleteTitle: [(name: string) => `Delete ${name}?`, (name: string) => `Supprimer ${name} ?`],
  deleteConsequence: [
    'Its tokens count no more at once: programs that use it are refused. This cannot be undone.',
    'Ses jetons ne comptent plus aussitôt : les programmes qui les utilisent sont refusés. Cette action est irréversible.',
  ],
  deleted: [(name: string) => `${name} was deleted.`, (name: string) => `${name} : suppression effectuée.`],
  unknown: ['No such API credential', 'Informations d’identification introuvables'],
  unknownHint: ['It may have been deleted.', 'Elles ont peut-être été supprimées.'],
  toCredentials: ['Go to API credentials', 'Aller aux informations d’identification API'],
});
