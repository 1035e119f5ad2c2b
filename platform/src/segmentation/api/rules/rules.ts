import type { Roots } from '@meniscus/languages/pql';
import { lineAndColumn } from '@meniscus/languages/syntax';
import { Type } from 'typebox';
import { type Call, type FieldView, needs, type Route, route, type Scope } from '../../../kernel/index.ts';
import { visibleRoots } from '../../../schemas/index.ts';
import type { AudienceExpression } from '../../audience.ts';
import { compileAudience } from '../../compile-audience.ts';
import { readExpression } from '../../read-audience.ts';
import { ruleFieldsOf } from '../../rule-fields.ts';
import { answering } from '../answering.ts';
import { EXPRESSION } from '../shapes.ts';

const SERVICE = 'Segmentation Service';
const ACCESS = needs('segments', 'read', 'view-segments', 'manage-segments');

const FIELD = Type.Object({
  path: Type.String({ description: 'As a rule writes it; below the event for fields of events.' }),
  type: Type.String({ description: 'string, number, long, int, short, byte, boolean, date or date-time.' }),
  title: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  many: Type.Optional(
    Type.Boolean({ description: 'There may be several values; a comparison holds when it holds for one.' }),
  ),
  list: Type.Optional(Type.String({ description: 'The outermost list of objects it stands in.' })),
  values: Type.Optional(Type.Array(Type.Object({ value: Type.String(), label: Type.String() }))),
});

const DIAGNOSTIC = Type.Object({
  code: Type.String(),
  message: Type.String(),
  hint: Type.Optional(Type.String()),
  phrase: Type.Unknown({ description: 'Message and hint by code, for other languages.' }),
  start: Type.Integer({ description: 'Offset into the expression, from 0, in UTF-16 units.' }),
  end: Type.Integer(),
  line: Type.Integer({ description: 'From 1.' }),
  column: Type.Integer({ description: 'From 1.' }),
});

const CHECKED = Type.Object({
  valid: Type.Boolean(),
  diagnostics: Type.Array(DIAGNOSTIC),
  rule: Type.Optional(
    Type.Object({
      text: Type.String({ description: 'The rule as pql/text.' }),
      reads: Type.Array(Type.String(), { description: 'Profile attributes it reads, cut at the first list or map.' }),
      readsEvents: Type.Boolean(),
      audiences: Type.Array(Type.String(), { description: 'Ids of the audiences it asks about with inSegment.' }),
      streaming: Type.Boolean({ description: 'May be evaluated on each event.' }),
      edge: Type.Boolean(),
      reasons: Type.Array(Type.String(), { description: 'Why it may only be evaluated in batches.' }),
    }),
  ),
});

/** What a rule means to the platform, or all that is wrong with it; both are answers. */
function checked(expression: AudienceExpression, roots: Roots, { seesAudience }: FieldView): Record<string, unknown> {
  const compiled = compileAudience(expression, roots);
  const { value } = expression;
  if (!compiled.ok) {
    const diagnostics = compiled.diagnostics.map(({ span, ...said }) => ({
      ...said,
      ...span,
      ...lineAndColumn(value, span.start),
    }));
    return { valid: false, diagnostics };
  }
  const { text, paths, events, segments, eligibility } = compiled.predicate;
  const audiences = segments.filter(seesAudience);
  const rule = { text, reads: paths, readsEvents: events, audiences, ...eligibility };
  return { valid: true, diagnostics: [], rule };
}

interface Input {
  readonly expression?: unknown;
}

/** What a person needs who writes a rule: the fields there are, and what the platform makes of the rule so far. */
export function ruleRoutes(roots: (scope: Scope) => Promise<Roots>): readonly Route[] {
  const visible = async ({ scope, fields }: Pick<Call, 'scope' | 'fields'>) => visibleRoots(await roots(scope), fields);
  return [
    route({
      id: 'listRuleFields',
      method: 'GET',
      path: '/meniscus/v1/rule-fields',
      service: SERVICE,
      fields: 'filtered',
      summary: 'Fields of profiles and of events that rules of audiences may compare.',
      access: ACCESS,
      responses: {
        200: {
          description: 'The fields, in the order of the union schemas.',
          schema: Type.Object({ profile: Type.Array(FIELD), event: Type.Array(FIELD) }),
        },
      },
      handle: async (call) => {
        const { root, eventRoot } = await visible(call as Call);
        const event = eventRoot === undefined ? [] : ruleFieldsOf(eventRoot);
        return { body: { profile: ruleFieldsOf(root), event } };
      },
    }),
    route<Input>({
      id: 'checkRule',
      method: 'POST',
      path: '/meniscus/v1/rule-checks',
      service: SERVICE,
      fields: 'filtered',
      summary:
        'Checks a rule without saving it: what is wrong and where, or what it reads and how it may be evaluated.',
      access: ACCESS,
      body: Type.Object({ expression: EXPRESSION }),
      responses: {
        200: { description: 'What the platform makes of the rule.', schema: CHECKED },
        400: { description: 'There is no expression to check.' },
      },
      handle: answering(async (call: Call<Input>) => ({
        body: checked(readExpression(call.body?.expression), await visible(call), call.fields),
      })),
    }),
  ];
}
