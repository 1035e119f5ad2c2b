import { globSync, readFileSync } from 'node:fs';
import { EXPRESSION_PHRASES, FILE_PHRASES, functions, OPERATORS, ROW_PHRASES } from '@meniscus/languages/dataprep';
import { PQL_PHRASES } from '@meniscus/languages/pql';
import { REASON_PHRASES } from '@meniscus/languages/recommendation';
import { DURATION_PHRASES, placesOf, SYNTAX_PHRASES, typesetFrench } from '@meniscus/languages/syntax';
import { COLUMN_PHRASES, XDM_PHRASES } from '@meniscus/languages/xdm';
import { describe, expect, it } from 'vitest';
import { DECLARED } from './declared.generated.ts';
import { FRENCH_FUNCTIONS, FRENCH_OPERATORS } from './expression/french-help.ts';
import { FRENCH_ACCESS } from './french-access.ts';
import { FRENCH_ALERTS } from './french-alerts.ts';
import { FRENCH_AUDIENCES } from './french-audiences.ts';
import { FRENCH_CATALOG } from './french-catalog.ts';
import { FRENCH_COLUMNS } from './french-columns.ts';
import { FRENCH_DURATIONS } from './french-durations.ts';
import { FRENCH_EXPRESSIONS } from './french-expressions.ts';
import { FRENCH_FAILURES } from './french-failures.ts';
import { FIELD_DESCRIPTIONS, FIELD_VALUES } from './french-field-details.ts';
import { FIELD_TITLES } from './french-fields.ts';
import { FRENCH_FLOWS } from './french-flows.ts';
import { FRENCH_IDENTITY } from './french-identity.ts';
import { FRENCH_INGEST } from './french-ingest.ts';
import { FRENCH_LAKE } from './french-lake.ts';
import { FRENCH_FILES, FRENCH_MAPPING } from './french-mapping.ts';
import { FRENCH_MONITORING } from './french-monitoring.ts';
import { OTHER_FIELD_TITLES } from './french-other-fields.ts';
import { FRENCH } from './french-phrases.ts';
import { FRENCH_PROBLEM_TITLES } from './french-problem-titles.ts';
import { FRENCH_PROBLEMS } from './french-problems.ts';
import { FRENCH_PROFILE } from './french-profile.ts';
import { FRENCH_REASONS } from './french-reasons.ts';
import { FRENCH_RECORDS } from './french-records.ts';
import { FRENCH_REGISTRY } from './french-registry.ts';
import { FRENCH_REQUESTS } from './french-requests.ts';
import { FRENCH_ROWS } from './french-rows.ts';
import { FRENCH_RULES } from './french-rules.ts';
import { FRENCH_SOURCES } from './french-sources.ts';
import { FRENCH_SYNTAX } from './french-syntax.ts';
import { FRENCH_VALUES } from './french-values.ts';

const TABLES: readonly (readonly [name: string, english: object, french: object])[] = [
  ['texts of any expression', SYNTAX_PHRASES, FRENCH_SYNTAX],
  ['how long something is', DURATION_PHRASES, FRENCH_DURATIONS],
  ['expressions of the mapping language', EXPRESSION_PHRASES, FRENCH_EXPRESSIONS],
  ['remarks on rows', ROW_PHRASES, FRENCH_ROWS],
  ['rules of audiences', PQL_PHRASES, FRENCH_RULES],
  ['values that break a schema', XDM_PHRASES, FRENCH_VALUES],
  ['reasons of recommendations', REASON_PHRASES, FRENCH_REASONS],
  ['why records failed', DECLARED.failureCode, FRENCH_FAILURES],
  ['what alerts say', DECLARED.alertPhrase, FRENCH_ALERTS],
  ['details of problems', DECLARED.problemPhrase, FRENCH_PROBLEMS],
  ['what is said of any request', DECLARED.requestPhrase, FRENCH_REQUESTS],
  ['requests about access', DECLARED.accessPhrase, FRENCH_ACCESS],
  ['requests to the catalogue', DECLARED.catalogPhrase, FRENCH_CATALOG],
  ['requests to the schema registry', DECLARED.registryPhrase, FRENCH_REGISTRY],
  ['columns of tables', COLUMN_PHRASES, FRENCH_COLUMNS],
  ['requests to Data Prep', DECLARED.mappingPhrase, FRENCH_MAPPING],
  ['mapping files', FILE_PHRASES, FRENCH_FILES],
  ['requests to Identity Service', DECLARED.identityPhrase, FRENCH_IDENTITY],
  ['requests to profiles', DECLARED.profilePhrase, FRENCH_PROFILE],
  ['requests to the lake', DECLARED.lakePhrase, FRENCH_LAKE],
  ['requests to segmentation', DECLARED.audiencePhrase, FRENCH_AUDIENCES],
  ['requests about dataflows', DECLARED.flowPhrase, FRENCH_FLOWS],
  ['places and files that cannot be read', DECLARED.sourcePhrase, FRENCH_SOURCES],
  ['what is sent or read', DECLARED.ingestPhrase, FRENCH_INGEST],
  ['requests to monitoring', DECLARED.monitoringPhrase, FRENCH_MONITORING],
  ['what is said of records', DECLARED.recordPhrase, FRENCH_RECORDS],
];

describe.each(TABLES)('%s in French', (_, english, french) => {
  it('are there for every code the language declares, and for no other', () => {
    expect(Object.keys(french).sort()).toEqual(Object.keys(english).sort());
  });

  it('have the places of the English', () => {
    const places = (templates: object) =>
      Object.entries(templates).map(([code, template]) => [code, placesOf(template as string)] as const);
    expect(Object.fromEntries(places(french))).toEqual(Object.fromEntries(places(english)));
  });
});

it('what functions and operators of mappings do is there in French, and nothing else', () => {
  expect(Object.keys(FRENCH_FUNCTIONS).sort()).toEqual(functions.map(({ name }) => name).sort());
  expect(Object.keys(FRENCH_OPERATORS).sort()).toEqual(OPERATORS.map(({ methodName }) => methodName).sort());
});

it('titles of problems are there in French, and no others', () => {
  expect(Object.keys(FRENCH_PROBLEM_TITLES).sort()).toEqual(Object.keys(DECLARED.problemTitle).sort());
});

it('no code means two things', () => {
  expect(Object.keys(FRENCH)).toHaveLength(TABLES.flatMap(([, english]) => Object.keys(english)).length);
});

/** Brands, units and words such as `Description`, seen one by one. */
const SAME = 163;

/** One word for one thing: what French texts do not say, and what they say instead. Who changes a word changes it in all of them. */
const TERMS: readonly (readonly [wrong: RegExp, right: string])[] = [
  [/\bmappages?\b/i, 'mapping'],
  [/\b(?:un|le|du|au|ce) sandbox\b/i, 'une sandbox, féminin'],
  [/\bcourriels?\b/i, 'e-mail'],
  // No \b before it: for an expression an é is no letter of a word, and none begins there.
  [/évènement/i, 'événement'],
  [/\bensembles? de données\b/i, 'jeu de données'],
  [/\bgraphiques? (?:d’identité|XDM)/i, 'graphe'],
  [/\bnoms d’espaces?\b/i, 'espace de noms'],
  [
    /\bflux de donnée\b|\bjeux? de donnée\b|\bgroupes? de champ\b|\bespaces? de nom\b/i,
    'le pluriel : données, champs, noms',
  ],
  [/\bpour Profile?\b/, 'pour le profil'],
  [/(?<![\wé])(?:[cdjlnst]|qu)'[a-zéèêàâîôûœ]/i, 'l’apostrophe typographique : ’'],
];

/** Where French stands in the platform, which serves pages and writes mails of its own. */
const OF_PLATFORM = /^ {2}fr: /m;

it('words of French texts are the same for the same thing, in the console, in pages and mails of the platform, and in the guide', () => {
  // All sources: small pieces have their texts beside what they draw.
  const console = globSync('console/src/**/*.{ts,tsx}').filter((file) => !/\.(?:test|generated)\./.test(file));
  expect(console.length).toBeGreaterThan(400);
  const files = [...console, ...platformFrench().map(([file]) => file), ...globSync('docs/**/fr*.md')];
  const found = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line) =>
        TERMS.filter(([wrong]) => wrong.test(line)).map(([, right]) => `${file}: ${line.trim()} → ${right}`),
      ),
  );
  expect(found).toEqual([]);
});

function platformFrench(): readonly (readonly [file: string, text: string])[] {
  const files = globSync('platform/src/**/*.ts').filter((file) => !/\.(?:test|generated)\./.test(file));
  return files.map((file) => [file, readFileSync(file, 'utf8')] as const).filter(([, text]) => OF_PLATFORM.test(text));
}

it('signs that stand apart in French stay with their word: pages and mails of the platform are set as texts of the console are', () => {
  const files = platformFrench();
  expect(files.length).toBeGreaterThan(3);
  expect(files.filter(([, text]) => !/^ {2}fr: frenchTexts\(/m.test(text)).map(([file]) => file)).toEqual([]);
  // What is Markdown is set by hand; a reader sees it as it stands.
  const guide = globSync('docs/**/fr*.md').flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  expect(guide.filter((line) => typesetFrench(line) !== line)).toEqual([]);
});

it('standard fields say something else in French, but for words and names of both languages', () => {
  const tables = { ...FIELD_TITLES, ...OTHER_FIELD_TITLES, ...FIELD_DESCRIPTIONS, ...FIELD_VALUES };
  const same = Object.entries(tables).filter(([english, french]) => english === french);
  // May only fall: one more is a text somebody forgot.
  expect(same.length).toBeLessThanOrEqual(SAME);
});
