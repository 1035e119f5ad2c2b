import { accountOf, type Dataflow, useAccount, useKind } from '../flow-service.ts';

/** Where the records of a dataflow are sent to. */
export interface Endpoint {
  readonly url: string;
  /** It belongs to the account, and a message says which of its dataflows is meant (header `x-adobe-flow-id`). */
  readonly namesFlow: boolean;
  /** It takes messages with a token of this organisation only. */
  readonly asksToken: boolean;
}

/** The endpoint of a dataflow: its own, or that of its account. Undefined where it has none, and until that is known. */
export function useEndpoint(flow: Dataflow): Endpoint | undefined {
  const kind = useKind(flow);
  const account = useAccount(kind === 'messages' ? accountOf(flow) : undefined);
  const own = flow.options?.inletUrl;
  if (own !== undefined) return { url: own, namesFlow: false, asksToken: false };
  const { inletUrl, authenticationRequired, dataType } = account.data?.auth?.params ?? {};
  if (typeof inletUrl !== 'string') return undefined;
  return { url: inletUrl, namesFlow: dataType === 'raw', asksToken: authenticationRequired === true };
}
