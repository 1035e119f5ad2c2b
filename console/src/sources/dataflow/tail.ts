import { useEffect, useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { followRecords, type Passing } from '../../ui/live-records.ts';

const SHOWN = 50;

/** Records of a dataflow as they pass, newest first, as long as the page is open; and why none can be shown. */
export function useTail(flowId: string): { readonly records: readonly Passing[]; readonly problem?: Error } {
  const client = useClient();
  const [records, setRecords] = useState<readonly Passing[]>([]);
  const [problem, setProblem] = useState<Error>();
  useEffect(() => {
    const stop = new AbortController();
    const seen = (one: Passing) => setRecords((before) => [one, ...before].slice(0, SHOWN));
    followRecords(client, { flowId }, stop.signal, seen, () => {}).catch(setProblem);
    return () => stop.abort();
  }, [client, flowId]);
  return { records, ...(problem === undefined ? {} : { problem }) };
}
