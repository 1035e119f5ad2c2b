import { declaredText, type French } from './declared.ts';

const NAMES: French<'role'> = {
  Administrators: 'Administrateurs',
  'Default production all access': 'Accès complet à la production par défaut',
  'Sandbox administrators': 'Administrateurs de sandbox',
};

const DESCRIPTIONS: French<'roleDescription'> = {
  Administrators: 'Tout, dans toutes les sandboxes, et qui peut faire quoi.',
  'Default production all access': 'Tout sauf l’administration, dans la sandbox de production par défaut.',
  'Sandbox administrators': 'Crée, réinitialise et supprime des sandboxes.',
};

/** What a role is called: in the language of the console where it is one every organisation begins with. */
export function roleName(name: string): string {
  return declaredText(NAMES, name, name);
}

interface Said {
  readonly name: string;
  readonly description: string;
  readonly roleType: string;
}

/** A role, with what the platform says of its own ones in the language of the console. */
export function roleInWords<Role extends Said>(role: Role): Role {
  if (role.roleType !== 'system-defined') return role;
  const { name, description } = role;
  return { ...role, name: roleName(name), description: declaredText(DESCRIPTIONS, name, description) };
}
