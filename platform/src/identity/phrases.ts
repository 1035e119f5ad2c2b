import { sayingOf } from '@meniscus/languages/syntax';

/** What is said in the details of the stage's problems, English by code. */
export const IDENTITY_PHRASES = {
  'identity-too-many-asked': '{count} identities were asked for; at most {most} in one call',
  'identity-bad-xid': 'The provided xid={xid} is not an XID',
  'identity-bad-composite':
    'The provided namespace={code} and id={id} is invalid. Please provide a valid namespace and id in your request.',
  'identity-lists': 'send `xids`, `compositeXids` or `compositeXidsWithNamespace` with a list of identities',
  'identity-graph-type': 'graph-type {type} is not provisioned; use `Private Graph` (pdg) or `None`',
  'identity-no-target': 'targetNs {code} is no namespace',
  'identity-two-ends': '`identities` must be the two ends of the link',
  'identity-not-linked': 'no record linked these two identities directly; look at the graph and undo one of its links',
  'identity-alone': 'no record has this identity together with another',
  'identity-graph-request': 'Graph Request Invalid - {what}',
  'identity-projections': 'projection types available are [graph|set].',
  'identity-graph-lists': 'xids or composite_xids must hold 1 to {most} identities.',
  'identity-no-predicates': '{name} has no documented predicates and is not supported; leave it out.',
  'namespace-code': '`code` must be letters, digits, `_` or `-`',
  'namespace-id-type': 'Please provide a valid value of idType. Valid values are: [{types}]',
  'namespace-standard': 'standard namespaces are non editable',
  'namespace-fixed': 'code and idType are non editable fields',
  'namespace-unknown': 'Namespace id not found for given IMS Org {org}',
  'namespace-taken': 'Namespace code already exists. Please use a different code ({code})',
  'rules-list': '`namespaces` must be a list of {shape}, the most important first',
  'rules-code': '{name} must be the code of a namespace',
  'rules-repeated': '`repeatedNamespace` must be `highest` or `any`',
  'rules-no-namespace': 'namespace `{code}` does not exist',
  'rules-twice': 'namespace `{code}` is listed twice',
  'rules-order': '`{code}` identifies people and must stand before `{other}`, which does not',
  'rules-not-unique': '`{code}` does not identify people, so it cannot be unique',
  'rules-none': 'at least one namespace must be listed',
  'rules-many-unique': '{count} namespaces are unique; at most {most} may be',
  'events-none': '`events` has none',
  'events-many': '{count} events; at most {most} at once',
  'events-form': '`events` must be a text with one event a line, or a list of {shape}',
  'events-event': 'event {event}: {what}',
  'events-line': 'line {line}: {what}',
  'events-identities': 'at most {most} identities',
  'events-namespace': 'namespace `{code}` does not exist; create it first',
  'events-no-time': '`time` is no time',
  'events-two': 'an event needs at least two identities',
  'events-no-id': 'an identity has no `id`',
  'events-pair': '`{part}` is not `Namespace: value`',
} as const;

/** Says what is wrong with a call, out of the table. */
export const say = sayingOf(IDENTITY_PHRASES);
