import { AlertDialog, DialogContainer } from '@react-spectrum/s2';
import { t } from '../ui/messages.ts';
import { texts } from '../ui/texts.ts';
import { type Stay, signOut } from './session.ts';

const own = texts({
  title: ['You are signed out', 'Vous êtes déconnecté'],
  hint: [
    'The platform no longer knows who you are: the time was over, you signed out in another tab, or your password or your access was changed. Sign in again in the window that opens: this page stays as it is, with what you typed. What was being saved just now was not.',
    'La plateforme ne sait plus qui vous êtes : le délai est écoulé, vous vous êtes déconnecté dans un autre onglet, ou votre mot de passe ou votre accès a changé. Reconnectez-vous dans la fenêtre qui s’ouvre : cette page reste telle quelle, avec ce que vous avez saisi. Ce qui était en cours d’enregistrement ne l’a pas été.',
  ],
});

/** Said once, over whatever the page shows, while the platform does not know the person any more. */
export function SignedOut({ isOver, stay }: { isOver: boolean; stay: Stay }) {
  return (
    // It stays until they are signed in again: nothing else can be done meanwhile.
    <DialogContainer onDismiss={() => {}}>
      {isOver && (
        <AlertDialog
          title={own('title')}
          variant="warning"
          primaryActionLabel={t('signIn')}
          onPrimaryAction={() => stay.signIn()}
          cancelLabel={t('signOut')}
          onCancel={signOut}
        >
          {own('hint')}
        </AlertDialog>
      )}
    </DialogContainer>
  );
}
