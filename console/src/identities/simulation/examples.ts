import type { Ranked } from '../rules/priority.ts';

/** Events and rules that show what the rules are for. Only standard namespaces, so that each runs in any organisation. */
export interface Example {
  readonly id: 'shared' | 'phone' | 'bad';
  readonly events: string;
  readonly rules: readonly Ranked[];
}

export const EXAMPLES: readonly Example[] = [
  {
    id: 'shared',
    events: [
      'Email: ana@example.com, ECID: shared-tablet',
      'Email: ben@example.com, ECID: shared-tablet',
      'Email: ana@example.com, ECID: anas-laptop',
    ].join('\n'),
    rules: [
      { code: 'Email', unique: true },
      { code: 'ECID', unique: false },
    ],
  },
  {
    id: 'phone',
    events: [
      'Email: ana@example.com, Phone: +10000000000',
      'Email: ben@example.com, Phone: +10000000000',
      'Email: cleo@example.com, Phone: +10000000000',
    ].join('\n'),
    rules: [
      { code: 'Email', unique: true },
      { code: 'Phone', unique: false },
    ],
  },
  {
    id: 'bad',
    events: [
      'Email: undefined, ECID: browser-1',
      'Email: undefined, ECID: browser-2',
      'Email: undefined, ECID: browser-3',
      'Email: ana@example.com, Email: undefined, ECID: browser-1',
    ].join('\n'),
    rules: [
      { code: 'Email', unique: true },
      { code: 'ECID', unique: false },
    ],
  },
];
