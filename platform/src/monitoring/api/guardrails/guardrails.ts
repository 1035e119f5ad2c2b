import { Type } from 'typebox';
import { needs, type Route, route, type Scope } from '../../../kernel/index.ts';
import { GUARDRAILS } from '../../guardrails/guardrails.ts';
import type { Finding, GuardrailMeter } from '../../guardrails/meter.ts';

const ACCESS = needs('connections', 'read', 'view-monitoring-dashboard', 'view-sources', 'manage-sources');

/** Objects there are now, by id of the guardrail that counts them. */
export type ObjectCounts = (scope: Scope) => Promise<Readonly<Record<string, number>>>;

interface Parts {
  readonly meter: GuardrailMeter;
  readonly counts: ObjectCounts;
  /** Are limits that can be enforced on request enforced? */
  readonly enforce: boolean;
  readonly checkpoint: () => Promise<void>;
}

const FINDING = Type.Object({
  subject: Type.String(),
  count: Type.Integer(),
  most: Type.Number(),
  since: Type.Integer(),
  last: Type.Integer(),
});

/** The guardrail meter: what Adobe's published limits would throttle or drop. */
export function guardrailRoutes({ meter, counts, enforce, checkpoint }: Parts): readonly Route[] {
  return [
    route({
      id: 'listGuardrails',
      fields: 'none',
      method: 'GET',
      path: '/meniscus/v1/guardrails',
      service: 'Meniscus Monitoring',
      summary: 'The published limits, and what was beyond them: what, where, how much, since when.',
      access: ACCESS,
      responses: {
        200: {
          description: 'Every limit that is measured; `findings` is empty where all was within it.',
          schema: Type.Object({
            items: Type.Array(
              Type.Object({
                id: Type.String(),
                title: Type.String(),
                limit: Type.Number(),
                unit: Type.String(),
                per: Type.String(),
                effect: Type.String(),
                enforced: Type.Boolean(),
                value: Type.Optional(Type.Number()),
                findings: Type.Array(FINDING),
              }),
            ),
          }),
        },
      },
      async handle({ scope }) {
        await checkpoint();
        const [findings, objects] = await Promise.all([meter.findings(scope.key), counts(scope)]);
        const items = GUARDRAILS.map(({ enforced, ...guardrail }) => ({
          ...guardrail,
          enforced: enforced === 'always' || (enforced === 'on-request' && enforce),
          ...(objects[guardrail.id] === undefined ? {} : { value: objects[guardrail.id] }),
          findings: findings.filter((one) => one.guardrail === guardrail.id).map(shown),
        }));
        return { body: { items } };
      },
    }),
  ];
}

function shown({ guardrail: _, ...finding }: Finding): Omit<Finding, 'guardrail'> {
  return finding;
}
