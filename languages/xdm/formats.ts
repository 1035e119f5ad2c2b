import type { Said } from '@meniscus/languages/syntax';
import { say } from './phrases.ts';

/**
 * String formats on ingestion. Date-time is exactly what AEP accepts (page "Streaming ingestion validation"); `uri-reference`
 * is lenient because documented payloads put plain ids such as `T0001` there.
 */

const ZERO = 48;

/** Two digits at `at`, or -1. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isCalendarDay(text: string): boolean {
  const century = two(text, 0);
  const year = two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  if (century < 0 || year < 0 || month < 1 || month > 12 || day < 1) return false;
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  if (month === 2 && day === 29) return year % 4 === 0 && (year !== 0 || century % 4 === 0);
  return day <= (DAYS[month] as number);
}

/** `yyyy-MM-dd`, a day that exists. */
export function isDate(text: string): boolean {
  return text.length === 10 && isCalendarDay(text);
}

/** Position after the fraction (1 to 9 digits), `at` itself when there is none, -1 when it is malformed. */
function afterFraction(text: string, at: number): number {
  if (text.charCodeAt(at) !== 46) return at;
  let end = at + 1;
  while (end < text.length && text.charCodeAt(end) >= ZERO && text.charCodeAt(end) <= 57) end += 1;
  return end === at + 1 || end > at + 10 ? -1 : end;
}

/** `yyyy-MM-dd'T'HH:mm:ss`, optionally a fraction of 1 to 9 digits, then `Z` or `±HH:mm`. */
export function isDateTime(text: string): boolean {
  if (text.length < 20 || text.charCodeAt(10) !== 84 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58)
    return false;
  const hour = two(text, 11);
  const minute = two(text, 14);
  const second = two(text, 17);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return false;
  const zone = afterFraction(text, 19);
  if (zone < 0 || !isZone(text, zone)) return false;
  return isCalendarDay(text);
}

function isZone(text: string, at: number): boolean {
  const sign = text.charCodeAt(at);
  if (sign === 90) return text.length === at + 1;
  if ((sign !== 43 && sign !== 45) || text.length !== at + 6 || text.charCodeAt(at + 3) !== 58) return false;
  const hours = two(text, at + 1);
  const minutes = two(text, at + 4);
  return hours >= 0 && hours <= 18 && minutes >= 0 && minutes <= (hours === 18 ? 0 : 59);
}

/** One `@` with something before it and a host with no empty label behind it; no blanks. */
export function isEmail(text: string): boolean {
  const sign = text.lastIndexOf('@');
  if (sign < 1 || sign > 64 || text.length > 320 || hasBlank(text)) return false;
  const host = text.slice(sign + 1);
  return (
    text.indexOf('@') === sign && host !== '' && !host.startsWith('.') && !host.endsWith('.') && !host.includes('..')
  );
}

function hasBlank(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) <= 32) return true;
  return false;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** A scheme, a colon, something behind it; no blanks. */
export function isUri(text: string): boolean {
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1 || !isLetter(text.charCodeAt(0)) || hasBlank(text)) return false;
  for (let at = 1; at < colon; at += 1) {
    const code = text.charCodeAt(at);
    if (!isLetter(code) && !(code >= ZERO && code <= 57) && code !== 43 && code !== 45 && code !== 46) return false;
  }
  return true;
}

/** Anything without blanks or control characters inside. */
export function isUriReference(text: string): boolean {
  return !hasBlank(text);
}

/** Four decimal numbers up to 255, no leading zeros. */
export function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** Eight groups of hex digits, one run of them may be `::`, the last two may be an IPv4 address. */
export function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2 || text.length > 45) return false;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1)?.at(-1) ?? '';
  const mapped = last.includes('.');
  if (mapped && !isIpv4(last)) return false;
  const plain = groups.flat().slice(0, mapped ? -1 : undefined);
  const size = plain.length + (mapped ? 2 : 0);
  return plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) && (halves.length === 2 ? size < 8 : size === 8);
}

const DATE_TIME_FORMS =
  "yyyy-MM-dd'T'HH:mm:ssZ, yyyy-MM-dd'T'HH:mm:ss.[0-9]{1,9}Z, yyyy-MM-dd'T'HH:mm:ss[+-]HH:mm, yyyy-MM-dd'T'HH:mm:ss.[0-9]{1,9}[+-]HH:mm";

interface Format {
  readonly holds: (text: string) => boolean;
  readonly violation: (value: string) => Said;
}

/** What is checked by `format`, and how the violation is worded. Formats that are not listed are not checked. */
export const FORMATS: Readonly<Record<string, Format>> = {
  'date-time': {
    holds: isDateTime,
    violation: (value) => say('xdm-date-time', { value, forms: DATE_TIME_FORMS }),
  },
  date: { holds: isDate, violation: (value) => say('xdm-date', { value }) },
  email: { holds: isEmail, violation: (value) => say('xdm-email', { value }) },
  uri: { holds: isUri, violation: (value) => say('xdm-uri', { value }) },
  'uri-reference': { holds: isUriReference, violation: (value) => say('xdm-uri-reference', { value }) },
  ipv4: { holds: isIpv4, violation: (value) => say('xdm-ipv4', { value }) },
  ipv6: { holds: isIpv6, violation: (value) => say('xdm-ipv6', { value }) },
};
