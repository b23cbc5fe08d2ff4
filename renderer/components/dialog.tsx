import type { FormEvent, ReactNode } from 'react';
import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export interface DialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** One or two lines under the title. */
  text?: ReactNode;
  children?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  /** Given: the dialog is a form, and Enter in a field does what the main button does. */
  onSubmit?: () => void;
  width?: number;
}

export function Dialog(props: DialogProps): ReactNode {
  const { opened, onClose, title, text, children, footer, onSubmit, width = 420 } = props;
  const { t } = useTranslation('app');
  const body = (
    <>
      {text ? <p className="dialog-text">{text}</p> : null}
      {children}
      {footer ? <div className="dialog-foot">{footer}</div> : null}
    </>
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={width}
      centered
      radius="var(--r-xl)"
      transitionProps={{ transition: 'fade', duration: 120 }}
      closeButtonProps={{ 'aria-label': t('close') }}
      overlayProps={{ backgroundOpacity: 0.35 }}
      classNames={{ content: 'dialog', header: 'dialog-h', title: 't3', body: 'dialog-b', close: 'ib sm' }}
    >
      {onSubmit ? (
        <form onSubmit={submit} noValidate>
          {body}
        </form>
      ) : (
        body
      )}
    </Modal>
  );
}
