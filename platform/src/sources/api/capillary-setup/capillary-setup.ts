import { Type } from 'typebox';
import type { Access } from '../../../access/index.ts';
import type { Flows } from '../../../flows/index.ts';
import { type Call, needs, type Route, route, type Scope, Turns } from '../../../kernel/index.ts';
import { CONNECT_PLUS, connectPlusOf } from '../../capillary/setup/connect-plus.ts';
import { type Operation, type SetUp, setUpCapillary } from '../../capillary/setup/set-up.ts';
import { badSetUpName } from '../../errors.ts';

/** What the set-up asks of the platform around it. */
export interface SetupParts {
  readonly flows: Pick<Flows, 'opened' | 'webhookHeaders'>;
  readonly access: Pick<Access, 'issueCredential'>;
  /** Operations of the API on behalf of a caller. */
  readonly operations: (call: Call) => Operation;
  /** Origin callers reach the platform under. */
  readonly publicUrl: string;
}

/** Ends of names in lists and tables; what a list filter could misread is left out. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} _-]{0,59}$/u;

const WAY = Type.Object({
  inletUrl: Type.String(),
  schemaId: Type.String(),
  datasetId: Type.String(),
  mappingSetId: Type.String(),
  sourceConnectionId: Type.String(),
  targetConnectionId: Type.String(),
  flowId: Type.String(),
});

const ANSWER = Type.Object({
  webhookUrl: Type.String(),
  webhookHeaders: Type.Record(Type.String(), Type.String()),
  connectionId: Type.String(),
  profile: WAY,
  event: WAY,
  connectPlus: CONNECT_PLUS,
});

/** The whole Capillary source in one call. */
export function capillarySetupRoutes({ flows, access, operations, publicUrl }: SetupParts): readonly Route[] {
  /** Calls of one sandbox run one after the other: two at once would each find nothing and make everything twice. */
  const turns = new Turns();

  const answer = (scope: Scope, { connectionId, profile, event }: SetUp) => {
    const opened = flows.opened(scope, connectionId);
    const inletId = opened?.inletId ?? '';
    return {
      webhookUrl: `${publicUrl}/collection/${inletId}`,
      webhookHeaders: { ...flows.webhookHeaders(inletId), 'content-type': 'application/json' },
      connectionId,
      profile,
      event,
      connectPlus: connectPlusOf(scope, opened?.params ?? {}, publicUrl),
    };
  };

  return [
    route<{ name?: unknown } | undefined>({
      id: 'setUpCapillary',
      method: 'POST',
      path: '/meniscus/v1/sources/capillary/setup',
      service: 'Meniscus Sources',
      summary:
        'Sets up the Capillary source: namespaces, schemas, datasets, mapping sets, dataflows, webhook; what is there already is used.',
      access: needs('connections', 'write', 'manage-sources'),
      body: Type.Object({
        name: Type.Optional(
          Type.String({ description: 'Begins the name of everything that is made; Capillary unless given.' }),
        ),
      }),
      responses: {
        200: {
          description:
            'Where Capillary sends to, the ids of everything, and the eight values its integration template asks for. Holds secrets.',
          schema: ANSWER,
        },
      },
      handle: (call) => {
        const name = call.body?.name ?? 'Capillary';
        if (typeof name !== 'string' || !NAME.test(name)) throw badSetUpName();
        const { scope, actor } = call;
        return turns.take(scope.key, async () => {
          const credential = () => access.issueCredential(scope.org, `${name} connection`, actor.userId);
          return { body: answer(scope, await setUpCapillary(operations(call), scope, name, credential)) };
        });
      },
    }),
  ];
}
