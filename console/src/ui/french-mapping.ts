import type { FILE_PHRASES } from '@meniscus/languages/dataprep';
import type { French } from './declared.ts';

/** What Data Prep says of requests, in French. */
export const FRENCH_MAPPING: French<'mappingPhrase'> = {
  'mapping-too-deep': 'le corps est imbriqué sur plus de {most} niveaux',
  'mapping-target-missing': '`outputSchema.schemaRef.id` (ou `xdmSchema`) doit désigner le schéma de destination',
  'mapping-source-missing': '`jsonSchema` ou `schemaRef.id` doit dire à quoi ressemblent les enregistrements',
  'mapping-elements': '`{name}` a {count} éléments ; {most} au plus sont admis',
  'mapping-characters': '`{name}` compte {count} caractères ; {most} au plus sont admis',
  'mapping-be-rows': '`mappings` doit être un tableau de lignes',
  'mapping-row-needs':
    'une ligne a besoin de `source`, de `destination` et d’un `sourceType` parmi ATTRIBUTE, EXPRESSION et STATIC',
  'mapping-row-broken': '{place} : {what} ({source} → {destination})',
  'mapping-false-only':
    '`{name}` n’admet que false : ce qu’il change n’est pas publié. Les valeurs nulles ou absentes laissent la destination telle quelle ; nullify() retire un champ',
  'mapping-status': '`status` vaut {value} ; ce doit être DRAFT ou PUBLISHED',
  'mapping-parameter': '{name}={value} n’est pas valide : {wanted}',
  'mapping-csv-or-json': 'donnez csv ou json',
  'mapping-whole-from': 'donnez un nombre entier à partir de {least}',
  'mapping-order': 'donnez createdDate ou updatedDate, précédé de + ou -',
  'mapping-most-listed': '{most} au plus sont listés à la fois',
  'mapping-schema-id': 'schemaId doit désigner le schéma de destination',
  'mapping-file-no-json': 'le fichier n’est pas du JSON : {why}',
  'mapping-be-data': '`data` doit être un enregistrement ou un tableau d’enregistrements',
  'mapping-preview-records': '`data` a {count} enregistrements ; un aperçu en prend {most} au plus',
  'mapping-preview-rows':
    '{records} enregistrements et {rows} lignes sont trop pour un aperçu ; envoyez moins d’enregistrements',
  'mapping-preview-values':
    'les lignes tirent plus de {most} valeurs de ces enregistrements ; envoyez-en moins ou de plus petits',
  'mapping-preview-size': 'l’aperçu compte plus de {most} caractères ; envoyez moins d’enregistrements',
  'mapping-send-sample': 'envoyez l’exemple comme fichier dans le champ de formulaire sample-file',
  'mapping-name-schema': 'nommez le schéma de destination dans le champ de formulaire schema-id',
  'mapping-like-json': 'l’exemple commence comme du JSON mais n’en est pas : {why}',
  'mapping-sample-missing': '`sampleData` manque',
  'mapping-sample-type': '`sampleDataType` doit valoir JSON ou CSV',
  'mapping-tried-with-json': 'les expressions s’essaient avec un exemple de type JSON',
  'mapping-sample-records': 'l’exemple a {count} enregistrements ; {most} au plus sont essayés',
  'mapping-sample-characters': 'l’exemple compte {count} caractères ; {most} au plus sont conservés',
  'mapping-sample-no-json': 'l’exemple n’est pas du JSON : {why}',
};

/** Why a mapping file cannot be read, in French. */
export const FRENCH_FILES: Readonly<Record<keyof typeof FILE_PHRASES, string>> = {
  'file-characters': 'le fichier compte {count} caractères ; {most} au plus sont lus',
  'file-rows': 'le fichier a {count} lignes ; {most} au plus sont lues',
  'file-line': 'ligne {line} : {what}',
  'file-row': 'ligne {row} : {what}',
  'file-be-object': 'ce doit être un objet',
  'file-header': 'la première ligne doit nommer les colonnes, par exemple {columns}',
  'file-cells': '{cells} cellules sous {headings} en-têtes ; mettez les cellules à virgules entre guillemets doubles',
  'file-after-quote': 'après un guillemet fermant, il faut une virgule ou la fin de la ligne',
  'file-open-quote': 'une cellule s’ouvre par un guillemet qui n’est jamais fermé',
  'file-no-json': 'ce n’est pas du JSON : {why}',
  'file-no-rows': 'le fichier doit contenir un tableau de lignes, ou un objet avec `mappings`',
};
