/** A failed record as `GET /meniscus/v1/failed-records` shows it. */
export interface FailedRecord {
  readonly id: string;
  readonly xactionId: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly failedAt: number;
  readonly flowId?: string;
  readonly datasetId?: string;
  readonly failures: readonly {
    readonly stage: string;
    readonly code: string;
    readonly pointer: string;
    readonly message: string;
    readonly retry: string;
  }[];
  readonly retry: string;
  readonly payload: unknown;
  readonly status: 'open' | 'replayed';
}

/** A page of failed records, newest first; `next` is the `start` of the next page. */
export interface FailedRecordPage {
  readonly items: readonly FailedRecord[];
  readonly _page: { readonly next: string | null };
}

/** What helps, in words. */
export function advice(retry: string): string {
  switch (retry) {
    case 'later':
      return 'replay as it is';
    case 'after-fix':
      return 'correct schema, mapping or settings, then replay';
    default:
      return 'correct the payload, then replay it with --payload';
  }
}
