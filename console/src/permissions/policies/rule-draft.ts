import type { Operations } from '@meniscus/client';

export type Policy = Operations['getAccessPolicy']['answer'];
export type Rule = Policy['rules'][number];

export const EFFECTS = ['Permit', 'Deny'] as const;
export const SUBJECTS = ['fields', 'audiences', 'other'] as const;
export const MATCHES = ['all', 'any', 'notAll', 'notAny', 'other'] as const;
export const KINDS = ['core', 'custom'] as const;
export const ACTIONS = ['read', 'write', 'delete'] as const;

/** A rule as a person fills it in. What the form has no words for stays as the rule has it. */
export interface RuleDraft {
  readonly effect: string;
  readonly subject: (typeof SUBJECTS)[number];
  /** Name of a sandbox, `*` for all of them. */
  readonly sandbox: string;
  /** What another subject is, as a rule names it. */
  readonly resource: string;
  readonly match: (typeof MATCHES)[number];
  /** Which labels are compared. */
  readonly kinds: readonly (typeof KINDS)[number][];
  /** Another condition, as JSON. */
  readonly condition: string;
  readonly actions: readonly (typeof ACTIONS)[number][];
}

const PATHS = { fields: 'schemas/*/schema-fields/*', audiences: 'segments/*' } as const;
/** The words rules have for each of the actions; the first are written. */
const WORDS = { read: ['read', 'view'], write: ['write', 'create', 'edit'], delete: ['delete'] } as const;
const WRITTEN = { read: ['read', 'view'], write: ['write'], delete: ['delete'] } as const;

/** What a new rule begins with: as the policy every organisation has. */
export const NEW_RULE: RuleDraft = {
  effect: 'Permit',
  subject: 'fields',
  sandbox: '*',
  resource: '',
  match: 'all',
  kinds: KINDS,
  condition: '',
  actions: ['read'],
};

function logicOf({ match, kinds }: RuleDraft): unknown {
  const how = match === 'all' || match === 'notAll' ? 'all' : 'any';
  const one = (kind: string) => ({
    [`adobe.match_${how}_labels_by_prefix`]: [{ var: 'subject.roles.labels' }, `${kind}/`, { var: 'resource.labels' }],
  });
  const compared = KINDS.filter((kind) => kinds.includes(kind)).map(one);
  const logic = compared.length === 1 ? compared[0] : { and: compared };
  return match === 'notAll' || match === 'notAny' ? { '!': [logic] } : logic;
}

/** The rule a draft stands for, in an organisation. */
export function ruleOf(org: string, draft: RuleDraft): Rule {
  const { effect, subject, sandbox, resource, match, condition, actions } = draft;
  return {
    effect,
    resource: subject === 'other' ? resource : `/orgs/${org}/sandboxes/${sandbox}/${PATHS[subject]}`,
    condition: match === 'other' ? condition : JSON.stringify(logicOf(draft)),
    actions: actions.flatMap((action) => WRITTEN[action].map((word) => `com.adobe.action.${word}`)),
  };
}

function subjectOf(org: string, resource: string): Pick<RuleDraft, 'subject' | 'sandbox' | 'resource'> {
  const [, orgs, named, sandboxes, sandbox = '*', ...rest] = resource.split('/');
  const path = rest.join('/');
  const subject = SUBJECTS.find((one) => one !== 'other' && PATHS[one] === path);
  return orgs === 'orgs' && named === org && sandboxes === 'sandboxes' && subject !== undefined
    ? { subject, sandbox, resource: '' }
    : { subject: 'other', sandbox: '*', resource };
}

/** The choice whose condition this is; it is compared as JSON, so spaces do not matter. */
function matchOf(condition: string): Pick<RuleDraft, 'match' | 'kinds' | 'condition'> {
  const written = normalised(condition);
  for (const match of MATCHES.filter((one) => one !== 'other'))
    for (const kinds of [KINDS, ['core'], ['custom']] as const)
      if (JSON.stringify(logicOf({ ...NEW_RULE, match, kinds })) === written) return { match, kinds, condition: '' };
  return { match: 'other', kinds: KINDS, condition };
}

function normalised(condition: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(condition));
  } catch {
    return undefined;
  }
}

/** The draft of a rule there is. */
export function draftOf(org: string, { effect, resource, condition, actions }: Rule): RuleDraft {
  const words = actions.map((action) => action.replace(/^com\.adobe\.action\./, ''));
  return {
    effect,
    ...subjectOf(org, resource),
    ...matchOf(condition),
    actions: ACTIONS.filter((action) => WORDS[action].some((word) => words.includes(word))),
  };
}

/** What is missing in a draft before it is a rule. */
export function missingIn(draft: RuleDraft): 'subject' | 'kinds' | 'condition' | 'actions' | undefined {
  if (draft.subject === 'other' && draft.resource.trim() === '') return 'subject';
  if (draft.match === 'other' && normalised(draft.condition) === undefined) return 'condition';
  if (draft.match !== 'other' && draft.kinds.length === 0) return 'kinds';
  return draft.actions.length === 0 ? 'actions' : undefined;
}
