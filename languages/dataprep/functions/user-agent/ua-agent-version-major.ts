import { agentOf, withMajor } from '../../agent.ts';
import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const uaAgentVersionMajor = defineFunction({
  name: 'ua_agent_version_major',
  category: 'User agent',
  prose: 'Name and major version of the browser or program in a user agent text.',
  parameters: [{ name: 'USER_AGENT', type: 'string', prose: 'The user agent text.' }],
  returns: { type: 'string', prose: 'Name and major version.' },
  examples: [
    {
      expression:
        'ua_agent_version_major("Mozilla/5.0 (iPhone; CPU iPhone OS 5_1_1 like Mac OS X) AppleWebKit/534.46 (KHTML, like Gecko) Version/5.1 Mobile/9B206 Safari/7534.48.3")',
      result: 'Safari 5',
    },
  ],
  run: ([agent]) => {
    if (isNothing(agent)) return null;
    const { name, version } = agentOf(asText(agent));
    return withMajor(name, version);
  },
});
