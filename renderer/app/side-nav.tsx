import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useCall } from '../client/use-call';
import { Icon, type IconName } from '../components/icon';
import { Menu } from '../components/menu';
import { Lamp } from '../components/pill';
import { NightCard } from '../features/timing/night-card';
import { formatCount } from '../strings/format-time';
import { chooseTheme, useThemeChoice, type ThemeChoice } from './color-scheme';
import { groupColor } from './group-color';
import { routes } from './routes';
import { useWindowState } from './window-state';

type PageWord = 'phones' | 'files' | 'schedules' | 'activity' | 'server';

export const pages: readonly { word: PageWord; icon: IconName; to: string; under: readonly string[] }[] = [
  { word: 'phones', icon: 'phone', to: routes.phones, under: ['/phones'] },
  { word: 'files', icon: 'file', to: routes.files, under: ['/files', '/history', '/compare'] },
  { word: 'schedules', icon: 'calendar', to: routes.schedules, under: ['/schedules'] },
  { word: 'activity', icon: 'activity', to: routes.activity, under: ['/activity', '/resync'] },
  { word: 'server', icon: 'server', to: routes.server, under: ['/server'] },
];

export function SideNav(): ReactNode {
  const { t } = useTranslation('app');
  const [place] = useLocation();
  const status = useCall('status.show', {}).data;
  const schedules = useCall('schedules.list', {}).data;
  const phones = status ? Object.values(status.phones).reduce((sum, count) => sum + count, 0) : null;
  const live = status?.listeners.some(({ protocol, state }) => protocol === 'http' && state === 'up') ?? false;

  const ends: Partial<Record<PageWord, ReactNode>> = {
    phones:
      phones === null ? null : (
        <span className="n" aria-hidden="true">
          {formatCount(phones)}
        </span>
      ),
    schedules: schedules?.schedules.length ? (
      <span className="n" aria-hidden="true">
        {schedules.schedules.length}
      </span>
    ) : null,
    activity: live ? (
      <span className="n row g4 live" aria-hidden="true">
        <Lamp />
        {t('nav.live')}
      </span>
    ) : null,
  };

  return (
    <nav className="nav" aria-label={t('nav.label')}>
      <SiteBlock phones={phones} />
      {pages.map(({ word, icon, to, under }) => {
        const on = under.some((start) => place.startsWith(start));
        return (
          <Link
            key={word}
            href={to}
            className={on ? 'nav-i on' : 'nav-i'}
            aria-current={on ? 'page' : undefined}
            title={`${t(`nav.${word}`)} (${t(`keys.${word}`)})`}
          >
            <Icon name={icon} />
            <span className="lbl">{t(`nav.${word}`)}</span>
            {ends[word]}
          </Link>
        );
      })}
      <GroupFilters />
      <NightCard />
      <Appearance />
    </nav>
  );
}

function SiteBlock({ phones }: { phones: number | null }): ReactNode {
  const { t } = useTranslation('app');
  const site = useCall('status.show', {}).data?.site;
  const name = site?.name ?? t('product');
  const initials = name
    .split(/\s+/u)
    .slice(0, 2)
    .map((word) => word[0] ?? '')
    .join('')
    .toUpperCase();
  const place = site?.timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? '';
  return (
    <div className="site">
      <span className="glyph" aria-hidden="true">
        {initials}
      </span>
      <span className="lbl grow col">
        <span className="b6 el site-name">{name}</span>
        {site && phones !== null ? (
          <span className="xs m3 el">{t('site.phones', { place, count: phones })}</span>
        ) : null}
      </span>
    </div>
  );
}

function GroupFilters(): ReactNode {
  const { t } = useTranslation('app');
  const [place, go] = useLocation();
  const groups = useCall('phones.groups', {}).data?.groups ?? [];
  const { groupFilter, set } = useWindowState();
  if (groups.length === 0) return null;
  return (
    <>
      <div className="nav-h">
        <h2 className="lab grow">{t('nav.groups')}</h2>
      </div>
      <ul className="nav-groups" aria-label={t('nav.groups')}>
        {groups.map(({ name, phones }) => {
          const on = groupFilter === name && place.startsWith(routes.phones);
          return (
            <li key={name}>
              <button
                type="button"
                className={on ? 'nav-s on' : 'nav-s'}
                aria-pressed={on}
                title={t('nav.groupFilter', { group: name })}
                onClick={() => {
                  set({ groupFilter: on ? null : name });
                  if (!place.startsWith(routes.phones)) go(routes.phones);
                }}
              >
                <span className="sq" style={{ background: groupColor(name) }} aria-hidden="true" />
                <span className="el">{name}</span>
                <span className="n">{formatCount(phones)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Appearance(): ReactNode {
  const { t } = useTranslation('app');
  const choice = useThemeChoice();
  const choices: readonly [ThemeChoice, IconName][] = [
    ['light', 'sun'],
    ['dark', 'moon'],
    ['system', 'laptop'],
  ];
  return (
    <div className="nav-foot">
      <Menu
        width={200}
        items={choices.map(([value, icon]) => ({
          label: t(`nav.${value}`),
          icon,
          on: choice === value,
          run: () => chooseTheme(value),
        }))}
      >
        <button type="button" className="nav-i" title={t('nav.appearance')}>
          <Icon name="themeHalf" />
          <span className="lbl">{t('nav.appearance')}</span>
        </button>
      </Menu>
    </div>
  );
}
