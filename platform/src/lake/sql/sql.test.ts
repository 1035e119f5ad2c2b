import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { availableParallelism, getPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Phrase } from '@meniscus/languages/syntax';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childrenOf } from '../../../../tools/harness/process.ts';
import { ALL_FIELDS, type Problem } from '../../kernel/index.ts';
import { openTestLake, otherScope, scope, type TestLake } from '../test-lake.ts';

let test: TestLake;
let mine = '';
let theirs = '';

beforeAll(async () => {
  test = await openTestLake({ options: { queryTimeMs: 5000, queryRows: 1000, queryBytes: 100_000 } });
  const dataset = await test.dataset('Loyalty Members', 'profiles');
  await test.dataset('Nothing Yet', 'events');
  const foreign = await test.dataset('Secrets', 'profiles', otherScope);
  await test.append(
    dataset,
    Array.from({ length: 10 }, (_, index) => ({
      _id: `p${index}`,
      loyalty: { tier: index % 2 ? 'gold' : 'silver', points: index },
    })),
  );
  await test.append(foreign, [{ _id: 'secret' }], undefined, otherScope);
  await test.lake.flush();
  const path = async (of: typeof scope, id: string) =>
    test.objects.localFile((await test.catalog.files(of.key, { dataset: id }))[0]!.path);
  mine = await path(scope, dataset);
  theirs = await path(otherScope, foreign);
});
afterAll(() => test.close());

async function query(sql: string, limit?: number) {
  return (await test.call('runSql', { body: { sql, limit } })).body as {
    columns: string[];
    types: string[];
    rows: unknown[][];
    rowCount: number;
    truncated: boolean;
    fresh: boolean;
  };
}

interface Report {
  readonly code: string;
  readonly line?: number;
  readonly column?: number;
  readonly nearest?: string;
}

interface Refusal {
  readonly status: number;
  readonly detail: string;
  readonly phrase: Phrase;
  readonly report: Report;
}

async function refusal(sql: unknown): Promise<Refusal> {
  const error = (await test.call('runSql', { body: { sql } }).then(
    ({ body }) => expect.fail(`was answered: ${JSON.stringify(body)}`),
    (thrown: unknown) => thrown,
  )) as Problem;
  expect(error.name, String(error)).toBe('Problem');
  return { ...(error.body as unknown as Refusal), status: error.status };
}

describe('a query', () => {
  it('reads the datasets of its sandbox by their table names', async () => {
    expect(await query('select loyalty.tier, count(*) as n from loyalty_members group by 1 order by 1')).toEqual({
      columns: ['tier', 'n'],
      types: ['VARCHAR', 'BIGINT'],
      rows: [
        ['gold', 5],
        ['silver', 5],
      ],
      rowCount: 2,
      truncated: false,
      fresh: true,
    });
  });

  it('sees rows that were accepted just before it', async () => {
    const fresh = await openTestLake();
    const dataset = await fresh.dataset('Now', 'profiles');
    for (let count = 1; count <= 3; count += 1) {
      await fresh.append(dataset, [{ _id: `p${count}` }]);
      expect((await fresh.lake.query({ scope, fields: ALL_FIELDS }, 'select count(*) from now')).rows).toEqual([
        [count],
      ]);
    }
    await fresh.close();
  });

  it('finds an empty dataset with the columns of its schema', async () => {
    const { columns, rows } = await query('from nothing_yet');
    expect(columns).toContain('productListItems');
    expect(rows).toEqual([]);
    expect((await query('select commerce."order".priceTotal from nothing_yet')).types[0]).toBe('DOUBLE');
    expect((await query('describe nothing_yet')).rows.map(([name]) => name)).toContain('timestamp');
    expect((await query('show tables')).rows).toEqual([['loyalty_members'], ['nothing_yet']]);
    expect(
      (await query("select count(*) from information_schema.columns where table_name = 'nothing_yet'")).rows[0]![0],
    ).toBeGreaterThan(5);
  });

  it.each([
    'with t as (select * from loyalty_members) select count(*) from t',
    'select count(*) from (select 1) x, lateral (select * from loyalty_members) y',
    'select count(*) from main.loyalty_members',
    'SELECT COUNT(*) FROM "LOYALTY_MEMBERS";',
    'summarize loyalty_members',
    'values (1), (2)',
    'with recursive t(n) as (select 1 union all select n + 1 from t where n < 3) select * from t',
    "select unnest([1, 2]), x from range(2) r(x), unnest(['a'])",
    "from (pivot (select loyalty.tier as tier from loyalty_members) on tier in ('gold', 'silver') using count(*))",
    'select list_transform([1, 2], x -> x + 1)',
  ])('may say: %s', async (sql) => {
    expect((await query(sql)).rowCount).toBeGreaterThan(0);
  });

  it('answers every kind of value as JSON that keeps it', async () => {
    const { rows } = await query(
      `select 9007199254740993::bigint, 5::bigint, 12345678901234567890123::hugeint, 1.5::decimal(10,2), 'NaN'::double,
       timestamptz '2026-01-02 03:04:05.678901+01', timestamp '1969-12-31 23:59:59.5', date '2026-02-03', 'ab'::blob,
       {'a': [1, null], 'b': {'c': true}}, map {'k': {'v': 1}}, map {1: 'x'}, '{"j": [1]}'::json, null, interval 1 day,
       '6ccd780c-baba-1026-9564-5b8c656024db'::uuid, [date '2026-01-01']`,
    );
    expect(rows[0]).toEqual([
      '9007199254740993',
      5,
      '12345678901234567890123',
      1.5,
      'NaN',
      '2026-01-02T02:04:05.678901Z',
      '1969-12-31T23:59:59.500Z',
      '2026-02-03',
      'YWI=',
      { a: [1, null], b: { c: true } },
      { k: { v: 1 } },
      [{ key: 1, value: 'x' }],
      { j: [1] },
      null,
      '1 day',
      '6ccd780c-baba-1026-9564-5b8c656024db',
      ['2026-01-01'],
    ]);
  });

  it('stops at the limit of rows and at the limit of bytes', async () => {
    expect(await query('select * from range(100)', 7)).toMatchObject({ rowCount: 7, truncated: true });
    expect(await query('select * from range(7)', 7)).toMatchObject({ rowCount: 7, truncated: false });
    expect(await query('select * from range(100000)')).toMatchObject({ rowCount: 1000, truncated: true });
    const wide = await query("select repeat('x', 1000) from range(1000)");
    expect(wide.truncated).toBe(true);
    expect(wide.rowCount).toBeLessThan(101);
  });
});

describe('a wrong query', () => {
  it.each<[sql: string, code: string, values?: object]>([
    ['select 1 +', 'sql-syntax-end'],
    ['select from from loyalty_members', 'sql-syntax-near'],
    ['select nope from loyalty_members', 'sql-column-near', { name: 'nope' }],
    [
      'select m.nope from loyalty_members m',
      'sql-column-of-table-unknown',
      { kind: 'Values list', table: 'm', name: 'nope', rest: '' },
    ],
    ['select x.nope from loyalty_members m', 'sql-table-unknown', { name: 'x' }],
    ['select summ(1)', 'sql-function-near', { name: 'summ', near: 'sum' }],
    ["select sum('a')", 'sql-no-function-for', { call: 'sum(VARCHAR)' }],
    ['select i, count(*) from range(3) r(i)', 'sql-not-grouped', { name: 'i' }],
    ["select date '2026-01-01' = 1", 'sql-no-cast', { one: 'INTEGER', other: 'DATE' }],
    ["select 'a'::int", 'sql-no-conversion', { value: 'a', type: 'INT32' }],
    ['select i from range(3) a(i), range(3) b(i)', 'sql-ambiguous', { name: 'i' }],
    ['select 1 where count(*) > 1', 'sql-aggregate-where'],
    ["select 'abc", 'sql-unclosed-text', { near: "'abc" }],
    ['select "abc', 'sql-unclosed-name', { near: '"abc' }],
    ['select i.x.y from range(3) r(i)', 'sql-no-field-in', { name: 'x', expression: 'i' }],
    ["select struct_extract({'x': 1}, 'q')", 'sql-no-key', { name: 'q' }],
    ['select 1 || [1]', 'sql-no-concat'],
    ["select 'x' + 1", 'sql-no-choice', { call: '+(STRING_LITERAL, INTEGER_LITERAL)' }],
    ["select date 'abc'", 'sql-no-date', { value: 'abc', format: '(YYYY-MM-DD)' }],
    ["select timestamp 'abc'", 'sql-no-timestamp', { value: 'abc' }],
    ["select strptime('x', '%Y')", 'sql-no-parse', { value: 'x', format: '%Y' }],
    ["select '{'::json", 'sql-no-json', { byte: '1' }],
    ['select 1 limit -1', 'sql-negative-limit'],
    ['select 1 order by 5', 'sql-term', { clause: 'ORDER', most: '1' }],
    ['select (select 1 union all select 2)', 'sql-one-row'],
    ['select 1 where 1 = (select 1, 2)', 'sql-subquery-columns', { count: '2', wanted: '1' }],
    ['select 1 union select 1, 2', 'sql-set-columns'],
    ['values (1), (1, 2)', 'sql-values-lengths'],
    ['select sum(sum(i)) from range(3) r(i)', 'sql-nested-aggregate'],
    ['select i from range(3) r(i) where sum(i) over () > 1', 'sql-window-where'],
    ['select i from range(3) r(i) having i > 1', 'sql-having', { name: 'i' }],
    ['select 2147483647::int + 1::int', 'sql-overflow', { type: 'INT32', values: '2147483647 + 1' }],
    ['select unnest(1)', 'sql-no-unnest'],
    ['select * exclude (zz) from range(3) r(i)', 'sql-excluded', { name: 'zz' }],
    ['drop table loyalty_members', 'sql-reads-only'],
    ['select 1; select 2', 'sql-one-statement', { count: '2' }],
    ['select $1', 'sql-no-parameters'],
  ])('%s has the code %s', async (sql, code, values) => {
    const { phrase, detail } = await refusal(sql);
    expect(phrase.values.detail, detail).toMatchObject({ code, ...(values === undefined ? {} : { values }) });
  });

  it('of no statement, or of one that is too long, is told so', async () => {
    expect((await refusal(1)).phrase.values.detail).toEqual({ code: 'lake-sql-text', values: {} });
    expect((await refusal('x'.repeat(100_001))).phrase.values.detail).toMatchObject({ code: 'lake-sql-long' });
  });

  it('is answered with code, place and the nearest table', async () => {
    expect(await refusal('select *\nfrom loyalty_member')).toMatchObject({
      status: 400,
      detail: 'table loyalty_member does not exist; did you mean loyalty_members?',
      report: { code: 'SQL-TABLE-UNKNOWN', line: 2, column: 6, nearest: 'loyalty_members' },
    });
    expect((await refusal('selec 1')).report).toMatchObject({ code: 'SQL-SYNTAX', line: 1, column: 1 });
    expect(await refusal('select nope from loyalty_members')).toMatchObject({
      report: { code: 'SQL-BINDER', column: 8 },
    });
    expect((await refusal("select 'a'::int")).report.code).toBe('SQL-CONVERSION');
    expect((await refusal('select $1')).report.code).toBe('SQL-PARAMETER');
    for (const sql of [undefined, 5, '', ' '.repeat(3), 'x'.repeat(100_001)])
      expect((await refusal(sql)).status).toBe(400);
    for (const sql of ['-- only a remark', ';']) expect((await refusal(sql)).report.code).toBe('SQL-NOT-ALLOWED');
  });

  it('is stopped after its time, also when the engine does not listen, and the next one runs', async () => {
    const [listens, deaf] = await Promise.all([
      refusal('select count(*) from range(1000000000) a, range(1000000) b'),
      // One row, little memory, the better part of a minute: the engine hears of an interruption only afterwards.
      refusal("select levenshtein(repeat('a', 100000), repeat('b', 100000))"),
    ]);
    expect([listens.report.code, deaf.report.code]).toEqual(['SQL-TIMEOUT', 'SQL-TIMEOUT']);
    expect((await query('select 1')).rows).toEqual([[1]]);
  });

  it('cannot take the platform down by its depth', async () => {
    for (const sql of [
      `select ${'('.repeat(30_000)}1${')'.repeat(30_000)}`,
      `select 1${' + 1'.repeat(20_000)}`,
      `select ${'['.repeat(40_000)}`,
    ]) {
      expect((await refusal(sql)).report.code).toMatch(/^SQL-/);
    }
    expect((await query('select 1')).rows).toEqual([[1]]);
  });

  it('is stopped when it wants too much memory', async () => {
    const { report, phrase } = await refusal(
      "select count(distinct x::varchar || repeat('y', 2000)) from range(100000000) r(x)",
    );
    expect([
      ['SQL-MEMORY', 'sql-too-much-memory'],
      ['SQL-TIMEOUT', 'sql-took-too-long'],
    ]).toContainEqual([report.code, (phrase.values.detail as Phrase).code]);
    // Queries have only idle time: beside other tests the process that takes the place of this one may take longer to begin than a query may take.
    await expect.poll(async () => (await query('select 1')).rows, { timeout: 60_000 }).toEqual([[1]]);
  });
});

describe('an attacker', () => {
  const attacks: [string, () => string][] = [
    ['two statements', () => 'select 1; select 2'],
    ['a harmless statement before a harmful one', () => `select 1; copy (select 1) to '${join(test.dir, 'x.csv')}'`],
    ['COPY to a new file', () => `copy loyalty_members to '${join(test.dir, 'x.csv')}'`],
    ['COPY over an allowed file', () => `copy (select 1) to '${mine}' (format parquet)`],
    ['COPY from', () => `copy loyalty_members from '/etc/passwd'`],
    ['EXPLAIN ANALYZE of a COPY', () => `explain analyze copy (select 1) to '${mine}'`],
    ['ATTACH', () => `attach '${join(test.dir, 'x.db')}' as x`],
    ['INSTALL', () => 'install httpfs'],
    ['LOAD', () => 'load json'],
    ['PRAGMA', () => 'pragma database_list'],
    ['a PRAGMA that reads as a SELECT', () => "pragma table_info('loyalty_members')"],
    ['SET', () => 'set threads = 64'],
    ['SET VARIABLE', () => 'set variable x = 1'],
    ['RESET', () => 'reset lock_configuration'],
    ['CALL', () => 'call pragma_version()'],
    ['PREPARE', () => 'prepare p as select 1'],
    ['EXPORT DATABASE', () => `export database '${test.dir}/out'`],
    ['IMPORT DATABASE', () => `import database '${test.dir}'`],
    ['CREATE TABLE', () => 'create table t as select 1'],
    ['CREATE MACRO', () => 'create macro m() as 1'],
    ['CREATE SECRET', () => "create secret s (type s3, key_id 'x', secret 'y')"],
    ['DROP VIEW', () => 'drop view loyalty_members'],
    ['INSERT in a CTE', () => 'with x as (insert into loyalty_members values (1) returning *) select * from x'],
    ['read_text', () => "select * from read_text('/etc/passwd')"],
    ['read_blob of the environment', () => "select * from read_blob('/proc/self/environ')"],
    ['read_csv in a subquery', () => "select 1 where exists (select * from read_csv('/etc/passwd'))"],
    ['read_csv in a CTE nobody uses', () => "with x as materialized (from read_csv('/etc/passwd')) select 1"],
    ['a file as a table', () => "select * from '/etc/passwd'"],
    [
      'a file as a table, hidden behind a CTE of that name',
      () =>
        'with "/etc/passwd" as (select 1), x as (with y as (select 2) select * from y) select * from "/etc/passwd.csv"',
    ],
    ['a Parquet file of another sandbox', () => `select * from read_parquet('${theirs}')`],
    ['that file as a table', () => `select * from '${theirs}'`],
    ['its own file by path', () => `select * from read_parquet('${mine}')`],
    ['the metadata of a file', () => `select * from parquet_metadata('${mine}')`],
    ['glob', () => "select * from glob('/*')"],
    ['sniff_csv', () => "select * from sniff_csv('/etc/passwd')"],
    ['a query in a string', () => "select * from query('select * from read_text(''/etc/passwd'')')"],
    ['a table in a string', () => "select * from query_table('loyalty_members')"],
    ['a serialised query', () => "select * from json_execute_serialized_sql(json_serialize_sql('select 1'))"],
    ['getenv', () => "select getenv('PATH')"],
    ['the configuration', () => "select current_setting('allowed_paths')"],
    ['the configuration as a table', () => 'select * from duckdb_settings()'],
    ['the text of the views', () => 'select sql from duckdb_views()'],
    ['the text of the views, as a table', () => 'select * from sqlite_master'],
    [
      'the text of the views, behind a CTE of that name',
      () =>
        'select * from (with sqlite_master as (select 1) select * from sqlite_master), (select * from sqlite_master)',
    ],
    ['the text of the views, in another schema', () => 'select * from pg_catalog.pg_views'],
    ['the text of the views, in the information schema', () => 'select * from information_schema.views'],
    ['the plan of a query', () => "select json_serialize_plan('select * from loyalty_members')"],
    ['another catalogue', () => 'select * from system.main.duckdb_views'],
    [
      'logs to a file',
      () => `select * from enable_logging('QueryLog', storage = 'file', storage_path = '${test.dir}/log')`,
    ],
    ['sleeping', () => 'select sleep_ms(1000)'],
    ['a table of another sandbox', () => 'select * from secrets'],
    ['SHOW of something else', () => 'show databases'],
  ];

  it.each(attacks)('is refused: %s', async (_, sql) => {
    const { status, detail, report } = await refusal(sql());
    expect(status).toBe(400);
    expect(['SQL-NOT-ALLOWED', 'SQL-SYNTAX', 'SQL-TABLE-UNKNOWN']).toContain(report.code);
    expect(detail).not.toContain('root:');
  });

  it('has written nothing and changed nothing', async () => {
    expect((await readdir(test.dir)).sort()).toEqual(['objects', 'work']);
    expect((await stat(mine)).size).toBe((await test.catalog.files(scope.key, {}))[0]!.bytes);
    expect((await query('select count(*) from loyalty_members')).rows).toEqual([[10]]);
  });
});

describe('a process for queries', () => {
  /** Runs a query of a second or so, and kills the first processes it runs in. */
  async function killing(most: number) {
    const others = new Set(childrenOf(process.pid, '/sql/worker.ts'));
    const own = await openTestLake({ options: { queryTimeMs: 60_000 } });
    const asking = own.lake
      .query({ scope, fields: ALL_FIELDS }, 'select count(*) from range(30000000) a, range(40) b')
      .then(
        ({ rows }) => rows,
        (error: Problem) => String(error.body.detail),
      );
    const killed = new Set<number>();
    let over = false;
    const killer = (async () => {
      for (; !over && killed.size < most; await sleep(20))
        for (const worker of childrenOf(process.pid, '/sql/worker.ts').filter((one) => !others.has(one))) {
          process.kill(worker, 'SIGKILL');
          killed.add(worker);
        }
    })();
    const answer = await asking;
    over = true;
    await killer;
    await own.close();
    return { answer, lost: own.lost };
  }

  it('that is killed is followed by another, which answers; the loss is told of', async () => {
    expect(await killing(1)).toEqual({ answer: [[1_200_000_000]], lost: ['query'] });
  });

  it('that is killed again is an error of the statement', async () => {
    expect(await killing(Number.POSITIVE_INFINITY)).toEqual({
      answer: expect.stringContaining('ended unexpectedly'),
      lost: expect.arrayContaining(['query', 'query']),
    });
  });

  it('that gets no processor is followed by one with a share of them', async () => {
    const own = await openTestLake({ options: { queryTimeMs: 60_000 } });
    const others = Array.from({ length: 2 * availableParallelism() }, () =>
      spawn('sh', ['-c', 'echo; while :; do :; done']),
    );
    try {
      // Whoever asks before they run, or for little, has the answer before anybody is in the way.
      await Promise.all(others.map(({ stdout }) => once(stdout, 'data')));
      const { body } = await own.call('runSql', { body: { sql: 'select sum(x)::double from range(120000000) r(x)' } });
      expect(body).toMatchObject({ rows: [[7_199_999_940_000_000]] });
      expect(childrenOf(process.pid, '/sql/worker.ts').map((worker) => getPriority(worker))).toContain(
        getPriority() + 10,
      );
    } finally {
      for (const other of others) other.kill();
      await own.close();
    }
  });
});
