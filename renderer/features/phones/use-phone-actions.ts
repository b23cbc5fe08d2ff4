import { useTranslation } from 'react-i18next';
import type { PhoneView } from '../../../electron/contract/phones';
import type { ProblemError } from '../../../electron/core/shared/problem';
import { useWindowState } from '../../app/window-state';
import { saveText } from '../../client/save-text';
import { useCallMutation } from '../../client/use-call';

interface PhoneActions {
  arm: (macs: readonly string[]) => void;
  disarm: (mac: string) => void;
  /** Somebody typed the address into the phone, or it is so no more. */
  markAddress: (mac: string, setByHand: boolean) => void;
  rotateToken: (mac: string) => void;
  revokeToken: (mac: string) => void;
  remove: (macs: readonly string[], onDone?: () => void) => void;
  /** Without passwords: those never reach the screen or a file of the window. */
  exportList: () => void;
}

/** What can be done to phones from anywhere on the page; each says its result in a toast. */
export function usePhoneActions(): PhoneActions {
  const { t } = useTranslation('phones');
  const toast = useWindowState((state) => state.toast);
  const arm = useCallMutation('phones.arm');
  const disarm = useCallMutation('phones.disarm');
  const renew = useCallMutation('phones.renewToken');
  const mark = useCallMutation('phones.markAddress');
  const remove = useCallMutation('phones.remove');
  const exporting = useCallMutation('phones.export');

  const onError = ({ problem }: ProblemError): void =>
    toast({ tone: 'bad', title: problem.message, text: `${problem.remedy} ${problem.code}` });

  // Promises, not callbacks of the mutation: what asked may be gone when the answer comes (a removed phone's panel).
  return {
    arm: (macs) =>
      void arm
        .mutateAsync({ macs: [...macs] })
        .then(
          ({ phones }) => toast({ tone: 'ok', title: t('armed', { count: phones.length }), text: t('armedText') }),
          onError,
        ),
    disarm: (mac) =>
      void disarm.mutateAsync({ macs: [mac] }).then(() => toast({ tone: 'ok', title: t('disarmed') }), onError),
    markAddress: (mac, setByHand) =>
      void mark
        .mutateAsync({ macs: [mac], setByHand })
        .then(
          () =>
            setByHand
              ? toast({ tone: 'ok', title: t('markedByHand'), text: t('markedByHandText') })
              : toast({ tone: 'ok', title: t('unmarkedByHand') }),
          onError,
        ),
    rotateToken: (mac) =>
      void renew
        .mutateAsync({ macs: [mac], how: 'rotate' })
        .then(() => toast({ tone: 'ok', title: t('rotated'), text: t('rotatedText') }), onError),
    revokeToken: (mac) =>
      void renew
        .mutateAsync({ macs: [mac], how: 'revoke' })
        .then(() => toast({ tone: 'warn', title: t('confirm.revoked') }), onError),
    remove: (macs, onDone) =>
      void remove.mutateAsync({ macs: [...macs] }).then(({ removed }) => {
        toast({ tone: 'ok', title: t('removed', { count: removed }) });
        onDone?.();
      }, onError),
    exportList: () =>
      void exporting.mutateAsync({}).then(({ csv, phones }) => {
        saveText('phones.csv', csv);
        toast({ tone: 'ok', title: t('exported', { count: phones }) });
      }, onError),
  };
}

/** `2001`, of the first line that has one. */
export function firstExtension(phone: Pick<PhoneView, 'lines'>): string {
  return phone.lines.find(({ extension }) => extension !== '')?.extension ?? '';
}
