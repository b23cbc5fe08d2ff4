import { useCallback, useEffect, useRef } from 'react';
import { EditorState, type Extension } from '@codemirror/state';
import { useTranslation } from 'react-i18next';
import { panasonicMagic } from '../../../electron/core/families/panasonic/language/magic';
import { configCompletion, type CompletionSource } from './config-completion';
import { sectionFolding } from './section-folding';
import { servedFirstLine } from './served-first-line';

/** Made when the editor comes up; what they need to know may change afterwards. */
export function useEditorExtensions(source: CompletionSource): () => Extension {
  const { t } = useTranslation(['editor', 'configs']);
  const latest = useRef(source);
  useEffect(() => {
    latest.current = source;
  });
  return useCallback(
    () => [
      EditorState.phrases.of({
        Find: t('editor:find.find'),
        Replace: t('editor:find.replace'),
        next: t('editor:find.next'),
        previous: t('editor:find.previous'),
        all: t('editor:find.all'),
        'match case': t('editor:find.matchCase'),
        regexp: t('editor:find.regexp'),
        'by word': t('editor:find.byWord'),
        replace: t('editor:find.replaceOne'),
        'replace all': t('editor:find.replaceAll'),
        close: t('editor:find.close'),
      }),
      servedFirstLine(panasonicMagic, {
        added: t('configs:editor.magicAdded'),
        typed: t('configs:editor.magicTyped'),
      }),
      sectionFolding({ fold: t('editor:text.fold'), unfold: t('editor:text.unfold') }),
      configCompletion(() => latest.current, {
        value: t('editor:doc.value'),
        default: t('editor:doc.default'),
        needs: t('editor:doc.needs'),
        turnsOff: t('editor:doc.turnsOff'),
        turnedOffBy: t('editor:doc.turnedOffBy'),
        undocumented: t('editor:doc.undocumented'),
        needsWords: { clock: t('editor:doc.needsWords.clock') },
        short: (type) => t(`editor:doc.short.${type as 'int'}`, { defaultValue: type }),
        type: (type) => t(`editor:doc.types.${type as 'int'}`, { defaultValue: type }),
        line: (line) => t('configs:problems.place', { line }),
        noValue: t('editor:doc.noValue'),
      }),
    ],
    [t],
  );
}
