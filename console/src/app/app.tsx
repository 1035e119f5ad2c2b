import '@react-spectrum/s2/page.css';
import './document.css';
import { Button, Heading, Provider, ToastContainer } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { ClientProvider } from '../ui/client-context.ts';
import { Confirmations } from '../ui/confirm.tsx';
import { t } from '../ui/messages.ts';
import { PlaceProvider } from '../ui/person.ts';
import { loadPhrases } from '../ui/phrase.ts';
import { locale } from '../ui/texts.ts';
import { type ConsoleRouter, createConsoleRouter } from './routes.tsx';
import {
  clientOf,
  currentSandbox,
  currentSession,
  finishSignIn,
  type Session,
  sandboxPath,
  signIn,
} from './session.ts';

const queries = new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } } });

/** The console: the sign-in page until there is a session, then the shell with its pages. */
export function App() {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    document.documentElement.lang = locale;
    Promise.allSettled([finishSignIn(), loadPhrases()]).then(() => setReady(true));
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
  const { sandbox, client, router } = useMemo(() => {
    const name = currentSandbox();
    return { sandbox: name, client: clientOf(session, name), router: createConsoleRouter(sandboxPath(name)) };
  }, [session]);
  const links = useMemo(() => linksThrough(router), [router]);
  return (
    <Provider locale={locale} background="layer-1" router={links}>
      <ClientProvider value={client}>
        <PlaceProvider value={{ org: session.org, sandbox }}>
          <QueryClientProvider client={queries}>
            <Confirmations>
              <RouterProvider router={router} />
            </Confirmations>
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
    <main
      className={style({
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        justifyContent: 'center',
        textAlign: 'center',
        gap: 16,
        padding: 48,
        boxSizing: 'border-box',
        minHeight: 'screen',
      })}
    >
      <Heading level={1} styles={style({ font: 'heading-xl', margin: 0 })}>
        Meniscus
      </Heading>
      <p className={style({ font: 'body', margin: 0 })}>{t('signInHint')}</p>
      <Button variant="accent" onPress={() => void signIn()}>
        {t('signIn')}
      </Button>
    </main>
  );
}
