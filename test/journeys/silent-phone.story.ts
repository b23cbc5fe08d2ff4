import { openPhone, phoneRow } from '../support/window-steps';
import { expect, test } from '../support/window';

// 32 s of silence (RFC 3261 timer F) pass in 1.6 s.
test.use({ hostArgs: ['--clock', '2026-11-23T09:00:00Z@20'] });

test('a phone that never answers ends as failed with what helps, and a retry works once it is there', async ({
  workstation,
  phones,
}) => {
  const { page, cli, url } = workstation;
  const mac = '0080F0A1B2C3';
  await cli('phones', 'add', '--mac', mac, '--model', 'KX-UT670', '--name', 'Reception', '--extension', '201');
  await cli('config', 'publish', '--message', 'Reception');
  const faults: { answerNotify?: 'silence' } = { answerNotify: 'silence' };
  const phone = await phones.boot({ mac, url, faults });

  const panel = await openPhone(page, 'Reception');
  await panel.getByRole('button', { name: 'Resync' }).click();
  await expect(phoneRow(page, 'Reception')).toContainText('Failed');
  // Eleven, one less when the fast clock runs ahead of its timers.
  await expect(panel).toContainText(new RegExp(`No answer from ${phone.address}:5060 to 1[01] NOTIFYs in 32 s\\.`));
  await expect(panel).toContainText('Check that it is plugged in');

  await panel.getByRole('link', { name: 'Open the run' }).click();
  await expect(page.getByText('Finished, 1 need you')).toBeVisible();
  const wrong = page.getByRole('complementary', { name: 'What went wrong' });
  await expect(wrong).toContainText('RESYNC_NO_ANSWER');

  delete faults.answerNotify;
  await wrong.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByText('1 of 1 done')).toBeVisible();
  await openPhone(page, 'Reception');
  await expect(phoneRow(page, 'Reception')).toContainText('In sync');
});
