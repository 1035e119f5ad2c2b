import { texts, time } from '../ui/texts.ts';

const RELATIONSHIP = ['Relationship', 'Relation'] as const;

/** Kinds of descriptors, as the log has them, for people. */
const KINDS = {
  'xdm:alternateDisplayInfo': ['Display name', 'Nom d’affichage'],
  'xdm:descriptorDeprecated': ['Deprecation', 'Obsolescence'],
  'xdm:descriptorDuplicationExclusions': ['Duplication exclusions', 'Exclusions de doublons'],
  'xdm:descriptorIdentity': ['Identity', 'Identité'],
  'xdm:descriptorLabel': ['Labels', 'Étiquettes'],
  'xdm:descriptorManyToMany': RELATIONSHIP,
  'xdm:descriptorManyToOne': RELATIONSHIP,
  'xdm:descriptorMetaEnumRemove': ['Removed values', 'Valeurs retirées'],
  'xdm:descriptorOneToMany': RELATIONSHIP,
  'xdm:descriptorOneToOne': RELATIONSHIP,
  'xdm:descriptorPrimaryKey': ['Primary key', 'Clé primaire'],
  'xdm:descriptorReferenceIdentity': ['Reference identity', 'Identité de référence'],
  'xdm:descriptorRelationship': RELATIONSHIP,
  'xdm:descriptorTimeSeriesGranularity': ['Granularity', 'Granularité'],
  'xdm:descriptorTimestamp': ['Timestamp', 'Horodatage'],
  'xdm:descriptorVersion': ['Version', 'Version'],
} as const;

const kinds = texts(KINDS);
const t = texts({
  descriptor: [
    ({ kind, of }: { kind: string; of: string }) => `${kind}: ${of}`,
    ({ kind, of }: { kind: string; of: string }) => `${kind} : ${of}`,
  ],
});

/**
 * What something is known by, in the language of the console: the log says it in words that are the same in all of them, the
 * kind of a descriptor by its code and when a batch was opened as ISO 8601.
 */
export function knownAs(assetType: string, name: string): string {
  if (assetType === 'Descriptor') {
    const [kind = '', ...rest] = name.split(' ');
    const isKnown = Object.hasOwn(KINDS, kind);
    return isKnown ? t('descriptor', { kind: kinds(kind as keyof typeof KINDS), of: rest.join(' ') }) : name;
  }
  const opened = assetType.includes('Batch') ? /^(.*) (\d{4}-\d\d-\d\dT[\d:.]+Z)$/s.exec(name) : null;
  return opened === null ? name : `${opened[1]}, ${time(Date.parse(opened[2]!))}`;
}
