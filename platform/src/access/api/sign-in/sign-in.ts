import {
  type Answer,
  type Call,
  durationIn,
  type Language,
  languageOf,
  type Route,
  route,
} from '../../../kernel/index.ts';
import { type LockOut, personSubject } from '../../lock-out.ts';
import type { Organisations } from '../../organisations.ts';
import type { Member, People } from '../../people.ts';
import type { SignInRequest, SignIns } from '../../sign-ins.ts';
import { organisationPage, PATH, passwordPage, type Query, refusedPage, TEXTS } from './pages.ts';

interface Deps {
  readonly organisations: Organisations;
  readonly people: People;
  readonly signIns: SignIns;
  readonly lockOut: LockOut;
  /** Is there a mail server, so that who forgot their password can be written to? */
  readonly forgetful: boolean;
}

function requestIn(query: Query): SignInRequest {
  return {
    clientId: query.client_id!,
    redirectUri: query.redirect_uri!,
    challenge: query.code_challenge!,
    state: query.state ?? '',
    scope: query.scope ?? '',
  };
}

/**
 * The login of people: a page without script, and its form. The form carries the whole request again, a code goes only to
 * the console's own address, and PKCE makes a code useless to anybody but the browser that asked, so a forged post gains
 * nothing. Whose password opens several organisations chooses one, unless the request names it by its tenant.
 */
export function signInRoutes({ organisations, people, signIns, lockOut, forgetful }: Deps): readonly Route[] {
  const enter = (request: SignInRequest, member: Member): Answer => {
    const code = signIns.issue(request, member);
    const location = `${request.redirectUri}?${new URLSearchParams({ code, state: request.state })}`;
    return { status: 303, headers: { location, 'cache-control': 'no-store' } };
  };

  const signIn = async (query: Query, language: Language): Promise<Answer> => {
    const texts = TEXTS[language];
    const email = query.email ?? '';
    const { waitSeconds, found: members } = await lockOut.attempt(personSubject(email), async () => {
      const opened = await people.opened(email, query.password ?? '');
      return opened.length === 0 ? undefined : opened;
    });
    if (waitSeconds > 0)
      return passwordPage(
        query,
        { language, problem: texts.wait(durationIn(language, waitSeconds * 1000)), forgetful },
        429,
      );
    if (members === undefined) return passwordPage(query, { language, problem: texts.wrong, forgetful }, 401);
    await people.speaks(members, language, 'at first');
    const request = requestIn(query);
    const named = members.find(({ org }) => organisations.organisation(org)?.tenant === query.tenant);
    const member = members.length === 1 ? members[0] : named;
    if (member !== undefined) return enter(request, member);
    const offered = members.flatMap(({ org }) => organisations.organisation(org) ?? []);
    return organisationPage(query, language, signIns.offer({ request, members }), offered);
  };

  const choose = (query: Query, language: Language): Answer => {
    const choice = signIns.offered(query.choice!);
    const member = choice?.members.find(({ org }) => org === query.organisation);
    if (choice === undefined || member === undefined)
      return passwordPage(query, { language, problem: TEXTS[language].late, forgetful }, 401);
    return enter(choice.request, member);
  };

  const PUBLIC = { kind: 'public', why: 'people sign in here' } as const;
  return [
    route({
      id: 'showSignIn',
      method: 'GET',
      path: PATH,
      service: 'IMS',
      summary: 'The login page of people: authorization code with PKCE.',
      access: PUBLIC,
      responses: { 200: { description: 'The page.', contentType: 'text/html' } },
      handle: ({ query, headers }) => {
        const asked = query as Query;
        const refusal = signIns.refusal(asked);
        const language = languageOf(headers['accept-language']);
        return refusal === undefined
          ? passwordPage(asked, { language, forgetful }, 200)
          : refusedPage(refusal, language);
      },
    }),
    route<Query>({
      id: 'signIn',
      method: 'POST',
      path: PATH,
      service: 'IMS',
      summary:
        'The form of the login page: sends the browser back with a code, or asks which organisation where the password opens several.',
      access: PUBLIC,
      consumes: 'form',
      // What is asked for came in an address before, and is kept until a code is used.
      maxBody: 32_768,
      responses: {
        200: { description: 'The page on which an organisation is chosen.', contentType: 'text/html' },
        303: { description: 'Back to the console with a code.' },
        401: { description: 'The page again.', contentType: 'text/html' },
      },
      handle: ({ body, headers }: Call<Query>) => {
        const refusal = signIns.refusal(body);
        const language = languageOf(headers['accept-language']);
        if (refusal !== undefined) return refusedPage(refusal, language);
        return body.choice === undefined ? signIn(body, language) : choose(body, language);
      },
    }),
  ];
}
