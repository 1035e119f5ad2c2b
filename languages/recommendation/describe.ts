import type { Phrase } from '@meniscus/languages/syntax';
import type { Candidate, Column } from './candidates.ts';
import type { ClassCatalogue, Place } from './class-catalogue.ts';
import type { ColumnProfile } from './column-profile.ts';
import { because } from './phrases.ts';
import { reasonFor } from './reason.ts';
import { type ValueType, valueType } from './value-type.ts';
import { displayNameOf } from './words.ts';

/** One proposal for a column. */
export interface Recommendation extends ValueType {
  /** Wire path without brackets; own fields stand under the tenant: `_acme.tillNumber`. */
  readonly path: string;
  readonly identityNamespace?: string;
  readonly primaryIdentity?: true;
  /** Title of the field group that has the field, or of the class itself; own fields say `Own fields`. */
  readonly fieldGroup: string;
  /** `$id` of that field group or class; own fields have none. */
  readonly fieldGroupId?: string;
  readonly displayName: string;
  /** Values an own field could be restricted to, most frequent first. */
  readonly enum?: readonly string[];
  /** 0 to 1; how often a proposal of this strength is right. */
  readonly confidence: number;
  /** One line for people: what spoke for it. */
  readonly reason: string;
  /** The reason, for other languages. */
  readonly phrase: Phrase;
}

/** A place of the library as a column can be put there. */
export type PlaceField = ValueType & Pick<Recommendation, 'path' | 'displayName'> & { readonly fieldGroupId: string };

/** Title shown for fields no field group of the library has. */
export const OWN_FIELDS = 'Own fields';
/** Rows of these classes are about somebody; the address of a hotel's manager identifies nobody. */
const ABOUT_PEOPLE = new Set([
  'https://ns.adobe.com/xdm/context/profile',
  'https://ns.adobe.com/xdm/context/experienceevent',
]);

/** Namespaces in the order in which they say best whose row it is. */
const NAMESPACES = ['CRMID', 'Loyalty', 'Email', 'Phone', 'ECID', 'Email_LC_SHA256'];

/** The column that says whose row it is, if any: the strongest namespace that is filled nearly everywhere. */
export function primaryOf(
  columns: readonly Column[],
  candidates: readonly Candidate[][],
  catalogue: ClassCatalogue,
): number | undefined {
  if (!ABOUT_PEOPLE.has(catalogue.id)) return undefined;
  let best: { at: number; rank: number } | undefined;
  columns.forEach(({ profile }, at) => {
    const candidate = candidates[at]?.[0];
    const namespace = candidate?.concept?.namespace;
    if (candidate === undefined || namespace === undefined || profile.empty > profile.cells * 0.05) return;
    const rank = NAMESPACES.indexOf(namespace) + (candidate.score < 0.3 ? NAMESPACES.length : 0);
    if (best === undefined || rank < best.rank) best = { at, rank };
  });
  return best?.at;
}

/** Between 0 and 1, to three places. */
export const round = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;

/** `$id` of the group, or else the class, that says best what a place is for. */
function groupOf(place: Place, catalogue: ClassCatalogue): string {
  return place.groups[0] ?? catalogue.id;
}

/** A place as a field of a schema: with its type, its title and its group. */
export function placeField(place: Place, catalogue: ClassCatalogue): PlaceField {
  return {
    path: place.path,
    ...libraryType(place),
    fieldGroupId: groupOf(place, catalogue),
    displayName: place.field.title ?? place.path,
  };
}

/** A candidate as it is answered. `beside` are titles of what the columns beside it mean. */
export function describe(
  candidate: Candidate,
  column: Column,
  primary: boolean,
  catalogue: ClassCatalogue,
  beside: readonly string[],
): Recommendation {
  const { place, concept, kind } = candidate;
  const namespace = ABOUT_PEOPLE.has(catalogue.id) ? concept?.namespace : undefined;
  const groupId = place === undefined ? undefined : groupOf(place, catalogue);
  const values = place === undefined ? enumOf(column.profile) : undefined;
  return {
    path: candidate.path,
    ...(place === undefined ? valueType(column.profile, kind) : libraryType(place)),
    ...(namespace === undefined ? {} : { identityNamespace: namespace }),
    ...(primary ? { primaryIdentity: true } : {}),
    fieldGroup: groupId === undefined ? OWN_FIELDS : (catalogue.groupTitles.get(groupId) ?? catalogue.title),
    ...(groupId === undefined ? {} : { fieldGroupId: groupId }),
    displayName: place?.field.title ?? displayNameOf(column.name),
    ...(values === undefined ? {} : { enum: values }),
    confidence: round(candidate.score),
    ...because(
      reasonFor({
        column: column.name,
        profile: column.profile,
        meaning: concept?.title ?? place?.field.title,
        own: place === undefined,
        primary,
        beside,
      }),
    ),
  };
}

/** JSON Schema type and format of a place of the library; a list of plain values is an array. */
function libraryType({ field, list }: Place): ValueType {
  if (list) return { type: 'array' };
  switch (field.type) {
    case 'date':
    case 'date-time':
      return { type: 'string', format: field.type };
    case 'int':
    case 'long':
    case 'short':
    case 'byte':
      return { type: 'integer' };
    case 'number':
    case 'boolean':
      return { type: field.type };
    default:
      return { type: 'string', ...(field.format === undefined ? {} : { format: field.format }) };
  }
}

/** The values of a column that seems to have a closed list: few, frequent, and words. */
function enumOf(profile: ColumnProfile): readonly string[] | undefined {
  const filled = profile.cells - profile.empty;
  const { distinct } = profile;
  if (profile.many || distinct.size < 2 || distinct.size > 20 || filled < distinct.size * 3 || profile.longest > 40)
    return undefined;
  if (profile.integers + profile.decimals + profile.dates + profile.flags > filled / 2) return undefined;
  return [...distinct].sort((one, other) => other[1] - one[1]).map(([value]) => value);
}
