import { texts } from '../ui/texts.ts';

export const t = texts({
  canaryUp: [
    ({ safe, member }: { safe: string; member: string }) =>
      `Canary event: safe after ${safe}, in its audience after ${member}`,
    ({ safe, member }: { safe: string; member: string }) =>
      `Événement canari : en sécurité après ${safe}, dans son audience après ${member}`,
  ],
  canaryDown: [
    ({ stage, message }: { stage: string; message: string }) => `Canary event lost at stage ${stage}: ${message}`,
    ({ stage, message }: { stage: string; message: string }) =>
      `Événement canari perdu à l’étape ${stage} : ${message}`,
  ],
});
