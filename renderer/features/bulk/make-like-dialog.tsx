import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWindowState } from '../../app/window-state';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { CheckField } from '../../components/check-field';
import { Dialog } from '../../components/dialog';
import { SuggestField } from '../../components/field';
import { ProblemNote } from '../../components/note';
import { phoneMeant, phoneOffers } from '../configs/compare-picker';
import { BulkPreview } from './bulk-preview';
import { useBulkPreview } from './use-bulk-preview';

const parts = ['file', 'group', 'lines', 'variables'] as const;
type Part = (typeof parts)[number];

/** These phones like that one, without anybody's name, extension or password. */
export function MakeLikeDialog({ macs, onClose }: { macs: readonly string[]; onClose: () => void }): ReactNode {
  const { t } = useTranslation(['bulk', 'app']);
  const { toast, set: setWindow } = useWindowState();
  const [typed, setTyped] = useState('');
  const [what, setWhat] = useState<readonly Part[]>(['file', 'group', 'lines']);
  const [tried, setTried] = useState(false);
  const phones = useCall('phones.list', {}).data?.phones ?? [];
  const apply = useCallMutation('configs.makeLike');
  const from = phoneMeant(typed, phones);
  // The one the others are made like may be among those that were ticked.
  const to = macs.filter((mac) => mac !== from?.mac);
  const input = from && what.length > 0 && to.length > 0 ? { from: from.mac, to, what: [...what] } : null;
  const preview = useBulkPreview('configs.makeLike', input);
  const changed = preview.current ? preview.outcome?.changed : undefined;

  const submit = (): void => {
    setTried(true);
    if (!input || !changed) return;
    apply.mutate(input, {
      onSuccess: (done) => {
        toast({
          tone: 'ok',
          title: t('bulk:done', { count: done.changed }),
          text: t('bulk:doneText'),
          action: { label: t('bulk:review'), run: () => setWindow({ publishOpen: true }) },
        });
        onClose();
      },
    });
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      onSubmit={submit}
      width={680}
      title={t('bulk:like.title', { count: to.length })}
      text={t('bulk:like.text')}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button look="pri" type="submit" busy={apply.isPending} disabled={changed === 0 || changed === undefined}>
            {changed === 0 ? t('bulk:none') : t('bulk:apply', { count: changed ?? to.length })}
          </Button>
        </>
      }
    >
      <div className="fields">
        <SuggestField
          label={t('bulk:like.from')}
          hint={t('bulk:like.fromHint')}
          error={(tried || typed.length > 11) && !from && typed !== '' ? t('bulk:like.fromUnknown') : null}
          suggestions={phoneOffers(typed, phones)}
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <fieldset className="bulk-parts">
          <legend className="lab">{t('bulk:like.what')}</legend>
          {parts.map((part) => (
            <CheckField
              key={part}
              label={t(`bulk:like.parts.${part}`)}
              checked={what.includes(part)}
              onChange={(event) =>
                setWhat(event.target.checked ? [...what, part] : what.filter((each) => each !== part))
              }
            />
          ))}
          {what.length === 0 ? <span className="field-error">{t('bulk:like.whatNone')}</span> : null}
        </fieldset>
      </div>
      <BulkPreview outcome={preview.outcome} problem={preview.problem} waiting={t('bulk:like.waiting')} />
      {apply.error ? <ProblemNote problem={apply.error.problem} /> : null}
    </Dialog>
  );
}
