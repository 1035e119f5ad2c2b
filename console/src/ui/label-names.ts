import { declaredText, type French } from './declared.ts';
import { texts } from './texts.ts';

const t = texts({ custom: ['Custom', 'Personnalisée'] });

const NAMES: French<'label'> = {
  C1: 'Exportation agrégée',
  C2: 'Aucune exportation à des tiers',
  C3: 'Pas avec des identifiants directs',
  C4: 'Aucun ciblage',
  C5: 'Aucun ciblage par centres d’intérêt',
  C6: 'Aucune publicité sur site',
  C7: 'Aucun contenu sur site',
  C8: 'Aucune mesure',
  C9: 'Aucune science des données',
  C10: 'Aucune identité combinée',
  C11: 'Aucune correspondance de segments',
  C12: 'Aucune exportation',
  I1: 'Directement identifiable',
  I2: 'Indirectement identifiable',
  PSPD: 'Données personnelles sensibles autorisées',
  RHD: 'Données de santé réglementées',
  S1: 'Localisation précise',
  S2: 'Localisation approximative',
  'Third-Party': 'Données tierces',
};

const DESCRIPTIONS: French<'labelDescription'> = {
  C1: 'Ne quitte la plateforme que dans des totaux où aucune personne ni aucun appareil ne se distingue.',
  C2: 'N’est pas transmis à des tiers.',
  C3: 'N’est pas rapproché de ce qui identifie directement quelqu’un.',
  C4: 'Ne choisit ni publicités ni contenus, sur un site ou d’un site à l’autre.',
  C5: 'Ne choisit rien d’un site à l’autre d’après les centres d’intérêt de quelqu’un.',
  C6: 'Ne choisit aucune publicité sur les sites de l’entreprise.',
  C7: 'Ne choisit aucun contenu sur les sites de l’entreprise.',
  C8: 'Ne mesure pas l’usage des sites et des applications de l’entreprise.',
  C9: 'N’est utilisé par aucun modèle ni aucune analyse de science des données.',
  C10: 'N’est pas activé avec des identités qui ont été combinées.',
  C11: 'N’est pas partagé avec des partenaires de Segment Match.',
  C12: 'Ne quitte la plateforme d’aucune manière.',
  I1: 'Identifie une personne, ou permet de la joindre, à lui seul.',
  I2: 'Identifie une personne, ou permet de la joindre, avec d’autres données.',
  PSPD: 'Données personnelles sensibles qu’un contrat autorise ; jamais des données de santé.',
  RHD: 'Données de santé d’un patient qu’un contrat autorise.',
  S1: 'Latitude et longitude : l’endroit où se trouve un appareil.',
  S2: 'La région où se trouve quelqu’un.',
  'Third-Party': 'A été fourni par un vendeur de données pour un usage commun.',
};

const CATEGORIES: French<'labelCategory'> = {
  Contract: 'Contrat',
  Identity: 'Identité',
  'Partner Ecosystem': 'Écosystème de partenaires',
  Sensitive: 'Sensible',
};

interface Said {
  readonly name: string;
  readonly friendlyName: string;
  readonly description: string;
  readonly category: string;
}

/** The category of an own label: that which the platform gives where none was given is no word of the organisation's. */
export function ownCategory(category: string): string {
  return category === 'Custom' ? t('custom') : category;
}

/** A label every organisation has, with what is said of it in the language of the console. */
export function coreLabelInWords<Label extends Said>(label: Label): Label {
  return {
    ...label,
    friendlyName: declaredText(NAMES, label.name, label.friendlyName),
    description: declaredText(DESCRIPTIONS, label.name, label.description),
    category: declaredText(CATEGORIES, label.category, label.category),
  };
}
