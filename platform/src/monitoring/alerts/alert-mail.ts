import { frenchTexts } from '@meniscus/languages/syntax';
import { declaredIn, type Language, type Mail, mailSubject, mailText, oneLine, saidIn } from '../../kernel/index.ts';
import type { DeliveryBody } from './alert.ts';

const TEXTS = {
  en: {
    firing: (rule: string) => `Alert: ${rule}`,
    resolved: (rule: string) => `Resolved: ${rule}`,
    event: (rule: string) => rule,
    test: (rule: string) => `Test: ${rule}`,
    over: (message: string) => `Over: ${message}`,
    sandbox: (name: string) => `Sandbox: ${name}`,
    dataflow: (name: string) => `Dataflow: ${name}`,
    subscription: (name: string) => `Subscription: ${name}`,
    since: (time: string) => `Since: ${time}`,
  },
  fr: frenchTexts({
    firing: (rule: string) => `Alerte : ${rule}`,
    resolved: (rule: string) => `Résolue : ${rule}`,
    event: (rule: string) => rule,
    test: (rule: string) => `Test : ${rule}`,
    over: (message: string) => `Terminé : ${message}`,
    sandbox: (name: string) => `Sandbox : ${name}`,
    dataflow: (name: string) => `Flux de données : ${name}`,
    subscription: (name: string) => `Abonnement : ${name}`,
    since: (time: string) => `Depuis : ${time}`,
  }),
} as const;

/** Nobody knows where the reader is. */
function timeIn(language: Language, epochMs: number): string {
  const format = { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(language, format).format(epochMs)} UTC`;
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** What is told of an alert by mail: what happened, where, since when, and the page that shows it. `place`: `https://…/@t0123abcd/sname:prod`. */
export function alertMail(
  { type, alertId, notification, phrase }: Pick<DeliveryBody, 'type' | 'alertId' | 'notification' | 'phrase'>,
  { language, place }: { readonly language: Language; readonly place: string },
): Pick<Mail, 'subject' | 'text'> {
  const texts = TEXTS[language];
  const { rule, title, message, sandboxName, flowName, subscription, since } = notification;
  const rest = String(message).replace(/^over: /, '');
  const happened = saidIn(language, phrase, rest);
  const line = (name: 'dataflow' | 'subscription', value: unknown) =>
    value === undefined ? undefined : texts[name](oneLine(String(value)));
  return {
    subject: mailSubject(texts[type](declaredIn(language, 'alertRule', String(rule), String(title)))),
    text: mailText(
      sentence(type === 'resolved' ? texts.over(happened) : happened),
      '',
      texts.sandbox(String(sandboxName)),
      line('dataflow', flowName),
      line('subscription', subscription),
      texts.since(timeIn(language, Number(since))),
      '',
      type === 'test' ? `${place}/alerts` : `${place}/alerts?alert=${alertId}`,
    ),
  };
}
