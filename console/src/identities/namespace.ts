import type { Operations } from '@meniscus/client';
import { texts } from '../ui/texts.ts';
import { plainType } from './personal.ts';

export type Namespace = Operations['listNamespaces']['answer'][number];

const t = texts({
  COOKIE: ['Cookie ID', 'ID de cookie'],
  CROSS_DEVICE: ['Cross-device ID', 'Identifiant inter-appareils'],
  DEVICE: ['Device ID', 'ID d’appareil'],
  EMAIL: ['Email address', 'Adresse e-mail'],
  PHONE: ['Phone number', 'Numéro de téléphone'],
  NON_PEOPLE: ['Non-people identifier', 'Identifiant de non-personne'],
  PARTNER_ID: ['Partner ID', 'Identifiant de partenaire'],
});

const TYPES = ['CROSS_DEVICE', 'EMAIL', 'PHONE', 'COOKIE', 'DEVICE', 'NON_PEOPLE', 'PARTNER_ID'] as const;

/** Types a namespace can be made with, as Experience Platform offers them. */
export const NAMESPACE_TYPES: readonly string[] = TYPES;

/** The name people know a type by; a type beyond these as it is. */
export function typeName(idType: string): string {
  const type = TYPES.find((one) => one === plainType(idType));
  return type === undefined ? idType : t(type);
}
