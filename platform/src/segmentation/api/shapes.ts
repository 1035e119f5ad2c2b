import { Type } from 'typebox';

const FLAG = Type.Object({ enabled: Type.Boolean() });

export const EXPRESSION = Type.Object({
  type: Type.Literal('PQL'),
  format: Type.Union([Type.Literal('pql/text'), Type.Literal('pql/json')]),
  value: Type.String({ description: 'The rule as text, or its JSON tree as a string.' }),
});

const EVALUATION = Type.Object({
  batch: Type.Optional(FLAG),
  continuous: Type.Optional(FLAG),
  synchronous: Type.Optional(FLAG),
});

/** What a caller sends to make a definition. */
export const DEFINITION_INPUT = Type.Object({
  name: Type.String(),
  description: Type.Optional(Type.String()),
  expression: EXPRESSION,
  schema: Type.Optional(Type.Object({ name: Type.String() })),
  evaluationInfo: Type.Optional(EVALUATION),
  lifecycleState: Type.Optional(Type.String({ description: 'published (the default), draft or inactive.' })),
  mergePolicyId: Type.Optional(Type.String()),
  ttlInDays: Type.Optional(Type.Integer()),
});

/** What both resources answer with. */
export const DEFINITION = Type.Object({
  id: Type.String(),
  audienceId: Type.String(),
  name: Type.String(),
  description: Type.Optional(Type.String()),
  type: Type.String(),
  expression: Type.Optional(EXPRESSION),
  schema: Type.Object({ name: Type.String() }),
  evaluationInfo: Type.Optional(EVALUATION),
  lifecycleState: Type.String(),
  namespace: Type.String(),
  originName: Type.String(),
  labels: Type.Array(Type.String()),
  mergePolicyId: Type.Optional(Type.String()),
  dependencies: Type.Optional(Type.Array(Type.String(), { description: 'Ids of the audiences its rule asks about.' })),
  dependents: Type.Optional(Type.Array(Type.String(), { description: 'Ids of the audiences that ask about it.' })),
  imsOrgId: Type.String(),
  creationTime: Type.Integer({ description: 'Epoch milliseconds.' }),
  createEpoch: Type.Integer({ description: 'Epoch seconds.' }),
  updateTime: Type.Integer({ description: 'Epoch milliseconds.' }),
  updateEpoch: Type.Integer({ description: 'Epoch seconds.' }),
});

export const BULK_INPUT = Type.Object({ ids: Type.Array(Type.Object({ id: Type.String() })) });
