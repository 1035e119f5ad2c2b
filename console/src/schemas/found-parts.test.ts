import { describe, expect, it } from 'vitest';
import { foundBy, ofIndustries } from './found-parts.ts';

const part = (title: string, description: string, fields: readonly string[], industries: readonly string[] = []) => ({
  title,
  searched: [title, description],
  fields,
  industries,
});
const tickets = part('Ticket', 'For a seat', ['price'], ['telecom', 'retail']);
const seats = part('Seat', 'Where one sits', ['number'], ['retail']);
const shows = part('Show', 'What is played', ['seat', 'price'], ['education']);
const own = part('Own', 'Nothing of that', ['note']);
const parts = [shows, tickets, seats, own];

describe('parts to choose from', () => {
  it('are found by title before what is said of them, and that before their fields', () => {
    expect(foundBy('seat', parts)).toEqual([seats, tickets, shows]);
    expect(foundBy('PRICE', parts)).toEqual([shows, tickets]);
    expect(foundBy('', parts)).toEqual(parts);
    expect(foundBy('seat nowhere', parts)).toEqual([]);
  });

  it('are those of any of the industries, all while none is named', () => {
    expect(ofIndustries(['telecom', 'education'], parts)).toEqual([shows, tickets]);
    expect(ofIndustries(['retail'], foundBy('seat', parts))).toEqual([seats, tickets]);
    expect(ofIndustries([], parts)).toBe(parts);
  });
});
