import { frenchTexts } from '@meniscus/languages/syntax';
import { declaredIn, type Language, type Mail, mailSubject, mailText, oneLine } from '../../../kernel/index.ts';

/** A request as the routes show it. */
interface Shown {
  readonly id: string;
  readonly user: { readonly name: string; readonly email?: string };
  readonly permission: { readonly slug: string; readonly name: string };
  readonly sandbox: string;
  readonly state: string;
  readonly page?: string;
  readonly note?: string;
  readonly answer?: string;
}

/** To whom a mail goes, and where in the console its organisation is: `https://…/@t0123abcd`. */
export interface Letter {
  readonly language: Language;
  readonly to: readonly string[];
  readonly origin: string;
  readonly tenant: string;
}

/** What a request is about, as its reader calls it. */
interface About {
  readonly who: string;
  readonly permission: string;
  readonly sandbox: string;
}

const TEXTS = {
  en: {
    asks: ({ who, permission, sandbox }: About) => `${who} asks for ${permission} in ${sandbox}`,
    asksLong: ({ who, permission, sandbox }: About) =>
      `${who} asks for the permission ${permission} in the sandbox ${sandbox}.`,
    note: (note: string) => `Note: ${note}`,
    missing: (page: string) => `It was missing at ${page}`,
    decide: 'Grant it with a role that carries the permission, or decline it:',
    granted: ({ permission, sandbox }: About) => `${permission} in ${sandbox}: granted`,
    declined: ({ permission, sandbox }: About) => `${permission} in ${sandbox}: declined`,
    grantedLong: ({ permission, sandbox }: About) =>
      `You now have the permission ${permission} in the sandbox ${sandbox}.`,
    declinedLong: ({ permission, sandbox }: About) =>
      `Your request for the permission ${permission} in the sandbox ${sandbox} was declined.`,
    answer: (answer: string) => `Answer: ${answer}`,
  },
  fr: frenchTexts({
    asks: ({ who, permission, sandbox }: About) => `${who} demande « ${permission} » dans ${sandbox}`,
    asksLong: ({ who, permission, sandbox }: About) =>
      `${who} demande l’autorisation « ${permission} » dans la sandbox ${sandbox}.`,
    note: (note: string) => `Remarque : ${note}`,
    missing: (page: string) => `Elle manquait à la page ${page}`,
    decide: 'Accordez-la avec un rôle qui porte cette autorisation, ou refusez-la :',
    granted: ({ permission, sandbox }: About) => `« ${permission} » dans ${sandbox} : accordée`,
    declined: ({ permission, sandbox }: About) => `« ${permission} » dans ${sandbox} : refusée`,
    grantedLong: ({ permission, sandbox }: About) =>
      `Vous avez maintenant l’autorisation « ${permission} » dans la sandbox ${sandbox}.`,
    declinedLong: ({ permission, sandbox }: About) =>
      `Votre demande de l’autorisation « ${permission} » dans la sandbox ${sandbox} a été refusée.`,
    answer: (answer: string) => `Réponse : ${answer}`,
  }),
} as const;

function permissionIn(language: Language, { slug, name }: Shown['permission']): string {
  return declaredIn(language, 'permission', slug, name);
}

/** To those who can grant it. */
export function mailAbout(request: Shown, { language, to, origin, tenant }: Letter): Mail {
  const texts = TEXTS[language];
  const { id, user, sandbox, page, note } = request;
  const name = oneLine(user.name);
  const about = { who: name, permission: permissionIn(language, request.permission), sandbox };
  const who = user.email === undefined ? name : `${name} (${user.email})`;
  return {
    id: `access-request-${id}-${language}`,
    to,
    subject: mailSubject(texts.asks(about)),
    text: mailText(
      texts.asksLong({ ...about, who }),
      note === undefined ? undefined : texts.note(note),
      page === undefined ? undefined : texts.missing(`${origin}${page}`),
      '',
      texts.decide,
      `${origin}/@${tenant}/sname:${sandbox}/permissions?tab=requests&request=${id}`,
    ),
  };
}

/** To the person who asked; leads to where the permission was missing, or to what they hold. */
export function mailOfDecision(request: Shown, { language, to, origin, tenant }: Letter): Mail {
  const texts = TEXTS[language];
  const { id, user, sandbox, state, answer } = request;
  const isGranted = state === 'granted';
  const about = { who: user.name, permission: permissionIn(language, request.permission), sandbox };
  const page = (isGranted ? request.page : undefined) ?? `/@${tenant}/sname:${sandbox}/my-access`;
  return {
    id: `access-request-${id}-${state}`,
    to,
    subject: mailSubject(isGranted ? texts.granted(about) : texts.declined(about)),
    text: mailText(
      isGranted ? texts.grantedLong(about) : texts.declinedLong(about),
      answer === undefined ? undefined : texts.answer(answer),
      '',
      `${origin}${page}`,
    ),
  };
}
