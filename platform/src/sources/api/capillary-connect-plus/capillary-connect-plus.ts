import { Type } from 'typebox';
import type { Flows } from '../../../flows/index.ts';
import { needs, type Route, route } from '../../../kernel/index.ts';
import { CONNECT_PLUS, connectPlusOf } from '../../capillary/setup/connect-plus.ts';
import { noConnection, notCapillary } from '../../errors.ts';

/** What the values are made of. */
export interface ConnectPlusParts {
  readonly flows: Pick<Flows, 'opened'>;
  /** Origin callers reach the platform under. */
  readonly publicUrl: string;
}

/** What is entered on the side of the loyalty system, for connections that were made by hand. */
export function capillaryConnectPlusRoutes({ flows, publicUrl }: ConnectPlusParts): readonly Route[] {
  return [
    route({
      id: 'getConnectPlusValues',
      method: 'GET',
      path: '/meniscus/v1/sources/capillary/connect-plus',
      service: 'Meniscus Sources',
      summary: 'The eight values the integration template of Capillary asks for. Holds the client secret.',
      // Whoever may write connections may read what they wrote; whoever may only see them sees no secret.
      access: needs('connections', 'write', 'manage-sources'),
      query: Type.Object({ connectionId: Type.String({ description: 'Base connection of the source.' }) }),
      responses: { 200: { description: 'The values.', schema: CONNECT_PLUS } },
      handle({ scope, query }) {
        const id = [query.connectionId].flat().at(-1);
        if (id === undefined || id === '') throw noConnection();
        const { clientId, clientSecret } = flows.opened(scope, id)?.params ?? {};
        if (typeof clientId !== 'string' || typeof clientSecret !== 'string') throw notCapillary(id);
        return { body: connectPlusOf(scope, { clientId, clientSecret }, publicUrl) };
      },
    }),
  ];
}
