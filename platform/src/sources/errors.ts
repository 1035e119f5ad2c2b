import { Problem } from '../kernel/index.ts';

/** What callers of the sources stage can get wrong. */
function bad(title: string, detail: string): Problem {
  return new Problem(400, { type: 'about:blank', title, status: 400, detail });
}

export function badSetUpName(): Problem {
  return bad(
    'Bad name',
    '`name` must begin with a letter or digit and hold at most 60 letters, digits, blanks, `_` or `-`',
  );
}

export function noConnection(): Problem {
  return bad('Connection missing', 'name the base connection of the source with `connectionId`; the set-up answers it');
}

export function notCapillary(id: string): Problem {
  const detail = `there is no base connection ${id.slice(0, 64)} with the client id and secret Capillary signs in with`;
  return new Problem(404, { type: 'about:blank', title: 'Connection not found', status: 404, detail });
}

export function badLimit(value: string, most: number): Problem {
  return bad('Bad limit', `limit=${value.slice(0, 20)} is not a whole number from 1 to ${most}`);
}
