import { declaredText, type French } from './declared.ts';

const NAMES: French<'namespace'> = {
  AAID: 'Adobe Analytics (ID hérité)',
  AdCloud: 'AdCloud',
  CORE: 'CORE',
  ECID: 'ECID',
  Email: 'E-mail',
  Email_LC_SHA256: 'E-mails (SHA256, minuscules)',
  GAID: 'ID publicitaire Google',
  IDFA: 'Apple IDFA',
  Phone: 'Téléphone',
  Phone_SHA256: 'Téléphone (SHA256)',
  TNTID: 'TNTID',
  WAID: 'Windows AID',
};

const DESCRIPTIONS: French<'namespaceDescription'> = {
  AAID: 'Identifiant hérité d’Analytics',
  AdCloud: 'Identifiant Advertising Cloud',
  CORE: 'UUID d’Audience Manager',
  ECID: 'Experience Cloud ID : exactement 38 chiffres',
  Email: 'Adresse e-mail',
  Email_LC_SHA256: 'Adresse e-mail sans espaces autour, en minuscules, puis hachée',
  GAID: 'Identifiant publicitaire de Google',
  IDFA: 'Identifiant publicitaire d’Apple',
  Phone: 'Numéro de téléphone',
  Phone_SHA256: 'Numéro de téléphone haché : des chiffres seulement, indicatif du pays en tête',
  TNTID: 'Identifiant Target',
  WAID: 'Identifiant publicitaire de Windows',
};

interface Said {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly custom: boolean;
}

/** A namespace, with what the platform says of the standard ones in the language of the console. */
export function namespaceInWords<Namespace extends Said>(namespace: Namespace): Namespace {
  if (namespace.custom) return namespace;
  const { code, name, description } = namespace;
  return {
    ...namespace,
    name: declaredText(NAMES, code, name),
    description: declaredText(DESCRIPTIONS, code, description),
  };
}
