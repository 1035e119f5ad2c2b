import type { French } from './declared.ts';

/** What is said of records on their way, in French. */
export const FRENCH_RECORDS: French<'recordPhrase'> = {
  'row-unreadable':
    'La ligne contient des données corrompues et ne peut pas être lue. Corrigez les données et réessayez.',
  'row-unreadable-because': 'la ligne ne peut pas être lue : {why}',
  'row-unclosed': 'un guillemet n’est jamais fermé',
  'row-too-long': 'plus de {most} octets',
  'row-not-utf8': 'pas de l’UTF-8 ; l’encodage est-il ISO-8859-1 ?',
  'row-no-text': 'pas un texte : il contient un octet nul',
  'row-values': '{count} valeurs pour {wanted} colonnes',
  'too-deep': 'la ligne est imbriquée sur plus de {levels} niveaux ; aplatissez-la, puis rejouez',
  'row-too-wide': 'la ligne a plus de {most} champs ; retirez ceux qui ne servent pas, puis renvoyez-la',
  unroutable: '{why} [{id}], puis rejouez',
  'no-flow': 'le flux de données n’existe pas ; envoyez l’en-tête x-adobe-flow-id avec l’identifiant d’un flux actif',
  'flow-disabled': 'le flux de données est désactivé ; activez-le dans Sources',
  'no-dataset': 'le jeu de données n’existe pas',
  'no-schema': 'le schéma du jeu de données n’existe pas',
  'no-mapping': 'le mapping du flux de données n’existe pas',
  'no-way':
    'l’événement vaut pour des enregistrements {kinds}, et aucun flux actif de la connexion n’a un tel schéma ; configurez-en un, puis rejouez',
  'nothing-mapped':
    'aucune ligne du mapping n’a rien trouvé dans cet enregistrement ; vérifiez ses champs source, puis rejouez',
  'at-row': '{source} → {destination} : {what}',
  'schema-violation': 'ne respecte pas le schéma : {why}',
  'beyond-guardrail':
    'l’enregistrement compte {bytes} octets en XDM et la limite publiée est de {limit} ; convertissez-en moins, ou démarrez sans MENISCUS_GUARDRAILS=enforce, puis rejouez',
  'no-identity':
    'l’enregistrement n’a pas d’identité et n’appartient donc à personne ; convertissez-en une dans identityMap, puis rejouez',
  'no-namespace':
    'l’espace de noms d’identité `{code}` n’existe pas ; créez-le sous Identités, puis rejouez cet enregistrement',
  'bad-identity': '{why} ; les identités de l’enregistrement n’ont pas été liées entre elles',
  'identity-empty': 'l’identité {code} est vide',
  'identity-too-long': 'l’identité {code} compte plus de {most} caractères',
  'ecid-form': 'un ECID a exactement 38 chiffres',
  'too-many-identities': 'l’enregistrement a {count} identités ; les {most} premières ont été prises',
  'two-of-unique':
    'l’enregistrement a plus d’un {code}, qui est unique par graphe, et rien n’a été lié ; envoyez une personne par enregistrement',
  'event-of-two': 'l’événement a plus d’un {code} : on ne sait pas à qui il est ; il n’a été ajouté à aucun profil',
  internal: 'une erreur de la plateforme, pas de l’enregistrement : {why} ; signalez-la, puis rejouez',
  durable: 'durable à la position {position}',
  'not-processed': 'pas encore traité',
  'xdm-as-received': 'XDM tel que reçu',
  'by-flow': 'flux de données {id}',
  repeated: 'le jeu de données avait déjà cet événement, d’après son _id ; il est d’abord venu avec {xactionId}',
  'profiles-only': 'une mise à jour partielle ne va qu’aux profils',
  'on-its-way': 'en chemin vers le jeu de données {id}',
  'in-batch': 'lot {batch} du jeu de données {id}',
  'fits-schema': 'respecte son schéma',
  'nothing-to-link': 'une seule identité, rien à lier',
  linked: '{count} identités liées',
  'dataset-without-identity': 'le jeu de données n’est pas activé pour l’identité',
  'record-without-identity': 'l’enregistrement n’a pas d’identité',
  'without-profile': 'le jeu de données ou le schéma n’est pas activé pour le profil',
  'in-profile': 'dans le profil de {code}',
  'record-before-gone': 'l’enregistrement précédent (position {position}) n’est plus dans le journal',
  'not-before': 'l’enregistrement précédent ne l’avait pas',
  'records-failed': '{reason} (enregistrements : {count})',
  memberships: '{count} audiences, membre de {inside} actuellement',
};
