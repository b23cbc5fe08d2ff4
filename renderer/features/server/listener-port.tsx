import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListenerView } from '../../../electron/contract/workstation';
import { Button } from '../../components/button';
import { ProblemNote } from '../../components/note';
import { Popover } from '../../components/popover';
import { usualPort, useListen } from './use-listen';

/** Phones ask these at one port only; another one is for trying things out. */
const fixed = new Set<ListenerView['protocol']>(['tftp', 'sntp']);

/** The port, to be changed in place: the service moves there at once. */
export function ListenerPort({ listener }: { listener: ListenerView }): ReactNode {
  const { t } = useTranslation('server');
  const { protocol, port } = listener;
  const [opened, setOpened] = useState(false);
  const [text, setText] = useState('');
  const { start, busy, problem } = useListen();
  const chosen = Number(text);
  const valid = /^\d{1,5}$/.test(text.trim()) && chosen >= 1 && chosen <= 65_535;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (valid) start({ protocol, port: chosen }, () => setOpened(false));
  };
  const service = t(`protocol.${protocol}`);
  const show = (open: boolean): void => {
    setText(String(port ?? usualPort[protocol]));
    setOpened(open);
  };
  return (
    <Popover
      opened={opened}
      onChange={show}
      label={t('portOf', { service })}
      width={260}
      position="bottom-start"
      target={
        <button
          type="button"
          className="port mono"
          title={t('portOf', { service })}
          aria-expanded={opened}
          onClick={() => show(!opened)}
        >
          {`${port ?? usualPort[protocol]}/${t(`transport.${protocol}`)}`}
        </button>
      }
    >
      <form className="port-form" onSubmit={submit} noValidate>
        <label className="sm b5" htmlFor={`port-${protocol}`}>
          {t('portOf', { service })}
        </label>
        <div className="row g6">
          <input
            id={`port-${protocol}`}
            className={valid || text === '' ? 'in mono' : 'in mono err'}
            inputMode="numeric"
            maxLength={5}
            value={text}
            aria-invalid={!valid}
            aria-describedby={`port-${protocol}-note`}
            onChange={(event) => setText(event.target.value)}
          />
          <Button size="sm" look="pri" type="submit" disabled={!valid} busy={busy}>
            {t('portSet')}
          </Button>
        </div>
        <p className="xs m3" id={`port-${protocol}-note`}>
          {!valid && text !== '' ? t('portInvalid') : fixed.has(protocol) ? t('portFixed') : t('portMeans')}
        </p>
        {problem ? <ProblemNote problem={problem} /> : null}
      </form>
    </Popover>
  );
}
