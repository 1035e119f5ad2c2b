import { useRouter } from '@tanstack/react-router';
import type { SyntheticEvent } from 'react';

/**
 * Handlers for what is around links: whoever points at a link, or comes to it with the keyboard, will probably follow it, so
 * the code of its page is loaded. What cannot be loaded now is loaded, or fails, when the link is followed.
 */
export function usePreloading() {
  const router = useRouter();
  const preload = ({ target }: SyntheticEvent) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null;
    if (link?.origin !== location.origin || !link.pathname.startsWith(router.basepath)) return;
    const [, , route] = router.getMatchedRoutes(link.pathname.slice(router.basepath.length));
    void route?.options.staticData?.preload?.().catch(() => undefined);
  };
  return { onMouseOver: preload, onFocus: preload };
}
