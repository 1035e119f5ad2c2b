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
    'Format',
    'Inactive',
    'Ingestion',
    'Map',
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
