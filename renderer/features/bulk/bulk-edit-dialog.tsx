import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { CheckField } from '../../components/check-field';
import { ChoiceField, SuggestField, TextField } from '../../components/field';
import { Note } from '../../components/note';
import { useFamily } from '../configs/use-family';
import { SecretField } from '../secrets/secret-field';
import { BulkDialog } from './bulk-dialog';
import { bulkSet, emptyEdit, kinds, lineFacts, phoneFacts, type BulkEdit, type BulkSelection } from './bulk-edit';

interface BulkEditDialogProps {
  readonly phones: BulkSelection;
  readonly count: number;
  readonly onClose: () => void;
}

/** One value for many phones: tried without changing anything, shown phone by phone, then a draft of each. */
export function BulkEditDialog({ phones, count, onClose }: BulkEditDialogProps): ReactNode {
  const { t } = useTranslation('bulk');
  const [edit, setEdit] = useState<BulkEdit>(emptyEdit);
  const [tried, setTried] = useState(false);
  const set = bulkSet(edit);
  return (
    <BulkDialog
      call="configs.bulk"
      // An empty value says something of its own (taken away, empty on the phone): it is shown, but only once it was meant.
      input={set ? { phones, set } : null}
      title={t('title', { count })}
      text={t('text')}
      waiting={t('waiting')}
      count={count}
      onTry={() => setTried(true)}
      onClose={onClose}
    >
      <EditFields
        edit={edit}
        missing={tried && set === null}
        onChange={(part) => setEdit((before) => ({ ...before, ...part }))}
      />
      {'group' in phones && edit.kind === 'parameter' ? <Note tone="quiet">{t('groupHint')}</Note> : null}
    </BulkDialog>
  );
}

function EditFields(props: {
  edit: BulkEdit;
  missing: boolean;
  onChange: (part: Partial<BulkEdit>) => void;
}): ReactNode {
  const { edit, missing, onChange } = props;
  const { t } = useTranslation('bulk');
  const groups = useCall('phones.groups', {}).data?.groups ?? [];
  const { kind } = edit;
  return (
    <div className="fields">
      <ChoiceField
        label={t('what')}
        value={kind}
        onChange={(event) => onChange({ kind: event.target.value as BulkEdit['kind'], value: '', name: '' })}
      >
        {kinds.map((each) => (
          <option key={each} value={each}>
            {t(`kind.${each}`)}
          </option>
        ))}
      </ChoiceField>
      {kind === 'parameter' ? (
        <ParameterField
          value={edit.name}
          error={missing ? t('parameterMissing') : null}
          onChange={(name) => onChange({ name })}
        />
      ) : kind === 'variable' ? (
        <TextField
          label={t('variable')}
          hint={t('variableHint')}
          error={missing ? t('variableMissing') : null}
          className="mono"
          value={edit.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      ) : kind === 'fact' ? (
        <ChoiceField
          label={t('fact')}
          value={edit.fact}
          onChange={(event) => onChange({ fact: event.target.value as BulkEdit['fact'] })}
        >
          {phoneFacts.map((fact) => (
            <option key={fact} value={fact}>
              {t(`facts.${fact}`)}
            </option>
          ))}
        </ChoiceField>
      ) : (
        <LineChoice edit={edit} onChange={onChange} />
      )}
      <div className="wide">
        {kind === 'line' && edit.lineFact === 'password' ? (
          <SecretField
            label={t('value')}
            what={t('lineFacts.password')}
            value={edit.value}
            onChange={(value) => onChange({ value })}
            place={null}
            generate={{ kind: 'line' }}
          />
        ) : (
          <SuggestField
            label={t('value')}
            hint={kind === 'variable' ? t('valueEmpty') : kind === 'parameter' ? t('valueHint') : undefined}
            suggestions={kind === 'fact' && edit.fact === 'group' ? groups.map(({ name }) => name) : []}
            disabled={kind === 'parameter' && edit.takeAway}
            value={edit.value}
            onChange={(event) => onChange({ value: event.target.value })}
          />
        )}
      </div>
      {kind === 'parameter' ? (
        <div className="wide">
          <CheckField
            label={t('takeAway')}
            checked={edit.takeAway}
            onChange={(event) => onChange({ takeAway: event.target.checked })}
          />
        </div>
      ) : null}
    </div>
  );
}

function LineChoice({ edit, onChange }: { edit: BulkEdit; onChange: (part: Partial<BulkEdit>) => void }): ReactNode {
  const { t } = useTranslation('bulk');
  const models = useCall('phones.models', {}).data?.models ?? [];
  const most = Math.max(1, ...models.map(({ lines }) => lines ?? 1));
  return (
    <div className="bulk-line">
      <ChoiceField
        label={t('lineFact')}
        value={edit.lineFact}
        onChange={(event) => onChange({ lineFact: event.target.value as BulkEdit['lineFact'], value: '' })}
      >
        {lineFacts.map((fact) => (
          <option key={fact} value={fact}>
            {t(`lineFacts.${fact}`)}
          </option>
        ))}
      </ChoiceField>
      <ChoiceField
        label={t('line')}
        value={edit.line}
        onChange={(event) => onChange({ line: Number(event.target.value) })}
      >
        {Array.from({ length: most }, (_, index) => (
          <option key={index + 1} value={index + 1}>
            {index + 1}
          </option>
        ))}
      </ChoiceField>
    </div>
  );
}

const offered = 40;

/** Names of the catalogue, of every series. */
function ParameterField(props: { value: string; error: string | null; onChange: (name: string) => void }): ReactNode {
  const { value, error, onChange } = props;
  const { t } = useTranslation('bulk');
  const family = useFamily();
  const typed = value.trim().toUpperCase();
  const names =
    typed.length < 2
      ? []
      : [
          ...new Set(
            [...new Set(family?.models.map(({ series }) => series))]
              .flatMap((series) => family?.catalogueOf(series) ?? [])
              .map(({ name }) => name.replaceAll(/\{\w+\}/g, '1'))
              .filter((name) => name.toUpperCase().includes(typed)),
          ),
        ].slice(0, offered);
  const entry = value.trim() === '' ? null : family?.describe(value.trim());
  return (
    <SuggestField
      label={t('parameter')}
      hint={entry?.description ?? t('parameterHint')}
      error={error}
      className="mono"
      suggestions={names}
      data-autofocus
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
