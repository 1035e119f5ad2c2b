import { texts } from '../ui/texts.ts';

export const t = texts({
  welcome: ['Welcome', 'Bienvenue'],
  welcomeHint: [
    'What you may see and do is in the navigation. Your roles and permissions, and what you asked for, are under My access.',
    'Ce que vous pouvez voir et faire est dans la navigation. Vos rôles, vos autorisations et vos demandes sont dans Mes accès.',
  ],
  myAccess: ['My access', 'Mes accès'],
  canaryUp: [
    ({ safe, member }: { safe: string; member: string }) =>
      `Canary event: safe after ${safe}, in its audience after ${member}`,
    ({ safe, member }: { safe: string; member: string }) =>
      `Événement canari : en sécurité après ${safe}, dans son audience après ${member}`,
  ],
  canaryDown: [
    (stage: string) => `Canary event lost at stage ${stage}; the platform's log says why`,
    (stage: string) => `Événement canari perdu à l’étape ${stage} ; le journal de la plateforme dit pourquoi`,
  ],
});
