import { lookup as dnsLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { Said } from '@meniscus/languages/syntax';
import ipaddr from 'ipaddr.js';
import { sayOfRequest } from './request-phrases.ts';

/** Addresses outside the public internet that may be called all the same: CIDR ranges. */
export type AllowedRanges = readonly (readonly [address: ipaddr.IPv4 | ipaddr.IPv6, bits: number])[];

/** An address that must not be called. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
  readonly said: Said;

  constructor(said: Said) {
    super(said.message);
    this.said = said;
  }
}

/** Reads CIDR ranges such as `10.0.0.0/8`. Throws for what is none. */
export function readRanges(texts: readonly string[]): AllowedRanges {
  return texts.map((text) => {
    try {
      return ipaddr.parseCIDR(text.includes('/') ? text : `${text}/${isIP(text) === 6 ? 128 : 32}`);
    } catch {
      throw new Error(`${text} is not a range of addresses such as 10.0.0.0/8`);
    }
  });
}

/** IPv4 addresses in an IPv6 one are judged as what they are; tunnels to IPv4 are ranges of their own and forbidden. */
function plain(address: string): ipaddr.IPv4 | ipaddr.IPv6 {
  return ipaddr.process(address.replace(/^\[|\]$/g, '').replace(/%.*$/, ''));
}

/** May this address be called: is it public unicast, or in a range that is allowed? False for what cannot be read. */
export function mayCall(address: string, allowed: AllowedRanges): boolean {
  let parsed: ipaddr.IPv4 | ipaddr.IPv6;
  try {
    parsed = plain(address);
  } catch {
    return false;
  }
  if (parsed.range() === 'unicast') return true;
  return allowed.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits));
}

/** What is wrong with a URL before its name is resolved; undefined when nothing is. */
export function urlComplaint(text: string, allowed: AllowedRanges): Said | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return sayOfRequest('url-none');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return sayOfRequest('url-no-http');
  if (url.username !== '' || url.password !== '') return sayOfRequest('url-credentials');
  return hostComplaint(url.hostname, allowed);
}

/** What is wrong with a host that is written as an address; a name is judged when it is resolved (`guardedLookup`). */
export function hostComplaint(hostname: string, allowed: AllowedRanges): Said | undefined {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !mayCall(host, allowed)) return sayOfRequest('url-not-public', { host });
  return undefined;
}

/**
 * Name resolution for outgoing calls: the addresses that are connected to are the ones that were judged, so a name that
 * answers differently the next time gains nothing. One forbidden address among several forbids the name.
 */
export function guardedLookup(allowed: AllowedRanges): LookupFunction {
  return (hostname, options, callback) => {
    dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
      const list = addresses ?? [];
      const bad = list.find(({ address }) => !mayCall(address, allowed));
      const refusal =
        error ??
        (bad === undefined
          ? null
          : new ForbiddenAddress(sayOfRequest('url-leads-elsewhere', { host: hostname, address: bad.address })));
      if (refusal !== null) callback(refusal, '', 4);
      else if (options.all === true) callback(null, list);
      else callback(null, list[0]!.address, list[0]!.family);
    });
  };
}
