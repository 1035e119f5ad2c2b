import type { Binding, Expression, Time, TimeTest } from './expression.ts';
import { catalogue } from './functions/catalogue.generated.ts';

/** How tightly each form holds together, as in the parser; a looser one inside a tighter one is put in parentheses. */
const POWER = { open: 0, or: 1, and: 2, not: 3, comparison: 4, sum: 5, product: 6, whole: 9 } as const;

/** Words that mean something else when they stand alone: a field of that name keeps its `$1`. */
const RESERVED = new Set(
  'now today yesterday tomorrow true false not exists forall select let chain this last next sum count average min max xevent'.split(
    ' ',
  ),
);

/** What is around a node: are there items whose fields are named bare, and which names are variables? */
interface Around {
  readonly items: boolean;
  readonly variables: ReadonlySet<string>;
}

/** Writes an expression as `pql/text`; reading that text gives the same expression. */
export function printPql(node: Expression): string {
  return print(node, POWER.open, { items: false, variables: new Set() });
}

function print(node: Expression, power: number, around: Around): string {
  const own = powerOf(node);
  const text = plain(node, own, around);
  return own < power ? `(${text})` : text;
}

function powerOf(node: Expression): number {
  switch (node.kind) {
    case 'logical':
      return POWER[node.operator];
    case 'not':
      return POWER.not;
    case 'occurs':
      return POWER.comparison;
    // Reads on to the end of what it stands in, so it is in parentheses inside anything.
    case 'quantified':
    case 'aggregate':
    case 'let':
    case 'lambda':
      return POWER.open;
    case 'binary':
      if (node.operator === '+' || node.operator === '-') return POWER.sum;
      return node.operator === '*' || node.operator === '/' || node.operator === '%' ? POWER.product : POWER.comparison;
    case 'literal':
      return typeof node.value === 'number' && node.value < 0 ? POWER.product : POWER.whole;
    default:
      return POWER.whole;
  }
}

function plain(node: Expression, power: number, around: Around): string {
  const whole = (part: Expression) => print(part, POWER.whole, around);
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'string' ? printText(node.value) : String(node.value);
    case 'list':
      return `[${printAll(node.items, around)}]`;
    case 'object':
      return `{${node.entries.map(({ key, value }) => `${printText(key)}: ${print(value, 1, around)}`).join(', ')}}`;
    case 'parameter':
      return `$${node.position}`;
    case 'name':
      return node.name;
    case 'up':
      return '^'.repeat(node.levels);
    case 'moment':
      return node.word;
    case 'field':
      return isBare(node.object, node.name, around) ? node.name : `${whole(node.object)}.${node.name}`;
    case 'logical':
      return node.operands.map((operand) => print(operand, power + 1, around)).join(` ${node.operator} `);
    case 'not':
      return `not (${print(node.operand, POWER.open, around)})`;
    case 'binary':
      return `${print(node.left, power + (power === POWER.comparison ? 1 : 0), around)} ${node.operator} ${print(node.right, power + 1, around)}`;
    case 'filter':
      return `${whole(node.source)}[${print(node.condition, POWER.open, { ...around, items: true })}]`;
    case 'call':
      return printCall(node, around);
    case 'lambda':
      return `(${node.parameters.join(', ')}) => ${print(node.body, 1, named(around, node.parameters))}`;
    case 'quantified':
      return `${node.quantifier} ${printBindings(node.bindings, around).text}`;
    case 'aggregate': {
      const { text, inner } = printBindings(node.bindings, around);
      return `${node.name} ${print(node.value, POWER.whole, inner)} over ${text}`;
    }
    case 'let':
      return `let ${node.variable} = ${whole(node.value)} in (${print(node.body, POWER.open, named(around, [node.variable]))})`;
    case 'occurs':
      return `${print(node.subject, POWER.sum, around)} occurs ${printTest(node.test, around)}`;
    case 'chain':
      return printChain(node, around);
  }
}

function named(around: Around, names: readonly string[]): Around {
  return { ...around, variables: new Set([...around.variables, ...names]) };
}

/** `$1.loyalty` is written `loyalty` where that means the same. */
function isBare(object: Expression, name: string, { items, variables }: Around): boolean {
  if (object.kind !== 'parameter' || object.position !== 1) return false;
  if (name === 'xEvent') return !variables.has(name);
  return !items && !variables.has(name) && !RESERVED.has(name.toLowerCase());
}

function printCall({ name, receiver, args }: Extract<Expression, { kind: 'call' }>, around: Around): string {
  const parameters = catalogue.find((one) => one.name === name)?.parameters ?? [];
  const printed = args.map((arg, index) => {
    const role = parameters[Math.min(index, parameters.length - 1)]?.role ?? 'value';
    const lambda = arg.kind === 'lambda';
    return print(arg, lambda ? POWER.open : 1, role === 'value' || lambda ? around : { ...around, items: true });
  });
  const call = `${name}(${printed.join(', ')})`;
  return receiver === undefined ? call : `${print(receiver, POWER.whole, around)}.${call}`;
}

function printAll(nodes: readonly Expression[], around: Around): string {
  return nodes.map((node) => print(node, 1, around)).join(', ');
}

function printBindings(bindings: readonly Binding[], outer: Around): { text: string; inner: Around } {
  let inner = outer;
  const parts = bindings.map(({ variable, source, condition }) => {
    const from = `${variable} from ${print(source, POWER.whole, inner)}`;
    inner = named(inner, [variable]);
    return condition === undefined ? from : `${from} where (${print(condition, POWER.open, inner)})`;
  });
  return { text: parts.join(', '), inner };
}

function printTest(test: TimeTest, around: Around): string {
  const time = (one: Time) =>
    one.kind === 'interval' ? `${one.which} ${one.unit}` : print(one.expression, POWER.sum, around);
  if (test.kind === 'between') return `between ${time(test.from)} and ${time(test.to)}`;
  if (test.kind === 'on') return `on ${time(test.of)}`;
  if (test.kind === 'direction') return `${test.direction} ${time(test.of)}`;
  return `${test.comparison} ${test.amount} ${test.unit} ${test.direction} ${time(test.of)}`;
}

function printChain({ source, order, steps }: Extract<Expression, { kind: 'chain' }>, around: Around): string {
  const inner = { ...around, items: true };
  const printed = steps.map(({ label, what, when }) => {
    const time = when === undefined ? '' : ` WHEN(${printTest(when, inner)})`;
    return `${label}: WHAT(${print(what, POWER.open, inner)})${time}`;
  });
  return `chain(${print(source, POWER.whole, around)}, ${print(order, POWER.whole, inner)}, [${printed.join(', ')}])`;
}

function printText(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`;
}
