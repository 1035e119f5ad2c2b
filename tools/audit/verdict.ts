/** What `npm audit --json` said, judged. */
export type Verdict =
  | { readonly kind: 'clean'; readonly lesser: number }
  | { readonly kind: 'found'; readonly findings: readonly string[] }
  | { readonly kind: 'unproven'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

interface Report {
  readonly vulnerabilities?: Readonly<
    Record<string, { readonly severity?: string; readonly via?: readonly unknown[] }>
  >;
  readonly metadata?: { readonly vulnerabilities?: Readonly<Record<string, number>> };
  readonly message?: string;
  readonly statusCode?: number;
  readonly code?: string;
  readonly error?: { readonly code?: string; readonly summary?: string };
}

const SEVERE = ['high', 'critical'];
/** A registry that does not have the call, or lets nobody make it, or is not there. */
const NOT_OFFERED = [401, 403, 404, 405, 410, 501, 502, 503, 504];
const UNREACHABLE =
  /^(ENOAUDIT|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT)$/;

function titleOf(via: readonly unknown[] = []): string {
  const titles = via.map((one) => (typeof one === 'string' ? `by ${one}` : String((one as { title?: unknown }).title)));
  return titles.join('; ');
}

/**
 * Known weaknesses of severity high or critical are findings. Where the registry does not offer the call, nothing is known: that
 * is unproven, and no more. Anything else that is no report is a failure of ours.
 */
export function verdictOf(output: string): Verdict {
  let report: Report;
  try {
    report = JSON.parse(output) as Report;
  } catch {
    return { kind: 'failed', reason: `npm audit answered no JSON: ${output.slice(0, 300)}` };
  }
  const counts = report.metadata?.vulnerabilities;
  if (counts === undefined) {
    const code = report.error?.code ?? report.code ?? '';
    const reason = report.message ?? (report.error?.summary || code || 'no reason was given');
    const offered = !NOT_OFFERED.includes(report.statusCode ?? 0) && !UNREACHABLE.test(code);
    return { kind: offered ? 'failed' : 'unproven', reason };
  }
  const severe = Object.entries(report.vulnerabilities ?? {}).filter(([, { severity }]) =>
    SEVERE.includes(severity ?? ''),
  );
  const findings = severe.map(([name, { severity, via }]) => `${name}: ${severity}: ${titleOf(via)}`);
  const counted = SEVERE.reduce((sum, severity) => sum + (counts[severity] ?? 0), 0);
  if (counted > 0 && findings.length === 0)
    return { kind: 'found', findings: [`${counted} that the report does not name`] };
  if (findings.length > 0) return { kind: 'found', findings };
  const lesser = (counts.total ?? 0) - counted;
  return { kind: 'clean', lesser };
}
