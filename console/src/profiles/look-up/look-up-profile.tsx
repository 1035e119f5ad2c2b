import { ApiError } from '@meniscus/client';
import { Button, Form, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { JsonView } from '../../ui/json-view.tsx';
import { t } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';

interface Asked {
  readonly namespace: string;
  readonly value: string;
}

const field = style({ width: 288 });

/** One merged profile by an identity, memberships included. */
export function LookUpProfile() {
  const client = useClient();
  const [namespace, setNamespace] = useState('Email');
  const [value, setValue] = useState('');
  const [asked, setAsked] = useState<Asked>();
  const profile = useQuery({
    queryKey: ['profile', asked],
    enabled: asked !== undefined,
    queryFn: async () => {
      const query = { 'schema.name': '_xdm.context.profile', entityId: asked!.value, entityIdNS: asked!.namespace };
      try {
        return (await client.call('getEntity', { query })) as Readonly<Record<string, unknown>>;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return {};
        throw error;
      }
    },
  });
  return (
    <Page title={t('profiles')}>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          setAsked({ namespace, value });
        }}
      >
        <div className={style({ display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: 16 })}>
          <TextField label={t('namespace')} value={namespace} onChange={setNamespace} styles={field} isRequired />
          <TextField label={t('identityValue')} value={value} onChange={setValue} styles={field} isRequired />
          <Button type="submit" variant="accent">
            {t('lookUp')}
          </Button>
        </div>
      </Form>
      {asked !== undefined && (
        <Loaded query={profile}>
          {(byId) => {
            const found = Object.values(byId)[0];
            return found === undefined ? (
              <p className={style({ font: 'body', margin: 0 })}>{t('noProfile')}</p>
            ) : (
              <JsonView label={t('found')} value={found} />
            );
          }}
        </Loaded>
      )}
    </Page>
  );
}
