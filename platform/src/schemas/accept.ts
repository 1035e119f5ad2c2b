import { badDescriptorAccept, badListAccept, badLookupAccept, versionNotAvailable } from './errors.ts';

/** Forms of a look-up (page "Schema Registry API: getting started", table of Accept headers). */
export interface LookupForm {
  /** Only `$id`, `meta:altId`, `version`, `title`. */
  readonly ids: boolean;
  /** `$ref` and `allOf` resolved into `properties`. */
  readonly full: boolean;
  /** Resolved, with one entry per dotted path. */
  readonly flat: boolean;
  readonly text: boolean;
  readonly descriptors: boolean;
  /** Fields deprecated by a descriptor are marked. */
  readonly deprecated: boolean;
}

interface Media {
  readonly family: string;
  readonly suffix: string;
  readonly version: string | undefined;
}

const ADOBE = /^application\/vnd\.adobe\.(xed|xdm)((?:-[a-z0-9]+)*)\+json$/;

/** The first Adobe media type of the header; `application/json` counts as plain `xed`, as existing collections send it. */
function readMedia(header: string | undefined): Media | undefined {
  for (const part of (header ?? '').split(',')) {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const version = parameters.find((parameter) => parameter.startsWith('version='))?.slice('version='.length);
    const adobe = ADOBE.exec(type);
    if (adobe !== null) return { family: adobe[1] as string, suffix: adobe[2] as string, version };
    if (type === 'application/json') return { family: 'json', suffix: '', version };
  }
  return undefined;
}

/** Form of a list: whole resources or their ids. Throws XDM-1006 for anything else, also for a version. */
export function listForm(header: string | undefined): 'id' | 'whole' {
  const media = readMedia(header);
  if (media === undefined || media.version !== undefined) throw badListAccept(header ?? '');
  if (media.suffix !== '' && media.suffix !== '-id') throw badListAccept(header ?? '');
  return media.suffix === '-id' ? 'id' : 'whole';
}

const LOOKUPS = new Set([
  '',
  '-id',
  '-full',
  '-notext',
  '-full-notext',
  '-full-desc',
  '-desc',
  '-full-flat',
  '-deprecatefield',
]);

/**
 * Form of a look-up. `version=1` is mandatory except for ids and plain JSON, which existing clients send without; throws
 * XDM-1007 when it is missing, 406 when it is another one.
 */
export function lookupForm(header: string | undefined): LookupForm {
  const media = readMedia(header);
  if (media === undefined || !LOOKUPS.has(media.suffix)) throw badLookupAccept(header ?? '');
  const { suffix, version, family } = media;
  if (version === undefined && suffix !== '-id' && family !== 'json') throw badLookupAccept(header ?? '');
  if (version !== undefined && version !== '1') throw versionNotAvailable(header ?? '');
  const flat = suffix === '-full-flat';
  const deprecated = suffix === '-deprecatefield';
  return {
    ids: suffix === '-id',
    full: suffix.startsWith('-full') || deprecated,
    flat,
    text: !suffix.endsWith('-notext'),
    descriptors: suffix.endsWith('-desc'),
    deprecated,
  };
}

/** Form of a descriptor list: grouped by `@type` or, as `v2`, a paged array. Throws XDM-1008 for anything else. */
export function descriptorForm(header: string | undefined): {
  readonly paged: boolean;
  readonly show: 'whole' | 'id' | 'link';
} {
  const media = readMedia(header);
  const match = /^(-v2)?(?:-(id|link))?$/.exec(media?.suffix ?? '-');
  if (media === undefined || media.family === 'xed' || media.version !== undefined || match === null)
    throw badDescriptorAccept(header ?? '');
  return { paged: match[1] !== undefined, show: (match[2] ?? 'whole') as 'whole' | 'id' | 'link' };
}
