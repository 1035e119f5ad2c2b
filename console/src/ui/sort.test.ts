import { describe, expect, it } from 'vitest';
import { inOrder } from './sort.ts';

interface Dish {
  readonly name: string;
  readonly price: number;
}

const dishes: readonly Dish[] = [
  { name: 'Éclair', price: 4 },
  { name: 'zeste', price: 10 },
  { name: 'Eau', price: 4 },
  { name: 'table 12', price: 9 },
  { name: 'table 2', price: 9 },
];
const columns = [
  { key: 'name', sortBy: ({ name }: Dish) => name },
  { key: 'price', sortBy: ({ price }: Dish) => price },
  { key: 'note' },
];
const names = (order: string) => inOrder(dishes, order, columns, 'fr').map(({ name }) => name);

describe('rows', () => {
  it('stand as people of the language sort names, numbers in them as numbers, and the other way round', () => {
    expect(names('name')).toEqual(['Eau', 'Éclair', 'table 2', 'table 12', 'zeste']);
    expect(names('-name')).toEqual(['zeste', 'table 12', 'table 2', 'Éclair', 'Eau']);
  });

  it('stand by numbers, those alike as they stood', () => {
    expect(names('-price')).toEqual(['zeste', 'table 12', 'table 2', 'Éclair', 'Eau']);
    expect(names('price')).toEqual(['Éclair', 'Eau', 'table 12', 'table 2', 'zeste']);
  });

  it('stay as they are when nothing that can be sorted is named', () => {
    for (const order of ['', 'note', '-unheard', '-']) expect(names(order)).toEqual(dishes.map(({ name }) => name));
  });
});
