import { type Call, type Clock, needs, type Route, route } from '../kernel/index.ts';
import { RegistryError, toProblem } from './errors.ts';

/** Root of the service. */
export const BASE = '/data/foundation/schemaregistry';

/** Who sees datasets sees what they hold (page "Access control overview"). */
export const READ = needs('schemas', 'read', 'view-schemas', 'manage-schemas', 'view-datasets', 'manage-datasets');
export const WRITE = needs('schemas', 'write', 'manage-schemas');
export const DELETE = needs('schemas', 'delete', 'manage-schemas');

type Declaration = Omit<Route, 'handle' | 'service' | 'path'> & {
  /** Behind `BASE`. */
  readonly path: string;
  handle(call: Call): ReturnType<Route['handle']>;
};

/** A route of the Schema Registry: what its handler throws as `RegistryError` becomes the documented problem. */
export function registryRoute(clock: Clock, { path, handle, ...declaration }: Declaration): Route {
  return route({
    ...declaration,
    service: 'Schema Registry',
    path: `${BASE}${path}`,
    async handle(call: Call) {
      try {
        return await handle(call);
      } catch (error) {
        throw error instanceof RegistryError ? toProblem(error, call.requestId, clock()) : error;
      }
    },
  });
}
