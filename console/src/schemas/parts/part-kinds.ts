import type { PartKind } from '../own-fields/own-parts.ts';
import { own } from './texts.ts';

/** What is called how, and where it is found, by what it is. */
export const PARTS = {
  class: { one: own('class'), many: own('classes'), tab: 'classes', get: 'getClass', remove: 'deleteClass' },
  fieldGroup: {
    one: own('fieldGroup'),
    many: own('fieldGroups'),
    tab: 'field-groups',
    get: 'getFieldGroup',
    remove: 'deleteFieldGroup',
  },
  dataType: {
    one: own('dataType'),
    many: own('dataTypes'),
    tab: 'data-types',
    get: 'getDataType',
    remove: 'deleteDataType',
  },
} as const satisfies Readonly<Record<PartKind, object>>;
