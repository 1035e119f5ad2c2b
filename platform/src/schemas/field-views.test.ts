import type { Field } from '@meniscus/languages/xdm';
import { describe, expect, it } from 'vitest';
import { HiddenFields } from '../kernel/index.ts';
import { visibleFields } from './field-views.ts';
import { visibleDocument } from './visible-document.ts';

const TEXT: Field = { type: 'string' };
const ROOT: Field = {
  type: 'object',
  required: ['a', 'o'],
  fields: {
    a: TEXT,
    o: { type: 'object', fields: { x: TEXT, y: TEXT } },
    l: { type: 'array', items: { type: 'object', fields: { x: TEXT, y: TEXT } } },
    m: { type: 'map', values: { type: 'object', fields: { x: TEXT } } },
    open: { type: 'object', open: true, fields: { x: TEXT } },
  },
};
const names = (paths: readonly string[]) =>
  visibleFields(ROOT, new HiddenFields(paths.map((path) => path.split('.').filter(Boolean))));

describe('the tree of a schema as somebody sees it', () => {
  it('is the same tree when nothing is hidden', () => expect(names([])).toBe(ROOT));

  it('is without hidden fields, in objects and lists, and demands none of them', () => {
    const { fields, required } = names(['a', 'o.x', 'l.x']);
    expect(Object.keys(fields!)).toEqual(['o', 'l', 'm', 'open']);
    expect(Object.keys(fields!.o!.fields!)).toEqual(['y']);
    expect(Object.keys(fields!.l!.items!.fields!)).toEqual(['y']);
    expect(required).toEqual(['o']);
  });

  it('is without objects and maps of which nobody can say what is in them, and without what would be empty', () => {
    expect(Object.keys(names(['open.x']).fields!)).not.toContain('open');
    expect(Object.keys(names(['m.k']).fields!)).not.toContain('m');
    expect(Object.keys(names(['o.x', 'o.y']).fields!)).not.toContain('o');
    expect(names(['']).fields).toEqual({});
  });
});

describe('a document as somebody sees it', () => {
  it('has no field that stands for several places where a part of it is hidden', () => {
    const shared = { $ref: '#/definitions/shared' };
    const document = { definitions: { shared: { type: 'object' } }, properties: { one: shared, 'xdm:two': shared } };
    const seen = visibleDocument(document, new HiddenFields([['two', 'x']]));
    expect(Object.keys(seen.properties!)).toEqual(['one']);
  });

  it('is without hidden fields below items, keys and alternatives, and without their descriptors', () => {
    const node = { type: 'object', properties: { x: { type: 'string' }, y: { type: 'string' } }, required: ['x', 'y'] };
    const document = {
      properties: { l: { type: 'array', items: node }, m: { type: 'object', additionalProperties: node } },
      oneOf: [{ properties: { l: { type: 'array', items: node } } }],
      'meta:descriptors': [{ 'xdm:sourceProperty': '/l/x' }, { 'xdm:sourceProperty': ['/l/y'] }, {}],
    };
    const text = JSON.stringify(
      visibleDocument(
        document,
        new HiddenFields([
          ['l', 'x'],
          ['m', '*', 'x'],
        ]),
      ),
    );
    expect(text).not.toContain('"x"');
    expect(text.match(/"y"/g)).toHaveLength(6);
    expect(text).toContain('/l/y');
    expect(text).not.toContain('/l/x');
  });
});
