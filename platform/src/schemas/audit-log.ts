import type { Scope } from '../kernel/index.ts';
import { notFound } from './errors.ts';
import type { Registry } from './registry.ts';

/**
 * The recorded changes of a resource by `$id` or `meta:altId`, newest first. Nobody changes standard resources: theirs is
 * empty. A deleted resource keeps its log. Throws the 404 of an id that never was.
 */
export async function auditLog(
  scope: Scope,
  id: string,
  registry: Registry,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const view = await registry.view(scope);
  const known = view.kindOf(id) !== undefined;
  const log = await registry.changes.of(scope, known ? view.idOf(id) : idBehind(id));
  if (log.length === 0 && !known) throw notFound('schemas', id);
  return log;
}

/** The `$id` a `meta:altId` of a tenant stands for. */
function idBehind(id: string): string {
  return id.startsWith('_') ? `https://ns.adobe.com/${id.slice(1).replaceAll('.', '/')}` : id;
}
