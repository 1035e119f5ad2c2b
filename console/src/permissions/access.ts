import type { Client, Operations } from '@meniscus/client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useClient } from '../ui/client-context.ts';
import { useMay } from '../ui/person.ts';
import { roleInWords } from '../ui/role-names.ts';

export type Role = Operations['getRole']['answer'];
export type User = Operations['getUser']['answer'];
export type UserGroup = Operations['getUserGroup']['answer'];
export type Credential = Operations['getCredential']['answer'];

/** By name, and as many as one call lists. */
const LIST = { limit: 1000, orderBy: 'name' };

/** All roles. */
export function rolesOf(client: Client) {
  return queryOptions({
    queryKey: ['roles'],
    queryFn: async () => (await client.call('listRoles', { query: LIST })).items.map(roleInWords),
  });
}

/** All user groups. */
export function userGroupsOf(client: Client) {
  return queryOptions({
    queryKey: ['user-groups'],
    queryFn: async () => (await client.call('listUserGroups', { query: LIST })).items,
  });
}

/** All roles, by name. */
export function useRoles() {
  return useQuery(rolesOf(useClient()));
}

/** Names roles by their ids, with commas between them. */
export function useRoleNames(): (ids: readonly string[]) => string {
  const { data } = useRoles();
  return (ids) => ids.map((id) => data?.find((role) => role.id === id)?.name ?? id).join(', ');
}

/** May the person change who may do what? */
export function useMayManage(): boolean {
  return useMay('manage-access-control');
}

/** The body that gives a role to a user (a person or a technical account) or a group, or takes it. */
export function subjectStep(op: 'add' | 'remove', kind: 'user' | 'user-group', subjectId: string) {
  return { operations: [{ op, path: `/${kind}`, value: subjectId }] };
}
