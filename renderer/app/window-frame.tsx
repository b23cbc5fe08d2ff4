import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useUnsavedTexts } from '../features/configs/unsaved-texts';
import { useBanners } from './banners';
import { OpenDialogs } from './open-dialogs';
import { pages, SideNav } from './side-nav';
import { Toasts } from './toasts';
import { TopBar } from './top-bar';
import { useShortcuts } from './use-shortcuts';
import { useWindowState } from './window-state';

/** Navigation at the left, the bar above, one page in the middle. */
export function WindowFrame({ children }: { children: ReactNode }): ReactNode {
  const [, go] = useLocation();
  const { navNarrow, set } = useWindowState();
  const banners = useBanners();
  useUnsavedTexts();
  useShortcuts({
    ...Object.fromEntries(pages.map(({ to }, index) => [`Ctrl ${index + 1}`, () => go(to)])),
    'Ctrl b': () => set({ navNarrow: !navNarrow }),
  });
  const classes = ['app', navNarrow ? 'narrow' : '', banners.length > 0 ? 'with-banner' : ''].filter(Boolean).join(' ');
  return (
    <div className={classes}>
      {banners.length > 0 ? <div className="banners">{banners}</div> : null}
      <SideNav />
      <TopBar />
      <main className="main">{children}</main>
      <Toasts />
      <OpenDialogs />
    </div>
  );
}
