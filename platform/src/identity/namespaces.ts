/** A kind of identity, as `GET /data/core/idnamespace/identities` shows it. */
export interface Namespace {
  readonly id: number;
  /** Identity symbol, unique in the organisation; compared without regard to case in look-ups. */
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly idType: string;
  readonly custom: boolean;
  readonly status: 'ACTIVE';
  readonly createTime: number;
  readonly updateTime: number;
}

/** One identity of a record: a namespace and a value. */
export interface Identity {
  readonly namespace: Namespace;
  readonly id: string;
  readonly primary: boolean;
  /** Key of its node in graph and profile store: unique per namespace and value, at most 220 bytes. */
  readonly node: string;
}

type StandardRow = readonly [id: number, code: string, name: string, idType: string, description: string];

/** Namespaces every organisation has (page "Identity namespace overview"). Ids above 1,000,000 are ours where none is public. */
const STANDARD: readonly StandardRow[] = [
  [0, 'CORE', 'CORE', 'COOKIE', 'Audience Manager UUID'],
  [4, 'ECID', 'ECID', 'COOKIE', 'Experience Cloud ID: exactly 38 digits'],
  [6, 'Email', 'Email', 'Email', 'E-mail address'],
  [7, 'Phone', 'Phone', 'Phone', 'Phone number'],
  [8, 'WAID', 'Windows AID', 'DEVICE', 'Windows advertising id'],
  [9, 'TNTID', 'TNTID', 'COOKIE', 'Target id'],
  [10, 'AAID', 'Adobe Analytics (Legacy ID)', 'COOKIE', 'Analytics legacy id'],
  [411, 'AdCloud', 'AdCloud', 'COOKIE', 'Advertising Cloud id'],
  [20914, 'GAID', 'Google Ad ID', 'DEVICE', 'Google advertising id'],
  [20915, 'IDFA', 'Apple IDFA', 'DEVICE', 'Apple advertising id'],
  [
    1_000_001,
    'Email_LC_SHA256',
    'Emails (SHA256, lowercased)',
    'Email',
    'Trimmed, lower-cased, then hashed e-mail address',
  ],
  [1_000_002, 'Phone_SHA256', 'Phone (SHA256)', 'Phone', 'Hashed phone number: digits only, country code first'],
];

/** Standard namespaces with the time the platform was made as their dates. */
export function standardNamespaces(): readonly Namespace[] {
  return STANDARD.map(([id, code, name, idType, description]) => ({
    id,
    code,
    name,
    idType,
    description,
    custom: false,
    status: 'ACTIVE',
    createTime: 0,
    updateTime: 0,
  }));
}

/** The eviction class of identities that stand for a person. */
export const PERSON_CLASS = 3;

/** Who leaves a full graph first (page "Guardrails for Identity Service"): lower leaves first. */
export function evictionClass(idType: string): number {
  switch (idType.toUpperCase()) {
    case 'PARTNER':
    case 'PARTNER_ID':
      return 0;
    case 'COOKIE':
      return 1;
    case 'DEVICE':
      return 2;
    default:
      return PERSON_CLASS;
  }
}

/** Does a namespace of this type identify people (cross-device, e-mail, phone), rather than devices, browsers or things? */
export function isPerson(idType: string): boolean {
  return buildsGraph(idType) && evictionClass(idType) === PERSON_CLASS;
}

/** Non-people identifiers (products, stores) never link people. */
export function buildsGraph(idType: string): boolean {
  const type = idType.toUpperCase();
  return type !== 'NON_PEOPLE' && type !== 'NON-PEOPLE' && !type.startsWith('B2B');
}

/** Person identities before devices before cookies: which of several identities a record belongs to when none is marked primary. */
export function priorityOf(namespace: Namespace): number {
  return evictionClass(namespace.idType);
}

/**
 * The namespaces of one organisation, by code (any case) and id. Built once per change of the custom list; look-ups are on
 * the hot path.
 */
export class NamespaceTable {
  readonly all: readonly Namespace[];
  readonly #byCode = new Map<string, Namespace>();
  readonly #byId = new Map<number, Namespace>();

  constructor(all: readonly Namespace[]) {
    this.all = all;
    for (const namespace of all) {
      this.#byCode.set(namespace.code, namespace);
      if (!this.#byCode.has(namespace.code.toLowerCase())) this.#byCode.set(namespace.code.toLowerCase(), namespace);
      this.#byId.set(namespace.id, namespace);
    }
  }

  byCode(code: string): Namespace | undefined {
    return this.#byCode.get(code) ?? this.#byCode.get(code.toLowerCase());
  }

  byId(id: number): Namespace | undefined {
    return this.#byId.get(id);
  }
}
