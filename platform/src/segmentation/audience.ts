import type { CompiledPredicate } from '@meniscus/languages/pql';
import type { Document } from '../stores/index.ts';

/** An audience ready to be evaluated. */
export interface Audience {
  readonly id: string;
  readonly name: string;
  readonly predicate: CompiledPredicate;
  /** The merge policy of the profiles it is asked of; the default when left out or no more. */
  readonly policyId?: string;
  /** Epoch milliseconds since when the rule reads as it does: the moment a backfill of it evaluates at. */
  readonly createdAt: number;
}

/** A rule as callers send it. `value` is text, or a JSON tree as a string. */
export interface AudienceExpression {
  readonly type: 'PQL';
  readonly format: 'pql/text' | 'pql/json';
  readonly value: string;
}

export type EvaluationMethod = 'batch' | 'continuous' | 'synchronous';
export type LifecycleState = 'draft' | 'published' | 'inactive';

/**
 * The one stored object behind `/segment/definitions` and `/audiences`: what a caller may set. Everything else that an
 * answer holds comes from the document, the scope and the compiled rule.
 */
export interface AudienceBody {
  readonly name: string;
  readonly description?: string;
  readonly type: 'SegmentDefinition' | 'ExternalSegment';
  /** Always there for segment definitions, never for external audiences. */
  readonly expression?: AudienceExpression;
  readonly schema: { readonly name: string };
  /** Method the caller asked for; none when it was left to us. */
  readonly method?: EvaluationMethod;
  readonly lifecycleState: LifecycleState;
  readonly namespace: string;
  readonly originName: string;
  readonly labels: readonly string[];
  readonly mergePolicyId?: string;
  readonly ttlInDays?: number;
  readonly payloadSchema?: string;
  readonly overridePerformanceWarnings: boolean;
  /** External audiences: the id their own system uses. */
  readonly audienceId?: string;
  readonly datasetId?: string;
  readonly audienceMeta?: object;
  readonly linkedAudienceRef?: object;
  /** Epoch milliseconds: when rule or lifecycle last changed. */
  readonly ruleSince: number;
}

export type StoredAudience = Document<AudienceBody>;

/** Only published rules are evaluated; drafts and inactive ones are not, external audiences have no rule. */
export function isEvaluated({ type, lifecycleState }: AudienceBody): boolean {
  return type === 'SegmentDefinition' && lifecycleState === 'published';
}
