import { Problem } from '../kernel/index.ts';

/** What callers of the sources stage can get wrong. */
export function badSetUpName(): Problem {
  return new Problem(400, {
    type: 'about:blank',
    title: 'Bad name',
    status: 400,
    detail: '`name` must begin with a letter or digit and hold at most 60 letters, digits, blanks, `_` or `-`',
  });
}
