import type { Page } from 'playwright-core';

/** Words that are French, too. Whoever adds one has asked what Adobe's French pages call it. */
const SAME_WORDS = [
  ...[
    '2. Mapping',
    '3. Structure',
    '4. Mapping',
    'Structure',
    'Composition',
    'Double',
    'Action',
    'Actions',
    'Active',
    'Administration',
    'Application',
    'Audience',
  ],
  ...['Audiences', 'Audio', 'Audits', 'Classes', 'Code', 'Conversion', 'Date', 'Description', 'Destinations'],
  ...[
    'E-mail',
    'Inactive',
    'Ingestion',
    'Mapping',
    'Message',
    'Package',
    'Packages',
    'Sandbox',
    'Sandboxes',
    'Segment',
  ],
  ...['Source', 'Sources', 'Standard', 'Suggestions', 'Type', 'Version', 'Versions'],
];

/** Names of products and parts that have no other, and of the fields Connect+ has. */
const PROPER_NAMES = [
  ...['AdCloud', 'Amazon S3', 'Apple IDFA', 'Capillary Streaming Events', 'Data Science Workspace', 'DropZone', 'Edge'],
  ...['Email', 'HTTP API', 'IdentityMap', 'Meniscus', 'Phone', 'Query Service', 'Windows AID'],
  ...['API Key', 'Auth URL', 'Client ID', 'Client Secret', 'Grant Type', 'Org ID', 'Sandbox Name', 'Scope'],
];

/** Ids, codes, paths, addresses, names of fields, JSON and PQL: no language's words. */
const CODE = /^(?:\S*[\d_./@]\S*|[A-Z-]+|[a-z]+(?:[A-Z]\w*)+|[[{].*[\]}]|.* = ".*"|\d+ ms|.*@.* \(email\))$/;

/**
 * What of a French console is word for word what the English one says, and should not be.
 *
 * @param made whether a text is the name of what the test made: it is the same in every language.
 */
export function untranslated(
  english: ReadonlySet<string>,
  french: Iterable<string>,
  made: (text: string) => boolean,
): readonly string[] {
  const same = new Set([...SAME_WORDS, ...PROPER_NAMES]);
  return [...french].filter(
    (text) => english.has(text) && /\p{L}{2}/u.test(text) && !CODE.test(text) && !same.has(text) && !made(text),
  );
}

/** Runs in the page: what is read or heard of it now. */
export function textsInSight(): readonly string[] {
  const found = new Set<string>();
  const say = (text: string | null) => {
    const words = text?.replace(/\s+/g, ' ').trim() ?? '';
    if (words !== '') found.add(words);
  };
  for (const element of document.body.querySelectorAll('*')) {
    if (element.matches('script, style, span[lang]') || !element.checkVisibility()) continue;
    const children = [...element.childNodes];
    if (children.some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim())) say(element.textContent);
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) say(element.getAttribute(name));
  }
  return [...found];
}

/** What a person reads or hears of the page as it stands. */
export function readTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(textsInSight);
}
