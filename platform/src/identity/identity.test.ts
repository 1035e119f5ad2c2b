import { describe, expect, it } from 'vitest';
import { identitiesOf, nodeKey, parseXid, xidOf } from './identity.ts';
import { NamespaceTable, standardNamespaces } from './namespaces.ts';

const namespaces = new NamespaceTable(standardNamespaces());

describe('identitiesOf', () => {
  it('matches namespace codes without regard to case, as the documented payload needs', () => {
    const { all, primary } = identitiesOf(
      { identityMap: { email: [{ id: 'ana@example.com', primary: true }] } },
      [],
      namespaces,
    );
    expect(all.map(({ namespace, id }) => [namespace.code, id])).toEqual([['Email', 'ana@example.com']]);
    expect(primary?.id).toBe('ana@example.com');
  });

  it('takes a person before a cookie when nothing is marked primary', () => {
    const entity = { identityMap: { ECID: [{ id: '1'.repeat(38) }], Phone: [{ id: '+351910000000' }] } };
    expect(identitiesOf(entity, [], namespaces).primary?.namespace.code).toBe('Phone');
  });

  it('reads identity fields of the schema and lets a populated identityMap decide the primary', () => {
    const entity = { identityMap: { Phone: [{ id: '1' }] }, personalEmail: { address: 'ana@example.com' } };
    const fields = [{ path: ['personalEmail', 'address'], namespace: 'Email', primary: true }];
    const { all, primary } = identitiesOf(entity, fields, namespaces);
    expect(all).toHaveLength(2);
    expect(primary?.namespace.code).toBe('Phone');
  });

  it('reports an unknown namespace, an empty value and a bad ECID with pointers, and keeps the good ones', () => {
    const entity = {
      identityMap: { Loyal: [{ id: '7' }], Email: [{ id: '' }, { id: 'a@example.com' }], ECID: [{ id: '12' }] },
    };
    const { all, failures } = identitiesOf(entity, [], namespaces);
    expect(all.map(({ id }) => id)).toEqual(['a@example.com']);
    expect(failures.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['IDENTITY-NAMESPACE', '/identityMap/Loyal/0/id'],
      ['IDENTITY-VALUE', '/identityMap/Email/0/id'],
      ['IDENTITY-VALUE', '/identityMap/ECID/0/id'],
    ]);
  });

  it('counts a repeated identity once', () => {
    const entity = { identityMap: { Email: [{ id: 'a@example.com' }, { id: 'a@example.com', primary: true }] } };
    expect(identitiesOf(entity, [], namespaces).all).toMatchObject([{ primary: true }]);
  });
});

describe('xids and node keys', () => {
  it('reads back its own XIDs and refuses others', () => {
    expect(parseXid(xidOf(6, 'ana|b@example.com'))).toEqual({ namespaceId: 6, id: 'ana|b@example.com' });
    expect(parseXid('not an xid')).toBeUndefined();
  });

  it('keeps keys of long values short and distinct', () => {
    const long = 'é'.repeat(500);
    expect(Buffer.byteLength(nodeKey(6, long))).toBeLessThan(220);
    expect(nodeKey(6, long)).not.toBe(nodeKey(6, `${long}x`));
  });
});
