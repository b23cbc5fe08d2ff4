import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Family } from '../../../electron/core/families/family';
import type { LayerName } from '../../../electron/core/configs/layers';
import type { Scope } from '../../../electron/core/configs/scope';
import { IconButton } from '../../components/icon-button';
import { FormControl } from './form-control';
import type { FormParameter, FormUnknown, RowValue } from './form-rows';
import { SecretControl } from './secret-control';

/** What a row shows of its problems: the words, and whether its value is idle or wrong. */
export interface RowProblem {
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'hint';
  readonly noEffect: boolean;
}

export interface FormContext {
  readonly scope: string;
  readonly kind: Scope['kind'];
  readonly mine: LayerName;
  readonly family: Family;
  readonly model: string | undefined;
  readonly locked: boolean;
  readonly search: string;
  readonly zone: string;
  readonly valueOf: (name: string) => RowValue;
  readonly problemOf: (name: string) => RowProblem | null;
  readonly set: (name: string, value: string) => void;
  readonly unset: (name: string) => void;
  readonly vault: (name: string) => void;
  readonly saved: () => Promise<void>;
}

const layerKinds: Readonly<Record<LayerName, string>> = {
  'site facts': 'site',
  'site file': 'site',
  'model file': 'model',
  'group file': 'group',
  'phone facts': 'phone',
  'phone file': 'phone',
  managed: 'managed',
};

/** Which layer a value comes from, in its colour; null: nobody's, the phone's own default. */
export function FromBadge({ layer }: { layer: LayerName | null }): ReactNode {
  const { t } = useTranslation('editor');
  return (
    <span className={`lay lay-${layer === null ? 'managed' : layerKinds[layer]}`}>
      {t(`layer.${layer ?? 'default'}`)}
    </span>
  );
}

function Marked({ text, search }: { text: string; search: string }): ReactNode {
  const [word = ''] = search.trim().split(/\s+/u);
  const at = word === '' ? -1 : text.toLowerCase().indexOf(word.toLowerCase());
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + word.length)}</mark>
      {text.slice(at + word.length)}
    </>
  );
}

/** What other layers say of it, in a few words; secrets are not compared. */
function useNote(row: FormParameter, value: RowValue, problem: RowProblem | null, context: FormContext): string {
  const { t } = useTranslation('editor');
  if (problem?.noEffect) return t('form.noEffect');
  const { here, winner, inherited } = value;
  if (here === null) return '';
  const secret = context.family.isSecret(row.name);
  const shown = (text: string): string => (secret ? '••••' : text === '' ? t('form.empty') : text);
  if (winner && winner.layer !== context.mine)
    return t('form.beaten', { layer: t(`layerName.${winner.layer}`), value: shown(winner.value) });
  if (inherited)
    return inherited.value === here && !secret
      ? t('form.sameAs', { layer: t(`layer.${inherited.layer}`).toLowerCase() })
      : t('form.says', { layer: t(`layer.${inherited.layer}`).toLowerCase(), value: shown(inherited.value) });
  return row.entry.default !== '' && row.entry.default === here ? t('form.sameAsDefault') : '';
}

function defaultWords(row: FormParameter, on: string, off: string, none: string): string {
  const { type, default: value, unit } = row.entry;
  if (value === '') return none;
  if (type === 'bool') return value === 'Y' ? on : off;
  const grouped = /^\d{5,}$/u.test(value) ? value.replaceAll(/\B(?=(\d{3})+$)/gu, '\u202f') : value;
  return [grouped, unit].filter(Boolean).join(' ');
}

interface RowProps {
  readonly context: FormContext;
  readonly current: boolean;
  readonly onSelect: (name: string) => void;
}

export function ParameterRow({ row, context, current, onSelect }: RowProps & { row: FormParameter }): ReactNode {
  const { t } = useTranslation('editor');
  const value = context.valueOf(row.name);
  const problem = context.problemOf(row.name);
  const note = useNote(row, value, problem, context);
  const { here, winner } = value;
  const said = here ?? winner?.value ?? null;
  const label = row.line === null ? row.label : `${row.label}, ${t('form.line', { line: row.line })}`;
  const noteId = `note-${row.name}`;
  const idle = problem?.noEffect ?? false;
  const shared = { label, idle, describedBy: noteId, locked: context.locked };
  const bad = problem !== null && !idle && problem.severity === 'error';
  return (
    <div
      className={`fr ${here === null ? '' : `set edge-${context.kind}`} ${current ? 'cur' : ''} ${idle ? 'off' : ''}`}
      onFocus={() => onSelect(row.name)}
      onPointerDown={() => onSelect(row.name)}
    >
      <span className="col" title={row.entry.description}>
        <span className="fr-label el">
          <Marked text={row.label} search={context.search} />
        </span>
        <span className="fr-name el" id={noteId}>
          <Marked text={row.name} search={context.search} />
          {problem && !idle ? (
            <span className={`fr-note ${problem.severity === 'error' ? 'c-fail' : 'c-miss'}`} title={problem.message}>
              {' '}
              · {problem.message}
            </span>
          ) : note ? (
            <span className="fr-note" title={problem?.message}>
              {' '}
              · {note}
            </span>
          ) : null}
        </span>
      </span>
      {context.family.isSecret(row.name) ? (
        <SecretControl
          {...shared}
          scope={context.scope}
          parameter={row.name}
          here={here}
          inherited={winner !== null}
          model={context.model}
          saved={context.saved}
          onVault={context.vault}
          onCommit={(next) => context.set(row.name, next)}
        />
      ) : (
        <FormControl
          {...shared}
          entry={row.entry}
          value={said ?? row.entry.default}
          unset={said === null}
          bad={bad}
          aside={row.name === 'CFG_RESYNC_TIME' ? context.zone : undefined}
          onCommit={(next) => context.set(row.name, next)}
        />
      )}
      <span className="m3 sm el" title={row.entry.default}>
        {defaultWords(row, t('form.on'), t('form.off'), t('form.none'))}
      </span>
      <span>
        <FromBadge layer={winner?.layer ?? null} />
      </span>
      {here === null ? (
        <span />
      ) : (
        <IconButton
          icon="undo"
          small
          label={t('form.reset', { name: row.name })}
          disabled={context.locked}
          onClick={() => context.unset(row.name)}
        />
      )}
    </div>
  );
}

/** Known to nobody but the file: the value as text. */
export function UnknownRow({ row, context, current, onSelect }: RowProps & { row: FormUnknown }): ReactNode {
  const { t } = useTranslation('editor');
  const { here, winner } = context.valueOf(row.name);
  return (
    <div
      className={`fr set edge-${context.kind} ${current ? 'cur' : ''}`}
      onFocus={() => onSelect(row.name)}
      onPointerDown={() => onSelect(row.name)}
    >
      <span className="col">
        <span className="fr-label mono el">{row.name}</span>
        <span className="fr-name el" id={`note-${row.name}`}>
          {t('form.notInCatalogue')}
        </span>
      </span>
      <FormControl
        entry={null}
        label={row.name}
        value={here ?? ''}
        unset={false}
        idle={false}
        bad={false}
        describedBy={`note-${row.name}`}
        locked={context.locked}
        onCommit={(next) => context.set(row.name, next)}
      />
      <span className="m3 sm">{t('form.none')}</span>
      <span>
        <FromBadge layer={winner?.layer ?? null} />
      </span>
      <IconButton
        icon="undo"
        small
        label={t('form.reset', { name: row.name })}
        disabled={context.locked}
        onClick={() => context.unset(row.name)}
      />
    </div>
  );
}
