import { Type } from 'typebox';
import type { Flows } from '../../../flows/index.ts';
import { type Call, needs, type Route, route } from '../../../kernel/index.ts';
import { CONNECT_PLUS, type ConnectPlus, connectPlusOf } from '../../capillary/setup/connect-plus.ts';
import { noConnection, notCapillary } from '../../errors.ts';

/** What the values are made of. */
export interface ConnectPlusParts {
  readonly flows: Pick<Flows, 'opened'>;
  /** Origin callers reach the platform under. */
  readonly publicUrl: string;
}

const PATH = '/meniscus/v1/sources/capillary/connect-plus';
const query = Type.Object({ connectionId: Type.String({ description: 'Base connection of the source.' }) });

/**
 * What is entered on the side of the loyalty system, for connections that were made by hand. The secret is a call of its own: to
 * look at the rest is no event of the audit log, and shows it to nobody.
 */
export function capillaryConnectPlusRoutes({ flows, publicUrl }: ConnectPlusParts): readonly Route[] {
  const valuesOf = ({ scope, query: asked }: Call): ConnectPlus => {
    const id = [asked.connectionId].flat().at(-1);
    if (id === undefined || id === '') throw noConnection();
    const { clientId, clientSecret } = flows.opened(scope, id)?.params ?? {};
    if (typeof clientId !== 'string' || typeof clientSecret !== 'string') throw notCapillary(id);
    return connectPlusOf(scope, { clientId, clientSecret }, publicUrl);
  };
  const common = { method: 'GET', service: 'Meniscus Sources', query } as const;
  return [
    route({
      ...common,
      id: 'getConnectPlusValues',
      path: PATH,
      summary: 'What the integration template of Capillary asks for, but for the client secret.',
      access: needs('connections', 'read', 'manage-sources'),
      responses: { 200: { description: 'The values.', schema: Type.Omit(CONNECT_PLUS, ['clientSecret']) } },
      handle(call) {
        const { clientSecret: _, ...values } = valuesOf(call);
        return { body: values };
      },
    }),
    route({
      ...common,
      id: 'getConnectPlusSecret',
      path: `${PATH}/secret`,
      summary:
        'The client secret the integration template of Capillary asks for; that it was read is in the audit log.',
      // Whoever may write connections may read what they wrote; whoever may only see them sees no secret.
      access: needs('connections', 'write', 'manage-sources'),
      responses: { 200: { description: 'The secret.', schema: Type.Pick(CONNECT_PLUS, ['clientSecret']) } },
      handle: (call) => ({ body: { clientSecret: valuesOf(call).clientSecret } }),
    }),
  ];
}
