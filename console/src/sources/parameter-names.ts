/** Parameters of accounts in French, name and hint; in English they are those of the connection spec. */
const PARAMETERS: Readonly<Record<string, readonly [title: string, hint: string]>> = {
  accessToken: ['Jeton d’accès', 'Un jeton de cette clé.'],
  authenticationRequired: ['Authentification', 'Ceux qui envoient doivent présenter un jeton de cette organisation.'],
  bucketName: ['Compartiment', ''],
  clientId: ['Identifiant du client', 'Identifiant de la clé d’API Adobe qu’utilise le connecteur.'],
  clientSecret: ['Secret du client', ''],
  dataType: [
    'Type de données',
    'Brut : tout JSON, converti par un flux. XDM : des messages dans l’enveloppe XDM, vérifiés selon leur schéma.',
  ],
  folderPath: ['Dossier', 'Tous les chemins partent de là ; sans lui, du dossier d’accueil.'],
  hmacPreviousSecret: [
    'Secret de signature précédent',
    'Accepté aussi, le temps que ceux qui envoient passent au nouveau.',
  ],
  hmacSecret: [
    'Secret de signature',
    'Ceux qui envoient joignent x-hmac-sha256 : le HMAC-SHA256 du corps exact avec ce secret, en hexadécimal ou base64.',
  ],
  host: ['Hôte', ''],
  hostKey: [
    'Empreinte de la clé du serveur',
    'SHA256:…, comme l’affiche ssh-keygen -lf. Sans elle, aucune connexion ; le refus indique celle que présente le serveur.',
  ],
  passPhrase: ['Phrase secrète de la clé', ''],
  password: ['Mot de passe', ''],
  port: ['Port', ''],
  privateKeyContent: ['Clé privée', 'Base64 d’une clé privée au format OpenSSH ou PEM.'],
  region: ['Région', ''],
  s3AccessKey: ['Identifiant de la clé d’accès', ''],
  s3SecretKey: ['Clé d’accès secrète', ''],
  s3SessionToken: ['Jeton de session', ''],
  serviceUrl: ['URL du service', 'D’un service qui n’est pas celui d’Amazon, par exemple https://s3.example.com.'],
  sourceId: [
    'Identifiant de la source',
    'Nom de source des messages qui n’en portent pas ; à défaut, le nom du compte.',
  ],
  userName: ['Nom d’utilisateur', ''],
};

/** A parameter as it is shown: its name, and a hint where there is one. */
export function parameterTexts(
  name: string,
  { title = name, description = '' }: { readonly title?: string; readonly description?: string },
  locale: 'en' | 'fr',
): readonly [title: string, hint: string] {
  const given = [title, description] as const;
  return locale === 'fr' ? (PARAMETERS[name] ?? given) : given;
}

/** Ways to sign in, English and French, by the names of their specs. */
const WAYS: Readonly<Record<string, readonly [en: string, fr: string]>> = {
  'Basic Authentication for sftp': ['Password', 'Mot de passe'],
  'SSH PublicKey Authentication for sftp': ['SSH key', 'Clé SSH'],
};

/** A way to sign in as it is shown. */
export function authName(name: string, locale: 'en' | 'fr'): string {
  return WAYS[name]?.[locale === 'fr' ? 1 : 0] ?? name;
}

/** Options of parameters, English and French. */
const OPTIONS: Readonly<Record<string, readonly [en: string, fr: string]>> = {
  raw: ['Raw', 'Brut'],
  xdm: ['XDM compatible', 'Compatible XDM'],
};

/** An option of a parameter as it is shown. */
export function optionName(option: string, locale: 'en' | 'fr'): string {
  return OPTIONS[option]?.[locale === 'fr' ? 1 : 0] ?? option;
}
