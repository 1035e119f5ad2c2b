import { Button, ButtonGroup } from '@react-spectrum/s2';
import { useEffect } from 'react';
import { useMe, usePlace } from '../ui/person.ts';
import { texts } from '../ui/texts.ts';
import { Entrance } from './entrance.tsx';
import { currentAddress, placePath } from './session.ts';

const t = texts({
  title: ['This page is in another organization', 'Cette page est dans une autre organisation'],
  mine: [
    ({ here, there }: { here: string; there: string }) => `It is in ${there}, which you belong to. You are in ${here}.`,
    ({ here, there }: { here: string; there: string }) =>
      `Elle est dans ${there}, dont vous faites partie. Vous êtes dans ${here}.`,
  ],
  notMine: [
    (here: string) =>
      `The password you signed in with does not open it. You are in ${here}. If the other organization gave you a password of its own, sign in with that one; under My access you can make one password of both.`,
    (here: string) =>
      `Le mot de passe avec lequel vous vous êtes connecté ne l’ouvre pas. Vous êtes dans ${here}. Si l’autre organisation vous a donné un mot de passe à elle, connectez-vous avec celui-ci ; dans Mes accès, vous pouvez faire un seul mot de passe des deux.`,
  ],
  enter: [(name: string) => `Switch to ${name}`, (name: string) => `Passer à ${name}`],
  stay: [(name: string) => `Stay in ${name}`, (name: string) => `Rester dans ${name}`],
  signIn: ['Sign in with another password', 'Se connecter avec un autre mot de passe'],
});

/**
 * At an address of an organisation the person is not in: the way there where their password opens it. Of one it does not open, and of
 * one that is not there, the same is said.
 */
export function OtherOrganisation({ tenant }: { tenant: string }) {
  const { enter, signInAgain } = usePlace();
  const me = useMe();
  useEffect(() => {
    document.title = `${t('title')} – Meniscus`;
  }, []);
  if (me === undefined) return null;
  const { organisation: here } = me;
  const there = me.organisations.find((one) => one.tenant === tenant);
  return (
    <Entrance
      title={t('title')}
      hint={there === undefined ? t('notMine', here.name) : t('mine', { here: here.name, there: there.name })}
    >
      <ButtonGroup>
        <Button variant="secondary" onPress={() => location.assign(placePath(here.tenant, me.startSandbox))}>
          {t('stay', here.name)}
        </Button>
        {there === undefined ? (
          <Button variant="accent" onPress={() => void signInAgain()}>
            {t('signIn')}
          </Button>
        ) : (
          <Button variant="accent" onPress={() => void enter(there, currentAddress())}>
            {t('enter', there.name)}
          </Button>
        )}
      </ButtonGroup>
    </Entrance>
  );
}
