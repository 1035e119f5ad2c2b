import type { Field } from '@meniscus/languages/xdm';
import { expect, it } from 'vitest';
import { ruleFieldsOf } from './rule-fields.ts';

const ROOT: Field = {
  type: 'object',
  fields: {
    tier: { type: 'string', title: 'Tier', description: 'The level.', suggested: { gold: 'Gold', silver: 'Silver' } },
    level: { type: 'int', enum: [1, 2], suggested: { 1: 'One' } },
    cards: {
      type: 'array',
      title: 'Cards',
      items: {
        type: 'object',
        fields: { number: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
      },
    },
    tags: { type: 'array', title: 'Tags', items: { type: 'string' } },
    untyped: { type: 'array' },
    identityMap: { type: 'map', values: { type: 'string' } },
    'not-a-name': { type: 'string' },
    größe: { type: 'number' },
    empty: { type: 'object' },
  },
};

it('fields a rule may compare are those with values, below objects and lists, under names the language can write', () => {
  expect(ruleFieldsOf(ROOT)).toEqual([
    {
      path: 'tier',
      type: 'string',
      title: 'Tier',
      description: 'The level.',
      values: [
        { value: 'gold', label: 'Gold' },
        { value: 'silver', label: 'Silver' },
      ],
    },
    {
      path: 'level',
      type: 'int',
      values: [
        { value: '1', label: 'One' },
        { value: '2', label: '2' },
      ],
    },
    { path: 'cards.number', type: 'string', many: true, list: 'cards' },
    { path: 'cards.tags', type: 'string', many: true, list: 'cards' },
    { path: 'tags', type: 'string', title: 'Tags', many: true },
    { path: 'größe', type: 'number' },
  ]);
});
