import type { Said } from '@meniscus/languages/syntax';
import { Type } from 'typebox';
import { needs, type Route, route, type Scope, sayOfRequest } from '../../../kernel/index.ts';
import { badSettings, noSettings } from '../../errors.ts';
import { DEFAULT_ALARM, type IdentitySettings, type IdentitySettingsStore } from '../../identity-settings.ts';
import { say } from '../../phrases.ts';

const PATH = '/meniscus/v1/identity/settings';
const SERVICE = 'Meniscus Identity';
const EDIT = needs('identity-settings', 'write', 'edit-identity-settings');

export const SETTINGS = Type.Object({
  namespaces: Type.Array(Type.Object({ code: Type.String(), unique: Type.Optional(Type.Boolean()) })),
  repeatedNamespace: Type.Optional(Type.Union([Type.Literal('highest'), Type.Literal('any')])),
  alarmAt: Type.Optional(Type.Integer()),
});

/** Settings as a caller sends them; every mistake of form at once. */
export function readSettings(body: unknown): IdentitySettings {
  const {
    namespaces,
    repeatedNamespace = 'highest',
    alarmAt = DEFAULT_ALARM,
  } = (body ?? {}) as Record<string, unknown>;
  const mistakes: Said[] = [];
  if (!Array.isArray(namespaces)) mistakes.push(say('rules-list', { shape: '{code, unique}' }));
  if (repeatedNamespace !== 'highest' && repeatedNamespace !== 'any') mistakes.push(say('rules-repeated'));
  const read = (Array.isArray(namespaces) ? (namespaces as readonly unknown[]) : []).map((item, index) => {
    const { code, unique = false } = (item ?? {}) as Record<string, unknown>;
    if (typeof code !== 'string') mistakes.push(say('rules-code', { name: `\`namespaces[${index}].code\`` }));
    if (typeof unique !== 'boolean')
      mistakes.push(sayOfRequest('request-flag', { name: `\`namespaces[${index}].unique\`` }));
    return { code: String(code), unique: unique === true };
  });
  if (mistakes.length > 0) throw badSettings(mistakes);
  return {
    namespaces: read,
    repeatedNamespace: repeatedNamespace as IdentitySettings['repeatedNamespace'],
    alarmAt: alarmAt as number,
  };
}

/** Identity settings of the sandbox: unique namespaces and namespace priority (page "Identity settings UI"). */
export function settingsRoutes(
  settings: IdentitySettingsStore,
  changed: (scope: Scope) => Promise<void>,
): readonly Route[] {
  return [
    route({
      id: 'getIdentitySettings',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      summary: 'Namespace priority, unique namespaces and alarm of the sandbox.',
      access: needs('identity-settings', 'read', 'view-identity-settings', 'edit-identity-settings'),
      responses: { 200: { description: 'The settings.', schema: SETTINGS }, 404: { description: 'None were saved.' } },
      handle: ({ scope }) => {
        const found = settings.of(scope.key);
        if (found === undefined) throw noSettings();
        return { body: found };
      },
    }),
    route({
      id: 'putIdentitySettings',
      method: 'PUT',
      path: PATH,
      service: SERVICE,
      summary: 'Saves identity settings: linking rules apply from now on, and all graphs are worked out again.',
      access: EDIT,
      body: SETTINGS,
      responses: { 200: { description: 'The settings.', schema: SETTINGS }, 400: { description: 'Every mistake.' } },
      handle: async ({ scope, body, actor }) => {
        const wanted = readSettings(body);
        await settings.save(scope, wanted, actor.userId);
        await changed(scope);
        return { body: wanted };
      },
    }),
    route({
      id: 'deleteIdentitySettings',
      method: 'DELETE',
      path: PATH,
      service: SERVICE,
      summary: 'Removes the settings: linking rules are off, and all graphs are worked out again.',
      access: EDIT,
      responses: { 204: { description: 'Removed.' }, 404: { description: 'None were saved.' } },
      handle: async ({ scope }) => {
        if (!(await settings.remove(scope))) throw noSettings();
        await changed(scope);
        return { status: 204 };
      },
    }),
  ];
}
