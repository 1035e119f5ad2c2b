import { compose, type Field, type SchemaNode, shapeProblems } from '@meniscus/languages/xdm';
import { sayOfRequest } from '../kernel/index.ts';
import { badParts } from './errors.ts';

/**
 * The schema of the records as a caller declares it (`inputSchema.jsonSchema`, or that of a schema of `/schemas`), for
 * checking rows against it. Undefined when the document says nothing about fields: then a field may hold anything. Throws
 * when it is no JSON Schema. References are not followed: the schema of a source stands for itself.
 */
export function sourceField(jsonSchema: unknown): Field | undefined {
  if (jsonSchema === undefined || jsonSchema === null) return undefined;
  const wrong = shapeProblems(jsonSchema).map(({ pointer, ...what }) =>
    sayOfRequest('request-at', { name: `inputSchema.jsonSchema${pointer}`, what }),
  );
  if (wrong.length > 0) throw badParts(wrong);
  const { root } = compose(jsonSchema as SchemaNode, () => undefined);
  return Object.keys(root.fields ?? {}).length === 0 ? undefined : root;
}
