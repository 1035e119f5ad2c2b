import { parsePath } from '@meniscus/languages/dataprep';
import type { Field } from '@meniscus/languages/xdm';
import type { FieldView, HiddenFields } from '../kernel/index.ts';
import { visibleFields } from '../schemas/index.ts';
import type { MappingSet } from './mapping-set.ts';

/**
 * A set as somebody sees it: without the rows that fill hidden fields, and then without the schema of the records, whose names
 * say of those rows what they read. The very set when nothing of its target is hidden.
 */
export function visibleSet(set: MappingSet, fields: FieldView): MappingSet {
  const hidden = fields.of(set.outputSchema.id);
  if (hidden.isEmpty) return set;
  const { inputSchema: _, ...rest } = set;
  return { ...rest, mappings: set.mappings.filter(({ destination }) => !isHidden(destination, hidden)) };
}

/** The tree of a set's target as somebody sees it. */
export function visibleTarget(root: Field, schemaId: string | undefined, fields: FieldView): Field {
  return schemaId === undefined ? root : visibleFields(root, fields.of(schemaId));
}

/** Names may carry Adobe's prefix. What cannot be read as a path might be about anything. */
function isHidden(destination: string, hidden: HiddenFields): boolean {
  const path = parsePath(destination);
  if (!path.ok) return true;
  const names = path.steps.filter((step) => typeof step === 'string');
  return [names, names.map((name) => name.replace(/^xdm:/, ''))].some((one) => hidden.at(one) === 'all');
}
