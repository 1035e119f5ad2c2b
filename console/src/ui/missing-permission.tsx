import { Heading, Link } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClient } from './client-context.ts';
import { EmptyState } from './empty-state.tsx';
import { notifyDone, notifyFailed } from './notify.ts';
import { namedPermission } from './permission-names.ts';
import { texts } from './texts.ts';

const own = texts({
  which: [
    (name: string) =>
      `This page needs the permission ${name}. Whoever manages roles in your organisation can grant it; you can ask them here.`,
    (name: string) =>
      `Cette page demande l’autorisation ${name}. Les personnes qui gèrent les rôles de votre organisation peuvent l’accorder ; vous pouvez la leur demander ici.`,
  ],
  asked: [
    (name: string) => `You have asked for the permission ${name}. Whoever manages roles in your organisation sees it.`,
    (name: string) =>
      `Vous avez demandé l’autorisation ${name}. Les personnes qui gèrent les rôles de votre organisation voient votre demande.`,
  ],
  ask: ['Ask for the permission', 'Demander l’autorisation'],
  granters: ['Who can grant it', 'Qui peut l’accorder'],
  told: [
    'Your request reaches them here, and by e-mail where the platform sends any. You can write to them yourself too.',
    'Votre demande leur parvient ici, et par e-mail si la plateforme en envoie. Vous pouvez aussi leur écrire.',
  ],
  subject: [
    (name: string) => `The permission ${name} in Meniscus`,
    (name: string) => `L’autorisation ${name} dans Meniscus`,
  ],
  done: ['Your request is with the administrators.', 'Votre demande est chez les administrateurs.'],
});

/** Says which permission a page needs, and lets the person ask for it. */
export function MissingPermission({ permission }: { permission: string }) {
  const client = useClient();
  const name = namedPermission(permission);
  const cache = useQueryClient();
  const requests = useQuery({
    queryKey: ['own-access-requests'],
    queryFn: () => client.call('listOwnAccessRequests', {}),
  });
  const ask = useMutation({
    mutationFn: () => client.call('createAccessRequest', { body: { permission, page: location.pathname } }),
    onSuccess: () => {
      notifyDone(own('done'));
      return cache.invalidateQueries({ queryKey: ['own-access-requests'] });
    },
    onError: notifyFailed,
  });
  const open = requests.data?.items.some((one) => one.permission.slug === permission && one.state === 'open') ?? false;
  return (
    <>
      <EmptyState
        title={name}
        hint={own(open ? 'asked' : 'which', name)}
        {...(open ? {} : { action: { label: own('ask'), onPress: () => ask.mutate() } })}
      />
      <Granters people={requests.data?.administrators ?? []} subject={own('subject', name)} />
    </>
  );
}

/** Those who can grant it, to be written to. */
function Granters({
  people,
  subject,
}: {
  people: readonly { readonly userId: string; readonly name: string; readonly email: string }[];
  subject: string;
}) {
  if (people.length === 0) return null;
  return (
    <section aria-label={own('granters')} className={style({ font: 'body', marginX: 'auto', maxWidth: 480 })}>
      <Heading level={2} styles={style({ font: 'title-sm', margin: 0 })}>
        {own('granters')}
      </Heading>
      <ul className={style({ marginY: 8, paddingStart: 20 })}>
        {people.map(({ userId, name, email }) => (
          <li key={userId}>
            {name} (<Link href={`mailto:${email}?subject=${encodeURIComponent(subject)}`}>{email}</Link>)
          </li>
        ))}
      </ul>
      <p className={style({ font: 'body-sm', margin: 0 })}>{own('told')}</p>
    </section>
  );
}
