import { expect, it } from 'vitest';
import { frenchTexts, inFrench, typesetFrench } from './french.ts';
import { asSentence } from './phrase.ts';

it('signs that stand apart stay with their word', () => {
  expect(typesetFrench('« Or » : 5 % ; quoi ? non !')).toBe(
    '«\u00a0Or\u00a0»\u00a0: 5\u00a0%\u00a0; quoi\u00a0? non\u00a0!',
  );
  expect(typesetFrench('a ?? b, https://meniscus.example/?a=b')).toBe('a ?? b, https://meniscus.example/?a=b');
});

it('texts are set as they stand and when they are made', () => {
  const { as, made } = frenchTexts({ as: 'Oublié ?', made: (name: string) => `Réponse : ${name}` });
  expect([as, made('oui')]).toEqual(['Oublié\u00a0?', 'Réponse\u00a0: oui']);
});

it('numbers of a phrase are written as French ones, at any depth', () => {
  const templates = { all: '{rate} % de {count} : {why}', why: '{count} de trop en {year}' };
  const why = { code: 'why', values: { count: 1_048_576, year: 2026 } };
  const said = { code: 'all', values: { rate: 12.5, count: 9000, why } };
  expect(inFrench(said, templates)).toBe('12,5\u00a0% de 9000\u00a0: 1\u202f048\u202f576 de trop en 2026');
  expect(inFrench({ code: 'other', values: {} }, templates)).toBeUndefined();
});

it('what stands by itself begins with a capital, but for what fills a place', () => {
  const templates = { row: '{field} : {why}', why: 'élément de trop', because: '{why} [{id}]' };
  const why = { code: 'why', values: {} };
  const sentence = (code: string, values: Parameters<typeof asSentence>[0]['values'] = {}) =>
    asSentence({ code, values }, inFrench({ code, values }, templates)!, templates);
  expect(sentence('why')).toBe('Élément de trop');
  expect(sentence('because', { why, id: 'a' })).toBe('Élément de trop [a]');
  expect(sentence('row', { field: 'person.name', why })).toBe('person.name\u00a0: élément de trop');
  expect(sentence('because', { why: 'brand', id: 'a' })).toBe('brand [a]');
});
