import type { Said } from '@meniscus/languages/syntax';
import type { Clock, Scope } from '../kernel/index.ts';
import { sayOfRequest } from '../kernel/index.ts';
import { type Collection, createCollection, type Tables } from '../stores/index.ts';
import { badSettings } from './errors.ts';
import { compileRules, type LinkingRules, type LinkingSettings } from './linking-rules.ts';
import type { NamespaceTable } from './namespaces.ts';
import { GRAPH_LIMIT } from './resolve.ts';
import { WATCHED } from './sizes.ts';

/** What is set for the identities of a sandbox. */
export interface IdentitySettings extends LinkingSettings {
  /** Graphs of this many identities or more are shown as alarms. */
  readonly alarmAt: number;
}

interface Kept {
  readonly settings: IdentitySettings;
  readonly rules: LinkingRules;
}

/** Half of what a graph may have. */
export const DEFAULT_ALARM = GRAPH_LIMIT / 2;
const ID = 'settings';

/**
 * Identity settings of every sandbox, in memory: every record asks for them. Linking rules are off in a sandbox without
 * settings (page "Identity settings UI").
 */
export class IdentitySettingsStore {
  readonly #collection: Collection<IdentitySettings>;
  readonly #clock: Clock;
  readonly #namespaces: (org: string) => NamespaceTable;
  readonly #byScope = new Map<string, Kept>();

  constructor(tables: Tables, clock: Clock, namespaces: (org: string) => NamespaceTable) {
    this.#collection = createCollection(tables, 'identity-settings');
    this.#clock = clock;
    this.#namespaces = namespaces;
  }

  /** Reads what is stored. Once at start, after the namespaces. */
  async load(orgOf: (scope: string) => string | undefined): Promise<void> {
    for (const { scope, body } of await this.#collection.everywhere()) {
      const org = orgOf(scope);
      if (org !== undefined) this.#keep(scope, org, body);
    }
  }

  rules(scope: string): LinkingRules | undefined {
    return this.#byScope.get(scope)?.rules;
  }

  of(scope: string): IdentitySettings | undefined {
    return this.#byScope.get(scope)?.settings;
  }

  /** Names what is set: two marks are equal exactly when the settings are. Empty: nothing is set. */
  mark(scope: string): string {
    const settings = this.of(scope);
    return settings === undefined ? '' : JSON.stringify([settings.namespaces, settings.repeatedNamespace]);
  }

  alarmAt(scope: string): number {
    return this.of(scope)?.alarmAt ?? DEFAULT_ALARM;
  }

  /** Checks and stores settings. Throws the coded problem that names every mistake. */
  async save(scope: Scope, settings: IdentitySettings, by: string): Promise<void> {
    const mistakes = checkSettings(settings, this.#namespaces(scope.org));
    if (mistakes.length > 0) throw badSettings(mistakes);
    const change = { by, at: this.#clock() };
    if ((await this.#collection.get(scope.key, ID)) === undefined)
      await this.#collection.insert(scope.key, ID, settings, change);
    else await this.#collection.update(scope.key, ID, undefined, settings, change);
    this.#keep(scope.key, scope.org, settings);
  }

  /** Turns linking rules off again. */
  async remove(scope: Scope): Promise<boolean> {
    const removed = await this.#collection.remove(scope.key, ID);
    this.#byScope.delete(scope.key);
    return removed;
  }

  #keep(scope: string, org: string, settings: IdentitySettings): void {
    const rules = compileRules(settings, this.#namespaces(org), () => {});
    if (rules !== undefined) this.#byScope.set(scope, { settings, rules });
  }
}

function checkSettings(settings: IdentitySettings, table: NamespaceTable): readonly Said[] {
  const mistakes: Said[] = [];
  compileRules(settings, table, (mistake) => mistakes.push(mistake));
  const { alarmAt } = settings;
  if (!Number.isInteger(alarmAt) || alarmAt < WATCHED || alarmAt > GRAPH_LIMIT)
    mistakes.push(sayOfRequest('request-whole-number', { name: '`alarmAt`', least: WATCHED, most: GRAPH_LIMIT }));
  return mistakes;
}
