import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ConfigFileView } from '../../../electron/contract/configs';
import type { PhoneView } from '../../../electron/contract/phones';
import type { LayerName } from '../../../electron/core/configs/layers';
import { formatScope, type Scope } from '../../../electron/core/configs/scope';
import { routes } from '../../app/routes';
import { useCall } from '../../client/use-call';
import { Icon, type IconName } from '../../components/icon';
import { LeftOvers } from './left-overs';
import { ServedFiles } from './served-files';

const worstIcons = { error: 'failed', warning: 'warning', hint: 'info' } as const;
const worstTones = { error: 'c-fail', warning: 'c-miss', hint: 'c-none' } as const;

interface NodeProps {
  icon: IconName;
  look: string;
  name: string;
  text: string;
  count: ReactNode;
  worst?: ConfigFileView['worst'] | undefined;
  on?: boolean;
  to?: string;
  context?: string | null;
  onPress?: () => void;
}

function Node(props: NodeProps): ReactElement {
  const { icon, look, name, text, count, worst, on = false, to, context, onPress } = props;
  const { t } = useTranslation('configs');
  const inside = (
    <>
      <span className={`layer-mark lay-${look}`}>
        <Icon name={icon} size={12} />
      </span>
      <span className="col grow">
        <span className="b5 el">{name}</span>
        <span className="xs m3 el">{text}</span>
      </span>
      <span className="layer-count">
        {worst ? (
          <span className={worstTones[worst]} title={t(`worst.${worst}`)}>
            <Icon name={worstIcons[worst]} size={12} />
            <span className="unseen">{t(`worst.${worst}`)}</span>
          </span>
        ) : null}
        {count}
      </span>
    </>
  );
  const looks = `layer ${on ? 'on' : ''}`;
  if (to)
    return (
      <li>
        <Link
          href={to}
          state={context ? { phone: context } : null}
          className={looks}
          aria-current={on ? 'page' : undefined}
        >
          {inside}
        </Link>
      </li>
    );
  if (onPress)
    return (
      <li>
        <button type="button" className={looks} onClick={onPress}>
          {inside}
        </button>
      </li>
    );
  return (
    <li>
      <div className={`${looks} still`}>{inside}</div>
    </li>
  );
}

interface LayerTreeProps {
  readonly scope: Scope;
  /** Seen from this phone: its own layers, strongest last. Null shows the layers of the scope alone. */
  readonly phone: PhoneView | null;
  readonly files: readonly ConfigFileView[];
  readonly onSiteFacts: () => void;
}

export function LayerTree({ scope, phone, files, onSiteFacts }: LayerTreeProps): ReactElement {
  const { t } = useTranslation('configs');
  const effective = useCall(
    'configs.effective',
    { mac: phone?.mac ?? '', source: 'draft' },
    { enabled: phone !== null },
  );
  const current = formatScope(scope);
  const count = (layer: LayerName): number | null =>
    effective.data?.parameters.filter(
      (each) => each.layer === layer || each.overrides.some((beaten) => beaten.layer === layer),
    ).length ?? null;

  const file = (of: Scope, name: string, icon: IconName, text?: string): ReactElement => {
    const written = formatScope(of);
    const known = files.find((each) => each.scope === written);
    return (
      <Node
        key={written}
        icon={icon}
        look={of.kind}
        name={name}
        text={text ?? (known && known.phones > 0 ? t('phones', { count: known.phones }) : t('noPhones'))}
        count={known ? known.values : <span title={t('editor.noFile')}>0</span>}
        worst={known?.worst}
        on={written === current}
        to={routes.file(written)}
        context={phone?.mac ?? null}
      />
    );
  };

  const model = phone?.model ?? (scope.kind === 'model' ? scope.model : null);
  const group = phone ? phone.group : scope.kind === 'group' ? scope.group : null;
  return (
    <nav aria-label={t('editor.layers')}>
      <h2 className="lab side-h">{t('editor.layers')}</h2>
      <ol className="layers">
        <Node
          icon="sliders"
          look="site"
          name={t('editor.siteFacts')}
          text={t('editor.siteFactsText')}
          count={count('site facts')}
          onPress={onSiteFacts}
        />
        {file({ kind: 'site' }, t('editor.siteFile'), 'globe', t('editor.siteFileText'))}
        {model !== null ? file({ kind: 'model', model }, model, 'phone') : null}
        {group !== null ? file({ kind: 'group', group }, group, 'people') : null}
        {phone ? <PhoneLayers phone={phone} file={file} count={count} /> : null}
      </ol>
      {phone && effective.data ? <LeftOvers phone={phone} found={effective.data.leftOvers} file={current} /> : null}
      {phone ? <ServedFiles phone={phone} /> : null}
    </nav>
  );
}

function PhoneLayers(props: {
  phone: PhoneView;
  file: (of: Scope, name: string, icon: IconName, text?: string) => ReactElement;
  count: (layer: LayerName) => number | null;
}): ReactElement {
  const { phone, file, count } = props;
  const { t } = useTranslation('configs');
  const name = phone.name === '' ? phone.mac : phone.name;
  const scope: Scope = { kind: 'phone', mac: phone.mac as Extract<Scope, { kind: 'phone' }>['mac'] };
  return (
    <>
      <Node
        icon="sliders"
        look="phone"
        name={t('editor.phoneFacts')}
        text={t('editor.phoneFactsText')}
        count={count('phone facts')}
        to={routes.phone(phone.mac)}
      />
      {file(scope, name, 'person', t('editor.thisPhone'))}
      <Node
        icon="lock"
        look="managed"
        name={t('editor.managed')}
        text={t('editor.managedText')}
        count={count('managed')}
      />
      <Node icon="pencil" look="managed" name={t('editor.onPhone')} text={t('editor.onPhoneText')} count={null} />
    </>
  );
}
