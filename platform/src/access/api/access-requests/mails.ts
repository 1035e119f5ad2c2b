/** A mail to be sent, where the platform has a mail server. */
export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Becomes the Message-ID. */
  readonly id: string;
}

/** A request as the routes show it. */
interface Shown {
  readonly id: string;
  readonly user: { readonly name: string; readonly email?: string };
  readonly permission: { readonly name: string };
  readonly sandbox: string;
  readonly state: string;
  readonly page?: string;
  readonly note?: string;
  readonly answer?: string;
}

/** More administrators than this see the request in the console. */
const MOST_RECIPIENTS = 50;

function lines(...texts: readonly (string | undefined)[]): string {
  return `${texts.filter((text) => text !== undefined).join('\n')}\n`;
}

function subject(text: string): string {
  return `[Meniscus] ${text}`.replaceAll(/\s+/g, ' ');
}

/** To those who can grant it. */
export function mailAbout(request: Shown, to: readonly string[], origin: string): Mail {
  const { user, permission, sandbox, page, note } = request;
  const who = user.email === undefined ? user.name : `${user.name} (${user.email})`;
  return {
    id: `access-request-${request.id}`,
    to: to.slice(0, MOST_RECIPIENTS),
    subject: subject(`${user.name} asks for ${permission.name} in ${sandbox}`),
    text: lines(
      `${who} asks for the permission ${permission.name} in the sandbox ${sandbox}.`,
      note === undefined ? undefined : `Note: ${note}`,
      page === undefined ? undefined : `It was missing at ${origin}${page}`,
      '',
      'Grant it with a role that carries the permission, or decline it, in the console under Permissions.',
      `${origin}/`,
    ),
  };
}

/** To the person who asked. */
export function mailOfDecision(request: Shown, origin: string): Mail {
  const { user, permission, sandbox, state, answer } = request;
  return {
    id: `access-request-${request.id}-${state}`,
    to: user.email === undefined ? [] : [user.email],
    subject: subject(`${permission.name} in ${sandbox}: ${state}`),
    text: lines(
      `The permission ${permission.name} in the sandbox ${sandbox} was ${state}.`,
      answer === undefined ? undefined : `Answer: ${answer}`,
      '',
      `${origin}/`,
    ),
  };
}
