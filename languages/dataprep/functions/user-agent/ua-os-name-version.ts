import { agentOf } from '../../agent.ts';
import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const uaOsNameVersion = defineFunction({
  name: 'ua_os_name_version',
  category: 'User agent',
  prose: 'Name and version of the operating system in a user agent text.',
  parameters: [{ name: 'USER_AGENT', type: 'string', prose: 'The user agent text.' }],
  returns: { type: 'string', prose: 'Name and version.' },
  examples: [
    {
      expression:
        'ua_os_name_version("Mozilla/5.0 (iPhone; CPU iPhone OS 5_1_1 like Mac OS X) AppleWebKit/534.46 (KHTML, like Gecko) Version/5.1 Mobile/9B206 Safari/7534.48.3")',
      result: 'iOS 5.1.1',
    },
  ],
  run: ([agent]) => {
    if (isNothing(agent)) return null;
    const { os, osVersion } = agentOf(asText(agent));
    return `${os} ${osVersion}`;
  },
});
