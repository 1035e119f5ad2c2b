import { Engine } from 'json-rules-engine';
import type { AudienceRule } from '../audience-rules.ts';

/** The rules as json-rules-engine is given them: a run over a profile gives an event for each audience, named like it. */
export function rulesEngineOf(rules: readonly AudienceRule[]): Engine {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const { name, all } of rules) {
    engine.addRule({
      conditions: {
        all: all.map(({ path, operator, value }) => ({
          fact: path.split('.')[0]!,
          path: `$.${path.split('.').slice(1).join('.')}`,
          operator,
          value,
        })),
      },
      event: { type: name },
    });
  }
  return engine;
}
