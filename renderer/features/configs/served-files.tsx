import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneView } from '../../../electron/contract/phones';
import type { Family } from '../../../electron/core/families/family';
import { useCall } from '../../client/use-call';
import { Dialog } from '../../components/dialog';
import { Icon } from '../../components/icon';
import { ProblemNote } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';
import { formatSize } from '../../strings/format-time';
import { ReadOnlyText } from './read-only-text';
import { useFamily } from './use-family';

/** The files as served, read-only, secrets blanked. */
function blanked(base64: string, family: Family): string {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.codePointAt(0) ?? 0);
  return new TextDecoder()
    .decode(bytes)
    .replaceAll(/^([A-Za-z][\w.]*)="([^"\r\n]*)"/gmu, (line, name: string, value: string) =>
      value !== '' && family.isSecret(name) ? `${name}="••••"` : line,
    )
    .replaceAll(/<([A-Za-z]\w*)([^>]*)>([^<\r\n]+)<\//gu, (part, name: string, rest: string) =>
      family.isSecret(name) || family.isSecret(`${name}_1`) ? `<${name}${rest}>••••</` : part,
    );
}

/** The files a phone really downloads, by name; pressing one shows it as it would be served with the draft. */
export function ServedFiles({ phone }: { phone: PhoneView }): ReactNode {
  const { t } = useTranslation('editor');
  const site = useCall('site.show', {});
  const [shown, setShown] = useState<string | null>(null);
  const oneFile = site.data?.site.served === 'one-file';
  const files: readonly (readonly [string, string])[] = oneFile
    ? [['standard', `${phone.mac}.cfg`]]
    : [
        ['master', 'master.cfg'],
        ['product', `product-${phone.model}.cfg`],
        ['standard', `${phone.mac}.cfg`],
      ];
  return (
    <section className="served-files" aria-label={t('served.title')}>
      <h2 className="lab side-h">{t('served.title')}</h2>
      <ul>
        {files.map(([role, name]) => (
          <li key={role}>
            <button type="button" className="layer" onClick={() => setShown(role)}>
              <Icon name="file" size={14} />
              <span className="mono el">{name}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="side-text xs m3">{oneFile ? t('served.oneFile') : t('served.group')}</p>
      {shown === null ? null : (
        <ServedPreview phone={phone} files={files} shown={shown} onShow={setShown} onClose={() => setShown(null)} />
      )}
    </section>
  );
}

function ServedPreview(props: {
  phone: PhoneView;
  files: readonly (readonly [string, string])[];
  shown: string;
  onShow: (role: string) => void;
  onClose: () => void;
}): ReactNode {
  const { phone, files, shown, onShow, onClose } = props;
  const { t } = useTranslation('editor');
  const family = useFamily();
  const served = useCall('configs.render', { mac: phone.mac, file: 'all', draft: true }, { gcTime: 0 });
  const file = served.data?.files.find(({ name }) => name === shown || name.startsWith(shown));
  const text = useMemo(() => (file && family ? blanked(file.base64, family) : null), [file, family]);
  const content = useMemo(() => ({ text: text ?? '' }), [text]);
  return (
    <Dialog
      opened
      width={860}
      onClose={onClose}
      title={t('served.previewTitle', { phone: phone.name || phone.mac })}
      text={t('served.previewText')}
    >
      <fieldset className="seg served-tabs" aria-label={t('served.file')}>
        {files.map(([role, name]) => (
          <button key={role} type="button" aria-pressed={role === shown} onClick={() => onShow(role)}>
            {name}
          </button>
        ))}
        {file ? <span className="m3 sm served-size">{formatSize(file.bytes)}</span> : null}
      </fieldset>
      {served.error ? (
        <ProblemNote problem={served.error.problem} />
      ) : text === null ? (
        <SkeletonRows rows={8} columns={[220]} />
      ) : (
        <div className="served-text">
          <ReadOnlyText key={shown} label={t('served.file')} content={content} />
        </div>
      )}
    </Dialog>
  );
}
