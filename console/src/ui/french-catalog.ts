import type { French } from './declared.ts';

/** What the catalogue says of requests, in French. */
export const FRENCH_CATALOG: French<'catalogPhrase'> = {
  'catalog-name': 'name est obligatoire et doit être un texte non vide',
  'catalog-schema-ref': 'schemaRef est obligatoire : {example}',
  'catalog-schema-stays': 'schemaRef.id ne change plus après la création ; ce jeu de données contient {id}',
  'catalog-no-table-name':
    'tags["adobe/pqs/table"] : {asked} ne peut pas être un nom de table ; utilisez des minuscules, des chiffres et _, et aucun mot du SQL',
  'catalog-change': 'le corps doit être un objet des champs à changer',
  'catalog-change-or-patch': 'le corps doit être un objet des champs à changer, ou un tableau d’opérations JSON Patch',
  'catalog-labels': 'le corps doit être un objet avec labels et optionalLabels',
  'catalog-label-names': '{name} doit être un tableau d’au plus {most} noms d’étiquettes tels que "C1"',
  'catalog-optional-labels': 'optionalLabels doit être un tableau d’au plus {most} entrées',
  'catalog-labelled-option': '{name}.option demande id, contentType et schemaPath',
  'catalog-untold': 'Des étiquettes vous cachent des champs de cette sandbox : lesquels ont échoué n’est pas dit.',
  'catalog-batch-id': 'un identifiant de lot compte de 1 à 64 lettres, chiffres et tirets',
  'catalog-batch-there': 'il y a déjà un lot {id}',
  'catalog-batch-of-dataset': 'relatedObjects doit désigner un dataSet : {example}',
  'catalog-only-successful': 'le lot {id} est dans l’état {status} ; seul un lot réussi peut devenir inactif',
  'catalog-batch-of-platform':
    'le lot {id} est rempli par la plateforme, qui fixe son statut ; abandonnez-le ou annulez-le avec Batch Ingestion',
  'catalog-batch-joined': 'les lignes du lot {id} sont maintenant dans le lot {other}, avec celles d’autres lots',
  'catalog-batch-at-work': 'le lot {id} est dans l’état {status} ; abandonnez-le d’abord avec Batch Ingestion',
  'catalog-batch-changed': 'le lot {id} a été modifié entre-temps ; réessayez',
  'catalog-requests': 'le corps doit être un tableau de 1 à {most} demandes',
  'catalog-request': '{at} doit être un objet avec id, resource, method et body',
  'catalog-request-resource': '{at} : resource doit être un chemin depuis la racine de Catalog, par exemple /dataSets',
  'catalog-request-method': '{at} : method doit valoir GET, POST, PUT, PATCH ou DELETE',
  'catalog-request-headers': '{at} : headers doit être un objet de textes',
  'catalog-request-twice': 'deux demandes ont l’identifiant {id}',
  'catalog-no-earlier-answer': '<<{id}.{name}>> ne désigne rien dans une réponse précédente',
  'catalog-nothing-at': 'il n’y a rien à {method} {path}',
};
