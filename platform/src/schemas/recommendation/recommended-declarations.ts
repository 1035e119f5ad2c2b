import { OWN_FIELDS, type Recommendation, type TableRecommendations } from '@meniscus/languages/recommendation';
import type { ColumnDeclaration } from '@meniscus/languages/xdm';

/** The best recommendation of each column as the template declares it; a place that two columns mean is declared once. */
export function declarationsOf({ columns }: TableRecommendations, tenant: string): readonly ColumnDeclaration[] {
  const taken = new Set<string>();
  return columns.flatMap(({ recommendations: [best] }) => {
    if (best === undefined || taken.has(best.path)) return [];
    taken.add(best.path);
    return [best.fieldGroup === OWN_FIELDS ? ownDeclaration(best, tenant) : standardDeclaration(best)];
  });
}

function identity({ identityNamespace, primaryIdentity }: Recommendation) {
  return {
    isIdentity: identityNamespace !== undefined,
    ...(identityNamespace === undefined ? {} : { identityNamespace }),
    isPrimaryIdentity: primaryIdentity === true,
  };
}

function standardDeclaration(recommendation: Recommendation): ColumnDeclaration {
  const { path, fieldGroupId } = recommendation;
  return {
    ...identity(recommendation),
    isCustom: false,
    fieldPath: path,
    ...(fieldGroupId === undefined ? {} : { fieldGroupId }),
  };
}

function ownDeclaration(recommendation: Recommendation, tenant: string): ColumnDeclaration {
  const { path, type, format, displayName, enum: values } = recommendation;
  return {
    ...identity(recommendation),
    isCustom: true,
    fieldPath: path.slice(tenant.length + 1),
    displayName,
    dataType: format === 'date' || format === 'date-time' ? format : type,
    ...(format === undefined || format.startsWith('date') ? {} : { format }),
    ...(values === undefined ? {} : { enum: values }),
  };
}
