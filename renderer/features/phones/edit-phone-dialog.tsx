import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverriddenFactView, PhoneView } from '../../../electron/contract/phones';
import { useWindowState } from '../../app/window-state';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { SuggestField, TextField } from '../../components/field';
import { ProblemNote } from '../../components/note';
import { emptyLine, lineDrafts, LineFields, lineInput } from './line-fields';
import { macWithColons } from './mac-text';
import { OverriddenFacts } from './overridden-facts';

/** The facts of a phone: name, group, address, lines. Passwords can be set here and never read. */
export function EditPhoneDialog({ phone, onClose }: { phone: PhoneView; onClose: () => void }): ReactNode {
  const { t } = useTranslation(['phones', 'app']);
  const { toast, set } = useWindowState();
  const update = useCallMutation('phones.update');
  const groups = useCall('phones.groups', {}).data?.groups ?? [];
  const models = useCall('phones.models', {}).data?.models;
  const [name, setName] = useState(phone.name);
  const [group, setGroup] = useState(phone.group ?? '');
  const [ip, setIp] = useState(phone.address ?? '');
  const [lines, setLines] = useState(() => lineDrafts(phone));
  const most = models?.find((model) => phone.model.startsWith(model.name))?.lines ?? 24;
  const [overridden, setOverridden] = useState<readonly OverriddenFactView[] | null>(null);
  const title = phone.name || macWithColons(phone.mac);

  const save = (): void =>
    update.mutate(
      {
        mac: phone.mac,
        name: name.trim(),
        group: group.trim() || null,
        // An address learned from the phone itself is left alone unless it was changed here.
        ...(ip.trim() === (phone.address ?? '') ? {} : { ip: ip.trim() || null }),
        lines: lines.map(lineInput),
      },
      {
        onSuccess: ({ overriddenBy }) => {
          // What was typed must never be inert in silence: the dialog stays and says what beats it.
          if (overriddenBy.length > 0) return setOverridden(overriddenBy);
          toast({
            tone: 'ok',
            title: t('phones:form.saved', { name: name.trim() || title }),
            text: t('phones:form.savedText'),
            action: { label: t('phones:form.review'), run: () => set({ publishOpen: true }) },
          });
          onClose();
        },
      },
    );

  if (overridden) return <OverriddenFacts name={name.trim() || title} facts={overridden} onClose={onClose} />;
  return (
    <Dialog
      opened
      onClose={onClose}
      width={560}
      title={t('phones:form.editTitle', { name: title })}
      text={t('phones:form.editText')}
      onSubmit={save}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button look="pri" type="submit" busy={update.isPending}>
            {t('app:save')}
          </Button>
        </>
      }
    >
      <div className="fields">
        <TextField
          label={t('phones:form.name')}
          value={name}
          onChange={(event) => setName(event.target.value)}
          data-autofocus
        />
        <SuggestField
          label={t('phones:form.group')}
          value={group}
          onChange={(event) => setGroup(event.target.value)}
          suggestions={groups.map((each) => each.name)}
        />
        <TextField label={t('phones:form.ip')} value={ip} onChange={(event) => setIp(event.target.value)} />
      </div>
      {lines.map((line, index) => (
        <LineFields
          key={line.line}
          value={line}
          kept={phone.lines.some((each) => each.line === line.line) ? phone.mac : undefined}
          model={phone.model}
          onChange={(next) => setLines(lines.with(index, next))}
          onRemove={() => setLines(lines.filter((each) => each !== line))}
        />
      ))}
      {lines.length < most ? (
        <Button
          size="sm"
          look="gh"
          icon="plus"
          className="add-line"
          onClick={() => setLines([...lines, emptyLine(Math.max(0, ...lines.map(({ line }) => line)) + 1)])}
        >
          {t('phones:form.addLine')}
        </Button>
      ) : null}
      {update.error ? <ProblemNote problem={update.error.problem} /> : null}
    </Dialog>
  );
}
