import { ActionButton, Link, Picker, PickerItem } from '@react-spectrum/s2';
import MenuHamburger from '@react-spectrum/s2/icons/MenuHamburger';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { Outlet, useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { type Area, GROUPS } from '../ui/area.ts';
import { useClient } from '../ui/client-context.ts';
import { t } from '../ui/messages.ts';
import { useMe, usePermissions, usePlace } from '../ui/person.ts';
import { chooseLocale, locale, texts } from '../ui/texts.ts';
import { usePreloading } from './preload.ts';
import { placePath, signOut } from './session.ts';

const groups = texts({
  connections: ['Connections', 'Connexions'],
  customer: ['Customer', 'Client'],
  data: ['Data management', 'Gestion des données'],
  administration: ['Administration', 'Administration'],
});

/** Where header and navigation are opened over the page on a phone, they scroll with one another. */
const frame = style({ display: 'flex', flexDirection: 'column', height: 'screen', overflow: 'auto' });
const bar = style({
  display: 'flex',
  flexWrap: 'wrap',
  flexShrink: 0,
  alignItems: 'center',
  columnGap: 16,
  rowGap: 4,
  paddingX: { default: 16, sm: 24 },
  paddingY: 8,
  borderWidth: 0,
  borderBottomWidth: 1,
  borderStyle: 'solid',
  borderColor: 'gray-200',
  backgroundColor: 'base',
});
const menuButton = style({ display: { default: 'block', sm: 'none' } });
const name = style({ font: 'title', flexGrow: 1 });
/** On a phone, and in a window at 400 %, what stands in the header is shown with the navigation, in the place of the page. */
const place = style({
  display: { default: { default: 'none', isOpen: 'flex' }, sm: 'contents' },
  flexWrap: 'wrap',
  alignItems: 'center',
  columnGap: 16,
  rowGap: 4,
  width: 'full',
});
const body = style({ display: 'flex', flexGrow: 1, minHeight: { default: { default: 0, isOpen: 'auto' }, sm: 0 } });
const rail = style({
  display: { default: { default: 'none', isOpen: 'flex' }, sm: 'flex' },
  flexDirection: 'column',
  gap: 4,
  padding: { default: 8, sm: 16 },
  boxSizing: 'border-box',
  width: { default: 'full', sm: 208 },
  flexShrink: 0,
  overflow: { default: 'visible', sm: 'auto' },
});
/** What comes to have the focus is not hidden by buttons that stay at the head or the foot of a page. */
const content = style({
  display: { default: { default: 'block', isOpen: 'none' }, sm: 'block' },
  flexGrow: 1,
  minWidth: 0,
  overflow: 'auto',
  outlineStyle: 'none',
  padding: { default: 16, sm: 24 },
  scrollPaddingTop: { default: 0, lg: 96 },
  scrollPaddingBottom: '[11rem]',
  backgroundColor: 'base',
});
const link = style({
  font: 'ui',
  whiteSpace: 'nowrap',
  padding: 8,
  borderRadius: 'default',
  textDecoration: 'none',
  color: {
    default: { default: 'neutral', forcedColors: 'LinkText' },
    isCurrent: { default: 'neutral', forcedColors: 'HighlightText' },
  },
  display: 'block',
  fontWeight: { default: 'normal', isCurrent: 'bold' },
  backgroundColor: {
    default: 'transparent',
    isCurrent: { default: 'gray-100', forcedColors: 'Highlight' },
  },
  // Else the system puts its own ground behind the letters.
  forcedColorAdjust: 'none',
});

const groupName = style({ font: 'detail-sm', paddingX: 8, paddingTop: 12 });
const links = style({
  display: 'flex',
  flexDirection: 'column',
  gap: 4,
  margin: 0,
  padding: 0,
  listStyleType: 'none',
});

const own = texts({ skip: ['Skip to content', 'Aller au contenu'] });

/** The first stop of Tab, past header and navigation. No link: an address may name somebody behind its `#`, and stays as it is. */
function Skip({ onSkip }: { onSkip: () => void }) {
  return (
    <button type="button" className="skip" onClick={onSkip}>
      {own('skip')}
    </button>
  );
}

/**
 * Header with organisation, sandbox and language, the navigation, and the page. Where there is no room for all of it beside
 * one another, a button shows header and navigation in the place of the page, until one goes somewhere or back with Escape.
 */
export function Shell({ areas }: { areas: readonly Area[] }) {
  const me = useMe();
  const preloading = usePreloading();
  const main = useRef<HTMLElement>(null);
  const menu = useMenu(main);
  const { isOpen } = menu;
  return (
    <div className={frame} {...preloading}>
      <Skip onSkip={menu.leave} />
      <header className={bar}>
        <div ref={menu.button} className={menuButton}>
          <ActionButton
            isQuiet
            aria-label={t('navigation')}
            aria-expanded={isOpen}
            aria-controls={NAVIGATION}
            onPress={menu.toggle}
          >
            <MenuHamburger />
          </ActionButton>
        </div>
        <strong className={name}>Meniscus</strong>
        <div className={place({ isOpen })}>
          <Organisations />
          <Sandboxes />
          <Languages />
          {me !== undefined && (
            <Link href="/my-access" variant="secondary" isStandalone onPress={menu.close}>
              {me.user.name}
            </Link>
          )}
          <ActionButton onPress={signOut}>{t('signOut')}</ActionButton>
        </div>
      </header>
      <div className={body({ isOpen })}>
        <Navigation areas={areas} menu={menu} />
        <main ref={main} tabIndex={-1} className={content({ isOpen })}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}

/** What the button controls. */
const NAVIGATION = 'navigation';

/** Whether header and navigation are shown in the place of the page; without a meaning where all have room. */
function useMenu(main: RefObject<HTMLElement | null>) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      setOpen(false);
      button.current?.querySelector('button')?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isOpen]);
  const leave = () => {
    // What is not shown cannot have the focus.
    flushSync(() => setOpen(false));
    main.current?.focus();
  };
  return {
    isOpen,
    button,
    toggle: () => setOpen(!isOpen),
    /** Back to the page. */
    leave,
    /** On to another page: the link that led there is not shown any more. */
    close: () => {
      if (isOpen) leave();
    },
  };
}

/** What the person may see, in its groups; the area of the page that is open is marked. */
function Navigation({ areas, menu }: { areas: readonly Area[]; menu: ReturnType<typeof useMenu> }) {
  const held = usePermissions();
  const offered = areas.filter(({ pages: [{ permissions }] }) => permissions?.some((one) => held?.has(one)) ?? true);
  return (
    <nav id={NAVIGATION} className={rail({ isOpen: menu.isOpen })} aria-label={t('navigation')}>
      {GROUPS.map((group) => {
        const inside = offered.filter((area) => area.group === group);
        if (inside.length === 0) return null;
        return (
          <div key={group}>
            {group !== 'start' && <div className={groupName}>{groups(group)}</div>}
            <ul className={links}>
              {inside.map((area) => (
                <li key={area.pages[0].path}>
                  <AreaLink
                    path={area.pages[0].path}
                    label={area.label[locale === 'fr' ? 1 : 0]}
                    onFollow={menu.close}
                  />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

function AreaLink({ path, label, onFollow }: { path: string; label: string; onFollow: () => void }) {
  const { basepath } = useRouter();
  const address = useRouterState({ select: (state) => state.location.pathname });
  const isCurrent = address === path || (path !== '/' && address.startsWith(`${path}/`));
  const navigate = useNavigate();
  return (
    <a
      href={`${basepath}${path}`}
      className={link({ isCurrent })}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        onFollow();
        void navigate({ to: path });
      }}
    >
      {label}
    </a>
  );
}

/** The organisation, or those the person goes between. Another one is another address, as with sandboxes. */
function Organisations() {
  const { org, enter } = usePlace();
  const { organisations = [] } = useMe() ?? {};
  if (organisations.length < 2) return <span className={style({ font: 'ui' })}>{organisations[0]?.name ?? org}</span>;
  return (
    <Picker
      aria-label={t('organisation')}
      selectedKey={org}
      onSelectionChange={(id) => {
        const chosen = organisations.find((one) => one.id === id);
        if (chosen !== undefined && id !== org) void enter(chosen);
      }}
    >
      {organisations.map(({ id, name }) => (
        <PickerItem key={id} id={id} textValue={name}>
          {name}
        </PickerItem>
      ))}
    </Picker>
  );
}

/** Every sandbox the person may enter. Another one is another address: nothing of this one stays in the page. */
function Sandboxes() {
  const { sandbox } = usePlace();
  const me = useMe();
  const sandboxes = me?.sandboxes ?? [];
  return (
    <Picker
      aria-label={t('sandbox')}
      selectedKey={sandbox}
      onSelectionChange={(name) => {
        if (me !== undefined && name !== sandbox) location.assign(placePath(me.organisation.tenant, String(name)));
      }}
    >
      {(sandboxes.some(({ name }) => name === sandbox)
        ? sandboxes
        : [{ name: sandbox, title: sandbox }, ...sandboxes]
      ).map(({ name, title }) => (
        <PickerItem key={name} id={name} textValue={title}>
          {title}
        </PickerItem>
      ))}
    </Picker>
  );
}

/** The other language; the platform writes to the person in it, too. */
function Languages() {
  const client = useClient();
  const [other, name] = locale === 'fr' ? (['en', 'English'] as const) : (['fr', 'Français'] as const);
  return (
    <ActionButton
      isQuiet
      onPress={async () => {
        // The page is in it even where that cannot be told.
        await client.call('updateLanguage', { body: { language: other } }).catch(() => undefined);
        chooseLocale(other);
      }}
    >
      <span lang={other}>{name}</span>
    </ActionButton>
  );
}
