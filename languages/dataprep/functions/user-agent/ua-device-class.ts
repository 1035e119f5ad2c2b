import { agentOf } from '../../agent.ts';
import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const uaDeviceClass = defineFunction({
  name: 'ua_device_class',
  category: 'User agent',
  prose: 'The class of device in a user agent text, such as Desktop, Phone, Tablet, TV or Robot.',
  parameters: [{ name: 'USER_AGENT', type: 'string', prose: 'The user agent text.' }],
  returns: { type: 'string', prose: 'The class; `Unknown` when the text does not say.' },
  examples: [
    {
      expression:
        'ua_device_class("Mozilla/5.0 (iPhone; CPU iPhone OS 5_1_1 like Mac OS X) AppleWebKit/534.46 (KHTML, like Gecko) Version/5.1 Mobile/9B206 Safari/7534.48.3")',
      result: 'Phone',
    },
  ],
  run: ([agent]) => (isNothing(agent) ? null : agentOf(asText(agent)).device),
});
