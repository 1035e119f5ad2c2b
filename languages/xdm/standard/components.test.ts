import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compose, fieldAt, standardLibrary } from '../index.ts';

const library = standardLibrary(readFileSync(new URL('components.ndjson', import.meta.url), 'utf8'));
const XDM = 'https://ns.adobe.com/xdm';

/** What loyalty, commerce, identity, consent and person data touch: everything these schemas are composed of. */
const TOUCHED = [
  'context/profile',
  'context/experienceevent',
  'context/identitymap',
  'mixins/profile/profile-loyalty-details',
  'context/experienceevent-loyalty-details',
  'context/experienceevent-commerce',
  'mixins/profile-consents',
  'context/profile-person-details',
  'context/profile-personal-details',
  'mixins/person-identifier',
].map((id) => `${XDM}/${id}`);

it('the components of loyalty, commerce, identity, consent and person data say in our words what they are', () => {
  const silent = TOUCHED.filter((id) => (library.document(id)?.description ?? '') === '');
  expect(silent).toEqual([]);
});

it('the balances of a member and the parts of a purchase say what they hold', () => {
  const { root } = compose({ allOf: TOUCHED.map(($ref) => ({ $ref })) }, (id) => library.document(id));
  const paths = [
    'loyalty.points',
    'loyalty.tier',
    'loyalty.lifetimePoints',
    'commerce.order.priceTotal',
    'productListItems.SKU',
    'person.name.firstName',
    'personalEmail.address',
    'homeAddress.street1',
  ];
  expect(paths.filter((path) => (fieldAt(root, path.split('.'))?.description ?? '') === '')).toEqual([]);
});
