import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { accessModes, type AccessView } from '../../../electron/contract/access';
import { useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { CheckField } from '../../components/check-field';
import { Dialog } from '../../components/dialog';
import { TextField } from '../../components/field';
import { Note, ProblemNote } from '../../components/note';

/** Words between commas or blanks. */
const listOf = (text: string): string[] => text.split(/[\s,;]+/u).filter((word) => word !== '');

export function AccessDialog({ access, onClose }: { access: AccessView; onClose: () => void }): ReactNode {
  const { t } = useTranslation(['network', 'app']);
  const group = useId();
  const set = useCallMutation('access.set');
  const [mode, setMode] = useState(access.mode);
  const [algorithms, setAlgorithms] = useState(access.digestAlgorithms);
  const [networks, setNetworks] = useState(access.networks.join(', '));
  const [proxies, setProxies] = useState(access.proxies.join(', '));
  const [sure, setSure] = useState(access.mode === 'open');
  const problem = set.error?.problem;
  const blocked = (mode === 'open' && !sure) || (mode === 'digest' && algorithms.length === 0);
  const toggle = (name: (typeof algorithms)[number]): void =>
    setAlgorithms(algorithms.includes(name) ? algorithms.filter((each) => each !== name) : [...algorithms, name]);
  return (
    <Dialog
      opened
      onClose={onClose}
      onSubmit={() => {
        if (blocked) return;
        set.mutate(
          { mode, digestAlgorithms: algorithms, networks: listOf(networks), proxies: listOf(proxies) },
          { onSuccess: onClose },
        );
      }}
      title={t('network:access.dialog')}
      width={540}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button look="pri" type="submit" disabled={blocked} busy={set.isPending}>
            {t('app:save')}
          </Button>
        </>
      }
    >
      <fieldset className="choices">
        <legend className="sm b5 m2">{t('network:access.mode')}</legend>
        {accessModes.map((each) => (
          <div key={each} className="choice">
            <input
              type="radio"
              id={`${group}-${each}`}
              name={group}
              aria-describedby={`${group}-${each}-means`}
              checked={mode === each}
              onChange={() => setMode(each)}
            />
            <div className="col">
              <label htmlFor={`${group}-${each}`} className="b5">
                {t(`network:access.modes.${each}.name`)}
              </label>
              <span id={`${group}-${each}-means`} className="xs m3">
                {t(`network:access.modes.${each}.means`)}
              </span>
            </div>
          </div>
        ))}
      </fieldset>
      {mode === 'digest' ? (
        <div className="row g16">
          {(['SHA-256', 'MD5'] as const).map((name) => (
            <CheckField key={name} label={name} checked={algorithms.includes(name)} onChange={() => toggle(name)} />
          ))}
        </div>
      ) : null}
      {mode === 'open' ? (
        <Note tone="bad" className="top">
          <CheckField
            label={t('network:access.openSure')}
            checked={sure}
            onChange={(event) => setSure(event.target.checked)}
          />
        </Note>
      ) : null}
      <div className="fields access-fields">
        <TextField
          label={t('network:access.networksField')}
          hint={t('network:access.networksHint')}
          error={problem?.code === 'NETWORK_INVALID' ? `${problem.message} ${problem.remedy}` : null}
          className="mono"
          value={networks}
          onChange={(event) => setNetworks(event.target.value)}
        />
        <TextField
          label={t('network:access.proxiesField')}
          hint={t('network:access.proxiesHint')}
          error={problem?.code === 'PROXY_INVALID' ? `${problem.message} ${problem.remedy}` : null}
          className="mono"
          value={proxies}
          onChange={(event) => setProxies(event.target.value)}
        />
      </div>
      {problem && problem.code !== 'NETWORK_INVALID' && problem.code !== 'PROXY_INVALID' ? (
        <ProblemNote problem={problem} />
      ) : null}
    </Dialog>
  );
}
