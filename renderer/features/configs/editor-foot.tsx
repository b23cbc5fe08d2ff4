import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatSize } from '../../strings/format-time';
import type { Cursor } from './text-editor';
import { useFamily } from './use-family';

/** KX-UT670 guide p. 117; the other series name no limit a person could reach by typing. */
const utLimitBytes = 120 * 1024;

export function EditorFoot({
  cursor,
  text,
  model,
}: {
  cursor: Cursor;
  text: string;
  model: string | undefined;
}): ReactNode {
  const { t } = useTranslation('configs');
  const family = useFamily();
  // Served with CR LF, whatever was typed.
  const bytes = useMemo(() => new TextEncoder().encode(text.replaceAll('\n', '\r\n')).length, [text]);
  const series = model === undefined ? 'ut' : family?.findModel(model)?.series;
  return (
    <footer className="editor-foot">
      <span>{t('editor.cursor', { line: cursor.line, column: cursor.column })}</span>
      <span>{t('editor.encoding')}</span>
      <span className={bytes > utLimitBytes && series === 'ut' ? 'c-fail' : ''}>
        {series === 'ut'
          ? t('editor.size', { size: formatSize(bytes), limit: `${utLimitBytes / 1024} KB` })
          : t('editor.noLimit', { size: formatSize(bytes) })}
      </span>
      <span className="end">{t('editor.format')}</span>
    </footer>
  );
}
