import { PERMISSIONS } from '../../platform/src/access/permissions.ts';
import { RECORD_PHRASES } from '../../platform/src/kernel/index.ts';
import { ALERT_RULES } from '../../platform/src/monitoring/alerts/rules.ts';
import { connectors } from '../../platform/src/sources/sources.generated.ts';

export const DECLARED_TEXTS_FILE = 'console/src/ui/declared.generated.ts';

type Texts = Readonly<Record<string, string>>;

function byCode<T>(things: readonly T[], code: (one: T) => string, text: (one: T) => string | undefined): Texts {
  return Object.fromEntries(
    things
      .flatMap((one) => {
        const said = text(one);
        return said === undefined ? [] : [[code(one), said] as const];
      })
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

interface Property {
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
}

/** Everything the platform declares for people, in English, by the code it has in answers. */
function declaredTexts(): Readonly<Record<string, Texts>> {
  const specs = connectors.map(({ connectionSpec }) => connectionSpec).filter(({ role }) => role === 'source');
  const ways = specs.flatMap(({ name, auth }) => auth.map((way) => ({ spec: name, way })));
  const parameters = ways.flatMap(({ spec, way }) =>
    Object.entries(way.params.properties).map(([name, property]) => ({
      code: `${spec}/${name}`,
      property: property as Property,
    })),
  );
  const options = parameters.flatMap(({ property }) => property.enum ?? []);
  const samples = connectors.flatMap(({ examples }) => examples.map(({ title }) => title));
  const itself = (text: string) => text;
  return {
    permission: byCode(
      PERMISSIONS,
      ({ slug }) => slug,
      ({ name }) => name,
    ),
    permissionCategory: byCode(
      PERMISSIONS.map(({ category }) => category),
      itself,
      itself,
    ),
    alertRule: byCode(
      ALERT_RULES,
      ({ id }) => id,
      ({ title }) => title,
    ),
    alertRuleDescription: byCode(
      ALERT_RULES,
      ({ id }) => id,
      ({ description }) => description,
    ),
    sourceTitle: byCode(
      specs,
      ({ name }) => name,
      ({ title }) => title,
    ),
    sourceDescription: byCode(
      specs,
      ({ name }) => name,
      ({ description }) => description,
    ),
    sourceCategory: byCode(
      specs.map(({ category }) => category),
      itself,
      itself,
    ),
    sample: byCode(samples, itself, itself),
    signIn: byCode(
      ways,
      ({ way }) => way.name,
      ({ way }) => way.name,
    ),
    parameter: byCode(
      parameters,
      ({ code }) => code,
      ({ code, property }) => property.title ?? code,
    ),
    parameterHint: byCode(
      parameters,
      ({ code }) => code,
      ({ property }) => property.description,
    ),
    parameterOption: byCode(options, itself, itself),
    recordPhrase: RECORD_PHRASES,
  };
}

/** The texts as a module the console takes its codes from: a translation that lacks one of them does not compile. */
export function generateDeclaredTexts(): string {
  return `// Made of the platform's declarations by \`npm run generate\`. Do not edit.

/** What the platform says for people, in English, by kind and code. */
export const DECLARED = ${JSON.stringify(declaredTexts(), undefined, 2)} as const;
`;
}
