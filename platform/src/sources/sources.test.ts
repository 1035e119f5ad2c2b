import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATALOGUE_FILE, generateCatalogue } from './generate.ts';
import { createSources } from './index.ts';

const sources = createSources();

it('has every folder in the catalogue (run node platform/src/sources/generate.ts)', () => {
  expect(readFileSync(CATALOGUE_FILE, 'utf8')).toBe(generateCatalogue());
});

describe.each(sources.connectors.map((connector) => [connector.name, connector] as const))('%s', (_, connector) => {
  it('says what it is', () => {
    const { id, title, description, category, auth } = connector.connectionSpec;
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    for (const text of [title, description, category]) expect(text.length).toBeGreaterThan(3);
    for (const { params } of auth) expect(Object.keys(params.properties).length).toBeGreaterThan(0);
  });

  it('recognises its examples', () => {
    for (const { kind, payload } of connector.examples) expect(connector.recognise(payload).kind).toBe(kind);
  });

  it('never throws at a payload', () => {
    for (const payload of [undefined, null, 1, 'x', [], {}, { data: null }, { body: [] }, { attributes: 'x' }])
      expect(connector.recognise(payload).kind).toBe('unknown');
  });
});

it('knows nothing of a spec nobody declares', () => {
  expect(sources.recognise('x', {})).toEqual({ kind: 'unknown', impliedMappings: [] });
});
