import { sayingOf } from '@meniscus/languages/syntax';

/** What a value breaks of its schema, by code, in the words existing AEP clients see. */
export const XDM_PHRASES = {
  'xdm-type': 'expected type: {expected}, found: {found}',
  'xdm-enum': '{value} is not a valid enum value',
  'xdm-minimum': '{value} is not greater or equal to {limit}',
  'xdm-maximum': '{value} is not less or equal to {limit}',
  'xdm-exclusive-minimum': '{value} is not greater than {limit}',
  'xdm-exclusive-maximum': '{value} is not less than {limit}',
  'xdm-min-length': 'expected minLength: {limit}, actual: {length}',
  'xdm-max-length': 'expected maxLength: {limit}, actual: {length}',
  'xdm-pattern': 'string [{value}] does not match pattern {pattern}',
  'xdm-date-time': '[{value}] is not a valid date-time. Expected [{forms}]',
  'xdm-date': '[{value}] is not a valid date. Expected [yyyy-MM-dd]',
  'xdm-email': '[{value}] is not a valid email address',
  'xdm-uri': '[{value}] is not a valid URI',
  'xdm-uri-reference': '[{value}] is not a valid URI reference',
  'xdm-ipv4': '[{value}] is not a valid ipv4 address',
  'xdm-ipv6': '[{value}] is not a valid ipv6 address',
  'xdm-required': 'required key [{name}] not found',
  'xdm-extraneous': 'extraneous key [{name}] is not permitted',
  'xdm-min-items': 'expected minimum item count: {limit}, found: {count}',
  'xdm-max-items': 'expected maximum item count: {limit}, found: {count}',
  'xdm-unique-items': 'array items are not unique',
  'xdm-string': 'String',
  'xdm-boolean': 'Boolean',
  'xdm-number': 'Number',
  'xdm-integer': 'Integer',
  'xdm-long': 'Long',
  'xdm-double': 'Double',
  'xdm-null': 'Null',
  'xdm-object': 'JSONObject',
  'xdm-array': 'JSONArray',
} as const;

/** Says what a value breaks. */
export const say = sayingOf(XDM_PHRASES);
