import { type Call, languageOf, Problem, type Route, route } from '../../../kernel/index.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { passwordIn } from '../../body.ts';
import type { PasswordLinks } from '../../password-links.ts';
import type { Member } from '../../people.ts';
import type { RefreshTokens } from '../../refresh-tokens.ts';
import { CONSOLE_CLIENT } from '../../sign-ins.ts';
import { CHOOSE_PATH, choosePage, FORGOTTEN_PATH, forgottenPage, messagePage, type Query } from '../sign-in/pages.ts';
import type { PasswordLetters } from './letters.ts';

interface Deps {
  readonly letters: PasswordLetters;
  readonly links: PasswordLinks;
  readonly refreshTokens: RefreshTokens;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly afterAnswer: (name: string, work: () => Promise<unknown>) => void;
}

/** More is no form of ours. */
const LARGEST_FORM = 4096;
const PAGE = { description: 'The page.', contentType: 'text/html' } as const;

/** What stands in a form as a password, or undefined when it is too short or too long for one. */
function passwordOf(query: Query): string | undefined {
  try {
    return passwordIn({ password: query.password }, 'password');
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/**
 * Pages without script on which people choose a password by a link, and say that they have forgotten one. Opening a link uses nothing:
 * mail servers look into links. What is answered about an address is the same for all, before anything is looked up.
 */
export function passwordPages({ letters, links, refreshTokens, audit, afterAnswer }: Deps): readonly Route[] {
  const record = async (call: Call<Query>, members: readonly Member[], action: 'Create' | 'Update') => {
    for (const { org, userId, email, name } of members)
      await audit.record({
        imsOrgId: org,
        sandboxName: '',
        sandboxId: '',
        requestId: call.requestId,
        authId: CONSOLE_CLIENT,
        userEmail: email,
        userIpAddresses: call.address === undefined ? [] : [call.address],
        permissionResource: 'IMS',
        permissionType: 'PUBLIC',
        assetType: action === 'Create' ? 'Password Link' : 'Password',
        assetId: userId,
        assetName: name,
        action,
        status: 'Allow',
        failureCode: '',
        enhancedEvents: [],
      });
  };
  const common = { service: 'IMS' } as const;
  const PUBLIC = {
    kind: 'public',
    why: 'people who cannot sign in come here; a link is checked by its secret',
  } as const;

  return [
    route({
      ...common,
      id: 'showPassword',
      method: 'GET',
      path: CHOOSE_PATH,
      summary: 'The page a link to choose a password leads to.',
      access: PUBLIC,
      responses: { 200: PAGE, 403: PAGE },
      handle: ({ query, headers }) => {
        const language = languageOf(headers['accept-language']);
        const { token = '' } = query as Query;
        const [first] = links.usersOf(token);
        return first === undefined
          ? messagePage('linkOver', language, letters.byMail, 403)
          : choosePage({ token, email: first.email }, language);
      },
    }),
    route<Query>({
      ...common,
      id: 'choosePassword',
      method: 'POST',
      path: CHOOSE_PATH,
      summary: 'The form of that page: the password is set, and the link counts no more.',
      access: PUBLIC,
      consumes: 'form',
      maxBody: LARGEST_FORM,
      responses: { 200: PAGE, 400: PAGE, 403: PAGE },
      async handle(call: Call<Query>) {
        const { body, headers } = call;
        const language = languageOf(headers['accept-language']);
        const { token = '' } = body;
        const [first] = links.usersOf(token);
        if (first === undefined) return messagePage('linkOver', language, letters.byMail, 403);
        const asked = { token, email: first.email };
        const password = passwordOf(body);
        if (password === undefined) return choosePage(asked, language, 'short');
        if (password !== body.repeated) return choosePage(asked, language, 'notTheSame');
        const members = await links.use(token, password);
        if (members.length === 0) return messagePage('linkOver', language, letters.byMail, 403);
        for (const { org, userId } of members) await refreshTokens.endAll(org, userId);
        await record(call, members, 'Update');
        return messagePage('passwordSet', language, false, 200);
      },
    }),
    route({
      ...common,
      id: 'showForgottenPassword',
      method: 'GET',
      path: FORGOTTEN_PATH,
      summary: 'The page on which people say that they have forgotten their password; where there is a mail server.',
      access: PUBLIC,
      responses: { 200: PAGE, 404: PAGE },
      handle: ({ headers }) => {
        const language = languageOf(headers['accept-language']);
        return letters.byMail ? forgottenPage(language) : messagePage('noMail', language, false, 404);
      },
    }),
    route<Query>({
      ...common,
      id: 'forgetPassword',
      method: 'POST',
      path: FORGOTTEN_PATH,
      summary: 'The form of that page. The answer is the same for every address, known or not.',
      access: PUBLIC,
      consumes: 'form',
      maxBody: LARGEST_FORM,
      responses: { 200: PAGE, 404: PAGE, 429: PAGE },
      handle(call: Call<Query>) {
        const language = languageOf(call.headers['accept-language']);
        if (!letters.byMail) return messagePage('noMail', language, false, 404);
        if (letters.mayForget() > 0) return messagePage('tooMany', language, false, 429);
        // Its time tells nothing of the address.
        afterAnswer('a forgotten password', async () =>
          record(call, await letters.forgotten(call.body.email ?? ''), 'Create'),
        );
        return messagePage('onItsWay', language, false, 200);
      },
    }),
  ];
}
