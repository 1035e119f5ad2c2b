import { type Filling, type Phrase, type Said, sayingOf } from '@meniscus/languages/syntax';

/**
 * What a caller can get wrong: thrown by a route handler, rendered by the server as it stands.
 *
 * Each stage keeps its problems in one `errors.ts` table of functions that build them, with the body Adobe documents for
 * that service. A bare `Error` reaching the server is our own bug and answers 500.
 */
export class Problem extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>, headers: Readonly<Record<string, string>> = {}) {
    super(sentenceOf(body, status));
    this.name = 'Problem';
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** What a body says, in the forms of the services; Segmentation Service has messages by status. */
function sentenceOf({ message, detail, errors }: Problem['body'], status: number): string {
  const listed = (errors as Readonly<Record<string, unknown>> | undefined)?.[status];
  const messages = Array.isArray(listed) ? listed.map((one: { readonly message?: unknown }) => one.message) : [];
  const texts = [message, detail, messages.join(' ')].filter((text) => typeof text === 'string' && text !== '');
  return String(texts[0] ?? `status ${status}`);
}

/** Title and detail of a problem by code, in English; places in braces. */
export type ProblemTable = Readonly<Record<string, readonly [title: string, detail: string]>>;

/** What a problem says: in English, and the detail for other languages (decision 0110). */
export interface ProblemText {
  readonly title: string;
  readonly detail: string;
  readonly phrase: Phrase;
}

/** A problem's detail as a part of another's. */
export function partOf({ detail, phrase }: ProblemText): Said {
  return { message: detail, phrase };
}

type Details<T extends ProblemTable> = { readonly [Code in keyof T & string]: T[Code][1] };

/** Says the problems of a stage out of its table. */
export function problemTexts<const T extends ProblemTable>(table: T) {
  const details = Object.fromEntries(Object.entries(table).map(([code, [, detail]]) => [code, detail]));
  const say: (code: string, ...filling: never) => Said = sayingOf(details as Details<T>);
  return <Code extends keyof T & string>(code: Code, ...filling: Filling<T[Code][1]>): ProblemText => {
    const { message, phrase } = say(code, ...(filling as never));
    return { title: table[code]![0], detail: message, phrase };
  };
}

/** The problem document most AEP services share: `http://ns.adobe.com/aep/errors/<CODE>` with a report. */
export function aepProblem(
  code: string,
  status: number,
  { title, detail, phrase }: ProblemText,
  report: Record<string, unknown> = {},
): Problem {
  return new Problem(status, {
    type: `http://ns.adobe.com/aep/errors/${code}`,
    title,
    status,
    detail,
    phrase,
    report: { 'detailed-message': detail, ...report },
  });
}
