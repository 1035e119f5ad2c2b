import { type Said, sayingOf } from '@meniscus/languages/syntax';

/**
 * What every stage says of requests alike, English by code: members of bodies, parameters, patches, filters of lists and
 * addresses that are to be called. `name` is a member, or a parameter with its value (`limit=x`).
 */
export const REQUEST_PHRASES = {
  'request-body-object': 'the body must be a JSON object',
  'request-required': '{name} is required',
  'request-required-text': '{name} is required and must be a text',
  'request-text': '{name} must be a text',
  'request-text-of-most': '{name} must be a text of {most} characters at most',
  'request-string': '{name} must be a string',
  'request-string-of-most': '{name} must be a string of at most {most} characters',
  'request-object': '{name} must be an object',
  'request-array': '{name} must be an array',
  'request-texts': '{name} must be an array of texts',
  'request-strings': '{name} must be an array of strings',
  'request-tags': '{name} must be an object of tag name to array of strings',
  'request-flag': '{name} must be true or false',
  'request-one-of': '{name} must be one of {known}',
  'request-none-of': '{name} is not one of {known}',
  'request-number': '{name} must be a number from {least} to {most}',
  'request-whole-number': '{name} must be a whole number from {least} to {most}',
  'request-not-whole': '{name} is not a whole number',
  'request-seconds': '{name} must be a whole number of seconds since 1970',
  'request-at': '{name}: {what}',
  'request-or': '{one} or {other}',
  'request-and': '{one} and {other}',
  'shape-required': '{name} must have required properties {names}',
  'shape-type': '{name} must be {type}',
  'shape-too-short': '{name} must not have fewer than {limit} characters',
  'shape-too-long': '{name} must not have more than {limit} characters',
  'shape-bound': '{name} must be {comparison} {limit}',
  'shape-otherwise': '{name} {why}',
  'filter-too-long': 'a property filter has at most {most} characters',
  'filter-no-pattern': '`{value}` is not a regular expression',
  'patch-no-array': 'a patch is an array of operations',
  'patch-no-operation': '`{op}` is not an operation; use add, remove or replace',
  'patch-test-failed': 'the value at {path} is not the expected one',
  'patch-no-value': 'the operation {op} at {path} has no value',
  'patch-into-itself': '{from} cannot be moved into itself',
  'patch-copies-too-much': 'the copy operations of this patch make more than {most} bytes',
  'patch-no-pointer': '`{path}` is not a JSON pointer; it begins with /',
  'patch-forbidden-name': '`{name}` cannot be a name',
  'patch-nothing-there': 'there is nothing at {path}',
  'patch-no-object-on-the-way': 'there is no object on the way to {path}',
  'patch-no-element': 'there is no element {name} at {path}',
  'patch-whole-document': 'the whole document cannot be removed',
  'url-none': 'it is not a URL',
  'url-no-http': 'it must begin with https:// or http://',
  'url-credentials': 'it must not hold credentials; the request is signed instead',
  'url-leads-elsewhere': '{host} leads to {address}, which may not be called',
  'url-no-https-any-more': '{host} redirects from https to {protocol}',
  'url-not-public': '{host} is not a public address; the operator can allow it with MENISCUS_OUTGOING_ALLOW',
} as const;

/** Says what is wrong with a request, out of the sentences all stages share. */
export const sayOfRequest = sayingOf(REQUEST_PHRASES);

/** Several things in one sentence, at least one, with "or" or "and" between them. */
export function together(how: 'or' | 'and', parts: readonly (string | Said)[]): string | Said {
  return parts.reduce((one, other) => sayOfRequest(`request-${how}`, { one, other }));
}
