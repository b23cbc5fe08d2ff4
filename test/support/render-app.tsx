// Draws the whole window, or one part of it, over a fake workstation.
import type { ReactNode } from 'react';
import { render, type RenderResult } from '@testing-library/react';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { App, Providers } from '../../renderer/app/app';
import { useWindowState } from '../../renderer/app/window-state';
import { bridgeConnection, type Connection } from '../../renderer/client/connection';
import { createQueryClient } from '../../renderer/client/workstation-context';
import { createI18n } from '../../renderer/strings/i18n';
import type { FakeWorkstation } from './fake-workstation';

const blank = useWindowState.getInitialState();

/** The window at an address such as `/phones`. */
export function renderApp(
  fake: FakeWorkstation,
  path = '/phones',
  connection: Connection = bridgeConnection(fake),
): RenderResult {
  useWindowState.setState(blank, true);
  location.hash = path;
  return render(<App connection={connection} queries={createQueryClient()} words={createI18n()} env="test" />);
}

/** One component with everything a page may count on around it. */
export function renderPart(fake: FakeWorkstation, part: ReactNode, path = '/'): RenderResult {
  useWindowState.setState(blank, true);
  const { hook } = memoryLocation({ path });
  return render(
    <Providers connection={bridgeConnection(fake)} queries={createQueryClient()} words={createI18n()} env="test">
      <Router hook={hook}>{part}</Router>
    </Providers>,
  );
}
