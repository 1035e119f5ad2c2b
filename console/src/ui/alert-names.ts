import { declaredText, type French } from './declared.ts';
import { FRENCH_ALERT_RULES } from './french-alert-rules.ts';

const DESCRIPTIONS: French<'alertRuleDescription'> = {
  'error-rate': 'Sur une période, la part des enregistrements d’un flux qui échouent dépasse un seuil.',
  lag: 'Le message suivant dans la file attend depuis plus longtemps que ce seuil.',
  'no-data': 'Un flux actif n’a rien reçu depuis un moment.',
  'run-failure': 'Une exécution d’un flux a échoué. Résolue par la prochaine exécution réussie.',
  'run-start': 'Une exécution d’un flux a commencé.',
  'run-success': 'Une exécution d’un flux s’est terminée, avec tous ses enregistrements ou une partie.',
};

/** A rule of alerts, as it is shown. */
export interface AlertRule {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** What a rule of alerts is called. */
export function alertRuleName({ id, title }: Pick<AlertRule, 'id' | 'title'>): string {
  return declaredText(FRENCH_ALERT_RULES, id, title);
}

/** When a rule of alerts holds. */
export function alertRuleMeaning({ id, description }: Pick<AlertRule, 'id' | 'description'>): string {
  return declaredText(DESCRIPTIONS, id, description);
}
