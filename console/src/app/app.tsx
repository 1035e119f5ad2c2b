import '@react-spectrum/s2/page.css';
import './document.css';
import { Button, Provider, ToastContainer } from '@react-spectrum/s2';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { ClientProvider } from '../ui/client-context.ts';
import { Confirmations } from '../ui/confirm.tsx';
import { t } from '../ui/messages.ts';
import { type Place, PlaceProvider } from '../ui/person.ts';
import { loadPhrases } from '../ui/phrase.ts';
import { locale } from '../ui/texts.ts';
import { Entrance } from './entrance.tsx';
import { OtherOrganisation } from './other-organisation.tsx';
import { type ConsoleRouter, createConsoleRouter } from './routes.tsx';
import {
  clientOf,
  currentPlace,
  currentSession,
  enterOrganisation,
  finishSignIn,
  isBeside,
  placePath,
  type Session,
  Stay,
  signIn,
  signInAgain,
} from './session.ts';
import { SignedOut } from './signed-out.tsx';

const queries = new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } } });

/** The console: the sign-in page until there is a session, then the shell with its pages. */
export function App() {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    document.documentElement.lang = locale;
    Promise.allSettled([finishSignIn(), loadPhrases()]).then(() => {
      if (!isBeside()) setReady(true);
    });
  }, []);
  if (!ready) return null;
  const session = currentSession();
  return session === undefined ? (
    <Provider locale={locale} background="layer-1">
      <SignIn />
    </Provider>
  ) : (
    <SignedIn session={session} />
  );
}

function SignedIn({ session }: { session: Session }) {
  const [isOver, tell] = useState(false);
  const { stay, tenant, client, router, place } = useMemo(() => {
    const stay = new Stay(session, tell);
    const { tenant, sandbox } = currentPlace(session);
    const enter: Place['enter'] = (organisation, address) => enterOrganisation(stay.session, organisation, address);
    return {
      stay,
      tenant,
      client: clientOf(stay, sandbox),
      router: createConsoleRouter(placePath(tenant, sandbox)),
      place: { org: session.org, sandbox, enter, signInAgain },
    };
  }, [session]);
  const links = useMemo(() => linksThrough(router), [router]);
  return (
    <Provider locale={locale} background="layer-1" router={links}>
      <ClientProvider value={client}>
        <PlaceProvider value={place}>
          <QueryClientProvider client={queries}>
            <Confirmations>
              {tenant === session.tenant ? <RouterProvider router={router} /> : <OtherOrganisation tenant={tenant} />}
            </Confirmations>
            <SignedOut isOver={isOver} stay={stay} />
            <ToastContainer />
          </QueryClientProvider>
        </PlaceProvider>
      </ClientProvider>
    </Provider>
  );
}

/** Lets links of Spectrum's components go through the router. Their addresses begin below the sandbox. */
function linksThrough(router: ConsoleRouter) {
  const absolute = (href: string) => (href.startsWith('/') ? `${router.basepath}${href}` : href);
  return { navigate: (href: string) => router.history.push(absolute(href)), useHref: absolute };
}

function SignIn() {
  return (
    <Entrance title="Meniscus" hint={t('signInHint')}>
      <Button variant="accent" onPress={() => void signIn()}>
        {t('signIn')}
      </Button>
    </Entrance>
  );
}
