import type { Said } from '@meniscus/languages/syntax';
import type { TSchema } from 'typebox';
import type { Value } from 'typebox/value';
import { sayOfRequest } from './request-phrases.ts';

type ShapeError = ReturnType<typeof Value.Errors>[number];

/** In what a value is not of its schema (TypeBox); nothing when it is. */
export async function shapeErrors(schema: TSchema, value: unknown): Promise<readonly ShapeError[]> {
  // Loaded with the first value that is looked at: its 260 files are a twentieth of a start that needs none of them.
  const { Value } = await import('typebox/value');
  return Value.Errors(schema, value);
}

/**
 * What is wrong with a value that is not of its schema, by codes where the kind of mistake has one; `name` is what the
 * value is called. Names members only: a value may be a secret.
 */
export function saidOfShape(error: ShapeError, name: string | Said): Said {
  switch (error.keyword) {
    case 'required':
      return sayOfRequest('shape-required', { name, names: error.params.requiredProperties.join(', ') });
    case 'type':
      return sayOfRequest('shape-type', { name, type: [error.params.type].flat().join(', ') });
    case 'minLength':
      return sayOfRequest('shape-too-short', { name, limit: String(error.params.limit) });
    case 'maxLength':
      return sayOfRequest('shape-too-long', { name, limit: String(error.params.limit) });
    case 'minimum':
    case 'maximum':
      return sayOfRequest('shape-bound', {
        name,
        comparison: error.params.comparison,
        limit: String(error.params.limit),
      });
    default:
      return sayOfRequest('shape-otherwise', { name, why: error.message });
  }
}
