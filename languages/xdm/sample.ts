import type { Field } from './field.ts';
import { validatorFor } from './validator.ts';

const TEXTS: Readonly<Record<string, string>> = {
  'date-time': '2018-11-12T20:20:39+00:00',
  date: '2018-11-12',
  email: 'useremail@example.com',
  uri: 'https://ns.adobe.com/xdm/common/uri',
  'uri-reference': '/uri-reference',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
};

/** Values tried against patterns: codes of several lengths, numbers, dates. */
const CANDIDATES = [
  'A',
  'AB',
  'USD',
  'ABCD',
  'a',
  'ab',
  'en-US',
  '1',
  '12',
  '123',
  '12345',
  '1.0',
  '12:30',
  '20:20:39',
  '+14085550100',
  'a@example.com',
  'https://example.com/a',
  'urn:aaid:sc:US:1',
];

/**
 * An entity that fits the field: one value of every kind, every optional part present unless nothing can be found that
 * fits its pattern. Same field, same sample. Deep trees are cut where nothing more is required.
 */
export function sampleOf(field: Field, depth = 6): unknown {
  switch (field.type) {
    case 'object':
      return sampleObject(field, depth);
    case 'array':
      return depth > 0 || (field.minItems ?? 0) > 0 ? sampleItems(field, depth) : [];
    case 'map':
      return depth > 0 && field.values !== undefined ? { key: sampleOf(field.values, depth - 1) } : {};
    case 'boolean':
      return true;
    case 'number':
    case 'long':
    case 'int':
    case 'short':
    case 'byte':
      return sampleNumber(field);
    default:
      return sampleText(field);
  }
}

function sampleItems(field: Field, depth: number): unknown[] {
  const item = sampleOf(field.items ?? { type: 'object', open: true }, depth - 1);
  return field.uniqueItems === true ? [item] : Array.from({ length: Math.max(1, field.minItems ?? 1) }, () => item);
}

function sampleObject({ fields = {}, required = [] }: Field, depth: number): Record<string, unknown> {
  const sample: Record<string, unknown> = {};
  for (const [name, child] of Object.entries(fields)) {
    if (child.status === 'deprecated' && !required.includes(name)) continue;
    if (depth <= 0 && !required.includes(name)) continue;
    const value = sampleOf(child, depth - 1);
    if (required.includes(name) || validatorFor(child)(value, 1).length === 0) sample[name] = value;
  }
  return sample;
}

function sampleNumber(field: Field): unknown {
  if (field.enum?.[0] !== undefined) return field.enum[0];
  const low = field.minimum ?? (field.exclusiveMinimum === undefined ? undefined : field.exclusiveMinimum + 1);
  const high = field.maximum ?? (field.exclusiveMaximum === undefined ? undefined : field.exclusiveMaximum - 1);
  const wanted = field.type === 'number' ? 5.25 : 5;
  return Math.min(high ?? wanted, Math.max(low ?? wanted, wanted));
}

function sampleText(field: Field): unknown {
  if (field.enum?.[0] !== undefined) return field.enum[0];
  const plain =
    TEXTS[field.type] ?? TEXTS[field.format ?? ''] ?? Object.keys(field.suggested ?? {})[0] ?? 'Sample value';
  const fitted = plain.slice(0, field.maxLength).padEnd(field.minLength ?? 0, 'x');
  if (field.pattern === undefined) return fitted;
  const fits = validatorFor(field);
  return [fitted, ...CANDIDATES].find((text) => fits(text, 1).length === 0) ?? fitted;
}
