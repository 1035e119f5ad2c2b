import { frenchTexts } from '@meniscus/languages/syntax';
import type { Answer, Language } from '../../../kernel/index.ts';
import type { Organisation } from '../../organisations.ts';
import type { WrongParameter } from '../../sign-ins.ts';

/** Where the pages are, and where their forms go. */
export const PATH = '/ims/authorize/v2';

/** Where people say that they have forgotten their password. */
export const FORGOTTEN_PATH = '/ims/password/forgotten';
/** Where a link to choose a password leads. */
export const CHOOSE_PATH = '/ims/password';

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
    wait: (time: string) => `Too many attempts. Try again in ${time}.`,
    choose: 'Choose an organization',
    late: 'The choice took too long. Sign in again.',
    forgot: 'Forgot password?',
    forgotTitle: 'Forgot password?',
    forgotHint: 'Whoever has this address is sent a link to set a new one with.',
    send: 'Send link',
    onItsWay: 'If somebody signs in with this address, a mail is on its way to it. Its link works for an hour.',
    tooMany: 'Too many people have forgotten their password just now. Try again later.',
    noMail: 'This platform sends no mail. Ask an administrator for a link to set a password with.',
    setTitle: 'Set your password',
    setHint: (email: string) => `You sign in with it as ${email}.`,
    least: 'At least 12 characters',
    repeated: 'Password again',
    set: 'Set password',
    short: 'A password has at least 12 characters.',
    notTheSame: 'The password was not typed the same way twice.',
    passwordSet: 'Your password is set. Where you were signed in before, you are not any more.',
    linkOver: 'This link does not count, or no more: it works once, and for a limited time.',
  },
  fr: frenchTexts({
    title: 'Se connecter à Meniscus',
    email: 'E-mail',
    password: 'Mot de passe',
    button: 'Se connecter',
    refused: ({ name, wanted }: WrongParameter) =>
      `Cette connexion ne peut pas se faire : ${name} doit valoir ${wanted}.`,
    wrong: 'L’e-mail ou le mot de passe est faux.',
    wait: (time: string) => `Trop de tentatives. Réessayez dans ${time}.`,
    choose: 'Choisir une organisation',
    late: 'Le choix a pris trop de temps. Connectez-vous à nouveau.',
    forgot: 'Mot de passe oublié ?',
    forgotTitle: 'Mot de passe oublié ?',
    forgotHint: 'La personne qui a cette adresse reçoit un lien pour en choisir un nouveau.',
    send: 'Envoyer le lien',
    onItsWay:
      'Si quelqu’un se connecte avec cette adresse, un message lui est envoyé. Son lien sert pendant une heure.',
    tooMany: 'Trop de personnes ont oublié leur mot de passe à l’instant. Réessayez plus tard.',
    noMail:
      'Cette plateforme n’envoie pas de messages. Demandez à un administrateur un lien pour choisir un mot de passe.',
    setTitle: 'Choisir votre mot de passe',
    setHint: (email: string) => `Vous vous connectez avec l’adresse ${email}.`,
    least: 'Au moins 12 caractères',
    repeated: 'Mot de passe, à nouveau',
    set: 'Choisir le mot de passe',
    short: 'Un mot de passe compte au moins 12 caractères.',
    notTheSame: 'Le mot de passe n’a pas été saisi deux fois de la même façon.',
    passwordSet: 'Votre mot de passe est choisi. Là où vous étiez connecté, vous ne l’êtes plus.',
    linkOver: 'Ce lien ne compte pas, ou plus : il sert une fois, et pour un temps limité.',
  }),
} as const;

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{display:grid;place-items:center;min-height:100vh;margin:0;background:Canvas}
main{width:min(22rem,90vw)}h1{font-size:1.5rem;line-height:1.3}label{display:block;margin-top:1rem}input{box-sizing:border-box;width:100%;font:inherit;padding:.5rem;margin-top:.25rem;border:1px solid GrayText;border-radius:.5rem;background:Field;color:FieldText}
button{margin-top:1.5rem;font:inherit;font-weight:600;padding:.5rem 1.25rem;border:0;border-radius:2rem;background:#3b63fb;color:#fff;cursor:pointer}
input:focus-visible,button:focus-visible{outline:2px solid #3b63fb;outline-offset:2px}a{color:#274dea}p[role=alert]{color:#c9252d}.choice{display:block;width:100%;margin-top:.75rem;text-align:start;border:1px solid GrayText;border-radius:.5rem;padding:.75rem 1rem;background:Field;color:FieldText}
@media(prefers-color-scheme:dark){a{color:#8fabff}p[role=alert]{color:#ff8a80}input:focus-visible,button:focus-visible{outline-color:#8fabff}}`;

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

interface Page {
  readonly language: Language;
  readonly title: string;
  readonly problem?: string | undefined;
  /** What stands below, as HTML. */
  readonly below: string;
}

function page({ language, title, problem, below }: Page): string {
  const alert = problem === undefined ? '' : `<p role="alert">${escaped(problem)}</p>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>${alert}${below}</main></body></html>`;
}

function form(action: string, fields: string): string {
  return `<form method="post" action="${action}">${fields}</form>`;
}

/** The form of a sign-in, which carries what was asked for. */
function signInForm(query: Query, fields: string): string {
  return form(PATH, ASKED.map((name) => hidden(name, query[name])).join('') + fields);
}

function emailField(language: Language): string {
  return `<label>${TEXTS[language].email}<input name="email" type="email" autocomplete="username" required autofocus></label>`;
}

/** Asks for address and password; says what was wrong with those before. `forgetful`: who forgot theirs can be written to. */
export function passwordPage(
  query: Query,
  { language, problem, forgetful }: { language: Language; problem?: string; forgetful: boolean },
  status: number,
): Answer {
  const { title, password, button, forgot } = TEXTS[language];
  const fields = `${emailField(language)}<label>${password}<input name="password" type="password" autocomplete="current-password" required></label><button>${button}</button>`;
  const below = forgetful ? `<p><a href="${FORGOTTEN_PATH}">${forgot}</a></p>` : '';
  const body = page({ language, title, problem, below: signInForm(query, fields) + below });
  return { status, headers: HEADERS, body };
}

/** Asks whose password is forgotten. */
export function forgottenPage(language: Language): Answer {
  const { forgotTitle: title, forgotHint, send } = TEXTS[language];
  const below = `<p>${forgotHint}</p>${form(FORGOTTEN_PATH, `${emailField(language)}<button>${send}</button>`)}`;
  return { status: 200, headers: HEADERS, body: page({ language, title, below }) };
}

/** Asks for a new password, twice: nobody sees what they type. */
export function choosePage(
  { token, email }: { readonly token: string; readonly email: string },
  language: Language,
  problem?: 'short' | 'notTheSame',
): Answer {
  const texts = TEXTS[language];
  const field = (name: string, label: string, more: string) =>
    `<label>${label}<input name="${name}" type="password" autocomplete="new-password" minlength="12" required${more}></label>`;
  const fields = [
    // By which managers of passwords know whose it is.
    `<input name="username" type="email" autocomplete="username" value="${escaped(email)}" hidden>`,
    hidden('token', token),
    field('password', texts.password, ' autofocus aria-describedby="least"'),
    `<small id="least">${texts.least}</small>`,
    field('repeated', texts.repeated, ''),
    `<button>${texts.set}</button>`,
  ];
  const below = `<p>${escaped(texts.setHint(email))}</p>${form(CHOOSE_PATH, fields.join(''))}`;
  const said = problem === undefined ? {} : { problem: texts[problem] };
  const body = page({ language, title: texts.setTitle, ...said, below });
  return { status: problem === undefined ? 200 : 400, headers: HEADERS, body };
}

/** Says something, and leads to the sign-in, or to where another link is sent. */
export function messagePage(
  said: 'onItsWay' | 'tooMany' | 'noMail' | 'passwordSet' | 'linkOver',
  language: Language,
  forgetful: boolean,
  status: number,
): Answer {
  const texts = TEXTS[language];
  const title = said === 'passwordSet' || said === 'linkOver' ? texts.setTitle : texts.forgotTitle;
  const [href, label] = forgetful ? [FORGOTTEN_PATH, texts.forgot] : ['/', texts.button];
  const below = `<p>${texts[said]}</p><p><a href="${href}">${label}</a></p>`;
  return { status, headers: HEADERS, body: page({ language, title, below }) };
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
  const below = signInForm(query, hidden('choice', choice) + buttons);
  const body = page({ language, title: TEXTS[language].choose, below });
  return { status: 200, headers: HEADERS, body };
}

/** Nobody is sent anywhere by a request that is not the console's. */
export function refusedPage(refusal: WrongParameter, language: Language): Answer {
  const { title, refused } = TEXTS[language];
  return { status: 400, headers: HEADERS, body: page({ language, title, problem: refused(refusal), below: '' }) };
}
