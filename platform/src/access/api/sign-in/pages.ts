import type { Answer, Language } from '../../../kernel/index.ts';
import type { Organisation } from '../../organisations.ts';
import type { WrongParameter } from '../../sign-ins.ts';

/** Where the pages are, and where their forms go. */
export const PATH = '/ims/authorize/v2';

/** What a browser was sent with, and what the forms send. */
export type Query = Readonly<Record<string, string | undefined>>;

export const TEXTS = {
  en: {
    title: 'Sign in to Meniscus',
    email: 'E-mail',
    password: 'Password',
    button: 'Sign in',
    refused: ({ name, wanted }: WrongParameter) => `This sign-in cannot be served: ${name} must be ${wanted}.`,
    wrong: 'E-mail or password is wrong.',
    wait: (seconds: number) => `Too many attempts. Try again in ${seconds} seconds.`,
    choose: 'Choose an organization',
    late: 'The choice took too long. Sign in again.',
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
    choose: 'Choisir une organisation',
    late: 'Le choix a pris trop de temps. Connectez-vous à nouveau.',
  },
} as const;

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{display:grid;place-items:center;min-height:100vh;margin:0}
main{width:min(22rem,90vw)}label{display:block;margin-top:1rem}input{box-sizing:border-box;width:100%;font:inherit;padding:.5rem;margin-top:.25rem;border:1px solid GrayText;border-radius:.5rem;background:Field;color:FieldText}
button{margin-top:1.5rem;font:inherit;font-weight:600;padding:.5rem 1.25rem;border:0;border-radius:2rem;background:#0d66d0;color:#fff;cursor:pointer}
input:focus-visible,button:focus-visible{outline:2px solid #0d66d0;outline-offset:2px}p[role=alert]{color:#c9252d}.choice{display:block;width:100%;margin-top:.75rem;text-align:start;border:1px solid GrayText;border-radius:.5rem;padding:.75rem 1rem;background:Field;color:FieldText}
@media(prefers-color-scheme:dark){p[role=alert]{color:#ff8a80}input:focus-visible,button:focus-visible{outline-color:#78bbfa}}`;

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

/** What was asked for, carried on by the forms. */
const ASKED = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'code_challenge',
  'code_challenge_method',
  'state',
  'tenant',
];

function hidden(name: string, value: string | undefined): string {
  return `<input type="hidden" name="${name}" value="${escaped(value ?? '')}">`;
}

function page(query: Query, language: Language, title: string, problem: string | undefined, fields: string): string {
  const asked = ASKED.map((name) => hidden(name, query[name])).join('');
  const alert = problem === undefined ? '' : `<p role="alert">${escaped(problem)}</p>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>${alert}<form method="post" action="${PATH}">${asked}${fields}</form></main></body></html>`;
}

/** Asks for address and password; says what was wrong with those before. */
export function passwordPage(query: Query, language: Language, problem: string | undefined, status: number): Answer {
  const { title, email, password, button } = TEXTS[language];
  const fields = `<label>${email}<input name="email" type="email" autocomplete="username" required autofocus></label><label>${password}<input name="password" type="password" autocomplete="current-password" required></label><button>${button}</button>`;
  return { status, headers: HEADERS, body: page(query, language, title, problem, fields) };
}

/** Asks in which organisation. The choice says by its number that the password was right; it is never in an address. */
export function organisationPage(
  query: Query,
  language: Language,
  choice: string,
  organisations: readonly Organisation[],
): Answer {
  const buttons = organisations
    .map(
      ({ id, name }) => `<button class="choice" name="organisation" value="${escaped(id)}">${escaped(name)}</button>`,
    )
    .join('');
  const body = page(query, language, TEXTS[language].choose, undefined, hidden('choice', choice) + buttons);
  return { status: 200, headers: HEADERS, body };
}

/** Nobody is sent anywhere by a request that is not the console's. */
export function refusedPage(refusal: WrongParameter, language: Language): Answer {
  return {
    status: 400,
    headers: { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' },
    body: TEXTS[language].refused(refusal),
  };
}
