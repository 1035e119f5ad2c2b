import { agentOf } from '../../agent.ts';
import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const uaOsVersion = defineFunction({
  name: 'ua_os_version',
  category: 'User agent',
  prose: 'The version of the operating system in a user agent text.',
  parameters: [{ name: 'USER_AGENT', type: 'string', prose: 'The user agent text.' }],
  returns: { type: 'string', prose: 'The version; `??` when the text does not say.' },
  examples: [
    {
      expression:
        'ua_os_version("Mozilla/5.0 (iPhone; CPU iPhone OS 5_1_1 like Mac OS X) AppleWebKit/534.46 (KHTML, like Gecko) Version/5.1 Mobile/9B206 Safari/7534.48.3")',
      result: '5.1.1',
    },
  ],
  run: ([agent]) => (isNothing(agent) ? null : agentOf(asText(agent)).osVersion),
});
