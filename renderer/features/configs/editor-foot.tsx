import { useDeferredValue, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatSize } from '../../strings/format-time';
import type { Cursor } from './text-editor';
import { useFamily } from './use-family';

/** KX-UT670 guide p. 117; the other series name no limit a person could reach by typing. */
const utLimitBytes = 120 * 1024;

/** Bytes of all files of the phone the file is seen from, as they would be served. */
export interface PhoneSize {
  readonly sizeBytes: number;
  readonly limitBytes: number | null;
}

export function EditorFoot(props: {
  cursor: Cursor;
  text: string;
  model: string | undefined;
  phoneSize: PhoneSize | null;
}): ReactNode {
  const { cursor, model, phoneSize } = props;
  const { t } = useTranslation('configs');
  return (
    <footer className="editor-foot">
      <span>{t('editor.cursor', { line: cursor.line, column: cursor.column })}</span>
      <span>{t('editor.encoding')}</span>
      {phoneSize ? <PhoneBytes {...phoneSize} /> : <FileBytes text={props.text} model={model} />}
      <span className="end">{t('editor.format')}</span>
    </footer>
  );
}

function PhoneBytes({ sizeBytes, limitBytes }: PhoneSize): ReactNode {
  const { t } = useTranslation('editor');
  const size = formatSize(sizeBytes);
  if (limitBytes === null) return <span>{t('size.phoneNoLimit', { size })}</span>;
  return (
    <span className={sizeBytes > limitBytes ? 'c-fail' : ''}>
      {t('size.phone', { size, limit: `${Math.round(limitBytes / 1024)} KB` })}
    </span>
  );
}

function FileBytes({ text, model }: { text: string; model: string | undefined }): ReactNode {
  const { t } = useTranslation('configs');
  const family = useFamily();
  const settled = useDeferredValue(text);
  // Served with CR LF, whatever was typed.
  const bytes = useMemo(() => new TextEncoder().encode(settled.replaceAll('\n', '\r\n')).length, [settled]);
  const series = model === undefined ? 'ut' : family?.findModel(model)?.series;
  return (
    <span className={bytes > utLimitBytes && series === 'ut' ? 'c-fail' : ''}>
      {series === 'ut'
        ? t('editor.size', { size: formatSize(bytes), limit: `${utLimitBytes / 1024} KB` })
        : t('editor.noLimit', { size: formatSize(bytes) })}
    </span>
  );
}
