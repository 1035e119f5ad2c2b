import { describe, expect, it } from 'vitest';
import type { Problem } from '../kernel/index.ts';
import { withMapping } from './mapping-stand.ts';

const stand = withMapping();
const { call, refusal, scope, other, actor, clock, schemaId: SCHEMA, root: ROOT } = stand;

const NEW_STYLE = {
  outputSchema: { schemaRef: { id: SCHEMA, contentType: 'application/vnd.adobe.xed-full+json;version=1' } },
  mappings: [
    { sourceType: 'ATTRIBUTE', source: 'id', destination: '_id', name: 'id', description: 'Identifier field' },
    { sourceType: 'ATTRIBUTE', source: 'firstName', destination: 'person.name.firstName' },
    { sourceType: 'EXPRESSION', source: 'upper(names.last)', destination: 'person.name.lastName' },
  ],
};
const OLD_STYLE = {
  version: 0,
  xdmSchema: SCHEMA,
  xdmVersion: '1.0',
  id: null,
  mappings: [
    { sourceAttribute: 'loyalty.points', destinationXdmPath: 'xdm:loyalty.xdm:points', identity: false, version: 0 },
  ],
};

describe('creating a mapping set', () => {
  it('answers id, version 0, dates and users, and nothing more', async () => {
    const created = await call('createMappingSet', { body: NEW_STYLE });
    expect(created).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      version: 0,
      createdDate: clock(),
      modifiedDate: clock(),
      createdBy: actor.userId,
      modifiedBy: actor.userId,
    });
  });

  it('takes both styles of body and shows both names of source and destination', async () => {
    for (const [body, source, destination] of [
      [NEW_STYLE, 'id', '_id'],
      [OLD_STYLE, 'loyalty.points', 'xdm:loyalty.xdm:points'],
    ] as const) {
      const { id } = await call('createMappingSet', { body });
      const set = await call('getMappingSet', { params: { mappingSetId: id } });
      expect(set).toMatchObject({
        id,
        version: 0,
        supportVersion: '1.1',
        status: 'PUBLISHED',
        xdmSchema: SCHEMA,
        xdmVersion: '1.0',
      });
      expect(set.outputSchema.schemaRef.id).toBe(SCHEMA);
      expect(set.mappings[0]).toMatchObject({
        sourceType: 'ATTRIBUTE',
        source,
        destination,
        sourceAttribute: source,
        destinationXdmPath: destination,
        identity: false,
        primaryIdentity: false,
        matchScore: 0,
        functionVersion: 1,
      });
    }
  });

  it('takes the modes nobody explains as false only, and says what is done instead', async () => {
    const body = { ...NEW_STYLE, allowNullValues: false, strictMapping: false };
    const { id } = await call('createMappingSet', { body });
    expect(await call('getMappingSet', { params: { mappingSetId: id } })).toMatchObject({
      allowNullValues: false,
      strictMapping: false,
    });
    for (const mode of [{ allowNullValues: true }, { strictMapping: 'yes' }])
      expect((await refusal('createMappingSet', { body: { ...NEW_STYLE, ...mode } })).body.detail).toContain(
        'nullify()',
      );
  });

  it('names the fields an expression reads', async () => {
    const { id } = await call('createMappingSet', { body: NEW_STYLE });
    const rows = await call('listMappings', { params: { mappingSetId: id } });
    expect(rows[2].expressionAttributes).toEqual(['names.last']);
    expect(await call('getMapping', { params: { mappingSetId: id, mappingId: rows[1].id } })).toEqual(rows[1]);
    expect((await refusal('getMapping', { params: { mappingSetId: id, mappingId: 'none' } })).status).toBe(404);
  });

  it('refuses rows that could never run, all of them at once and with place and hint', async () => {
    const mappings = [
      { sourceType: 'EXPRESSION', source: 'concta(a)', destination: '_id' },
      { source: 'a' },
      NEW_STYLE.mappings[0],
    ];
    const { status, body } = await refusal('createMappingSet', { body: { ...NEW_STYLE, mappings } });
    expect(status).toBe(400);
    expect(body.report).toMatchObject({
      errors: [
        'mappings[0]: `concta` is not a function at 1:1, did you mean `concat`?',
        'mappings[1]: a row needs `source`, `destination` and a `sourceType` of ATTRIBUTE, EXPRESSION or STATIC',
      ],
    });
    const other = { name: 'mappings[1]', what: { code: 'mapping-row-needs', values: {} } };
    expect(body.phrase).toMatchObject({
      code: 'mapping-bad-mapping-set',
      values: {
        detail: {
          code: 'several',
          values: { one: { values: { what: { code: 'at-place' } } }, other: { code: 'request-at', values: other } },
        },
      },
    });
  });

  it('refuses bodies without rows, without a schema or with an unknown one', async () => {
    for (const body of [
      undefined,
      [],
      {},
      { ...NEW_STYLE, mappings: 'x' },
      { ...NEW_STYLE, mappings: [1] },
      { mappings: [] },
      { xdmSchema: 'none', mappings: [] },
    ]) {
      expect((await refusal('createMappingSet', { body })).status).toBe(400);
    }
  });
});

describe('versions', () => {
  it('count up with each update; the earlier ones stay readable', async () => {
    const { id } = await call('createMappingSet', { body: NEW_STYLE });
    clock.advance(1000);
    const updated = await call('updateMappingSet', {
      params: { mappingSetId: id },
      body: { ...NEW_STYLE, mappings: [NEW_STYLE.mappings[1]] },
    });
    expect(updated).toMatchObject({ id, version: 1, createdDate: clock() - 1000, modifiedDate: clock() });
    expect(updated.mappings).toHaveLength(1);
    const read = (query: Record<string, string>) => call('getMappingSet', { params: { mappingSetId: id }, query });
    expect((await read({})).version).toBe(1);
    const first = await read({ version: '0' });
    expect(first.mappings).toHaveLength(3);
    expect(updated.mappings[0].id).not.toBe(first.mappings[1].id);
    expect((await refusal('getMappingSet', { params: { mappingSetId: id }, query: { version: '7' } })).status).toBe(
      404,
    );
  });

  it('are listed latest first, in pages', async () => {
    const { id } = await call('createMappingSet', { body: NEW_STYLE });
    const params = { mappingSetId: id };
    for (const count of [2, 1]) {
      clock.advance(1000);
      const mappings = NEW_STYLE.mappings.slice(0, count);
      await call('updateMappingSet', { params, body: { mappings, status: count === 1 ? 'DRAFT' : 'PUBLISHED' } });
    }
    const listed = (query: Record<string, string>) => call('listMappingSetVersions', { params, query });
    const [modifiedDate, modifiedBy] = [clock(), actor.userId];
    expect(await listed({})).toEqual({
      items: [
        { version: 2, status: 'DRAFT', modifiedDate, modifiedBy, rows: 1 },
        { version: 1, status: 'PUBLISHED', modifiedDate: modifiedDate - 1000, modifiedBy, rows: 2 },
        { version: 0, status: 'PUBLISHED', modifiedDate: modifiedDate - 2000, modifiedBy, rows: 3 },
      ],
      total: 3,
    });
    expect(await listed({ start: '1', limit: '1' })).toMatchObject({ items: [{ version: 1 }], total: 3 });
    expect(await listed({ start: '3' })).toEqual({ items: [], total: 3 });
    expect((await refusal('listMappingSetVersions', { params, query: { limit: '0' } })).status).toBe(400);
    expect((await refusal('listMappingSetVersions', { params, scope: other })).status).toBe(404);
  });

  it('keep the output schema when an update names none', async () => {
    const { id } = await call('createMappingSet', { body: NEW_STYLE });
    const { mappings } = OLD_STYLE;
    expect((await call('updateMappingSet', { params: { mappingSetId: id }, body: { mappings } })).xdmSchema).toBe(
      SCHEMA,
    );
  });

  it('survive two updates at the same time: one is refused or both are there', async () => {
    const { id } = await call('createMappingSet', { body: NEW_STYLE });
    const results = await Promise.allSettled(
      [1, 2, 3].map(() => call('updateMappingSet', { params: { mappingSetId: id }, body: NEW_STYLE })),
    );
    const done = results.filter(({ status }) => status === 'fulfilled').length;
    expect((await stand.mapping.get(scope, id))?.version).toBe(done);
    for (const result of results) if (result.status === 'rejected') expect((result.reason as Problem).status).toBe(409);
  });
});

describe('listing', () => {
  it('gives data and a page, with or without limit and start', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      clock.advance(10);
      ids.push((await call('createMappingSet', { body: { ...NEW_STYLE, name: `set ${count}` } })).id);
    }
    const all = await call('listMappingSets');
    expect(all.data.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(all._page).toEqual({ count: 3, limit: 10 });
    expect(all._links).toBeUndefined();
    const page = await call('listMappingSets', { query: { limit: '2', start: '0', orderBy: '-createdDate' } });
    expect(page.data.map(({ name }: { name: string }) => name)).toEqual(['set 2', 'set 1']);
    expect(page._links.next.href).toContain('start=2');
    expect((await call('listMappingSets', { query: { name: 'set 1' } })).data).toHaveLength(1);
    expect((await refusal('listMappingSets', { query: { limit: 'many' } })).status).toBe(400);
    expect((await refusal('listMappingSets', { query: { orderBy: 'name' } })).status).toBe(400);
  });

  it('shows the output schema itself on request', async () => {
    await call('createMappingSet', { body: NEW_STYLE });
    const { data } = await call('listMappingSets', { query: { expandSchema: 'True' } });
    expect(data[0].outputSchema.jsonSchema.properties.loyalty).toBeDefined();
  });

  it('stays within the sandbox', async () => {
    const { id } = await call('createMappingSet', { body: NEW_STYLE });
    expect((await call('listMappingSets', { scope: other })).data).toEqual([]);
    expect((await refusal('getMappingSet', { params: { mappingSetId: id }, scope: other })).status).toBe(404);
    expect(
      (await refusal('updateMappingSet', { params: { mappingSetId: id }, body: NEW_STYLE, scope: other })).status,
    ).toBe(404);
    expect(await stand.mapping.exists(other, id)).toBe(false);
  });
});

describe('trying rows out', () => {
  it('validates each row on its own, against the schema', async () => {
    const mappings = [
      NEW_STYLE.mappings[0],
      { sourceType: 'ATTRIBUTE', source: 'points', destination: 'loyalty.point' },
      { sourceType: 'EXPRESSION', source: 'upper(', destination: '_id' },
    ];
    const { validationResponse } = await call('validateMappingSet', { body: { ...NEW_STYLE, mappings } });
    expect(validationResponse[0]).toEqual({ status: 'SUCCESS', errors: null });
    expect(validationResponse[1]).toEqual({
      status: 'FAILED',
      errors: [
        {
          destination: 'loyalty.point',
          exception: '`point` is no field of `loyalty` at 1:1, did you mean `points`?',
          source: 'points',
          columnName: 'points',
          sourceType: 'ATTRIBUTE',
          code: 'MAPPING-UNKNOWN-DESTINATION',
          phrase: {
            code: 'hinted',
            values: {
              what: { code: 'unknown-field-of', values: { name: 'point', parent: 'loyalty' } },
              hint: { code: 'nearest-name', values: { near: 'points' } },
            },
          },
        },
      ],
    });
    expect(validationResponse[2].status).toBe('FAILED');
  });

  it('previews the documented sample, numbers becoming texts where the schema wants them', async () => {
    const data = { id: 1234, firstName: 'Jim', names: { last: 'Seltzer' } };
    const wanted = {
      data: { _id: '1234', person: { name: { firstName: 'Jim', lastName: 'SELTZER' } } },
      errors: null,
      values: expect.arrayContaining([
        { pointer: '/_id', value: '1234', source: 'id', destination: '_id', sourceType: 'ATTRIBUTE' },
      ]),
    };
    expect(await call('previewMappingSet', { body: { data: [data, data], mappingSet: NEW_STYLE } })).toEqual([
      wanted,
      wanted,
    ]);
    expect(await call('previewMappingSet', { body: { data, mappingSet: NEW_STYLE } })).toEqual([wanted]);
    const { id } = await call('createMappingSet', { body: NEW_STYLE });
    expect(await call('previewMappingSet', { body: { data, mappingSet: { id } } })).toEqual([wanted]);
  });

  it('previews with what went wrong, value by value', async () => {
    const mappings = [{ sourceType: 'ATTRIBUTE', source: 'points', destination: 'loyalty.points' }];
    const [answer] = await call('previewMappingSet', {
      body: { data: [{ points: 'many' }], mappingSet: { ...NEW_STYLE, mappings } },
    });
    expect(answer).toEqual({
      data: {},
      errors: [
        {
          destination: 'loyalty.points',
          exception: '"many" is no number; the attribute was left out',
          source: 'points',
          columnName: 'points',
          sourceType: 'ATTRIBUTE',
          code: 'MAPPING-CONVERSION',
          phrase: { code: 'left-out', values: { why: expect.objectContaining({ code: 'value-is-none' }) } },
        },
      ],
      values: [],
    });
    expect((await refusal('previewMappingSet', { body: { mappingSet: NEW_STYLE } })).status).toBe(400);
  });
});

describe('the language', () => {
  it('lists functions in the published shape, further names too', async () => {
    const functions = await call('listMappingFunctions');
    expect(functions.find(({ function: name }: { function: string }) => name === 'first')).toEqual({
      category: 'Hierarchies - Arrays',
      function: 'first',
      description: expect.any(String),
      syntax: 'Object first(Object...)',
      returns: expect.any(String),
      returnType: 'java.lang.Object',
      example: 'first("1", "2", "3")',
      result: '"1"',
      params: [
        {
          name: 'INPUT',
          description: expect.any(String),
          type: 'object',
          dataType: '[Ljava.lang.Object;',
          position: 1,
        },
      ],
      since: 1,
    });
    expect(functions.some(({ function: name }: { function: string }) => name === 'lcase')).toBe(true);
  });

  it('lists operators in the published shape', async () => {
    expect(await call('listMappingOperators')).toContainEqual(
      expect.objectContaining({ operatorSymbol: '+', methodName: 'add', numberOfOperands: 2 }),
    );
  });

  it('validates expressions in both body forms', async () => {
    const expression = 'concat("Hi", ",", "there", "!")';
    const wanted = { validationStatus: 'succeeded', error: 'none' };
    expect(await call('validateExpression', { body: { expression } })).toEqual(wanted);
    expect(await call('validateExpression', { body: { expression: { expression } } })).toEqual(wanted);
    const { status, body } = await refusal('validateExpression', { body: { expression: 'concta("a")' } });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      validationStatus: 'failed',
      error: '`concta` is not a function at 1:1, did you mean `concat`?',
    });
    expect((await refusal('validateExpression', { body: {} })).status).toBe(400);
  });
});

describe('for the other stages', () => {
  it('compiles once per version and target, and pins a dataflow to its version', async () => {
    const { id } = await call('createMappingSet', { body: OLD_STYLE });
    const first = await stand.mapping.compiled(scope, id, 0, ROOT);
    const before = stand.mapping.revision();
    await call('updateMappingSet', { params: { mappingSetId: id }, body: NEW_STYLE });
    expect(stand.mapping.revision()).toBeGreaterThan(before);
    expect(await stand.mapping.compiled(scope, id, 0, ROOT)).toBe(first);
    const record = { loyalty: { points: 5 }, firstName: 'Ada' };
    expect(first?.apply(record, { now: 0 }).entity).toEqual({ loyalty: { points: 5 } });
    const latest = await stand.mapping.compiled(scope, id, undefined, ROOT);
    expect(latest?.apply(record, { now: 0 }).entity).toEqual({ person: { name: { firstName: 'Ada' } } });
    expect(await stand.mapping.compiled(scope, id, undefined, ROOT)).toBe(latest);
    expect(await stand.mapping.compiled(scope, id, 9, ROOT)).toBeUndefined();
    expect(await stand.mapping.compiled(other, id, 0, ROOT)).toBeUndefined();
    expect(await stand.mapping.outputSchemaId(scope, id)).toBe(SCHEMA);
  });

  it('every route declares its permission, and both base paths answer', () => {
    const paths = stand.mapping.routes.map(({ path }) => path);
    expect(paths).toContain('/data/foundation/conversion/mappingSets');
    expect(paths).toContain('/data/foundation/mappingSets/:mappingSetId');
    expect(new Set(stand.mapping.routes.map(({ id }) => id)).size).toBe(stand.mapping.routes.length);
    for (const { access, method, path } of stand.mapping.routes) {
      const writes =
        method === 'PUT' || (method === 'POST' && !/\/(validate|preview|mapping-recommendations)$/.test(path));
      expect(access).toMatchObject({ kind: 'permission', resource: 'connections', action: writes ? 'write' : 'read' });
    }
  });
});
