import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { commonCategories, notInCatalogue, type FormCatalogue } from './form-rows';

interface FormCategoriesProps {
  readonly catalogue: FormCatalogue;
  readonly category: string | null;
  readonly onChoose: (category: string | null, line?: number) => void;
}

/** What is common to all lines by category, then each line, then what the catalogue does not know. */
export function FormCategories({ catalogue, category, onChoose }: FormCategoriesProps): ReactNode {
  const { t } = useTranslation('editor');
  const nameOf = useCategoryName();
  const common = useMemo(() => commonCategories(catalogue), [catalogue]);
  const perLine = useMemo(() => catalogue.parameters.filter((each) => each.line === 1).length, [catalogue]);
  const all = common.reduce((sum, each) => sum + each.count, perLine + catalogue.unknown.length);
  const item = (key: string | null, name: string, count: number, ofLine?: number): ReactNode => (
    <li key={key ?? 'all'}>
      <button
        type="button"
        className={`cat ${category === key ? 'on' : ''}`}
        aria-current={category === key ? 'true' : undefined}
        onClick={() => onChoose(key, ofLine)}
      >
        <span className="el">{name}</span>
        <span className="n">{count}</span>
      </button>
    </li>
  );
  return (
    <nav className="cats" aria-label={t('form.categories')}>
      <ul>
        {item(null, t('form.all'), all)}
        {common.map((each) => item(each.category, nameOf(each.category), each.count))}
        {perLine > 0
          ? Array.from({ length: catalogue.lines }, (_, index) =>
              item(`line ${index + 1}`, t('form.line', { line: index + 1 }), perLine, index + 1),
            )
          : null}
      </ul>
      {catalogue.unknown.length > 0 ? (
        <ul className="cats-rest">{item(notInCatalogue, t('form.notInCatalogue'), catalogue.unknown.length)}</ul>
      ) : null}
    </nav>
  );
}

/** A category the catalogue brings and nobody has named yet is shown as it is written there. */
export function useCategoryName(): (category: string) => string {
  const { t } = useTranslation('editor');
  return (category) => {
    if (category === notInCatalogue) return t('form.notInCatalogue');
    return t(`category.${category as 'time'}`, { defaultValue: category });
  };
}
