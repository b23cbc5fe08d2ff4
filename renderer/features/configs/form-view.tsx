import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../electron/core/shared/problem';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { Icon } from '../../components/icon';
import { ProblemNote } from '../../components/note';
import { ParameterRow, UnknownRow, type FormContext } from './form-parameter';
import { FormCategories, useCategoryName } from './form-categories';
import { formRows, notInCatalogue, type FormRow } from './form-rows';
import type { FormContent } from './use-form-catalogue';
import { VirtualRows } from './virtual-rows';
import './form.css';

interface FormViewProps {
  readonly content: FormContent;
  readonly context: Omit<FormContext, 'search'>;
  readonly selected: string | null;
  readonly onSelect: (name: string) => void;
  readonly onUndo: () => void;
  /** An edit the file cannot take, with why. */
  readonly refused: Problem | null;
  /** Badge and name of the file, before the search field. */
  readonly head: ReactNode;
}

const rowPx = 46;
const headingPx = 33;
const heightPx = (row: FormRow): number => (row.kind === 'heading' ? headingPx : rowPx);
const keyOf = (row: FormRow): string => (row.kind === 'heading' ? `# ${row.category} ${row.line ?? ''}` : row.name);

/** The same file as fields: everything the catalogue knows, what is set where, and what is not known at all. */
export function FormView(props: FormViewProps): ReactNode {
  const { content, selected, onSelect, onUndo, refused, head } = props;
  const { t } = useTranslation('editor');
  const [search, setSearch] = useState('');
  const [category, setCategory] = useState<string | null>(null);
  const [line, setLine] = useState(1);
  const [only, setOnly] = useState<'set' | 'changed' | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const { catalogue, here, published } = content;

  const changed = useMemo(() => {
    const names = new Set([...here.keys(), ...published.keys()]);
    return new Set([...names].filter((each) => here.get(each) !== published.get(each)));
  }, [here, published]);
  // Rows that are shown because they are set stay while they are reset: nothing moves under the pointer.
  const [shownSet, setShownSet] = useState<ReadonlySet<string>>(new Set());
  const choose = (next: 'set' | 'changed' | null): void => {
    setShownSet(next === 'set' ? new Set(here.keys()) : changed);
    setOnly(next);
  };
  const rows = useMemo(
    () => formRows(catalogue, { search, category, line, only: only === null ? null : (each) => shownSet.has(each) }),
    [catalogue, search, category, line, only, shownSet],
  );
  const found = rows.reduce((sum, row) => sum + (row.kind === 'heading' ? row.matches : 0), 0);
  const count = useMemo(
    () =>
      catalogue.unknown.length + catalogue.parameters.filter((each) => each.line === null || each.line === line).length,
    [catalogue, line],
  );
  const clear = (): void => {
    setSearch('');
    setCategory(null);
    setOnly(null);
    field.current?.focus();
  };

  const context = useMemo<FormContext>(() => ({ ...props.context, search }), [props.context, search]);
  const render = useCallback(
    (row: FormRow): ReactNode => {
      if (row.kind === 'heading') return <Heading row={row} />;
      const shared = { context, current: row.name === selected, onSelect };
      return row.kind === 'unknown' ? <UnknownRow row={row} {...shared} /> : <ParameterRow row={row} {...shared} />;
    },
    [context, selected, onSelect],
  );
  const press = useEffectEvent((event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && event.target !== field.current) {
      event.preventDefault();
      onUndo();
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moveFocus(event, event.key === 'ArrowDown' ? 1 : -1);
  });
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    const listener = (event: KeyboardEvent): void => press(event);
    element?.addEventListener('keydown', listener);
    return () => element?.removeEventListener('keydown', listener);
  }, []);

  return (
    <div className="form-view" ref={box}>
      <header className="editor-tabs form-tabs">
        {head}
        <span className="form-search">
          <Icon name="search" size={14} />
          <input
            ref={field}
            type="search"
            className="in"
            autoComplete="off"
            spellCheck={false}
            aria-label={t('form.search')}
            placeholder={t('form.search')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || search === '') return;
              event.stopPropagation();
              setSearch('');
            }}
          />
          <output className="u m3 xs">{t('form.found', { found, count })}</output>
        </span>
        {(['set', 'changed'] as const).map((each) => (
          <button
            key={each}
            type="button"
            className={`chip ${only === each ? 'on' : ''}`}
            aria-pressed={only === each}
            onClick={() => choose(only === each ? null : each)}
          >
            {t(each === 'set' ? 'form.setHere' : 'form.changed')} {each === 'set' ? here.size : changed.size}
          </button>
        ))}
      </header>
      {refused ? <div className="editor-note">{<ProblemNote problem={refused} />}</div> : null}
      <div className="form-body">
        <FormCategories
          catalogue={catalogue}
          category={category}
          onChoose={(next, nextLine) => {
            setCategory(next);
            if (nextLine !== undefined) setLine(nextLine);
          }}
        />
        <div className="form-rows-side">
          <div className="form-columns lab">
            <span className="row g8">
              {t('form.columns.parameter')}
              {category === null && catalogue.lines > 1 ? (
                <LineTabs lines={catalogue.lines} line={line} onLine={setLine} />
              ) : null}
            </span>
            <span>{t('form.columns.value')}</span>
            <span>{t('form.columns.default')}</span>
            <span>{t('form.columns.from')}</span>
          </div>
          {rows.length === 0 ? (
            <EmptyState
              title={t('form.nothingTitle')}
              text={t('form.nothingText')}
              actions={<Button onClick={clear}>{t('form.clear')}</Button>}
            />
          ) : (
            <VirtualRows
              rows={rows}
              heightPx={heightPx}
              keyOf={keyOf}
              render={render}
              label={t('form.rows')}
              resetKey={`${search} ${category ?? ''} ${line} ${only ?? ''}`}
            />
          )}
          <p className="form-edge xs m3">
            <Icon name="info" size={12} />
            {t('form.edge')}
          </p>
        </div>
      </div>
    </div>
  );
}

function moveFocus(event: KeyboardEvent, by: 1 | -1): void {
  const { target, currentTarget } = event;
  if (!(target instanceof HTMLElement) || !(currentTarget instanceof HTMLElement)) return;
  if (!target.matches('[data-control]') || target.matches('select')) return;
  const controls = [...currentTarget.querySelectorAll<HTMLElement>('[data-control]')];
  const next = controls[controls.indexOf(target) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function Heading({ row }: { row: Extract<FormRow, { kind: 'heading' }> }): ReactNode {
  const { t } = useTranslation('editor');
  const { category, line, matches, count } = row;
  const known = useCategoryName();
  const name = known(category);
  return (
    <div className="fh">
      <h3>{line === null ? name : t('form.ofLine', { category: name, line })}</h3>
      {category === notInCatalogue ? <span className="m3 el">{t('form.notInCatalogueText')}</span> : null}
      <span className="m3 end">{matches === count ? count : t('form.some', { found: matches, count })}</span>
    </div>
  );
}

/** More lines than these do not fit beside one another. */
const mostTabs = 6;

function LineTabs({ lines, line, onLine }: { lines: number; line: number; onLine: (line: number) => void }): ReactNode {
  const { t } = useTranslation('editor');
  const all = Array.from({ length: lines }, (_, index) => index + 1);
  if (lines > mostTabs)
    return (
      <select
        className="in line-choice"
        aria-label={t('form.lines')}
        value={line}
        onChange={(event) => onLine(Number(event.target.value))}
      >
        {all.map((each) => (
          <option key={each} value={each}>
            {t('form.line', { line: each })}
          </option>
        ))}
      </select>
    );
  return (
    <fieldset className="line-tabs" aria-label={t('form.lines')}>
      <span aria-hidden="true">{t('form.lineWord')}</span>
      {all.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === line}
          aria-label={t('form.line', { line: each })}
          onClick={() => onLine(each)}
        >
          {each}
        </button>
      ))}
    </fieldset>
  );
}
