import { Problem, type ProblemText, problemTexts } from '../kernel/index.ts';

/** Title and detail of every problem of the stage, English by code. */
export const SOURCE_PROBLEMS = {
  'sources-bad-name': [
    'Bad name',
    '`name` must begin with a letter or digit and hold at most 60 letters, digits, blanks, `_` or `-`',
  ],
  'sources-no-connection': [
    'Connection missing',
    'name the base connection of the source with `connectionId`; the set-up answers it',
  ],
  'sources-not-capillary': [
    'Connection not found',
    'there is no base connection {id} with the client id and secret Capillary signs in with',
  ],
  'sources-bad-limit': ['Bad limit', 'limit={value} is not a whole number from 1 to {most}'],
} as const;

const says = problemTexts(SOURCE_PROBLEMS);

function problem(status: number, { title, detail, phrase }: ProblemText): Problem {
  return new Problem(status, { type: 'about:blank', title, status, detail, phrase });
}

export function badSetUpName(): Problem {
  return problem(400, says('sources-bad-name'));
}

export function noConnection(): Problem {
  return problem(400, says('sources-no-connection'));
}

export function notCapillary(id: string): Problem {
  return problem(404, says('sources-not-capillary', { id: id.slice(0, 64) }));
}

export function badLimit(value: string, most: number): Problem {
  return problem(400, says('sources-bad-limit', { value: value.slice(0, 20), most }));
}
