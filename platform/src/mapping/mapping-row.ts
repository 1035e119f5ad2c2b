import {
  type FileRow,
  type MappingRow,
  plainRow,
  prepareExpression,
  type SourceType,
} from '@meniscus/languages/dataprep';
import { type Said, sayDiagnostics } from '@meniscus/languages/syntax';
import type { Ids } from '../kernel/index.ts';
import { say } from './phrases.ts';

/** A stored row. */
export interface Mapping {
  readonly id: string;
  readonly sourceType: SourceType;
  readonly source: string;
  readonly destination: string;
  /** Source fields an expression reads. */
  readonly expressionAttributes: readonly string[];
  readonly identity: boolean;
  readonly primaryIdentity: boolean;
  readonly name?: string;
  readonly description?: string;
  readonly identityGroup?: string;
  readonly namespaceCode?: string;
}

/** Longest texts of a row, in characters. Expressions have the documented limit of the language, checked by its parser. */
const LONGEST = {
  source: 4096,
  destination: 2048,
  name: 255,
  description: 4096,
  identityGroup: 255,
  namespaceCode: 255,
} as const;

/** Reads a row of a body; what is wrong with it when it could never run (no source, unknown type, an expression that cannot be read). */
export function readRow(given: MappingRow, ids: Ids): Mapping | Said {
  const row = plainRow(given);
  if (row === undefined) return say('mapping-row-needs');
  const more = given as FileRow;
  const texts = { ...more, ...row };
  for (const [name, longest] of Object.entries(LONGEST)) {
    const text = texts[name as keyof typeof LONGEST];
    if (typeof text === 'string' && text.length > longest)
      return say('mapping-characters', { name, count: text.length, most: longest });
  }
  const paths = expressionPaths(row.sourceType, row.source);
  if ('phrase' in paths) return paths;
  return {
    id: ids.hex(32),
    ...row,
    expressionAttributes: paths,
    identity: more.identity === true,
    primaryIdentity: more.primaryIdentity === true,
    ...kept(more, 'name'),
    ...kept(more, 'description'),
    ...kept(more, 'identityGroup'),
    ...kept(more, 'namespaceCode'),
  };
}

type TextMember = 'name' | 'description' | 'identityGroup' | 'namespaceCode';

function kept(row: FileRow, name: TextMember): Partial<Record<TextMember, string>> {
  const value: unknown = row[name];
  return typeof value === 'string' && value !== '' ? { [name]: value } : {};
}

function expressionPaths(sourceType: SourceType, source: string): readonly string[] | Said {
  if (sourceType !== 'EXPRESSION') return [];
  const prepared = prepareExpression(source);
  return prepared.ok ? prepared.paths : sayDiagnostics(source, prepared.diagnostics);
}
