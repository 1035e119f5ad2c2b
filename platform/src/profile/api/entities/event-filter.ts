import { badLookup } from '../../errors.ts';
import { type Entity, leafAt } from '../../merge.ts';
import { say } from '../../phrases.ts';

/** One `property` of an event look-up: `commerce.order.priceTotal>100`. */
export interface PropertyTest {
  readonly path: string;
  readonly operator: '=' | '!=' | '<' | '<=' | '>' | '>=';
  readonly value: string;
}

/** Most of them (page "Entities"). */
const MOST = 3;
const LONGEST = 2000;
const FORM = /^([^=<>!]+?)\s*(!=|<=|>=|==|=|<|>)\s*(.*)$/s;

export function readProperties(value: unknown): readonly PropertyTest[] {
  const texts = (Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value]).flatMap((text) =>
    String(text).split('&'),
  );
  if (texts.length > MOST) throw badLookup(say('lookup-properties', { most: MOST }));
  return texts.map((text) => {
    const match = text.length > LONGEST ? null : FORM.exec(text);
    if (match === null) throw badLookup(say('lookup-property', { text: text.slice(0, 100) }));
    const operator = (match[2] === '==' ? '=' : match[2]) as PropertyTest['operator'];
    return { path: match[1]!.trim(), operator, value: match[3]!.replace(/^(["'])(.*)\1$/s, '$2') };
  });
}

/** Does an event have what is asked for? Numbers are compared as numbers, dates as moments, anything else as text. */
export function hasProperties(entity: Entity, tests: readonly PropertyTest[]): boolean {
  return tests.every(({ path, operator, value }) => {
    const found = leafAt(entity, path);
    if (found === undefined || found === null) return operator === '!=';
    const order = compare(found, value);
    switch (operator) {
      case '=':
        return order === 0;
      case '!=':
        return order !== 0;
      case '<':
        return order < 0;
      case '<=':
        return order <= 0;
      case '>':
        return order > 0;
      default:
        return order >= 0;
    }
  });
}

function compare(found: unknown, value: string): number {
  if (typeof found === 'number') return Math.sign(found - Number(value));
  const text = String(found);
  const [left, right] = [Date.parse(text), Date.parse(value)];
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(left) && !Number.isNaN(right)) return Math.sign(left - right);
  return text < value ? -1 : text > value ? 1 : 0;
}
