import { ActionButton, Badge } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { type MessageKey, t } from '../ui/messages.ts';
import { currentSession, signOut } from './session.ts';

const frame = style({ display: 'flex', flexDirection: 'column', height: 'screen' });
const bar = style({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  columnGap: 16,
  rowGap: 4,
  paddingX: 24,
  paddingY: 8,
  borderWidth: 0,
  borderBottomWidth: 1,
  borderStyle: 'solid',
  borderColor: 'gray-200',
  backgroundColor: 'base',
});
/** On a phone the navigation is a strip above the page. */
const body = style({ display: 'flex', flexDirection: { default: 'column', sm: 'row' }, flexGrow: 1, minHeight: 0 });
const rail = style({
  display: 'flex',
  flexDirection: { default: 'row', sm: 'column' },
  gap: 4,
  padding: { default: 8, sm: 16 },
  boxSizing: 'border-box',
  width: { default: 'full', sm: 208 },
  flexShrink: 0,
  overflow: 'auto',
});
const content = style({ flexGrow: 1, minWidth: 0, overflow: 'auto', padding: 24, backgroundColor: 'base' });
const link = style({
  font: 'ui',
  whiteSpace: 'nowrap',
  padding: 8,
  borderRadius: 'default',
  textDecoration: 'none',
  color: { default: 'neutral', isCurrent: 'accent' },
  fontWeight: { default: 'normal', isCurrent: 'bold' },
  backgroundColor: { default: 'transparent', isCurrent: 'gray-100' },
});

/** Header with organisation and sandbox, the navigation, and the page. */
export function Shell({ pages }: { pages: readonly { path: string; label: MessageKey }[] }) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const navigate = useNavigate();
  const session = currentSession();
  return (
    <div className={frame}>
      <header className={bar}>
        <strong className={style({ font: 'title', flexGrow: 1 })}>Meniscus</strong>
        <span className={style({ font: 'ui-sm' })}>{session?.org}</span>
        <Badge variant="informative">{`${t('sandbox')}: ${session?.sandbox ?? ''}`}</Badge>
        <ActionButton onPress={signOut}>{t('signOut')}</ActionButton>
      </header>
      <div className={body}>
        <nav className={rail} aria-label={t('navigation')}>
          {pages.map((page) => (
            <a
              key={page.path}
              href={page.path}
              className={link({ isCurrent: page.path === path })}
              aria-current={page.path === path ? 'page' : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return;
                event.preventDefault();
                void navigate({ to: page.path });
              }}
            >
              {t(page.label)}
            </a>
          ))}
        </nav>
        <main className={content}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}
