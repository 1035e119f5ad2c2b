import type { Recommendation } from '@meniscus/languages/recommendation';
import type { ColumnDeclaration } from '@meniscus/languages/xdm';
import { catalogueOf } from './recommender.ts';

/** What a column is to become: a recommendation, as it was or with cells of it changed. */
export type ChosenField = Pick<
  Recommendation,
  'path' | 'type' | 'format' | 'identityNamespace' | 'primaryIdentity' | 'fieldGroupId' | 'displayName' | 'enum'
>;

/**
 * The chosen fields as the template declares them; a place that two columns mean is declared once. Fields under the tenant
 * are own fields; a standard field whose group is not named is taken from the group that says best what it is for.
 */
export function declarationsOf(
  chosen: readonly ChosenField[],
  classId: string,
  tenant: string,
): readonly ColumnDeclaration[] {
  const taken = new Set<string>();
  return chosen.flatMap((field) => {
    if (taken.has(field.path)) return [];
    taken.add(field.path);
    return [field.path.startsWith(`${tenant}.`) ? ownDeclaration(field, tenant) : standardDeclaration(field, classId)];
  });
}

function identity({ identityNamespace, primaryIdentity }: ChosenField) {
  return {
    isIdentity: identityNamespace !== undefined,
    ...(identityNamespace === undefined ? {} : { identityNamespace }),
    isPrimaryIdentity: primaryIdentity === true,
  };
}

function standardDeclaration(field: ChosenField, classId: string): ColumnDeclaration {
  const place = catalogueOf(classId)?.places.get(field.path);
  const fieldGroupId = field.fieldGroupId ?? (place === undefined ? undefined : (place.groups[0] ?? classId));
  return {
    ...identity(field),
    isCustom: false,
    fieldPath: field.path,
    ...(field.displayName === place?.field.title ? {} : { displayName: field.displayName }),
    ...(fieldGroupId === undefined ? {} : { fieldGroupId }),
  };
}

function ownDeclaration(field: ChosenField, tenant: string): ColumnDeclaration {
  const { path, type, format, displayName, enum: values } = field;
  return {
    ...identity(field),
    isCustom: true,
    fieldPath: path.slice(tenant.length + 1),
    displayName,
    dataType: format === 'date' || format === 'date-time' ? format : type,
    ...(format === undefined || format.startsWith('date') ? {} : { format }),
    ...(values === undefined ? {} : { enum: values }),
  };
}
