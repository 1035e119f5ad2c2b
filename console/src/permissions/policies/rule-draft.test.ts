import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS, draftOf, EFFECTS, KINDS, MATCHES, missingIn, NEW_RULE, ruleOf, SUBJECTS } from './rule-draft.ts';

const ORG = 'ACME@AdobeOrg';
const some = <T>(all: readonly T[]) => fc.subarray([...all], { minLength: 1 });
const CONDITION = '{"or":[{"!":[{"adobe.match_any_labels_by_prefix":[]}]}]}';

const draft = fc
  .record({
    effect: fc.constantFrom(...EFFECTS),
    subject: fc.constantFrom(...SUBJECTS),
    sandbox: fc.constantFrom('*', 'prod', 'dev'),
    match: fc.constantFrom(...MATCHES),
    kinds: some(KINDS),
    actions: some(ACTIONS),
  })
  .map((made) => ({
    ...made,
    sandbox: made.subject === 'other' ? '*' : made.sandbox,
    resource: made.subject === 'other' ? `/orgs/${ORG}/sandboxes/prod/segments/1` : '',
    kinds: made.match === 'other' ? KINDS : made.kinds,
    condition: made.match === 'other' ? CONDITION : '',
  }));

describe('the draft of a rule', () => {
  it('is what its rule is read as', () => {
    fc.assert(
      fc.property(draft, (made) => {
        expect(draftOf(ORG, ruleOf(ORG, made))).toEqual(made);
      }),
    );
  });

  it('keeps what it has no words for: another resource, condition and effect', () => {
    const rule = {
      effect: 'indeterminate',
      resource: '/orgs/Another@AdobeOrg/sandboxes/*/segments/*',
      condition: '{"or": [ {"adobe.match_any_labels_by_prefix":[]} ]}',
      actions: ['com.adobe.action.read', 'com.adobe.action.view'],
    };
    expect(ruleOf(ORG, draftOf(ORG, rule))).toEqual(rule);
  });

  it('reads the short words of actions, and conditions whatever their spaces', () => {
    const { condition, ...rule } = ruleOf(ORG, NEW_RULE);
    const spaced = { ...rule, condition: JSON.stringify(JSON.parse(condition), null, 2), actions: ['view', 'edit'] };
    expect(draftOf(ORG, spaced)).toEqual({ ...NEW_RULE, actions: ['read', 'write'] });
  });

  it('is a rule once it says about what, by which labels, and what may be done', () => {
    expect(missingIn(NEW_RULE)).toBeUndefined();
    expect(missingIn({ ...NEW_RULE, subject: 'other' })).toBe('subject');
    expect(missingIn({ ...NEW_RULE, kinds: [] })).toBe('kinds');
    expect(missingIn({ ...NEW_RULE, match: 'other', condition: '{' })).toBe('condition');
    expect(missingIn({ ...NEW_RULE, actions: [] })).toBe('actions');
  });
});
