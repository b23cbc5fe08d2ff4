import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWindowState } from '../../app/window-state';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { CopyButton } from '../../components/copy-button';
import { Dialog } from '../../components/dialog';
import { ProblemNote } from '../../components/note';
import { hostOf, portOf } from './told-host';

const platforms = { linux: 'Linux', macos: 'macOS', windows: 'Windows' } as const;
type Platform = keyof typeof platforms;

/** The old address is put on this laptop again by one command; then it is answered on. */
export function AnswerThereDialog({ address, onClose }: { address: string; onClose: () => void }): ReactNode {
  const { t } = useTranslation(['network', 'app']);
  const toast = useWindowState((window) => window.toast);
  const host = hostOf(address);
  const commands = useCall('addresses.commands', { address: host });
  const here = useCall('addresses.show', {}).data?.platform;
  const also = useCallMutation('addresses.also');
  const [chosen, setChosen] = useState<Platform | null>(null);
  const platform = chosen ?? here ?? 'linux';
  const command = commands.data?.commands.find((each) => each.platform === platform);
  const problem = (also.error ?? commands.error)?.problem;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('network:also.title', { host })}
      text={t('network:also.text', { host })}
      width={560}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button
            look="pri"
            busy={also.isPending}
            onClick={() =>
              also.mutate(
                { address: host, port: portOf(address), on: true },
                {
                  onSuccess: () => {
                    toast({ tone: 'ok', title: t('network:change.answering', { host }) });
                    onClose();
                  },
                },
              )
            }
          >
            {t('network:change.also.do')}
          </Button>
        </>
      }
    >
      <fieldset className="seg" aria-label={t('network:also.platform')}>
        {(Object.keys(platforms) as Platform[]).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === platform}
            className={each === platform ? 'on' : ''}
            onClick={() => setChosen(each)}
          >
            {platforms[each]}
          </button>
        ))}
      </fieldset>
      {command ? (
        <dl className="commands">
          <dt className="sm b5">{t('network:also.add')}</dt>
          <dd className="copy-block">
            <pre className="pre">{command.add}</pre>
            <CopyButton text={command.add} label={t('network:also.copyAdd')} />
          </dd>
          <dt className="sm b5">{t('network:also.remove')}</dt>
          <dd className="copy-block">
            <pre className="pre">{command.remove}</pre>
            <CopyButton text={command.remove} label={t('network:also.copyRemove')} />
          </dd>
        </dl>
      ) : null}
      <p className="xs m3">{t('network:also.sure', { host })}</p>
      {problem ? <ProblemNote problem={problem} /> : null}
    </Dialog>
  );
}
