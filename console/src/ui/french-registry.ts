import type { French } from './declared.ts';

/** What the schema registry says of requests and tables, in French. */
export const FRENCH_REGISTRY: French<'registryPhrase'> = {
  'schemas-the-body': 'le corps',
  'schemas-body-first': 'Le corps',
  'schemas-placed': '{place} {what}',
  'schemas-required-such': '{name} est obligatoire : {what}',
  'schemas-one-required': 'l’un de {names} est obligatoire',
  'schemas-properties-required': 'properties (ou items) est obligatoire',
  'schemas-a-class-first': 'un {ref} vers une classe, puis des groupes de champs',
  'schemas-class-ids': 'un tableau de $id de classes, vide pour toutes les classes',
  'schemas-must-be': '{name} doit être {what}',
  'schemas-one-pointer': 'un seul pointeur',
  'schemas-texts-by-locale': 'un objet de textes par langue, par exemple {example}',
  'schemas-values-and-texts': 'un objet de valeurs et de leurs textes (ou de textes par langue)',
  'schemas-only-version': '1, la seule version majeure',
  'schemas-code-or-id':
    'xdm:code (xdm:namespace est alors un code) ou xdm:id (c’est alors un identifiant, un nombre entier)',
  'schemas-of-destination': '{namespace}, l’espace de noms de l’identité principale du schéma de destination',
  'schemas-can-only-be': '{name} ne peut être que {value}',
  'schemas-only-schemas': 'seuls les schémas prennent {name}',
  'schemas-relational-parts': 'allOf se réfère à {id} ; un schéma relationnel ne prend ni classe ni groupe de champs',
  'schemas-relational-behavior': 'meta:behaviorType doit valoir record ou time-series pour un schéma relationnel',
  'schemas-circle': 'les références forment un cercle : {cycle} ; retirez l’une d’elles',
  'schemas-one-class': 'allOf doit se référer à une seule classe, il se réfère à {count}',
  'schemas-unknown-part':
    'allOf se réfère à {id}, qui n’existe ni dans cette sandbox ni dans la bibliothèque standard ; créez-le ou importez-le d’abord, ou retirez la référence',
  'schemas-wrong-part':
    'allOf se réfère à {id}, de la sorte {kind} ; seuls une classe et des groupes de champs composent un schéma',
  'schemas-misfit':
    'le groupe de champs {title} ({id}) n’est pas fait pour la classe {classTitle} ({classId}) ; ajoutez la classe à son meta:intendedToExtend, ou laissez le groupe de côté',
  'schemas-no-chosen':
    'meta:refProperty : {title} ({id}) n’a pas de champ {pointer} ; nommez-en un qu’il a, ou retirez le pointeur',
  'schemas-behavior': 'allOf d’une classe doit se référer à un comportement : {values}',
  'schemas-tag-stays': 'meta:immutableTags : la balise union ne peut pas être retirée',
  'schemas-class-stays': 'allOf : la classe d’un schéma qui fait partie d’une union ne peut pas changer',
  'schemas-no-descriptor-id': '@id {id} n’est pas l’identifiant d’un descripteur',
  'schemas-descriptor-exists': 'Un descripteur d’@id {id} existe déjà',
  'schemas-most-descriptors': 'une sandbox contient au plus {most} descripteurs',
  'schemas-no-schema': '{name} : il n’y a pas de schéma {id}',
  'schemas-no-schema-here': '{name} : il n’y a pas de schéma {id} dans cette sandbox',
  'schemas-no-class': 'schema-class-id : il n’y a pas de classe {id}',
  'schemas-pointer':
    'xdm:sourceProperty doit commencer par une barre oblique et ne pas finir par une, par exemple /personalEmail/address ; il vaut {value}',
  'schemas-no-field': 'xdm:sourceProperty : le schéma n’a pas de champ {path}',
  'schemas-no-field-properties':
    'xdm:sourceProperty : le schéma n’a pas de champ {path} ; écrivez le chemin sans « properties »',
  'schemas-suggests-text': 'meta:enum : des valeurs ne se suggèrent que pour du texte ; {path} est de type {type}',
  'schemas-suggests-only':
    'meta:enum : {path} n’accepte que les valeurs de son énumération, et {value} n’en est pas une',
  'schemas-own-title':
    'xdm:sourceProperty : {path} est un champ personnalisé, qui a son propre titre ; changez-le par PATCH',
  'schemas-one-field':
    'xdm:sourceProperty : {path} n’est pas un champ, et le schéma entier s’appelle par son propre titre ; nommez un champ',
  'schemas-of-schema': '{title} ({id}) : {what}',
  'schemas-not-labelled':
    'xdm:sourceProperty : {namespace} ne peut pas porter d’étiquette lui-même ; étiquetez les champs qu’il contient',
  'schemas-no-namespace': 'il n’y a pas d’espace de noms d’identité {code} ; créez-le d’abord ou corrigez le code',
  'schemas-identity-text': 'xdm:sourceProperty : une identité est un champ de texte ; {path} est de type {type}',
  'schemas-identity-inside':
    'xdm:sourceProperty : {path} se trouve dans un tableau ou un dictionnaire, ce qu’une identité ne peut pas',
  'schemas-identity-already': '{path} a déjà un descripteur d’identité',
  'schemas-primary-already':
    'xdm:sourceProperty : {path} ne peut pas être l’identité principale, le schéma a déjà une identité principale ; un schéma n’en a qu’une',
  'schemas-relational-only': '{type} est réservé aux schémas relationnels',
  'schemas-one-of-type': 'le schéma a déjà un {type} ; un schéma n’en a qu’un',
  'schemas-at-root': 'xdm:sourceProperty : {path} doit se trouver à la racine du schéma',
  'schemas-field-required': 'xdm:sourceProperty : {path} doit être obligatoire dans le schéma',
  'schemas-field-type': 'xdm:sourceProperty : {path} est de type {found} ; {type} prend {wanted}',
  'schemas-time-series-only': '{type} est réservé aux schémas dont meta:behaviorType vaut time-series',
  'schemas-composite-key': 'la clé primaire doit être composite et contenir le champ d’horodatage {path}',
  'schemas-version-needed':
    'le schéma a une clé primaire, et une clé a besoin de son {version} ; supprimez d’abord le {key}',
  'schemas-adhoc': 'le schéma ad hoc {title} ({id}) ne peut pas prendre part à des relations',
  'schemas-foreign-key':
    'xdm:sourceProperty : la clé étrangère {path} doit se trouver à la racine d’un schéma relationnel',
  'schemas-no-destination-field': 'xdm:destinationProperty : {title} ({target}) n’a pas de champ {property}',
  'schemas-ends-differ':
    'xdm:sourceProperty : {path} est de type {found}, mais {end} de {title} ({target}) est de type {type} ; il faut le même type aux deux bouts',
  'schemas-template': 'le modèle rempli',
  'schemas-class-id': 'le $id ou le meta:altId d’une classe',
  'schemas-name-required': 'schema-name est obligatoire, {most} caractères au plus',
  'schemas-not-imported': 'meta:resourceType {type} ne peut pas être importé',
  'schemas-object-exists':
    'Un objet de $id {id} existe déjà : {title}. Supprimez-le d’abord, retirez celui-ci du fichier, ou importez dans une autre sandbox',
  'schemas-export-array': 'le corps doit être le tableau que répond un export',
  'schemas-most-imported': 'un import contient au plus {most} ressources ; divisez-le',
  'schemas-other-tenant': '$id {id} n’est pas de ce client ; les exports portent {placeholder} à sa place',
  'schemas-limit': 'limit={text} : limit est un nombre entier de 0 à 500',
  'schemas-send-table': 'Envoyez le tableau comme fichier dans le champ de formulaire csv-file.',
  'schemas-name-empty': 'name est vide ; le schéma a besoin d’un nom.',
  'schemas-no-standard-class':
    '{id} n’est pas une classe de la bibliothèque standard. Omettez-la de l’envoi pour qu’une classe soit recommandée.',
  'schemas-sentence': '{what}.',
  'schemas-csv-place': 'ligne {row}, colonne {column} ({name}) : {what}',
  'schemas-csv-more': '{count} autres fautes ne sont pas montrées',
  'schemas-csv-zip': 'csv-file est un fichier zip ou de tableur ; envoyez le CSV lui-même',
  'schemas-csv-encoding': 'csv-file n’est pas du texte UTF-8 ; enregistrez-le en « CSV UTF-8 »',
  'table-open-quote':
    'La ligne {row} ouvre un guillemet qui n’est pas fermé à la fin de la cellule. Doublez un guillemet à l’intérieur d’une cellule entre guillemets.',
  'table-row-columns': 'La ligne {row} a plus de {most} colonnes, plus qu’un tableau ne peut en avoir ici.',
  'table-columns': 'Le tableau a {count} colonnes ; il peut en avoir {most} au plus ici.',
  'table-no-rows': 'Le fichier n’a pas de lignes.',
  'table-empty': 'Le fichier est vide.',
  'table-zip-unreadable':
    'Le fichier zip ne peut pas être lu : {why}. Compressez à nouveau le fichier CSV, sans mot de passe.',
  'table-zip-without': 'Le fichier zip ne contient aucun fichier .csv, .tsv ou .txt.',
  'table-zip-many': 'Aucun des {most} premiers fichiers du fichier zip n’est un tableau.',
  'table-binary':
    'Le fichier contient des octets nuls, ce n’est donc pas un fichier texte. Enregistrez-le en CSV, en UTF-8.',
};
