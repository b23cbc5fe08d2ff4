import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { parseMacAddress } from '../../../electron/core/shared/mac-address';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { CheckField } from '../../components/check-field';
import { Dialog } from '../../components/dialog';
import { SuggestField, TextField } from '../../components/field';
import { ProblemNote } from '../../components/note';
import { emptyLine, LineFields, lineInput } from './line-fields';
import { macWithColons } from './mac-text';

/** Problems that belong to one field; any other is shown under the form. */
const macCodes = ['MAC_INVALID', 'MAC_DUPLICATE'];

/** A new phone with its first line. Enter adds it; "Add and next" keeps model and group for the next one of the box. */
export function AddPhoneDialog({ start }: { start: { mac?: string; model?: string } }): ReactNode {
  const { t } = useTranslation(['phones', 'app']);
  const [, go] = useLocation();
  const { set, toast } = useWindowState();
  const add = useCallMutation('phones.add');
  const models = useCall('phones.models', {}).data?.models ?? [];
  const groups = useCall('phones.groups', {}).data?.groups ?? [];
  const macField = useRef<HTMLInputElement>(null);
  const [mac, setMac] = useState(start.mac ? macWithColons(start.mac) : '');
  const [model, setModel] = useState(start.model ?? '');
  const [name, setName] = useState('');
  const [group, setGroup] = useState('');
  const [ip, setIp] = useState('');
  const [line, setLine] = useState(emptyLine(1));
  const [armed, setArmed] = useState(true);
  const [wrong, setWrong] = useState<{ mac?: string; model?: string }>({});
  const onClose = (): void => set({ addPhone: null });

  const problem = add.error?.problem;
  const macProblem = problem && macCodes.includes(problem.code) ? `${problem.message} ${problem.remedy}` : null;

  const submit = (next: boolean): void => {
    const parsed = parseMacAddress(mac);
    const found = {
      ...(parsed.ok ? {} : { mac: `${parsed.problem.message} ${parsed.problem.remedy}` }),
      ...(model.trim() === '' ? { model: t('phones:form.modelMissing') } : {}),
    };
    setWrong(found);
    if (!parsed.ok || found.model !== undefined) return;
    const hasLine = line.extension !== '' || line.name !== '' || line.authId !== '' || line.password !== '';
    add.mutate(
      {
        mac: parsed.value,
        model: model.trim(),
        name: name.trim(),
        group: group.trim() || null,
        ip: ip.trim() || null,
        lines: hasLine ? [lineInput(line)] : [],
        arm: armed,
      },
      {
        onSuccess: ({ phone }) => {
          toast({
            tone: 'ok',
            title: t('phones:form.added', { name: phone.name || macWithColons(phone.mac) }),
            text: t('phones:form.addedText'),
            action: { label: t('phones:form.review'), run: () => set({ publishOpen: true }) },
          });
          if (!next) {
            onClose();
            go(routes.phone(phone.mac));
            return;
          }
          setMac('');
          setName('');
          setIp('');
          setLine(emptyLine(1));
          macField.current?.focus();
        },
      },
    );
  };

  return (
    <Dialog
      opened
      onClose={onClose}
      width={560}
      title={t('phones:form.addTitle')}
      text={t('phones:form.addText')}
      onSubmit={() => submit(false)}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button disabled={add.isPending} onClick={() => submit(true)}>
            {t('phones:form.addAnother')}
          </Button>
          <Button look="pri" type="submit" busy={add.isPending}>
            {t('phones:form.add')}
          </Button>
        </>
      }
    >
      <div className="fields">
        <TextField
          ref={macField}
          className="mono"
          label={t('phones:form.mac')}
          hint={t('phones:form.macHint')}
          error={wrong.mac ?? macProblem}
          value={mac}
          data-autofocus
          onChange={(event) => {
            setMac(event.target.value);
            setWrong({});
            add.reset();
          }}
        />
        <SuggestField
          label={t('phones:form.model')}
          hint={t('phones:form.modelHint')}
          error={wrong.model ?? (problem?.code === 'MODEL_UNKNOWN' ? `${problem.message} ${problem.remedy}` : null)}
          value={model}
          onChange={(event) => setModel(event.target.value)}
          suggestions={models.map((each) => each.name)}
        />
        <TextField
          label={t('phones:form.name')}
          hint={t('phones:form.nameHint')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <SuggestField
          label={t('phones:form.group')}
          hint={t('phones:form.groupHint')}
          value={group}
          onChange={(event) => setGroup(event.target.value)}
          suggestions={groups.map((each) => each.name)}
        />
      </div>
      <LineFields value={line} onChange={setLine} model={model.trim()} />
      <div className="fields line-fields">
        <TextField
          label={t('phones:form.ip')}
          hint={t('phones:form.ipHint')}
          value={ip}
          onChange={(event) => setIp(event.target.value)}
        />
        <div className="field-check">
          <CheckField
            label={t('phones:form.arm')}
            checked={armed}
            onChange={(event) => setArmed(event.target.checked)}
          />
        </div>
      </div>
      {problem && !macProblem && problem.code !== 'MODEL_UNKNOWN' ? <ProblemNote problem={problem} /> : null}
    </Dialog>
  );
}
