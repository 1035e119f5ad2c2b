import { describe } from 'vitest';
import { readsAsWritten } from '../../../../../tools/harness/golden-mails.ts';
import { forgottenMail, invitationMail } from './mails.ts';

type Given =
  | {
      readonly mail: 'invitation';
      readonly of: Omit<Parameters<typeof invitationMail>[0], 'by'> & { readonly by?: string };
    }
  | { readonly mail: 'forgotten'; readonly of: Parameters<typeof forgottenMail>[0] };

describe('the mail with a link to choose a password', () => {
  readsAsWritten<Given>(import.meta.url, (given, language) =>
    given.mail === 'invitation'
      ? invitationMail({ by: undefined, ...given.of }, language)
      : forgottenMail(given.of, language),
  );
});
