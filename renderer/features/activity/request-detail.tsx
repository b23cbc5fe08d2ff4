import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useSiteClock } from '../../client/site-clock';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { CopyButton } from '../../components/copy-button';
import { IconButton } from '../../components/icon-button';
import { ProblemNote } from '../../components/note';
import { Facts, Section } from '../../components/panel';
import {
  dayDistance,
  formatFull,
  formatMillisecond,
  formatNear,
  formatRelative,
  formatSize,
} from '../../strings/format-time';
import { Answer, isRefused, needsNothing, type KnownRequest } from './request-columns';

interface RequestDetailProps {
  readonly row: KnownRequest;
  readonly onOnly: (mac: string) => void;
  readonly onClose: () => void;
}

/** How a phone showed who it is, as far as its request tells. */
function knownBy({
  path,
  protocol,
  reason,
  mac,
}: KnownRequest): 'clock' | 'own' | 'login' | 'first' | 'model' | 'nobody' | 'all' {
  if (protocol === 'sntp') return 'clock';
  if (reason.startsWith('login-') || reason === 'nonce-stale') return 'login';
  if (/^\/+(p|s)\//i.test(path)) return 'own';
  if (/^\/+first\//i.test(path)) return 'first';
  if (mac !== null) return 'all';
  return reason === 'served' ? 'model' : 'nobody';
}

/** The last part of a path, which names the file. */
const fileName = (path: string): string => path.split(/[/\\]/).findLast((part) => part !== '') ?? path;

/** One request: how it was answered, what that means, what helps, and the bytes of it. */
export function RequestDetail({ row, onOnly, onClose }: RequestDetailProps): ReactNode {
  const { t } = useTranslation('activity');
  const { now, timeZone } = useSiteClock();
  const refused = isRefused(row);
  const today = dayDistance(row.at, now, timeZone) === 0;
  const ms = Math.round(row.ms * 10) / 10;
  const request = `${row.method} ${row.path}${row.userAgent ? `\nUser-Agent: ${row.userAgent}` : ''}`;
  const extension = row.phone?.lines[0]?.extension;
  return (
    <>
      <div className="panel-scroll">
        <header className="request-head">
          <div className="col grow">
            <h2 className="t4 el selectable" title={row.path}>
              {fileName(row.path) || row.method}
            </h2>
            <span className="row g12 sm m3">
              <time className="nw" dateTime={row.at} title={formatFull(row.at, timeZone)}>
                {today ? '' : `${formatNear(row.at, now, timeZone)} · `}
                {formatMillisecond(row.at, timeZone)} · {formatRelative(row.at, now)}
              </time>
              <Answer row={row} />
            </span>
          </div>
          <IconButton icon="close" small label={t('detail.close')} onClick={onClose} />
        </header>
        <div className="request-facts">
          <Facts
            rows={[
              [
                t('detail.phone'),
                row.phone ? (
                  <span key="phone">
                    <Link href={routes.phone(row.phone.mac)} className="b5">
                      {row.phone.name || row.phone.mac}
                    </Link>
                    {extension ? t('detail.extension', { extension }) : null}
                  </span>
                ) : (
                  row.mac
                ),
              ],
              [t('detail.knownBy'), t(`detail.known.${knownBy(row)}`)],
              [
                t('detail.gaveOut'),
                row.bytes > 0 && !refused
                  ? t('detail.gave', { size: formatSize(row.bytes), ms })
                  : t('detail.gaveNothing', { ms }),
              ],
              [t('detail.peer'), `${row.remote}, ${row.protocol.toUpperCase()}`],
            ]}
          />
        </div>
        <Section title={t('detail.why')}>
          <p className="sm m2">
            {t(`reason.${row.reason}.means`)} {refused && row.status === 404 ? t('detail.stranger') : null}
          </p>
          {needsNothing.has(row.reason) ? null : (
            <p className="sm m2 request-helps">
              <b className="b6">{t('detail.helps')}</b> {t(`reason.${row.reason}.helps`)}
            </p>
          )}
          {refused ? <WayOut row={row} /> : null}
        </Section>
        <Section title={t('detail.request')} end={<CopyButton text={request} label={t('detail.copyRequest')} />}>
          <pre className="pre">
            <b>{`${row.method} ${row.path}`}</b>
            {row.userAgent ? `\nUser-Agent: ${row.userAgent}` : null}
          </pre>
          <p className="xs m3">{row.userAgent ? t('detail.agentHint') : t('detail.noAgent')}</p>
        </Section>
        {row.bytes > 0 ? <AnswerText row={row} /> : null}
      </div>
      <footer className="request-foot row g6">
        {row.mac ? (
          <Button size="sm" onClick={() => onOnly(row.mac ?? '')}>
            {t('detail.onlyThis')}
          </Button>
        ) : null}
        <BlockButton row={row} />
      </footer>
    </>
  );
}

/** The bytes that were answered, as far as they are text; the workstation blanks what is secret. */
function AnswerText({ row }: { row: KnownRequest }): ReactNode {
  const { t } = useTranslation('activity');
  const body = useCall('requests.body', { id: row.id });
  const text = body.data?.text ?? null;
  const type = body.data?.contentType;
  return (
    <Section
      title={t('detail.answer')}
      end={text === null ? null : <CopyButton text={text} label={t('detail.copyAnswer')} />}
    >
      {body.error ? (
        <ProblemNote problem={body.error.problem} />
      ) : !body.data ? (
        <p className="sm m3">{t('detail.reading')}</p>
      ) : (
        <>
          {/* What scrolls must be reachable by keys. */}
          <pre className="pre answer-text" tabIndex={text === null ? -1 : 0}>
            <b>{row.status}</b>
            {type ? `\nContent-Type: ${type}` : null}
            {`\nContent-Length: ${body.data.bytes}`}
            {text === null ? null : `\n\n${text}`}
          </pre>
          <p className="xs m3">{text === null ? t('detail.noText') : t('detail.blanked')}</p>
          {row.sha256 ? <p className="xs m3 mono break">SHA-256 {row.sha256}</p> : null}
        </>
      )}
    </Section>
  );
}

/** A stranger can be held off by hand. A phone that is ours cannot: its address is always served. */
function BlockButton({ row }: { row: KnownRequest }): ReactNode {
  const { t } = useTranslation('activity');
  const block = useCallMutation('guard.block');
  const blocked = useCall('guard.show', {}).data?.blocked.some(({ peer }) => peer === row.remote) ?? true;
  if (row.phone || blocked || !isRefused(row)) return null;
  return (
    <>
      <Button size="sm" busy={block.isPending} onClick={() => block.mutate({ peer: row.remote })}>
        {t('detail.block', { peer: row.remote })}
      </Button>
      {block.error ? <ProblemNote problem={block.error.problem} /> : null}
    </>
  );
}

/** The one thing that can be done from here about a refusal. */
function WayOut({ row }: { row: KnownRequest }): ReactNode {
  const { t } = useTranslation('activity');
  const arm = useCallMutation('phones.arm');
  const toast = useWindowState((window) => window.toast);
  const setWindow = useWindowState((window) => window.set);
  const { mac, phone, reason } = row;
  if (mac && phone && (reason === 'not-armed' || reason === 'second-peer'))
    return (
      <div className="request-way">
        <Button
          look={reason === 'not-armed' ? 'pri' : 'plain'}
          icon="armed"
          size="sm"
          busy={arm.isPending}
          onClick={() =>
            arm.mutate(
              { macs: [mac] },
              { onSuccess: () => toast({ tone: 'ok', title: t('detail.armed'), text: t('detail.armedText') }) },
            )
          }
        >
          {t('detail.arm')}
        </Button>
        {arm.error ? <ProblemNote problem={arm.error.problem} /> : null}
      </div>
    );
  if (mac && !phone && reason === 'unknown-mac')
    return (
      <div className="request-way">
        <Button icon="plus" size="sm" look="pri" onClick={() => setWindow({ addPhone: { mac } })}>
          {t('detail.addPhone')}
        </Button>
      </div>
    );
  return null;
}
