import type { Templates } from '@meniscus/languages/syntax';
import { FRENCH_ACCESS } from './french-access.ts';
import { FRENCH_ALERTS } from './french-alerts.ts';
import { FRENCH_AUDIENCES } from './french-audiences.ts';
import { FRENCH_CATALOG } from './french-catalog.ts';
import { FRENCH_COLUMNS } from './french-columns.ts';
import { FRENCH_DURATIONS } from './french-durations.ts';
import { FRENCH_EXPRESSIONS } from './french-expressions.ts';
import { FRENCH_FAILURES } from './french-failures.ts';
import { FRENCH_FLOWS } from './french-flows.ts';
import { FRENCH_IDENTITY } from './french-identity.ts';
import { FRENCH_INGEST } from './french-ingest.ts';
import { FRENCH_LAKE } from './french-lake.ts';
import { FRENCH_FILES, FRENCH_MAPPING } from './french-mapping.ts';
import { FRENCH_MONITORING } from './french-monitoring.ts';
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

export { FRENCH_PROBLEM_TITLES as TITLES };

/** Everything the platform says in phrases, in French, by code. No code is in two tables: `french.test.ts`. */
export const FRENCH: Templates = {
  ...FRENCH_SYNTAX,
  ...FRENCH_EXPRESSIONS,
  ...FRENCH_ROWS,
  ...FRENCH_RULES,
  ...FRENCH_VALUES,
  ...FRENCH_RECORDS,
  ...FRENCH_REASONS,
  ...FRENCH_ALERTS,
  ...FRENCH_DURATIONS,
  ...FRENCH_PROBLEMS,
  ...FRENCH_REQUESTS,
  ...FRENCH_ACCESS,
  ...FRENCH_CATALOG,
  ...FRENCH_REGISTRY,
  ...FRENCH_COLUMNS,
  ...FRENCH_MAPPING,
  ...FRENCH_FILES,
  ...FRENCH_IDENTITY,
  ...FRENCH_AUDIENCES,
  ...FRENCH_FLOWS,
  ...FRENCH_FAILURES,
  ...FRENCH_SOURCES,
  ...FRENCH_INGEST,
  ...FRENCH_PROFILE,
  ...FRENCH_LAKE,
  ...FRENCH_MONITORING,
};
