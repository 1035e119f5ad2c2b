import { sayingOf } from '@meniscus/languages/syntax';

/** What is said in the details of the registry's problems, English by code. */
export const REGISTRY_PHRASES = {
  'schemas-the-body': 'the body',
  'schemas-body-first': 'The body',
  'schemas-placed': '{place} {what}',
  'schemas-required-such': '{name} is required: {what}',
  'schemas-one-required': 'one of {names} is required',
  'schemas-properties-required': 'properties (or items) is required',
  'schemas-a-class-first': 'one {ref} to a class, then field groups',
  'schemas-class-ids': 'an array of class $ids, empty for any class',
  'schemas-must-be': '{name} must be {what}',
  'schemas-one-pointer': 'one pointer',
  'schemas-texts-by-locale': 'an object of texts by locale, e.g. {example}',
  'schemas-values-and-texts': 'an object of values and their texts (or texts by locale)',
  'schemas-only-version': '1, the only major version',
  'schemas-code-or-id': 'xdm:code (xdm:namespace is a code) or xdm:id (it is an integer id)',
  'schemas-of-destination': "{namespace}, the namespace of the destination schema's primary identity",
  'schemas-can-only-be': '{name} can only be {value}',
  'schemas-only-schemas': 'only schemas take {name}',
  'schemas-relational-parts': 'allOf refers to {id}; a relational schema takes no class and no field groups',
  'schemas-relational-behavior': 'meta:behaviorType must be record or time-series for a relational schema',
  'schemas-circle': 'the references go in a circle: {cycle}; remove one of them',
  'schemas-one-class': 'allOf must refer to exactly one class, it refers to {count}',
  'schemas-unknown-part':
    'allOf refers to {id}, which does not exist in this sandbox or the standard library; make or import it first, or take the reference out',
  'schemas-wrong-part':
    'allOf refers to {id}, which is one of {kind}; only classes and field groups can be parts of a schema',
  'schemas-misfit':
    'the field group {title} ({id}) is not made for the class {classTitle} ({classId}); add the class to its meta:intendedToExtend, or leave the group out',
  'schemas-no-chosen':
    'meta:refProperty: {title} ({id}) has no field {pointer}; name one that it has, or take the pointer out',
  'schemas-behavior': 'allOf of a class must refer to a behavior: {values}',
  'schemas-tag-stays': 'meta:immutableTags: the tag union cannot be removed',
  'schemas-class-stays': 'allOf: the class of a schema that takes part in a union cannot change',
  'schemas-no-descriptor-id': '@id {id} is not the id of a descriptor',
  'schemas-descriptor-exists': 'A descriptor with @id {id} already exists',
  'schemas-most-descriptors': 'a sandbox holds at most {most} descriptors',
  'schemas-no-schema': '{name}: there is no schema {id}',
  'schemas-no-schema-here': '{name}: there is no schema {id} in this sandbox',
  'schemas-no-class': 'schema-class-id: there is no class {id}',
  'schemas-pointer':
    'xdm:sourceProperty must begin with a slash and not end with one, e.g. /personalEmail/address; it is {value}',
  'schemas-no-field': 'xdm:sourceProperty: the schema has no field {path}',
  'schemas-no-field-properties':
    'xdm:sourceProperty: the schema has no field {path}; write the path without "properties"',
  'schemas-suggests-text': 'meta:enum: values are suggested for text fields; {path} is {type}',
  'schemas-suggests-only': 'meta:enum: {path} takes the values of its enum only, and {value} is none of them',
  'schemas-own-title':
    'xdm:sourceProperty: {path} is a custom field, which has a title of its own; change that by PATCH',
  'schemas-one-field':
    'xdm:sourceProperty: {path} is no field, and the whole schema is called by its own title; name a field',
  'schemas-of-schema': '{title} ({id}): {what}',
  'schemas-not-labelled': 'xdm:sourceProperty: {namespace} itself cannot be labelled; label the fields in it',
  'schemas-no-namespace': 'there is no identity namespace {code}; create it first or correct the code',
  'schemas-identity-text': 'xdm:sourceProperty: an identity is a text field; {path} is {type}',
  'schemas-identity-inside': 'xdm:sourceProperty: {path} lies inside an array or a map; an identity cannot',
  'schemas-identity-already': '{path} has an identity descriptor already',
  'schemas-primary-already':
    'xdm:sourceProperty: {path} cannot be the primary identity, the schema has a primary identity already; a schema has one',
  'schemas-relational-only': '{type} is for relational schemas only',
  'schemas-one-of-type': 'the schema has an {type} already; a schema has one',
  'schemas-at-root': 'xdm:sourceProperty: {path} must lie at the root of the schema',
  'schemas-field-required': 'xdm:sourceProperty: {path} must be required by the schema',
  'schemas-field-type': 'xdm:sourceProperty: {path} is {found}; {type} takes {wanted}',
  'schemas-time-series-only': '{type} is for schemas with meta:behaviorType time-series',
  'schemas-composite-key': 'the primary key must be composite and hold the timestamp field {path}',
  'schemas-version-needed': 'the schema has a primary key, and a key needs its {version}; delete the {key} first',
  'schemas-adhoc': 'the ad-hoc schema {title} ({id}) cannot take part in relationships',
  'schemas-foreign-key': 'xdm:sourceProperty: the foreign key {path} must lie at the root of a relational schema',
  'schemas-no-destination-field': 'xdm:destinationProperty: {title} ({target}) has no field {property}',
  'schemas-ends-differ':
    'xdm:sourceProperty: {path} is {found}, but {end} of {title} ({target}) is {type}; both ends need one type',
  'schemas-template': 'the filled-in template',
  'schemas-class-id': 'the $id or meta:altId of a class',
  'schemas-name-required': 'schema-name is required, {most} characters at most',
  'schemas-not-imported': 'meta:resourceType {type} cannot be imported',
  'schemas-object-exists':
    'An object with $id {id} already exists: {title}. Delete that one first, take this one out of the file, or import into another sandbox',
  'schemas-export-array': 'the body must be the array an export answers',
  'schemas-most-imported': 'one import holds at most {most} resources; split it',
  'schemas-other-tenant': '$id {id} is not one of this tenant; exports carry {placeholder} in its place',
  'schemas-limit': 'limit={text}: limit is a whole number from 0 to 500',
  'schemas-send-table': 'Send the table as a file in the form field csv-file.',
  'schemas-name-empty': 'name is empty; the schema needs one.',
  'schemas-no-standard-class':
    '{id} is no class of the standard library. Leave it out of the upload to have one recommended.',
  'schemas-sentence': '{what}.',
  'schemas-csv-place': 'row {row}, column {column} ({name}): {what}',
  'schemas-csv-more': '{count} more findings are not shown',
  'schemas-csv-zip': 'csv-file is a zip or spreadsheet file; send the CSV itself',
  'schemas-csv-encoding': 'csv-file is not UTF-8 text; save it as "CSV UTF-8"',
  'table-open-quote':
    'Row {row} opens a quotation mark that is not closed where the cell ends. Double a mark inside a quoted cell.',
  'table-row-columns': 'Row {row} has more than {most} columns, which is more than a table can have here.',
  'table-columns': 'The table has {count} columns; {most} are the most it can have here.',
  'table-no-rows': 'The file has no rows.',
  'table-empty': 'The file is empty.',
  'table-zip-unreadable': 'The zip file cannot be read: {why}. Zip the CSV file again, without a password.',
  'table-zip-without': 'The zip file has no .csv, .tsv or .txt file in it.',
  'table-zip-many': 'None of the first {most} files in the zip file is a table.',
  'table-binary': 'The file holds zero bytes, so it is not a text file. Save it as CSV in UTF-8.',
} as const;

/** Says what is wrong with a call, out of the table. */
export const say = sayingOf(REGISTRY_PHRASES);
