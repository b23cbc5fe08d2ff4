import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { routes } from '../../app/routes';
import { useSiteClock } from '../../client/site-clock';
import { Button } from '../../components/button';
import { PageHead } from '../../components/page-head';
import { formatDate, formatMinute } from '../../strings/format-time';
import '../../components/list-table.css';
import './report.css';

interface ReportFrameProps {
  readonly on: 'revision' | 'day';
  readonly title: string;
  readonly onRefresh: () => void;
  readonly refreshing: boolean;
  /** Nothing to print yet. */
  readonly disabled: boolean;
  /** Puts on the page what the screen left out, before it is printed. */
  readonly onPrint?: () => void;
  /** More actions, in front of the others. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** Head and paper of a report. What is printed is the paper alone, black on white. */
export function ReportFrame(props: ReportFrameProps): ReactNode {
  const { on, title, onRefresh, refreshing, disabled, onPrint, actions, children } = props;
  const { t } = useTranslation('reports');
  return (
    <>
      <PageHead
        title={title}
        beside={
          <nav className="seg" aria-label={t('tabs.label')}>
            <Link
              href={routes.revisionReport()}
              className={on === 'revision' ? 'on' : ''}
              aria-current={current(on, 'revision')}
            >
              {t('tabs.revision')}
            </Link>
            <Link href={routes.dayReport()} className={on === 'day' ? 'on' : ''} aria-current={current(on, 'day')}>
              {t('tabs.day')}
            </Link>
          </nav>
        }
      >
        {actions}
        <Button icon="resync" busy={refreshing} onClick={onRefresh}>
          {t('refresh')}
        </Button>
        <Button
          look="pri"
          icon="printer"
          disabled={disabled}
          onClick={() => {
            // What is printed is what stands there at that moment.
            flushSync(() => onPrint?.());
            window.print();
          }}
        >
          {t('print')}
        </Button>
      </PageHead>
      {children}
    </>
  );
}

function current(on: string, tab: string): 'page' | undefined {
  return on === tab ? 'page' : undefined;
}

/** `Tue 24 Nov 02:00`: on paper nobody can ask for more. */
export function PaperTime({ at, without = '' }: { at: string | null; without?: string }): ReactNode {
  const { timeZone } = useSiteClock();
  if (at === null) return <span className="m3">{without}</span>;
  return (
    <time dateTime={at} className="nw">
      {formatDate(at, timeZone)} {formatMinute(at, timeZone)}
    </time>
  );
}

/** Whose report it is and of when. */
export function PaperHead({ site, at, children }: { site: string; at: string; children: ReactNode }): ReactNode {
  const { t } = useTranslation('reports');
  const { timeZone } = useSiteClock();
  const place = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  const time = `${formatDate(at, timeZone)} ${formatMinute(at, timeZone)}`;
  return (
    <header className="paper-head">
      {children}
      <p className="sm m2">
        {t('site', { site, place })}, {t('asOf', { time })}
      </p>
    </header>
  );
}
