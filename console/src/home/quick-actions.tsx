import { LinkButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { usePermissions } from '../ui/person.ts';
import { Section } from './section.tsx';
import { t } from './texts.ts';

const ACTIONS = [
  { text: 'setUpSource', href: '/sources', permissions: ['manage-sources'] },
  { text: 'createSchema', href: '/schemas/create', permissions: ['manage-schemas'] },
  { text: 'createDataset', href: '/datasets/create', permissions: ['manage-datasets'] },
  { text: 'createAudience', href: '/audiences/create', permissions: ['manage-segments'] },
  { text: 'findProfile', href: '/profiles', permissions: ['view-profiles', 'manage-profiles'] },
  { text: 'writeQuery', href: '/queries', permissions: ['manage-queries'] },
] as const;

const list = style({ display: 'flex', flexWrap: 'wrap', gap: 8, margin: 0, padding: 0, listStyleType: 'none' });

/** What the person may do most often, one press away; nothing for those who may do none of it. */
export function QuickActions() {
  const held = usePermissions();
  const offered = ACTIONS.filter(({ permissions }) => permissions.some((one) => held?.has(one)));
  if (offered.length === 0) return null;
  return (
    <Section title={t('quickActions')}>
      <ul className={list}>
        {offered.map(({ text, href }) => (
          <li key={text}>
            <LinkButton variant="secondary" size="S" href={href}>
              {t(text)}
            </LinkButton>
          </li>
        ))}
      </ul>
    </Section>
  );
}
