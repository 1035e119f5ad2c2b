import { declaredText, type French } from '../ui/declared.ts';
import { locale } from '../ui/texts.ts';

const TITLES: French<'sourceTitle'> = {
  'Capillary Streaming Events': 'Capillary Streaming Events',
  'Streaming Connection': 'HTTP API',
  'amazon-s3': 'Amazon S3',
  'local-folder': 'Dossier local',
  sftp: 'SFTP',
};

const DESCRIPTIONS: French<'sourceDescription'> = {
  'Capillary Streaming Events':
    'Reçoit de Capillary, dès qu’ils changent, les profils de fidélité, les points, les niveaux et les transactions.',
  'Streaming Connection':
    'Envoyez des messages JSON ou XDM à un point d’entrée HTTP ; ils sont aussitôt dans un jeu de données et dans les profils.',
  'amazon-s3':
    'Lit des fichiers CSV, bruts ou en zip ou gzip, dans un compartiment S3 : une fois ou à intervalles réguliers.',
  'local-folder':
    'Lit des fichiers CSV, bruts ou en zip ou gzip, dans un dossier de la machine de la plateforme : une fois ou à intervalles réguliers.',
  sftp: 'Lit des fichiers CSV, bruts ou en zip ou gzip, sur un serveur SFTP : une fois ou à intervalles réguliers.',
};

const CATEGORIES: French<'sourceCategory'> = {
  'Cloud storage': 'Stockage dans le cloud',
  'Local system': 'Système local',
  Loyalty: 'Fidélité',
  Streaming: 'Diffusion en continu',
};

const SAMPLES: French<'sample'> = {
  'A member with balance and tier': 'Un membre avec son solde et son niveau',
  'A purchase with its lines': 'Un achat avec ses lignes',
};

const PARAMETERS: French<'parameter'> = {
  'Capillary Streaming Events/accessToken': 'Jeton d’accès',
  'Capillary Streaming Events/clientId': 'Identifiant du client',
  'Capillary Streaming Events/clientSecret': 'Secret du client',
  'Streaming Connection/authenticationRequired': 'Authentification',
  'Streaming Connection/dataType': 'Type de données',
  'Streaming Connection/hmacPreviousSecret': 'Secret de signature précédent',
  'Streaming Connection/hmacSecret': 'Secret de signature',
  'Streaming Connection/name': 'Nom',
  'Streaming Connection/sourceId': 'Identifiant de la source',
  'amazon-s3/bucketName': 'Compartiment',
  'amazon-s3/folderPath': 'Dossier',
  'amazon-s3/region': 'Région',
  'amazon-s3/s3AccessKey': 'Identifiant de la clé d’accès',
  'amazon-s3/s3SecretKey': 'Clé d’accès secrète',
  'amazon-s3/s3SessionToken': 'Jeton de session',
  'amazon-s3/serviceUrl': 'URL du service',
  'local-folder/folderPath': 'Dossier',
  'sftp/folderPath': 'Dossier',
  'sftp/host': 'Hôte',
  'sftp/hostKey': 'Empreinte de la clé du serveur',
  'sftp/passPhrase': 'Phrase secrète de la clé',
  'sftp/password': 'Mot de passe',
  'sftp/port': 'Port',
  'sftp/privateKeyContent': 'Clé privée',
  'sftp/userName': 'Nom d’utilisateur',
};

const HINTS: French<'parameterHint'> = {
  'Capillary Streaming Events/accessToken': 'Un jeton de cette clé.',
  'Capillary Streaming Events/clientId': 'Identifiant de la clé d’API Adobe qu’utilise le connecteur.',
  'Streaming Connection/authenticationRequired': 'Ceux qui envoient doivent présenter un jeton de cette organisation.',
  'Streaming Connection/dataType':
    'Brut : tout JSON, converti par un flux. XDM : des messages dans l’enveloppe XDM, vérifiés selon leur schéma.',
  'Streaming Connection/hmacPreviousSecret': 'Accepté aussi, le temps que ceux qui envoient passent au nouveau.',
  'Streaming Connection/hmacSecret':
    'Ceux qui envoient joignent x-hmac-sha256 : le HMAC-SHA256 du corps exact avec ce secret, en hexadécimal ou base64.',
  'Streaming Connection/sourceId': 'Nom de source des messages qui n’en portent pas ; à défaut, le nom du compte.',
  'amazon-s3/folderPath': 'Tous les chemins partent de là.',
  'amazon-s3/serviceUrl': 'D’un service qui n’est pas celui d’Amazon, par exemple https://s3.example.com.',
  'local-folder/folderPath':
    'Sous le dossier de fichiers de la plateforme (MENISCUS_FILES_DIR) ; ce dossier lui-même à défaut.',
  'sftp/folderPath': 'Tous les chemins partent de là ; à défaut, du dossier d’accueil.',
  'sftp/hostKey':
    'SHA256:…, comme l’affiche ssh-keygen -lf. Sans elle, aucune connexion ; le refus indique celle que présente le serveur.',
  'sftp/privateKeyContent': 'Base64 d’une clé privée au format OpenSSH ou PEM.',
};

/** Of what has a code for a name people read another name in English, too. */
type Both<Kind extends 'signIn' | 'parameterOption'> = Readonly<
  Record<keyof French<Kind>, readonly [en: string, fr: string]>
>;

const WAYS: Both<'signIn'> = {
  'Access Key': ['Access key', 'Clé d’accès'],
  'Basic Authentication for sftp': ['Password', 'Mot de passe'],
  Folder: ['Folder', 'Dossier'],
  'OAuth generic-rest-connector': ['OAuth', 'OAuth'],
  'SSH PublicKey Authentication for sftp': ['SSH key', 'Clé SSH'],
  'Streaming Connection': ['Streaming connection', 'Connexion de streaming'],
};

const OPTIONS: Both<'parameterOption'> = {
  raw: ['Raw', 'Brut'],
  xdm: ['XDM compatible', 'Compatible XDM'],
};

function inBoth(table: Readonly<Record<string, readonly [en: string, fr: string]>>, code: string): string {
  return table[code]?.[locale === 'fr' ? 1 : 0] ?? code;
}

/** A kind of source, by the name of its spec. */
interface Named {
  readonly name: string;
}

/** What a kind of source is called. */
export function sourceTitle({ name, title }: Named & { readonly title: string }): string {
  return declaredText(TITLES, name, title);
}

/** What a kind of source does. */
export function sourceDescription({ name, description }: Named & { readonly description: string }): string {
  return declaredText(DESCRIPTIONS, name, description);
}

/** A category of the catalogue. */
export function categoryName(category: string): string {
  return declaredText(CATEGORIES, category, category);
}

/** A sample a source documents itself by. */
export function sampleName(title: string): string {
  return declaredText(SAMPLES, title, title);
}

/** A parameter of accounts: its name, and a hint where there is one. */
export function parameterTexts(
  { name: source }: Named,
  name: string,
  { title = name, description = '' }: { readonly title?: string; readonly description?: string },
): readonly [title: string, hint: string] {
  const code = `${source}/${name}`;
  return [declaredText(PARAMETERS, code, title), declaredText(HINTS, code, description)];
}

/** A way to sign in. */
export function authName(name: string): string {
  return inBoth(WAYS, name);
}

/** An option of a parameter. */
export function optionName(option: string): string {
  return inBoth(OPTIONS, option);
}
