import type { Environment } from './context.ts';
import { spend } from './effort.ts';
import { sha256 } from './hashing/sha256.ts';
import { asText } from './values.ts';

/**
 * An id in the form of a version 4 UUID, derived from the message's seed, its time and how many ids it has asked for:
 * different for different messages, the same when a message is processed again. Without a seed the content takes its place.
 */
export function derivedId(environment: Environment): string {
  const { record, context } = environment;
  environment.ids.asked += 1;
  const origin = context.seed ?? asText(record);
  spend(origin.length * 16);
  const text = JSON.stringify([origin, context.now, environment.ids.asked]);
  const bytes = sha256(new TextEncoder().encode(text)).subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
