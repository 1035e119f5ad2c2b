import type { Actor, Scope } from '../kernel/index.ts';
import { prefixed } from './labels.ts';
import type { Policies, Rule } from './policies.ts';
import type { Roles } from './roles.ts';

/** A labelled thing a policy can speak of: a field of a schema, or an audience. */
export type LabelledResource =
  | {
      readonly kind: 'schema-field';
      readonly schemaId: string;
      readonly path: string;
      readonly labels: readonly string[];
    }
  | { readonly kind: 'segment'; readonly id: string; readonly labels: readonly string[] };

interface Labels {
  readonly subject: ReadonlySet<string>;
  readonly resource: readonly string[];
}

/** The labels of the resource under the prefix are what is demanded; where there are none, nothing is. */
function matches(logic: unknown, labels: Labels): boolean {
  const [[operator, operands]] = Object.entries(logic as object) as [[string, readonly unknown[]]];
  if (operator === 'and') return operands.every((one) => matches(one, labels));
  if (operator === 'or') return operands.some((one) => matches(one, labels));
  if (operator === '!') return !matches(operands[0], labels);
  const demanded = labels.resource.filter((label) => label.startsWith(operands[1] as string));
  if (demanded.length === 0) return true;
  return operator === 'adobe.match_any_labels_by_prefix'
    ? demanded.some((label) => labels.subject.has(label))
    : demanded.every((label) => labels.subject.has(label));
}

function segmentsOf({ org, sandbox }: Scope, resource: LabelledResource): readonly string[] {
  const within = ['orgs', org, 'sandboxes', sandbox];
  return resource.kind === 'segment'
    ? [...within, 'segments', resource.id]
    : [...within, 'schemas', resource.schemaId, 'schema-fields', resource.path];
}

/** Ids with slashes stand percent-encoded in the resource of a rule. */
function isAbout({ resource }: Rule, segments: readonly string[]): boolean {
  const named = resource.split('/').slice(1);
  return (
    named.length === segments.length &&
    named.every((one, index) => one === '*' || one === segments[index] || one === encodeURIComponent(segments[index]!))
  );
}

/** What somebody wants to do with a labelled resource. */
export type LabelledAction = 'read' | 'write' | 'delete';

/** The words of rules for each. */
const WORDS: Readonly<Record<LabelledAction, readonly string[]>> = {
  read: ['read', 'view'],
  write: ['write', 'create', 'edit'],
  delete: ['delete'],
};

function isOf(action: LabelledAction, { actions }: Rule): boolean {
  return actions.some((one) => WORDS[action].includes(one.replace(/^com\.adobe\.action\./, '')));
}

/**
 * What active policies say about a labelled resource. A rule counts when it is about the resource and about
 * what is to be done: reading (`read`, `view`), changing (`write`, `create`, `edit`) or deleting it. One
 * that denies, or leaves it open (`indeterminate`), and whose condition holds, refuses; where there are rules that permit, one
 * of them must hold. Without a rule about it, and without labels, everything may be done. A policy's `subjectCondition` has no
 * documented form, so a policy with one is about everybody.
 */
export class LabelRules {
  readonly #policies: Policies;
  readonly #roles: Roles;

  constructor(deps: { policies: Policies; roles: Roles }) {
    this.#policies = deps.policies;
    this.#roles = deps.roles;
  }

  /** Undefined when no policy is active, so that everything is seen; else the same as long as `of` gives the same answers. */
  stamp({ org, userId }: Actor, { sandbox }: Scope): string | undefined {
    if (!this.#policies.list(org).some(({ body }) => body.status === 'active')) return undefined;
    return `${this.#policies.revision}/${[...this.#roles.labels(org, userId, sandbox)].sort().join(' ')}`;
  }

  /** What the caller may do with labelled things in a sandbox. */
  of({ org, userId }: Actor, scope: Scope): (resource: LabelledResource, action: LabelledAction) => boolean {
    const rules = this.#policies
      .list(org)
      .filter(({ body }) => body.status === 'active')
      .flatMap(({ body }) => body.rules)
      .map((rule) => ({ rule, effect: rule.effect.toLowerCase(), logic: JSON.parse(rule.condition) as unknown }));
    const subject = new Set([...this.#roles.labels(org, userId, scope.sandbox)].map(prefixed));
    return (resource, action) => {
      const segments = segmentsOf(scope, resource);
      const about =
        resource.labels.length === 0 ? [] : rules.filter(({ rule }) => isOf(action, rule) && isAbout(rule, segments));
      const labels = { subject, resource: resource.labels.map(prefixed) };
      const holds = about.map(({ effect, logic }) => ({ permits: effect === 'permit', holds: matches(logic, labels) }));
      if (holds.some((one) => !one.permits && one.holds)) return false;
      const permitting = holds.filter(({ permits }) => permits);
      return permitting.length === 0 || permitting.some((one) => one.holds);
    };
  }
}
