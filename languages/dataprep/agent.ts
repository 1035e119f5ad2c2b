/** What a user agent text says of the program, the system and the device. `Unknown` where it says nothing. */
export interface Agent {
  readonly os: string;
  readonly osVersion: string;
  readonly name: string;
  readonly version: string;
  readonly device: string;
}

const UNKNOWN = 'Unknown';

interface Rule {
  readonly name: string;
  /** The first group is the version. */
  readonly form: RegExp;
}

const rule = (name: string, form: RegExp): Rule => ({ name, form });

/** In this order: systems that name another one in passing come first. */
const SYSTEMS: readonly Rule[] = [
  rule('iOS', /(?:iPhone|iPad|iPod)[^)]* OS (\d+(?:_\d+)*)/),
  rule('iOS', /iPhone|iPad|iPod/),
  rule('Windows Phone', /Windows Phone(?: OS)? (\d+(?:\.\d+)*)/),
  rule('Tizen', /Tizen (\d+(?:\.\d+)*)/),
  rule('Android', /Android(?: (\d+(?:\.\d+)*))?/),
  rule('Windows NT', /Windows NT (\d+(?:\.\d+)*)/),
  rule('Chrome OS', /CrOS \S+ (\d+(?:\.\d+)*)/),
  rule('Mac OS', /Mac OS X (\d+(?:[_.]\d+)*)/),
  rule('Linux', /Linux|X11/),
];

/** In this order: nearly every program claims to be Mozilla, Chrome or Safari as well. */
const PROGRAMS: readonly Rule[] = [
  rule('Googlebot', /Googlebot(?:-\w+)?\/(\d+(?:\.\d+)*)/),
  rule('Bingbot', /bingbot\/(\d+(?:\.\d+)*)/),
  rule('Edge', /Edg(?:e|A|iOS)?\/(\d+(?:\.\d+)*)/),
  rule('Opera', /(?:OPR|OPiOS|Opera)[/ ](\d+(?:\.\d+)*)/),
  rule('Samsungbrowser', /SamsungBrowser\/(\d+(?:\.\d+)*)/),
  rule('Firefox', /(?:Firefox|FxiOS)\/(\d+(?:\.\d+)*)/),
  rule('Chrome', /(?:Chrome|CriOS)\/(\d+(?:\.\d+)*)/),
  rule('Safari', /Version\/(\d+(?:\.\d+)*).* Safari\//),
  rule('Internet Explorer', /(?:MSIE |Trident\/.*rv:)(\d+(?:\.\d+)*)/),
  rule('curl', /^curl\/(\d+(?:\.\d+)*)/),
];

/** Classes are those of the page "Data format handling" as far as the text alone tells them apart. */
const DEVICES: readonly Rule[] = [
  rule('Robot Mobile', /(?:bot|crawler|spider).*Mobile|Mobile.*(?:bot|crawler|spider)/i),
  rule('Robot', /bot\b|crawler|spider|curl\/|python-requests/i),
  rule('Game Console', /PlayStation \d|Xbox|Nintendo (?:Wii|Switch)/),
  rule('Handheld Game Console', /PlayStation (?:Vita|Portable)|Nintendo 3DS/),
  rule('eReader', /Kindle\/|Kobo/),
  rule('TV', /SmartTV|SMART-TV|AppleTV|GoogleTV|HbbTV|BRAVIA|Tizen.* TV/),
  rule('Watch', /Watch/),
  rule('Tablet', /iPad|Android(?!.*Mobile)|Tablet/),
  rule('Phone', /iPhone|iPod|Android.*Mobile|Windows Phone/),
  rule('Mobile', /Mobile/),
  rule('Desktop', /Windows NT|Mac OS X|X11|CrOS/),
];

function match(rules: readonly Rule[], text: string): { name: string; version: string } {
  for (const { name, form } of rules) {
    const found = form.exec(text);
    if (found !== null) return { name, version: found[1]?.replaceAll('_', '.') ?? '??' };
  }
  return { name: UNKNOWN, version: '??' };
}

/** Reads a user agent text by a short list of rules: the systems and programs customers use, not the thousands there are. */
export function agentOf(text: string): Agent {
  // Rules look ahead within one text: a bound on its length bounds their time.
  const cut = text.slice(0, 1000);
  const system = match(SYSTEMS, cut);
  const program = match(PROGRAMS, cut);
  return {
    os: system.name,
    osVersion: system.version,
    name: program.name,
    version: program.version,
    device: match(DEVICES, cut).name,
  };
}

/** `iOS 5`, `Safari 5`: a name with the first part of its version. */
export function withMajor(name: string, version: string): string {
  return `${name} ${version.split('.')[0]}`;
}
