import { frenchTexts } from '@meniscus/languages/syntax';
import { durationIn, type Language, type Mail, mailSubject, mailText, oneLine } from '../../../kernel/index.ts';

/** Longer names of organisations and people are cut: they come from whoever made them. */
const LONGEST_NAME = 80;

const TEXTS = {
  en: {
    invited: (organisation: string) => `Your access to ${organisation}`,
    invites: ({ who, organisation }: { who: string; organisation: string }) =>
      `${who} asks you to set a password for ${organisation}.`,
    anybody: 'An administrator',
    signInAs: (email: string) => `You sign in as ${email}. Set your password here:`,
    within: (time: string) => `The link works once, within ${time}. If you did not expect this mail, do nothing.`,
    forgotten: 'Set a new password',
    somebody: (email: string) => `Somebody, probably you, has forgotten the password of ${email}.`,
    opens: (names: string) => `Set a new one for ${names} here:`,
    withinEach: (time: string) =>
      `Each link works once, within ${time}. If it was not you, do nothing: your password stays.`,
  },
  fr: frenchTexts({
    invited: (organisation: string) => `Votre accès à ${organisation}`,
    invites: ({ who, organisation }: { who: string; organisation: string }) =>
      `${who} vous demande de choisir un mot de passe pour ${organisation}.`,
    anybody: 'Un administrateur',
    signInAs: (email: string) => `Vous vous connectez avec l’adresse ${email}. Choisissez votre mot de passe ici :`,
    within: (time: string) =>
      `Le lien sert une fois, sous ${time}. Si vous n’attendiez pas ce message, ne faites rien.`,
    forgotten: 'Choisir un nouveau mot de passe',
    somebody: (email: string) => `Quelqu’un, sans doute vous, a oublié le mot de passe de ${email}.`,
    opens: (names: string) => `Choisissez-en un nouveau pour ${names} ici :`,
    withinEach: (time: string) =>
      `Chaque lien sert une fois, sous ${time}. Si ce n’était pas vous, ne faites rien : votre mot de passe reste.`,
  }),
} as const;

function named(name: string): string {
  return oneLine(name).trim().slice(0, LONGEST_NAME).trimEnd();
}

/** To somebody an administrator wants to choose a password. `by`: their name, where a person asked. */
export function invitationMail({ email, by, organisation, link, lastsMs, id }: InvitationOf, language: Language): Mail {
  const texts = TEXTS[language];
  const who = by === undefined ? texts.anybody : named(by);
  return {
    id: `password-${id}`,
    to: [email],
    subject: mailSubject(texts.invited(named(organisation))),
    text: mailText(
      texts.invites({ who, organisation: named(organisation) }),
      texts.signInAs(email),
      '',
      link,
      '',
      texts.within(durationIn(language, lastsMs)),
    ),
  };
}

interface InvitationOf {
  readonly email: string;
  readonly by: string | undefined;
  readonly organisation: string;
  readonly link: string;
  readonly lastsMs: number;
  readonly id: string;
}

/** To whoever has an address, when somebody said that its password is forgotten: a link for each password it has. */
export function forgottenMail(
  {
    email,
    links,
    lastsMs,
    id,
  }: {
    readonly email: string;
    readonly links: readonly { readonly organisations: readonly string[]; readonly link: string }[];
    readonly lastsMs: number;
    readonly id: string;
  },
  language: Language,
): Mail {
  const texts = TEXTS[language];
  return {
    id: `password-${id}`,
    to: [email],
    subject: mailSubject(texts.forgotten),
    text: mailText(
      texts.somebody(email),
      ...links.flatMap(({ organisations, link }) => ['', texts.opens(organisations.map(named).join(', ')), link]),
      '',
      texts.withinEach(durationIn(language, lastsMs)),
    ),
  };
}
