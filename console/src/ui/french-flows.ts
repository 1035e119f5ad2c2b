import type { French } from './declared.ts';

/** What is said of requests about dataflows and connections, in French. */
export const FRENCH_FLOWS: French<'flowPhrase'> = {
  'flows-mode': 'mode={mode} n’est pas pris en charge ; le seul mode est draft',
  'flows-limit': 'limit={value} n’est pas valide : donnez un nombre entier à partir de 1',
  'flows-continuation': 'continuationToken n’est pas de ce service',
  'flows-schedule-once': 'scheduleParams de fréquence once ne prend ni interval ni backfill',
  'flows-schedule-interval':
    'scheduleParams.interval doit être un nombre entier d’au moins {least} avec la fréquence {frequency}',
  'flows-schedule-begun': 'scheduleParams.startTime est passé et ne peut plus être changé',
  'flows-schedule-is-once':
    'un flux de données prévu une seule fois ne peut pas être planifié à nouveau ; créez-en un autre',
  'flows-no-flow-spec':
    'flowSpec.id {id} n’est pas une spécification de flux de données ; GET /flowSpecs les liste toutes',
  'flows-no-connection-spec':
    'connectionSpec.id {id} n’est pas une spécification de connexion ; GET /connectionSpecs les liste toutes',
  'flows-spec-role': 'connectionSpec.id {id} ({title}) ne peut pas servir de « {role} »',
  'flows-spec-of-base': 'le compte {id} est de la spécification de connexion {found}, pas de {wanted}',
  'flows-spec-gone': 'la source pour laquelle cette connexion a été créée n’est plus installée',
  'flows-spec-takes':
    'la spécification de flux {id} ne prend pas de « {role} » de la spécification de connexion {used} ; elle prend {allowed}',
  'flows-base-required': 'baseConnectionId est obligatoire : {title} a son point d’entrée sur le compte',
  'flows-auth-required': 'auth est obligatoire : specName ({names}) et params',
  'flows-dataset-required':
    'params.dataSetId est obligatoire : l’identifiant du jeu de données où vont les enregistrements',
  'flows-schema-id': 'data.schema.id doit être l’identifiant d’un schéma',
  'flows-source-needed': 'sourceConnectionIds doit contenir l’identifiant d’une connexion source',
  'flows-target-needed': 'targetConnectionIds doit contenir l’identifiant d’une connexion cible',
  'flows-connection-ids': '{name} doit être un tableau d’identifiants de connexions',
  'flows-one-connection': '{name} doit contenir un seul identifiant ; un flux de données a une source et une cible',
  'flows-mapping-needed': 'la spécification de flux {id} demande une transformation Mapping avec un mappingId',
  'flows-no-mapping-set':
    'le jeu de mappings {id} n’existe pas dans cette sandbox, ou est un brouillon à publier d’abord',
  'flows-takes-no-mapping':
    'la spécification de flux {id} prend les enregistrements tels quels ; utilisez-en une avec mapping',
  'flows-transformations': 'transformations prend {example} et rien d’autre',
  'flows-one-mapping': 'un flux de données a un seul jeu de mappings',
  'flows-mapping-version': 'transformations : params.mappingVersion doit être un nombre entier',
  'flows-mapping-id': 'transformations : params.mappingId doit être l’identifiant d’un jeu de mappings',
  'flows-partial-percent': 'options.partialIngestionPercent doit être un nombre supérieur à 0 et jusqu’à 100',
  'flows-patch-path': 'une opération n’a pas de chemin',
  'flows-run-start': 'params.startTime est obligatoire : le début de l’exécution, en secondes depuis 1970',
  'flows-run-window': 'params.windowEndTime est avant params.windowStartTime',
  'flows-delta-column': 'params.deltaColumn doit être {example}',
  'flows-run-streams': 'il est en flux continu : ses enregistrements sont pris comme ils viennent',
  'flows-run-schedule': 'son planning doit avoir la fréquence once',
  'flows-run-state': 'il est dans l’état {state}',
  'flows-run-unread': 'rien ici ne lit sa source',
  'flows-ask-for-runs': 'POST /runs demande une exécution',
  'flows-sources-are-folders': 'une nouvelle source est un dossier de la plateforme',
  'flows-explore-object': 'objectType={objectType} demande object : le chemin ou le nom de ce qu’il faut regarder',
};
