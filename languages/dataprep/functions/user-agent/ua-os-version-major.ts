import { agentOf, withMajor } from '../../agent.ts';
import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const uaOsVersionMajor = defineFunction({
  name: 'ua_os_version_major',
  category: 'User agent',
  prose: 'Name and major version of the operating system in a user agent text.',
  parameters: [{ name: 'USER_AGENT', type: 'string', prose: 'The user agent text.' }],
  returns: { type: 'string', prose: 'Name and major version.' },
  examples: [
    {
      expression:
        'ua_os_version_major("Mozilla/5.0 (iPhone; CPU iPhone OS 5_1_1 like Mac OS X) AppleWebKit/534.46 (KHTML, like Gecko) Version/5.1 Mobile/9B206 Safari/7534.48.3")',
      result: 'iOS 5',
    },
  ],
  run: ([agent]) => {
    if (isNothing(agent)) return null;
    const { os, osVersion } = agentOf(asText(agent));
    return withMajor(os, osVersion);
  },
});
