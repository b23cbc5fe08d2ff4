import { lazy, Suspense, type ReactNode } from 'react';
import { MantineProvider } from '@mantine/core';
import type { QueryClient } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { Redirect, Route, Router, Switch, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import type { Connection } from '../client/connection';
import { SiteClockProvider } from '../client/site-clock';
import { styleNonce } from '../client/style-nonce';
import { WorkstationProvider } from '../client/workstation-context';
import { Button } from '../components/button';
import { EmptyState } from '../components/empty-state';
import { PhonesPage } from '../features/phones/phones-page';
import { RunPage } from '../features/resync/run-page';
import { useColorScheme } from './color-scheme';
import { mantineTheme, mantineVariables } from './mantine-theme';
import { routes } from './routes';
import { WindowFrame } from './window-frame';

// The editor and its neighbours come when they are first opened: the window is usable before.
const ConfigEditorPage = lazy(async () => ({
  default: (await import('../features/configs/config-editor-page')).ConfigEditorPage,
}));
const ComparePage = lazy(async () => ({ default: (await import('../features/configs/compare-page')).ComparePage }));
const HistoryPage = lazy(async () => ({ default: (await import('../features/configs/history-page')).HistoryPage }));
const FilesPage = lazy(async () => ({ default: (await import('../features/configs/files-page')).FilesPage }));
const SchedulesPage = lazy(async () => ({
  default: (await import('../features/schedules/schedules-page')).SchedulesPage,
}));
const ActivityPage = lazy(async () => ({ default: (await import('../features/activity/activity-page')).ActivityPage }));
const RevisionReportPage = lazy(async () => ({
  default: (await import('../features/reports/revision-report-page')).RevisionReportPage,
}));
const DayReportPage = lazy(async () => ({
  default: (await import('../features/reports/day-report-page')).DayReportPage,
}));
const ServerPage = lazy(async () => ({ default: (await import('../features/server/server-page')).ServerPage }));

export interface AppProps {
  connection: Connection;
  queries: QueryClient;
  words: i18n;
  /** `test` draws dialogs without transitions. */
  env?: 'default' | 'test';
}

/** Everything a page may count on: words, workstation, clock, theme, router. */
export function App(props: AppProps): ReactNode {
  return (
    <Providers {...props}>
      <WindowFrame>
        <Suspense>
          <Pages />
        </Suspense>
      </WindowFrame>
    </Providers>
  );
}

export function Providers({
  connection,
  queries,
  words,
  env = 'default',
  children,
}: AppProps & { children: ReactNode }): ReactNode {
  return (
    <I18nextProvider i18n={words}>
      <MantineProvider
        theme={mantineTheme}
        cssVariablesResolver={mantineVariables}
        forceColorScheme={useColorScheme()}
        getStyleNonce={styleNonce}
        env={env}
      >
        <WorkstationProvider connection={connection} queries={queries}>
          <SiteClockProvider>
            <Router hook={useHashLocation}>{children}</Router>
          </SiteClockProvider>
        </WorkstationProvider>
      </MantineProvider>
    </I18nextProvider>
  );
}

function Pages(): ReactNode {
  return (
    <Switch>
      <Route path="/">
        <Redirect to={routes.phones} replace />
      </Route>
      <Route path="/phones/:mac?">{({ mac }) => <PhonesPage mac={mac ?? null} />}</Route>
      <Route path="/files">
        <FilesPage />
      </Route>
      <Route path="/files/:scope">
        <ConfigEditorPage />
      </Route>
      <Route path="/history">
        <HistoryPage />
      </Route>
      <Route path="/compare/:left?/:right?">{({ left, right }) => <ComparePage left={left} right={right} />}</Route>
      <Route path="/schedules">
        <SchedulesPage />
      </Route>
      <Route path="/activity">
        <ActivityPage />
      </Route>
      <Route path="/activity/sip/:whom?">{({ whom }) => <ActivityPage sip={whom ?? ''} />}</Route>
      <Route path="/resync/:id">{({ id }) => <RunPage id={Number(id)} />}</Route>
      <Route path="/reports/revision/:revision?">
        {({ revision }) => <RevisionReportPage revision={revision === undefined ? null : Number(revision)} />}
      </Route>
      <Route path="/reports/day/:day?">{({ day }) => <DayReportPage day={day ?? null} />}</Route>
      <Route path="/server">
        <ServerPage />
      </Route>
      <Route>
        <NoSuchPage />
      </Route>
    </Switch>
  );
}

function NoSuchPage(): ReactNode {
  const { t } = useTranslation('app');
  const [, go] = useLocation();
  return (
    <EmptyState
      title={t('nav.notFound')}
      actions={<Button onClick={() => go(routes.phones)}>{t('nav.toPhones')}</Button>}
    />
  );
}
