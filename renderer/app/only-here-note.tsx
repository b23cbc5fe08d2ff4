import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatusView } from '../../electron/contract/workstation';
import { CopyButton } from '../components/copy-button';
import { Note } from '../components/note';

/** True while phones elsewhere on the network cannot reach the files. */
function onlyHere({ listeners }: Pick<StatusView, 'listeners'>): boolean {
  const http = listeners.find(({ protocol }) => protocol === 'http');
  return http?.state === 'up' && /^(127\.|::1$|localhost$)/.test(http.address ?? '');
}

/** The usual trap of a first start: without `--bind` the servers listen on this laptop alone. */
export function OnlyHereNote({ status }: { status: StatusView }): ReactNode {
  const { t } = useTranslation('app');
  if (!onlyHere(status)) return null;
  // A window of its own has the bridge; one in a browser belongs to the headless host.
  const command = `npm ${window.workstation ? 'start' : 'run -s serve'} -- --bind ADDRESS`;
  return (
    <Note tone="warn" className="top only-here">
      <b>{t('serving.onlyHere')}</b> {t('serving.onlyHereText')}
      <span className="copy-line">
        <code className="mono grow el selectable">{command}</code>
        <CopyButton text={command} label={t('serving.copyCommand')} />
      </span>
    </Note>
  );
}
