import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { formatScope } from '../../../electron/core/configs/scope';
import { routes } from '../../app/routes';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ChoiceField } from '../../components/field';
import { Note, ProblemNote } from '../../components/note';
import { chosenScope, ScopeFields, type ScopeChoice } from './new-file-scope';

const empty = '';

/** A file for someone, empty or from a sample. One that is already there is opened as it is. */
export function NewFileDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('files');
  const [, go] = useLocation();
  const [choice, setChoice] = useState<ScopeChoice>({ kind: 'group', text: '' });
  const [sampleId, setSampleId] = useState(empty);
  const [tried, setTried] = useState(false);
  const phones = useCall('phones.list', {}).data?.phones ?? [];
  const files = useCall('configs.files', {}).data?.files ?? [];
  const samples = (useCall('configs.samples', {}).data?.samples ?? []).filter((each) => each.for.includes(choice.kind));
  const create = useCallMutation('configs.set');
  const scope = chosenScope(choice, phones);
  const written = scope && formatScope(scope);
  const exists = files.some((file) => file.scope === written);
  const sample = exists ? undefined : samples.find(({ id }) => id === sampleId);

  const submit = (): void => {
    setTried(true);
    if (written === null) return;
    const open = (): void => {
      onClose();
      go(routes.file(written));
    };
    if (sample) create.mutate({ scope: written, text: sample.text }, { onSuccess: open });
    else open();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      onSubmit={submit}
      title={t('create.title')}
      text={t('create.text')}
      footer={
        <Button look="pri" type="submit" busy={create.isPending}>
          {exists ? t('create.open') : t('create.create')}
        </Button>
      }
    >
      <div className="form-rows">
        <ScopeFields value={choice} onChange={setChoice} tried={tried} />
        {exists ? (
          <Note tone="info">{t('create.exists')}</Note>
        ) : samples.length > 0 ? (
          <ChoiceField
            label={t('create.begin')}
            hint={sample?.description}
            value={sample ? sampleId : empty}
            onChange={(event) => setSampleId(event.target.value)}
          >
            <option value={empty}>{t('create.beginEmpty')}</option>
            {samples.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </ChoiceField>
        ) : null}
      </div>
      {create.error ? <ProblemNote problem={create.error.problem} /> : null}
    </Dialog>
  );
}
