import { Type } from 'typebox';
import { type Call, needs, type Route, route } from '../../../kernel/index.ts';
import type { MemberState } from '../../capillary/member-state.ts';
import { reconcile } from '../../capillary/reconcile.ts';
import { badLimit, noConnection } from '../../errors.ts';
import type { TranslatorStates } from '../../translator-states.ts';

/** What the report asks of the platform around it. */
export interface ReconciliationParts {
  readonly states: Pick<TranslatorStates, 'page'>;
  /** Writes what the process loop has in memory, so that the report holds everything processed before the call. */
  readonly checkpoint: () => Promise<void>;
}

const DEFAULT_LIMIT = 1000;
const MOST = 10_000;

const DRIFT = Type.Object({
  seenAt: Type.String(),
  at: Type.Integer(),
  after: Type.String(),
  expected: Type.Number(),
  reported: Type.Number(),
});

const ANSWER = Type.Object({
  checked: Type.Integer(),
  unreconciled: Type.Array(
    Type.Object({
      customerId: Type.String(),
      organisation: Type.String(),
      program: Type.String(),
      balance: Type.Union([Type.Number(), Type.Null()]),
      difference: Type.Number(),
      drifts: Type.Array(DRIFT),
    }),
  ),
  next: Type.Optional(Type.String()),
});

function one(value: Call['query'][string]): string | undefined {
  return typeof value === 'string' ? value : value?.at(-1);
}

function limitOf(value: string | undefined): number {
  if (value === undefined) return DEFAULT_LIMIT;
  const limit = /^\d{1,5}$/.test(value) ? Number(value) : 0;
  if (limit < 1 || limit > MOST) throw badLimit(value, MOST);
  return limit;
}

/** Point movements held against reported balances, member by member. */
export function capillaryReconciliationRoutes({ states, checkpoint }: ReconciliationParts): readonly Route[] {
  return [
    route({
      id: 'reconcileCapillary',
      method: 'GET',
      path: '/meniscus/v1/sources/capillary/reconciliation',
      service: 'Meniscus Sources',
      summary:
        'Members whose point movements do not add up to the balances reported, with the event after which that began.',
      access: needs('connections', 'read', 'view-sources', 'manage-sources'),
      query: Type.Object({
        connectionId: Type.String({ description: 'Base connection of the source, as the set-up answers it.' }),
        limit: Type.Optional(Type.String({ description: 'Members checked per page: 1 to 10000, 1000 unless given.' })),
        start: Type.Optional(Type.String({ description: '`next` of the page before.' })),
      }),
      responses: { 200: { description: 'What was checked, and what does not add up.', schema: ANSWER } },
      async handle({ scope, query }) {
        const connectionId = one(query.connectionId);
        if (connectionId === undefined || !/^[A-Za-z0-9-]{1,64}$/.test(connectionId)) throw noConnection();
        const limit = limitOf(one(query.limit));
        await checkpoint();
        const page = await states.page(scope.key, connectionId, one(query.start) ?? '', limit);
        const unreconciled = page.states.flatMap(([key, state]) => reconcile(key, state as MemberState));
        const next = page.next === undefined ? {} : { next: page.next };
        return { body: { checked: page.states.length, unreconciled, ...next } };
      },
    }),
  ];
}
