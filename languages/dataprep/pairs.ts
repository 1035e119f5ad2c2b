import { say } from './phrases.ts';
import { asText, type Dictionary, EvaluationError, isDictionary, own, put } from './values.ts';

/** An object from keys and values in turn. */
export function pairsOf(args: readonly unknown[]): Dictionary {
  if (args.length % 2 === 1) throw new EvaluationError(say('key-without-value'));
  const object: Dictionary = {};
  for (let at = 0; at < args.length; at += 2) put(object, asText(args[at]), args[at + 1]);
  return object;
}

/** Objects of a list by the value of one of their fields; those without it are left out. */
export function keyedBy(list: readonly unknown[], field: string): Dictionary {
  const map: Dictionary = {};
  for (const element of list) {
    const key = isDictionary(element) ? own(element, field) : undefined;
    if (key !== undefined && key !== null) put(map, asText(key), element);
  }
  return map;
}
