import type { Api } from '../tools/harness/api.ts';
import { type Programme, setUpAudience, setUpProgramme } from '../tools/harness/programme.ts';
import { pqlOf } from './audience-rules.ts';
import { bringIn } from './bring-in.ts';
import { untilZero } from './metrics.ts';
import { PROBED } from './probes.ts';
import { RULES } from './rivals/rival.ts';

/** A programme with its people and audiences. */
export interface Peopled {
  readonly programme: Programme;
  /** Ids of the audiences the rivals keep, too, to their names. */
  readonly names: ReadonlyMap<string, string>;
  /** Id of the audience that probes wait for. */
  readonly probed: string;
}

/** Sets the programme up with `people` people and all audiences, and waits until everybody is evaluated. */
export async function setUpPeople(api: Api, people: number, core: number): Promise<Peopled> {
  const programme = await setUpProgramme(api);
  await bringIn(api, programme, people, core);
  const names = new Map<string, string>();
  for (const rule of RULES) names.set(await setUpAudience(api, rule.name, pqlOf(rule)), rule.name);
  const probed = await setUpAudience(api, 'Probed', PROBED);
  await untilZero(api, 'meniscus_audiences_waiting');
  return { programme, names, probed };
}

/** A person as the platform tells: the loyalty attributes, and the names of the audiences, sorted. */
export async function toldOf(api: Api, names: ReadonlyMap<string, string>, person: string) {
  const { loyalty, segmentMembership } = (await api.profile('Email', person)) ?? {};
  const audiences = Object.entries(segmentMembership?.ups ?? {})
    .filter(([id, { status }]) => status === 'realized' && names.has(id))
    .map(([id]) => names.get(id)!);
  return { loyalty, audiences: audiences.sort() };
}
