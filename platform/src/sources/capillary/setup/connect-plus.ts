import { Type } from 'typebox';
import type { Scope } from '../../../kernel/index.ts';

/** What the integration template of the loyalty system asks for, under the names of its eight fields. */
export interface ConnectPlus {
  readonly orgId: string;
  readonly sandboxName: string;
  readonly apiKey: string;
  readonly clientId: string;
  /** A secret in the clear. */
  readonly clientSecret: string;
  readonly scope: string;
  readonly grantType: string;
  readonly authUrl: string;
}

const SCOPES = 'openid,AdobeID,read_organizations,additional_info.projectedProductContext,session';

/** The form of `ConnectPlus` in answers. */
export const CONNECT_PLUS = Type.Object({
  orgId: Type.String(),
  sandboxName: Type.String(),
  apiKey: Type.String(),
  clientId: Type.String(),
  clientSecret: Type.String(),
  scope: Type.String(),
  grantType: Type.String(),
  authUrl: Type.String(),
});

/** The eight values of a connection in this scope. `params`: those of the connection, secrets in the clear. */
export function connectPlusOf(scope: Scope, params: Readonly<Record<string, unknown>>, publicUrl: string): ConnectPlus {
  const { clientId, clientSecret } = params;
  return {
    orgId: scope.org,
    sandboxName: scope.sandbox,
    apiKey: String(clientId),
    clientId: String(clientId),
    clientSecret: String(clientSecret),
    scope: SCOPES,
    grantType: 'client_credentials',
    authUrl: `${publicUrl}/ims/token/v3`,
  };
}
