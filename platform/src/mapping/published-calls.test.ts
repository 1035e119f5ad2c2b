import { describe, it } from 'vitest';
import { schema } from '../../../tools/harness/programme.ts';
import { walkPublishedCalls } from '../../../tools/harness/published-calls.ts';
import { withPlatform } from '../../../tools/harness/with-platform.ts';

const stand = withPlatform('published-calls');

const STANDARD = ['profile', 'identitymap', 'profile-person-details'].map(
  (part) => `https://ns.adobe.com/xdm/context/${part}`,
);

describe('every published call of Data Prep', () => {
  it.each(['/data/foundation/conversion', '/data/foundation'])(
    'gets the published kind of answer under %s',
    async (base) => {
      const known = { SCHEMA_ID: await schema(stand.api, `Published calls ${base}`, STANDARD) };
      await walkPublishedCalls(new URL('published-calls.json', import.meta.url), {
        base: stand.platform.url + base,
        headers: stand.api.headers,
        known,
      });
    },
  );
});
