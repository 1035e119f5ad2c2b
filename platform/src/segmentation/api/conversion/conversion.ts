import { fromJson, parsePql, printPql, toJson } from '@meniscus/languages/pql';
import { type Call, needs, type Route, route } from '../../../kernel/index.ts';
import type { AudienceExpression } from '../../audience.ts';
import { notJson, parseTree } from '../../compile-audience.ts';
import { badExpression } from '../../errors.ts';
import { readExpression } from '../../read-audience.ts';
import { sandboxOf } from '../../render-audience.ts';
import { answering } from '../answering.ts';
import { DEFINITION, DEFINITION_INPUT } from '../shapes.ts';

/** The same rule in the other format. Fields are not looked up: only the form is converted. */
export function convert(expression: AudienceExpression): AudienceExpression {
  return expression.format === 'pql/text' ? textToJson(expression.value) : jsonToText(expression.value);
}

function textToJson(text: string): AudienceExpression {
  const { expression, diagnostics } = parsePql(text);
  if (expression === undefined) throw badExpression(text, diagnostics);
  const converted = toJson(expression);
  if (!converted.ok) throw badExpression(text, converted.diagnostics);
  return { type: 'PQL', format: 'pql/json', value: JSON.stringify(converted.json) };
}

function jsonToText(value: string): AudienceExpression {
  const tree = parseTree(value);
  const read = tree === undefined ? notJson(value) : fromJson(tree);
  if (!read.ok) throw badExpression(value, read.diagnostics);
  return { type: 'PQL', format: 'pql/text', value: printPql(read.expression) };
}

interface Input {
  readonly expression?: unknown;
  readonly description?: unknown;
  readonly ttlInDays?: unknown;
}

/** Conversion of a definition between text and JSON; the format in the body is the one it comes from. */
export function conversionRoutes(): readonly Route[] {
  return [
    route<Input>({
      id: 'convertSegmentDefinition',
      fields: 'none',
      method: 'POST',
      path: '/data/core/ups/segment/conversion',
      service: 'Segmentation Service',
      summary: 'Converts a rule from pql/text to pql/json, or back.',
      access: needs('segments', 'read', 'view-segments', 'manage-segments'),
      body: DEFINITION_INPUT,
      responses: {
        200: { description: 'The rule in the other format.', schema: DEFINITION },
        400: { description: 'The rule cannot be read or converted.' },
      },
      handle: answering(async ({ scope, body }: Call<Input>) => {
        const { description, ttlInDays, expression } = body ?? {};
        const given = {
          ...(ttlInDays === undefined ? {} : { ttlInDays }),
          ...(description === undefined ? {} : { description }),
        };
        return {
          body: {
            ...given,
            imsOrgId: scope.org,
            sandbox: sandboxOf(scope),
            expression: convert(readExpression(expression)),
          },
        };
      }),
    }),
  ];
}
