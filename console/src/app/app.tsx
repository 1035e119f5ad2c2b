import '@react-spectrum/s2/page.css';
import './document.css';
import { Button, Heading, Provider } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { locale, t } from '../ui/messages.ts';
import { ClientProvider } from './client-context.ts';
import { router } from './routes.tsx';
import { clientOf, currentSession, finishSignIn, signIn } from './session.ts';

const queries = new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } } });

/** The console: the sign-in page until there is a session, then the shell with its pages. */
export function App() {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    document.documentElement.lang = locale;
    finishSignIn().finally(() => setReady(true));
  }, []);
  return (
    <Provider locale={locale} background="layer-1">
      {ready && <Inside />}
    </Provider>
  );
}

function Inside() {
  const session = currentSession();
  const client = useMemo(() => (session === undefined ? undefined : clientOf(session)), [session]);
  if (client === undefined) return <SignIn />;
  return (
    <ClientProvider value={client}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ClientProvider>
  );
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
