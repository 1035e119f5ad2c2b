type Schema = Readonly<Record<string, unknown>>;

function member(name: string): string {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? name : `'${name.replaceAll("'", "\\'")}'`;
}

function objectType(schema: Schema): string {
  const properties = (schema.properties ?? {}) as Readonly<Record<string, Schema>>;
  const required = new Set((schema.required ?? []) as readonly string[]);
  const names = Object.keys(properties);
  const members = names.map(
    (name) => `readonly ${member(name)}${required.has(name) ? '' : '?'}: ${schemaType(properties[name])}`,
  );
  const patterns = Object.values((schema.patternProperties ?? {}) as Readonly<Record<string, Schema>>);
  const extra =
    patterns[0] ??
    (typeof schema.additionalProperties === 'object' ? (schema.additionalProperties as Schema) : undefined);
  if (names.length === 0) return `{ readonly [name: string]: ${extra === undefined ? 'unknown' : schemaType(extra)} }`;
  return `{ ${members.join('; ')} }`;
}

/** The TypeScript type of a JSON Schema as the route declarations use it; what is not declared is `unknown`. */
export function schemaType(schema: Schema | undefined): string {
  if (schema === undefined) return 'unknown';
  const options = (schema.anyOf ?? schema.oneOf) as readonly Schema[] | undefined;
  if (options !== undefined) return options.map(schemaType).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  switch (schema.type) {
    case 'string':
      return 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return `readonly (${schemaType(schema.items as Schema | undefined)})[]`;
    case 'object':
      return objectType(schema);
    default:
      return 'unknown';
  }
}
