import { parseJson, type Said } from '@meniscus/languages/syntax';
import { type Clock, type Ids, together } from '../kernel/index.ts';
import type { Document, Tables } from '../stores/index.ts';
import { badBody, defaultPolicyStays, nameInUse, noPolicy } from './errors.ts';
import { sayOfAccess } from './phrases.ts';
import { Register } from './register.ts';

/** What a policy says about some resources. */
export interface Rule {
  readonly effect: string;
  /** `/orgs/{org}/sandboxes/{sandbox or *}/…`, each segment a name or `*`. */
  readonly resource: string;
  /** A condition over `subject.roles.labels` and `resource.labels`, as JSON logic in a text. */
  readonly condition: string;
  /** `com.adobe.action.read` or the last word alone. */
  readonly actions: readonly string[];
}

/** An attribute-based policy. Stored under an id of its own. */
export interface Policy {
  readonly name: string;
  readonly description: string;
  readonly status: 'active' | 'inactive';
  readonly subjectCondition: string | null;
  readonly rules: readonly Rule[];
  /** The one every organisation begins with: it can be switched on and off and changed, not deleted. */
  readonly isDefault?: true;
}

const EFFECTS = ['permit', 'deny', 'indeterminate'];
const ACTIONS = ['read', 'write', 'view', 'delete', 'create', 'edit'];
const MATCHES = ['adobe.match_any_labels_by_prefix', 'adobe.match_all_labels_by_prefix'];
const MOST_RULES = 100;
const DEEPEST = 20;

/** What is wrong with a condition; undefined when it can be read. */
function conditionFault(logic: unknown, depth = 0): Said | undefined {
  if (depth > DEEPEST) return sayOfAccess('access-condition-depth', { most: DEEPEST });
  if (typeof logic !== 'object' || logic === null || Array.isArray(logic))
    return sayOfAccess('access-condition-operator');
  const entries = Object.entries(logic);
  const [operator, operands] = entries[0] ?? [];
  if (entries.length !== 1 || !Array.isArray(operands)) return sayOfAccess('access-condition-operands');
  if (operator === 'and' || operator === 'or' || operator === '!') {
    if (operator === '!' && operands.length !== 1) return sayOfAccess('access-condition-not');
    return operands.map((one) => conditionFault(one, depth + 1)).find((fault) => fault !== undefined);
  }
  if (!MATCHES.includes(operator!))
    return sayOfAccess('access-condition-operators', { matches: together('and', MATCHES) });
  const [left, prefix, right] = operands as { var?: unknown }[];
  if (operands.length === 3 && left?.var === 'subject.roles.labels' && right?.var === 'resource.labels')
    return typeof prefix === 'string' ? undefined : sayOfAccess('access-condition-prefix');
  return sayOfAccess('access-condition-compares', { operator: operator! });
}

function checkRule(org: string, rule: Rule, at: string): void {
  if (!EFFECTS.includes(String(rule.effect).toLowerCase()))
    throw badBody(`${at}/effect`, sayOfAccess('access-rule-effect', { known: EFFECTS.join(', ') }));
  if (typeof rule.resource !== 'string' || !rule.resource.startsWith(`/orgs/${org}/sandboxes/`))
    throw badBody(`${at}/resource`, sayOfAccess('access-rule-resource', { org }));
  if (
    rule.actions.length === 0 ||
    !rule.actions.every((one) => ACTIONS.includes(one.replace(/^com\.adobe\.action\./, '')))
  )
    throw badBody(`${at}/actions`, sayOfAccess('access-rule-actions', { known: ACTIONS.join(', ') }));
  let logic: unknown;
  try {
    logic = parseJson(rule.condition);
  } catch {
    throw badBody(`${at}/condition`, sayOfAccess('access-condition'));
  }
  const fault = conditionFault(logic);
  if (fault !== undefined) throw badBody(`${at}/condition`, fault);
}

/** The policy every organisation begins with. */
export const DEFAULT_POLICY = {
  name: 'Default-Label-Based-Access-Control-Policy',
  description: 'Labelled fields and audiences are seen by those whose roles carry all of the labels.',
} as const;

function defaultPolicy(org: string): Policy {
  const match = (prefix: string) => ({
    'adobe.match_all_labels_by_prefix': [{ var: 'subject.roles.labels' }, prefix, { var: 'resource.labels' }],
  });
  const condition = JSON.stringify({ and: [match('core/'), match('custom/')] });
  const about = ['schemas/*/schema-fields/*', 'segments/*'];
  return {
    name: DEFAULT_POLICY.name,
    description: DEFAULT_POLICY.description,
    status: 'inactive',
    subjectCondition: null,
    isDefault: true,
    rules: about.map((what) => ({
      effect: 'Permit',
      resource: `/orgs/${org}/sandboxes/*/${what}`,
      condition,
      actions: ['com.adobe.action.read', 'com.adobe.action.view'],
    })),
  };
}

/** Attribute-based policies of all organisations; what they decide is in `label-rules.ts`. */
export class Policies {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #held: Register<Policy>;

  constructor(deps: { tables: Tables; clock: Clock; ids: Ids }) {
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#held = new Register(deps.tables, 'access-policy');
  }

  load(): Promise<void> {
    return this.#held.load();
  }

  /** Counts up with every change. */
  get revision(): number {
    return this.#held.revision;
  }

  /** Gives an organisation its default policy, inactive, unless it has it. */
  async addDefault(org: string, by: string): Promise<void> {
    if (this.list(org).some(({ body }) => body.isDefault === true)) return;
    await this.#held.insert(org, this.#ids.uuid(), defaultPolicy(org), { by, at: this.#clock() });
  }

  list(org: string): readonly Document<Policy>[] {
    return this.#held.list(org);
  }

  get(org: string, id: string): Document<Policy> {
    const found = this.#held.get(org, id);
    if (found === undefined) throw noPolicy(id);
    return found;
  }

  #check(org: string, policy: Policy, id: string | undefined): void {
    if (this.list(org).some((other) => other.id !== id && other.body.name === policy.name))
      throw nameInUse('policy', policy.name);
    if (policy.rules.length > MOST_RULES)
      throw badBody('/rules', sayOfAccess('access-most-rules', { most: MOST_RULES }));
    for (const [index, rule] of policy.rules.entries()) checkRule(org, rule, `/rules/${index}`);
  }

  async add(org: string, policy: Policy, by: string): Promise<Document<Policy>> {
    this.#check(org, policy, undefined);
    return this.#held.insert(org, this.#ids.uuid(), policy, { by, at: this.#clock() });
  }

  async change(org: string, id: string, to: (policy: Policy) => Policy, by: string): Promise<Document<Policy>> {
    const checked = (policy: Policy): Policy => {
      const after = to(policy);
      this.#check(org, after, id);
      return after;
    };
    const changed = await this.#held.change(org, id, checked, { by, at: this.#clock() });
    if (changed === undefined) throw noPolicy(id);
    return changed;
  }

  async remove(org: string, id: string): Promise<void> {
    if (this.#held.get(org, id)?.body.isDefault === true) throw defaultPolicyStays();
    if (!(await this.#held.remove(org, id))) throw noPolicy(id);
  }
}
