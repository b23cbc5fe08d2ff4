import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { saveText } from '../../client/save-text';
import { useCall } from '../../client/use-call';
import { When } from '../../client/when';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ProblemNote } from '../../components/note';
import { Section } from '../../components/panel';
import { SkeletonRows } from '../../components/skeleton';
import { formatSize } from '../../strings/format-time';

/** What a phone sent of itself. Most never do: nothing is shown then. */
export function PhoneLogs({ mac }: { mac: string }): ReactNode {
  const { t } = useTranslation('phones');
  const logs = useCall('phones.logs', { mac }).data?.logs ?? [];
  const [opened, setOpened] = useState<number | null>(null);
  if (logs.length === 0) return null;
  return (
    <Section title={t('logs.title')}>
      <ul>
        {logs.map(({ id, name, at, bytes }) => (
          <li className="ln" key={id}>
            <button type="button" className="link el" onClick={() => setOpened(id)}>
              {name}
            </button>
            <span className="m3">
              {formatSize(bytes)} · <When at={at} />
            </span>
          </li>
        ))}
      </ul>
      {opened === null ? null : <LogDialog id={opened} onClose={() => setOpened(null)} />}
    </Section>
  );
}

function LogDialog({ id, onClose }: { id: number; onClose: () => void }): ReactNode {
  const { t } = useTranslation('phones');
  const log = useCall('phones.log', { id });
  return (
    <Dialog
      opened
      onClose={onClose}
      title={log.data?.name ?? t('logs.title')}
      width={760}
      footer={
        log.data ? (
          <Button icon="download" onClick={() => saveText(log.data.name, log.data.text, 'text/plain;charset=utf-8')}>
            {t('logs.save')}
          </Button>
        ) : null
      }
    >
      {log.error ? <ProblemNote problem={log.error.problem} /> : null}
      {log.isPending ? <SkeletonRows rows={6} columns={[400]} /> : null}
      {log.data ? (
        // The scroll area must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <section className="log-text" tabIndex={0} aria-label={log.data.name}>
          <pre className="pre selectable">{log.data.text}</pre>
        </section>
      ) : null}
    </Dialog>
  );
}
