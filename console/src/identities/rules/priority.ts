import { isPersonal } from '../personal.ts';

/** A namespace in order of priority, as identity settings hold it. */
export interface Ranked {
  readonly code: string;
  readonly unique: boolean;
}

/** Does a code stand for people? Codes nobody knows are kept where they are, as people's. */
type IsPersonal = (code: string) => boolean;

/** Tells of the codes of an organisation whether they identify people. */
export function personalAmong(namespaces: readonly { readonly code: string; readonly idType: string }[]): IsPersonal {
  const types = new Map(namespaces.map((one) => [one.code.toLowerCase(), one]));
  return (code) => {
    const found = types.get(code.toLowerCase());
    return found === undefined || isPersonal(found);
  };
}

/** The list with one more namespace: the last of its section, people before browsers and devices. */
export function added(list: readonly Ranked[], code: string, isPerson: IsPersonal): readonly Ranked[] {
  const firstDevice = list.findIndex((one) => !isPerson(one.code));
  const at = isPerson(code) && firstDevice >= 0 ? firstDevice : list.length;
  return list.toSpliced(at, 0, { code, unique: false });
}

/** May the namespace change places with its neighbour? Only inside its section. */
export function canMove(list: readonly Ranked[], index: number, by: -1 | 1, isPerson: IsPersonal): boolean {
  const [own, other] = [list[index], list[index + by]];
  return own !== undefined && other !== undefined && isPerson(own.code) === isPerson(other.code);
}

/** The list with a namespace and its neighbour changed. */
export function moved(list: readonly Ranked[], index: number, by: -1 | 1): readonly Ranked[] {
  const [own, other] = [list[index]!, list[index + by]!];
  return list.with(index, other).with(index + by, own);
}
