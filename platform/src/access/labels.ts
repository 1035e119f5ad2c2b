import type { Actor, Clock } from '../kernel/index.ts';
import type { Document, Tables } from '../stores/index.ts';
import { badBody, nameInUse, noLabel } from './errors.ts';
import { sayOfAccess } from './phrases.ts';
import { Register } from './register.ts';

/** What a data usage label says of the fields and audiences that carry it. */
export interface Label {
  /** What carries it names it so, after `core/` or `custom/`. */
  readonly name: string;
  readonly category: string;
  readonly friendlyName: string;
  readonly description: string;
}

/** A label of the organisation's own, with the credentials it was made and last changed by. */
export interface CustomLabel extends Label {
  readonly createdClient: string;
  readonly updatedClient: string;
}

const MOST = 1_000;
const NAME = /^[A-Za-z0-9._-]{1,64}$/;

type Row = readonly [name: string, friendlyName: string, description: string];

const CONTRACT: readonly Row[] = [
  ['C1', 'Export in aggregate', 'Leaves the platform only in sums that tell no person and no device apart.'],
  ['C2', 'No export to third parties', 'Is not given to third parties.'],
  ['C3', 'Not with direct identifiers', 'Is not put together with what identifies somebody directly.'],
  ['C4', 'No targeting', 'Chooses neither advertisements nor content, on one site or across sites.'],
  ['C5', 'No interest-based targeting', 'Chooses nothing across sites by what somebody is interested in.'],
  ['C6', 'No on-site advertising', 'Chooses no advertisements on the own sites.'],
  ['C7', 'No on-site content', 'Chooses no content on the own sites.'],
  ['C8', 'No measurement', 'Does not measure the use of the own sites and apps.'],
  ['C9', 'No data science', 'Is not used by models or analyses of data science.'],
  ['C10', 'No stitched identities', 'Is not activated by identities that were stitched together.'],
  ['C11', 'No Segment Match', 'Is not shared with partners of Segment Match.'],
  ['C12', 'No export', 'Does not leave the platform in any way.'],
];
const IDENTITY: readonly Row[] = [
  ['I1', 'Directly identifiable', 'Identifies a person, or is a way to reach them, by itself.'],
  ['I2', 'Indirectly identifiable', 'Identifies a person, or is a way to reach them, together with other data.'],
];
const SENSITIVE: readonly Row[] = [
  ['S1', 'Precise location', 'Latitude and longitude: where a device is.'],
  ['S2', 'Broad location', 'The wider area somebody is in.'],
  ['PSPD', 'Permitted sensitive personal data', 'Sensitive personal data a contract permits; never health data.'],
  ['RHD', 'Regulated health data', 'Health data of a patient that a contract permits.'],
];
const PARTNER: readonly Row[] = [['Third-Party', 'Third-party data', 'Was given by a vendor of data for joint use.']];

/** Labels every organisation has, by category (page "Data usage labels glossary"). */
export const CORE_LABELS: readonly Label[] = Object.entries({
  Contract: CONTRACT,
  Identity: IDENTITY,
  Sensitive: SENSITIVE,
  'Partner Ecosystem': PARTNER,
}).flatMap(([category, rows]) =>
  rows.map(([name, friendlyName, description]) => ({ name, category, friendlyName, description })),
);

const CORE_NAMES: ReadonlySet<string> = new Set(CORE_LABELS.map(({ name }) => name));

/** A label with its prefix, also where it was written without: `core/` for those every organisation has, else `custom/`. */
export function prefixed(label: string): string {
  return label.includes('/') ? label : `${CORE_NAMES.has(label) ? 'core' : 'custom'}/${label}`;
}

/** Labels that organisations made themselves, by their names. There is no taking one away: something may carry it. */
export class Labels {
  readonly #clock: Clock;
  readonly #held: Register<CustomLabel>;

  constructor(deps: { tables: Tables; clock: Clock }) {
    this.#clock = deps.clock;
    this.#held = new Register(deps.tables, 'data-usage-label');
  }

  load(): Promise<void> {
    return this.#held.load();
  }

  /** Oldest first. */
  list(org: string): readonly Document<CustomLabel>[] {
    return this.#held.list(org);
  }

  get(org: string, name: string): Document<CustomLabel> {
    const found = this.#held.get(org, name);
    if (found === undefined) throw noLabel(name);
    return found;
  }

  /** Makes the label, or changes the one there is. Throws a `Problem` for a name that cannot be one. */
  async put(
    { org, userId, clientId }: Actor,
    label: Label,
  ): Promise<{ readonly label: Document<CustomLabel>; readonly isNew: boolean }> {
    const change = { by: userId, at: this.#clock() };
    const changed = await this.#held.change(
      org,
      label.name,
      ({ createdClient }) => ({ ...label, createdClient, updatedClient: clientId }),
      change,
    );
    if (changed !== undefined) return { label: changed, isNew: false };
    if (!NAME.test(label.name)) throw badBody('/name', sayOfAccess('access-label-name'));
    if (CORE_NAMES.has(label.name)) throw badBody('/name', sayOfAccess('access-label-of-all', { name: label.name }));
    const body = { ...label, createdClient: clientId, updatedClient: clientId };
    const check = () => {
      if (this.#held.get(org, label.name) !== undefined) throw nameInUse('label', label.name);
      if (this.list(org).length >= MOST) throw badBody('/name', sayOfAccess('access-most-labels', { most: MOST }));
    };
    return { label: await this.#held.insert(org, label.name, body, change, check), isNew: true };
  }
}
