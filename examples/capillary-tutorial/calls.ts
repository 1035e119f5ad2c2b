const SCOPES = 'openid,AdobeID,read_organizations,additional_info.projectedProductContext,session';

/** A platform and an API credential for one of its sandboxes. */
export interface Credential {
  /** Origin of the platform, or of an AEP gateway that serves token and services from one origin. */
  readonly url: string;
  readonly orgId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly sandbox: string;
}

/** A call that was not answered with 2xx. The message names the call and repeats the answer. */
export class SetUpError extends Error {
  override readonly name = 'SetUpError';
  readonly status: number;

  constructor(operation: string, status: number, text: string) {
    super(`${operation} answered ${status}: ${text}`);
    this.status = status;
  }
}

/** `POST /some/path` with a JSON body, or `GET /some/path`; the parsed answer. Throws `SetUpError` unless 2xx. */
export type Call = (operation: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<unknown>;

async function answerOf(operation: string, response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new SetUpError(operation, response.status, text);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

/** An access token for the credential (`POST /ims/token/v3`), good for 24 hours. */
export async function requestToken({ url, clientId, clientSecret }: Credential): Promise<string> {
  const form = new URLSearchParams({
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: 'client_credentials',
    scope: SCOPES,
  });
  const answer = await answerOf(
    'POST /ims/token/v3',
    await fetch(`${url}/ims/token/v3`, { method: 'POST', body: form }),
  );
  return (answer as { access_token: string }).access_token;
}

/** Calls with the headers every gateway call needs (page "Authenticate and access Experience Platform APIs"). */
export function caller({ url, clientId, orgId, sandbox }: Omit<Credential, 'clientSecret'>, token: string): Call {
  const common = {
    authorization: `Bearer ${token}`,
    'x-api-key': clientId,
    'x-gw-ims-org-id': orgId,
    'x-sandbox-name': sandbox,
  };
  return async (operation, body, headers) => {
    const [method, path] = operation.split(' ') as [string, string];
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...common, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answerOf(operation, response);
  };
}
