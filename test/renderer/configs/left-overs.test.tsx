import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { renderApp } from '../../support/render-app';
import { openGroup, type OpenEditor } from './editor-steps';

afterEach(cleanup);

async function removeLine(name: string, held: string): Promise<OpenEditor> {
  const opened = await openGroup((config) => {
    config.held = { [name]: held };
  });
  const { view } = opened;
  await waitFor(() => expect(opened.fake.asked.some(({ name: call }) => call === 'configs.preview')).toBe(true));
  const line = view.state.doc.line(
    view.state.doc
      .toString()
      .slice(0, view.state.doc.toString().indexOf(`${name}=`))
      .split('\n').length,
  );
  view.dispatch({ changes: { from: line.from, to: line.to + 1 }, userEvent: 'delete.line' });
  return opened;
}

test('a removed line that phones hold asks where it stood; writing the default puts the line back', async () => {
  const { saved } = await removeLine('DSCP_SIP_1', '26');
  const choices = await screen.findByRole('group', { name: /What happens to DSCP_SIP_1/ }, { timeout: 4000 });
  expect(choices.textContent).toContain('8 phones keep DSCP_SIP_1="26"');
  await userEvent.click(within(choices).getByRole('button', { name: 'Write default "0"' }));
  await waitFor(() => expect(saved()).toContain('DSCP_SIP_1="0"'));
});

test('leaving it takes the question away and changes nothing', async () => {
  const { saved } = await removeLine('HOST_NAME', 'desk');
  const choices = await screen.findByRole('group', { name: /What happens to HOST_NAME/ }, { timeout: 4000 });
  await userEvent.click(within(choices).getByRole('button', { name: 'Leave' }));
  expect(screen.queryByRole('group', { name: /What happens to HOST_NAME/ })).toBeNull();
  expect(saved()).not.toContain('HOST_NAME');
});

test('what the draft of the file in the editor takes away is asked about once, at its place in the text', async () => {
  const { fake } = await openGroup((config) => {
    config.held = { HOST_NAME: 'desk', DSCP_SIP_1: '26' };
    config.drafts.set('phone:0080F0A1B2C3', 'NTP_ADDR="a"\n');
    (config.published as Map<string, string>).set('phone:0080F0A1B2C3', 'NTP_ADDR="a"\nRTP_PTIME="20"\n');
    config.held = { ...config.held, RTP_PTIME: '20', OLD_ONE: 'x' };
  });
  cleanup();
  renderApp(fake, '/files/phone%3A0080F0A1B2C3');
  const place = { name: /What happens to RTP_PTIME/ };
  expect(await screen.findByRole('group', place, { timeout: 4000 })).toBeTruthy();
  const left = screen.getByRole('region', { name: 'Left on the phone' });
  expect(await within(left).findByText('OLD_ONE')).toBeTruthy();
  expect(screen.getAllByRole('group', place)).toHaveLength(1);
  // The form has no place for a line that is gone.
  await userEvent.click(screen.getByRole('button', { name: /^Form/ }));
  expect(await within(left).findByText('RTP_PTIME')).toBeTruthy();
});
