import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LibraryFileView } from '../../../electron/contract/library';
import { useWindowState } from '../../app/window-state';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { CheckField } from '../../components/check-field';
import { Dialog } from '../../components/dialog';
import { TextField } from '../../components/field';
import { Note, ProblemNote } from '../../components/note';
import { Facts } from '../../components/panel';
import { formatSize } from '../../strings/format-time';

/** Who may have a file; of firmware also its version and its wave. Taking it away is asked twice: phones may still want it. */
export function LibraryFileDialog({ file, onClose }: { file: LibraryFileView; onClose: () => void }): ReactNode {
  const { t } = useTranslation(['library', 'app']);
  const toast = useWindowState((window) => window.toast);
  const known = useCall('phones.models', {}).data?.models.map(({ name }) => name) ?? [];
  const groupNames = useCall('phones.groups', {}).data?.groups.map(({ name }) => name) ?? [];
  const assign = useCallMutation('library.assign');
  const remove = useCallMutation('library.remove');
  const [models, setModels] = useState<readonly string[]>(file.models);
  const [version, setVersion] = useState(file.version ?? '');
  const [groups, setGroups] = useState<readonly string[] | null>(file.groups);
  const [removing, setRemoving] = useState(false);
  const firmware = file.kind === 'firmware';
  const save = (): void =>
    assign.mutate(
      {
        id: file.id,
        models: [...models],
        version: version.trim() === '' ? null : version.trim(),
        groups: firmware && groups ? [...groups] : null,
      },
      {
        onSuccess: () => {
          toast({ tone: 'ok', title: t('library:saved'), ...(firmware ? { text: t('library:savedText') } : {}) });
          onClose();
        },
      },
    );
  const problem = (assign.error ?? remove.error)?.problem;
  return (
    <Dialog
      opened
      onClose={onClose}
      onSubmit={save}
      title={file.name}
      width={540}
      footer={
        removing ? (
          <>
            <Button onClick={() => setRemoving(false)} data-autofocus>
              {t('library:keep')}
            </Button>
            <Button
              look="dan"
              busy={remove.isPending}
              onClick={() => remove.mutate({ id: file.id }, { onSuccess: onClose })}
            >
              {t('library:removeDo')}
            </Button>
          </>
        ) : (
          <>
            <Button look="dan" icon="trash" onClick={() => setRemoving(true)}>
              {t('library:remove')}
            </Button>
            <span className="grow" />
            <Button look="gh" onClick={onClose}>
              {t('app:cancel')}
            </Button>
            <Button look="pri" type="submit" busy={assign.isPending}>
              {t('app:save')}
            </Button>
          </>
        )
      }
    >
      {removing ? (
        <Note className="top">{t(firmware ? 'library:removeFirmware' : 'library:removeText')}</Note>
      ) : (
        <div className="col g12">
          <Facts
            rows={[
              [t('library:what'), `${t(`library:kind.${file.kind}`)}, ${formatSize(file.bytes)}`],
              [
                'SHA-256',
                <span key="sha256" className="mono break">
                  {file.sha256}
                </span>,
              ],
              [
                t('library:address'),
                <span key="address" className="mono break selectable">
                  {file.address}
                </span>,
              ],
            ]}
          />
          <Picks
            label={t('library:models')}
            hint={t('library:modelsHint')}
            names={[...new Set([...known, ...file.models])]}
            chosen={models}
            onChange={setModels}
          />
          {firmware ? (
            <>
              <TextField
                label={t('library:versionField')}
                hint={t('library:versionHint')}
                maxLength={32}
                className="mono"
                value={version}
                onChange={(event) => setVersion(event.target.value)}
              />
              <CheckField
                label={t('library:inWaves')}
                hint={t('library:inWavesHint')}
                checked={groups !== null}
                onChange={(event) => setGroups(event.target.checked ? [] : null)}
              />
              {groups ? (
                <Picks label={t('library:waveGroups')} names={groupNames} chosen={groups} onChange={setGroups} />
              ) : null}
            </>
          ) : null}
        </div>
      )}
      {problem ? <ProblemNote problem={problem} /> : null}
    </Dialog>
  );
}

function Picks(props: {
  label: string;
  hint?: string;
  names: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}): ReactNode {
  const { label, hint, names, chosen, onChange } = props;
  return (
    <fieldset className="picks">
      <legend className="sm b5 m2">{label}</legend>
      {names.map((name) => (
        <CheckField
          key={name}
          label={name}
          checked={chosen.includes(name)}
          onChange={(event) =>
            onChange(event.target.checked ? [...chosen, name] : chosen.filter((each) => each !== name))
          }
        />
      ))}
      {hint ? <p className="xs m3">{hint}</p> : null}
    </fieldset>
  );
}
