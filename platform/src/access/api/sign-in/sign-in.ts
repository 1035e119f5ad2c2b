import { type Answer, type Call, type Route, route } from '../../../kernel/index.ts';
import type { LockOut } from '../../lock-out.ts';
import type { People } from '../../people.ts';
import type { SignInRequest, SignIns, WrongParameter } from '../../sign-ins.ts';

const PATH = '/ims/authorize/v2';

interface Deps {
  readonly people: People;
  readonly signIns: SignIns;
  readonly lockOut: LockOut;
}

type Query = Readonly<Record<string, string | undefined>>;
type Language = 'en' | 'fr';

const TEXTS = {
  en: {
    title: 'Sign in to Meniscus',
    email: 'E-mail',
    password: 'Password',
    button: 'Sign in',
    refused: ({ name, wanted }: WrongParameter) => `This sign-in cannot be served: ${name} must be ${wanted}.`,
    wrong: 'E-mail or password is wrong.',
    wait: (seconds: number) => `Too many attempts. Try again in ${seconds} seconds.`,
  },
  fr: {
    title: 'Se connecter à Meniscus',
    email: 'E-mail',
    password: 'Mot de passe',
    button: 'Se connecter',
    refused: ({ name, wanted }: WrongParameter) =>
      `Cette connexion ne peut pas se faire : ${name} doit valoir ${wanted}.`,
    wrong: 'L’e-mail ou le mot de passe est faux.',
    wait: (seconds: number) => `Trop de tentatives. Réessayez dans ${seconds} secondes.`,
  },
} as const;

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{display:grid;place-items:center;min-height:100vh;margin:0}
main{width:min(22rem,90vw)}label{display:block;margin-top:1rem}input{box-sizing:border-box;width:100%;font:inherit;padding:.5rem;margin-top:.25rem;border:1px solid GrayText;border-radius:.5rem;background:Field;color:FieldText}
button{margin-top:1.5rem;font:inherit;font-weight:600;padding:.5rem 1.25rem;border:0;border-radius:2rem;background:#0d66d0;color:#fff;cursor:pointer}
input:focus-visible,button:focus-visible{outline:2px solid #0d66d0;outline-offset:2px}p[role=alert]{color:#c9252d}@media(prefers-color-scheme:dark){p[role=alert]{color:#ff8a80}input:focus-visible,button:focus-visible{outline-color:#78bbfa}}`;

/** The page may do nothing but show itself and post to itself. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function languageOf(header: string | undefined): Language {
  return (header ?? '').toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

function page(query: Query, language: Language, problem: string | undefined, status: number): Answer {
  const texts = TEXTS[language];
  const hidden = [
    'response_type',
    'client_id',
    'redirect_uri',
    'scope',
    'code_challenge',
    'code_challenge_method',
    'state',
  ]
    .map((name) => `<input type="hidden" name="${name}" value="${escaped(query[name] ?? '')}">`)
    .join('');
  const alert = problem === undefined ? '' : `<p role="alert">${escaped(problem)}</p>`;
  const body = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${texts.title}</title><style>${STYLE}</style></head>
<body><main><h1>${texts.title}</h1>${alert}<form method="post" action="${PATH}">${hidden}<label>${texts.email}<input name="email" type="email" autocomplete="username" required autofocus></label><label>${texts.password}<input name="password" type="password" autocomplete="current-password" required></label><button>${texts.button}</button></form></main></body></html>`;
  return { status, headers: HEADERS, body };
}

function refusedPage(refusal: WrongParameter, language: Language): Answer {
  return {
    status: 400,
    headers: { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' },
    body: TEXTS[language].refused(refusal),
  };
}

/**
 * The login of people: a page without script, and its form. The form carries the whole request again, a code goes only to
 * the console's own address, and PKCE makes a code useless to anybody but the browser that asked, so a forged post gains
 * nothing.
 */
export function signInRoutes({ people, signIns, lockOut }: Deps): readonly Route[] {
  const signIn = async (query: Query, language: Language): Promise<Answer> => {
    const texts = TEXTS[language];
    const email = query.email ?? '';
    const wait = lockOut.waitSeconds(`person ${email}`);
    if (wait > 0) return page(query, language, texts.wait(wait), 429);
    const person = await people.check(email, query.password ?? '');
    if (person === undefined) {
      lockOut.failed(`person ${email}`);
      return page(query, language, texts.wrong, 401);
    }
    lockOut.succeeded(`person ${email}`);
    const request: SignInRequest = {
      clientId: query.client_id!,
      redirectUri: query.redirect_uri!,
      challenge: query.code_challenge!,
      state: query.state ?? '',
      scope: query.scope ?? '',
    };
    const code = signIns.issue(request, {
      userId: person.userId,
      clientId: request.clientId,
      kind: 'person',
      org: person.org,
    });
    return {
      status: 303,
      headers: {
        location: `${request.redirectUri}?${new URLSearchParams({ code, state: request.state })}`,
        'cache-control': 'no-store',
      },
    };
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
        return refusal === undefined ? page(asked, language, undefined, 200) : refusedPage(refusal, language);
      },
    }),
    route<Query>({
      id: 'signIn',
      method: 'POST',
      path: PATH,
      service: 'IMS',
      summary: 'The form of the login page: sends the browser back with a code.',
      access: PUBLIC,
      consumes: 'form',
      responses: {
        303: { description: 'Back to the console with a code.' },
        401: { description: 'The page again.', contentType: 'text/html' },
      },
      handle: ({ body, headers }: Call<Query>) => {
        const refusal = signIns.refusal(body);
        const language = languageOf(headers['accept-language']);
        return refusal === undefined ? signIn(body, language) : refusedPage(refusal, language);
      },
    }),
  ];
}
