import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneProblemView } from '../../../electron/contract/config-insight';
import type { PhoneView } from '../../../electron/contract/phones';
import type { LayerName } from '../../../electron/core/configs/layers';
import { gravestFirst } from '../../../electron/core/configs/problem-severity';
import { formatScope, type Scope } from '../../../electron/core/configs/scope';
import type { Family } from '../../../electron/core/families/family';
import type { FileProblem } from '../../../electron/core/shared/problem';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { SkeletonRows } from '../../components/skeleton';
import { DraftNotes } from './draft-notes';
import type { FormContext, RowProblem } from './form-parameter';
import { rowValue } from './form-rows';
import { FormView } from './form-view';
import type { Draft } from './use-draft';
import { useFamily } from './use-family';
import { useFormContent } from './use-form-catalogue';
import type { ParameterEdits } from './use-parameter-edits';

interface FileFormProps {
  readonly scope: Scope;
  readonly title: ReactNode;
  readonly draft: Draft;
  readonly published: string | null;
  readonly takers: readonly PhoneView[];
  readonly example: PhoneView | null;
  readonly model: string | undefined;
  readonly edits: ParameterEdits;
  readonly problems: readonly FileProblem[];
  readonly phoneProblems: readonly PhoneProblemView[];
  readonly selected: string | null;
  readonly onSelect: (name: string) => void;
  readonly onVault: (parameter: string) => void;
  readonly onUndo: () => void;
  readonly onText: () => void;
}

const layerOf: Readonly<Record<Scope['kind'], LayerName>> = {
  site: 'site file',
  model: 'model file',
  group: 'group file',
  phone: 'phone file',
};

/** The form of one file, once the catalogue is there. */
export function FileForm(props: FileFormProps): ReactNode {
  const { t } = useTranslation('editor');
  const family = useFamily();
  if (!family) return <SkeletonRows rows={16} columns={[180, 160, 60]} />;
  if (props.problems.some(({ code }) => code === 'XML_NOT_WELL_FORMED' || code === 'FILE_NOT_TEXT'))
    return (
      <EmptyState
        title={t('form.noFileText')}
        actions={
          <Button look="pri" onClick={props.onText}>
            {t('form.toText')}
          </Button>
        }
      />
    );
  return <LoadedForm {...props} family={family} />;
}

const nothing: readonly never[] = [];

function LoadedForm(props: FileFormProps & { family: Family }): ReactNode {
  const { scope, draft, takers, example, model, edits, problems, phoneProblems, family } = props;
  const { t } = useTranslation('editor');
  const { state, keeper } = draft;
  const { timeZone } = useSiteClock();
  const effective = useCall(
    'configs.effective',
    { mac: example?.mac ?? '', source: 'draft' },
    { enabled: example !== null },
  );
  const content = useFormContent({
    family,
    text: state.text,
    published: props.published,
    takers,
    model,
    parameters: effective.data?.parameters ?? nothing,
  });
  const { here, told } = content;
  const mine = layerOf[scope.kind];

  const problemsOf = useMemo(() => {
    const worst = new Map<string, RowProblem>();
    for (const { parameter, severity, message, code } of [...problems, ...phoneProblems]) {
      if (parameter === null) continue;
      const known = worst.get(parameter);
      const noEffect = code === 'TIMING_NO_EFFECT';
      if (!known || gravestFirst({ severity }, known) < 0)
        worst.set(parameter, { message, severity, noEffect: noEffect || (known?.noEffect ?? false) });
    }
    return worst;
  }, [problems, phoneProblems]);

  const saved = useCallback(() => keeper.saveNow(), [keeper]);
  const context = useMemo<Omit<FormContext, 'search'>>(
    () => ({
      scope: formatScope(scope),
      kind: scope.kind,
      mine,
      family,
      model: example?.model ?? model,
      locked: state.phase === 'conflict',
      zone: timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone,
      valueOf: (parameter) => rowValue(here.get(parameter) ?? null, told.get(parameter), mine),
      problemOf: (parameter) => problemsOf.get(parameter) ?? null,
      set: edits.set,
      unset: edits.unset,
      vault: props.onVault,
      saved,
    }),
    [scope, mine, family, example, model, state.phase, timeZone, here, told, problemsOf, edits, saved, props.onVault],
  );
  return (
    <>
      <DraftNotes draft={draft} />
      <FormView
        content={content}
        context={context}
        selected={props.selected}
        onSelect={props.onSelect}
        onUndo={props.onUndo}
        refused={edits.refused}
        head={props.title}
      />
      <footer className="editor-foot">
        <span>{t('form.foot', { count: here.size })}</span>
        <span className="end">{t('form.footKeys')}</span>
      </footer>
    </>
  );
}
