import { Type } from 'typebox';
import type { Namespaces } from '../../../identity/index.ts';
import { type Call, type Clock, needs, type Route, route, type Scope } from '../../../kernel/index.ts';
import type { Census, Reports } from '../../census.ts';
import { badReport, noReport } from '../../errors.ts';
import type { MergePolicies } from '../../merge-policies.ts';
import type { People } from '../../people.ts';
import { say } from '../../phrases.ts';

const PATH = '/data/core/ups/previewsamplestatus';
const SERVICE = 'Real-Time Customer Profile';
const ACCESS = needs('profiles', 'read', 'view-profiles', 'manage-profiles');

interface Deps {
  readonly people: People;
  readonly reports: Reports;
  readonly namespaces: Namespaces;
  readonly policies: MergePolicies;
  readonly clock: Clock;
  readonly datasetOf: (scope: Scope, id: string) => Promise<DatasetNames | undefined>;
}

/** A dataset as reports show it. */
export interface DatasetNames {
  readonly name: string;
  readonly description: string;
  readonly createdUser: string;
}

/** `2026-11-27 22:43:44`, as these calls write times. */
function plainTime(at: string): string {
  return at.replace('T', ' ').replace(/\.\d+Z$/, '');
}

/**
 * How many profiles there are, and of what (page "Preview sample status"). AEP samples; here everybody is counted, so the
 * sample is the whole and the ratio is 1. Numbers that AEP writes as text are text.
 */
export function previewSampleStatusRoutes(deps: Deps): readonly Route[] {
  const reportOf = async ({ scope, query }: Call): Promise<Census> => {
    const date = typeof query.date === 'string' ? query.date : undefined;
    if (date === undefined) return deps.reports.newest(scope);
    if (!/^\d{4}-\d\d-\d\d$/.test(date)) throw badReport(say('profile-day', { name: '`date`' }));
    const found = await deps.reports.of(scope, date);
    if (found === undefined) throw noReport(date);
    return found;
  };

  const shareOf = (part: number, { profiles }: Census) => (profiles === 0 ? 0 : part / profiles);

  const report = (id: string, path: string, summary: string, body: (call: Call, census: Census) => unknown): Route =>
    route({
      id,
      method: 'GET',
      path: `${PATH}/report/${path}`,
      service: SERVICE,
      summary,
      access: ACCESS,
      fields: 'filtered',
      query: Type.Object({ date: Type.Optional(Type.String()) }),
      responses: { 200: { description: 'The report.' }, 404: { description: 'There is none for this day.' } },
      handle: async (call) => ({ body: await body(call, await reportOf(call)) }),
    });

  return [
    route({
      id: 'getPreviewSampleStatus',
      fields: 'none',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      summary: 'Number of profiles and fragments.',
      access: ACCESS,
      responses: {
        200: {
          description: 'The counts.',
          schema: Type.Object({
            totalRows: Type.String(),
            totalFragmentCount: Type.Integer(),
            numRowsToRead: Type.String(),
            samplingRatio: Type.Number(),
            status: Type.String(),
          }),
        },
      },
      handle: async ({ scope }) => {
        const { profiles, fragments } = await deps.people.totals(scope.key);
        const now = plainTime(new Date(deps.clock()).toISOString());
        const policy = deps.policies.of(scope.key);
        return {
          body: {
            numRowsToRead: String(profiles),
            totalRows: String(profiles),
            totalFragmentCount: fragments,
            docCount: String(fragments),
            cosmosDocCount: String(fragments),
            samplingRatio: 1,
            status: 'TASK_FINISHED',
            mergeStrategy: `${policy.precedence === undefined ? 'timestampOrdered' : 'dataSetPrecedence'}_auto`,
            sampleJobRunning: { status: false, submissionTimestamp: now },
            lastSampledTimestamp: now,
            lastBatchId: '',
            lastSuccessfulBatchTimestamp: '',
            streamingDriven: 'true',
          },
        };
      },
    }),
    report('getProfilesByDataset', 'dataset', 'Profiles by dataset.', async ({ scope }, census) => ({
      data: await Promise.all(
        Object.entries(census.byDataset).map(async ([value, profiles]) => ({
          value,
          ...counts(profiles, shareOf(profiles, census)),
          ...((await deps.datasetOf(scope, value)) ?? { name: '', description: '', createdUser: '' }),
          streamingIngestionEnabled: 'true',
          reportTimestamp: plainTime(census.at),
        })),
      ),
      reportTimestamp: plainTime(census.at),
    })),
    report('getProfilesByNamespace', 'namespace', 'Profiles by namespace.', ({ scope, fields }, census) => ({
      data: seenCounts(deps.namespaces, { scope, fields }, census.byNamespace).map(
        ([value, { profiles, fragments }]) => ({
          value,
          ...counts(profiles, shareOf(profiles, census)),
          fullIDsFragmentCount: fragments,
          code: deps.namespaces.of(scope.org).byId(Number(value))?.code ?? value,
          reportTimestamp: plainTime(census.at),
        }),
      ),
      reportTimestamp: plainTime(census.at),
    })),
    report('getDatasetOverlap', 'dataset/overlap', 'Profiles by the very datasets they have.', (_call, census) => ({
      data: census.datasetOverlap,
      reportTimestamp: plainTime(census.at),
    })),
    report(
      'getNamespaceOverlap',
      'namespace/overlap',
      'Profiles by the very namespaces they have.',
      ({ scope, fields }, census) => ({
        data: Object.fromEntries(
          seenCounts(deps.namespaces, { scope, fields }, census.namespaceOverlap).map(([ids, profiles]) => [
            codesOf(deps.namespaces, scope, ids),
            profiles,
          ]),
        ),
        reportTimestamp: plainTime(census.at),
      }),
    ),
    report(
      'getUnstitchedProfiles',
      'unstitchedProfiles',
      'Profiles of one identity, by how long nothing happened to them.',
      ({ scope, fields }, census) => ({
        data: {
          totalNumberOfProfiles: census.profiles,
          totalNumberOfEvents: Object.values(census.unstitched)[0]?.eventsAssociated ?? 0,
          unstitchedProfiles: Object.fromEntries(
            Object.entries(census.unstitched).map(([days, { nsDistribution, ...rest }]) => [
              days,
              {
                ...rest,
                nsDistribution: Object.fromEntries(
                  seenCounts(deps.namespaces, { scope, fields }, nsDistribution).map(([ns, number]) => [
                    codesOf(deps.namespaces, scope, ns),
                    number,
                  ]),
                ),
              },
            ]),
          ),
        },
        reportTimestamp: plainTime(census.at),
      }),
    ),
  ];
}

function counts(profiles: number, share: number): Record<string, number> {
  return { sampleCount: profiles, samplePercentage: share, fullIDsCount: profiles, fullIDsPercentage: share };
}

/** Counts by namespaces, without those of which one is carried by a field that is hidden from the caller. */
function seenCounts<T>(
  namespaces: Namespaces,
  { scope, fields }: Pick<Call, 'scope' | 'fields'>,
  byIds: Readonly<Record<string, T>>,
): readonly (readonly [ids: string, count: T])[] {
  const isSeen = (code: string) => !fields.namespaces.has(code.toLowerCase());
  return Object.entries(byIds).filter(([ids]) => codesOf(namespaces, scope, ids).split(',').every(isSeen));
}

function codesOf(namespaces: Namespaces, scope: Scope, ids: string): string {
  return ids
    .split(',')
    .map((id) => namespaces.of(scope.org).byId(Number(id))?.code ?? id)
    .join(',');
}
