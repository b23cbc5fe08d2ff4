import { editorText, openFile, publish, reviewChanges, typeConfig } from '../support/window-steps';
import { expect, test } from '../support/window';

const mac = '0080F0A1B2C3';

test('of lines taken away one is written as its default, one empty, one left; the phone holds just that', async ({
  workstation,
  phones,
}) => {
  const { page, cli, url } = workstation;
  await cli('phones', 'add', '--mac', mac, '--model', 'KX-UT670', '--name', 'Desk', '--group', 'Reception');
  await openFile(page, 'group:Reception');
  await typeConfig(page, 'TIME_QUERY_INTVL="600"\nHOST_NAME="desk"\nSYSLOG_ADDR="192.0.2.9"\n');
  await publish(page, 'First');
  const phone = await phones.boot({ mac, url });
  await expect.poll(() => held(cli)).toMatchObject({ TIME_QUERY_INTVL: '600', HOST_NAME: 'desk' });

  await editorText(page).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  const choices = editorText(page).getByRole('group', { name: 'What happens to TIME_QUERY_INTVL on the phone' });
  await expect(choices).toContainText('1 phone keeps TIME_QUERY_INTVL="600"');
  await choices.getByRole('button', { name: 'Write default "43200"' }).click();
  await expect(editorText(page)).toContainText('TIME_QUERY_INTVL="43200"');

  // What was not decided in the text, the publish dialog asks.
  const dialog = await reviewChanges(page);
  await dialog.getByRole('combobox', { name: 'What happens to HOST_NAME' }).selectOption({ label: 'Write empty' });
  await expect(dialog).toContainText('Will be written as empty');
  await expect(dialog.getByRole('combobox', { name: 'What happens to SYSLOG_ADDR' })).toHaveValue('leave');
  await dialog.getByLabel('Note').fill('Taken away');
  await dialog.getByRole('button', { name: 'Publish and resync 1 phone' }).click();

  await expect(page.getByText('1 of 1 done')).toBeVisible();
  expect(phone.settings.get('TIME_QUERY_INTVL')).toBe('43200');
  expect(phone.settings.get('HOST_NAME')).toBe('');
  expect(phone.settings.get('SYSLOG_ADDR')).toBe('192.0.2.9');
  await expect
    .poll(() => held(cli))
    .toMatchObject({ TIME_QUERY_INTVL: '43200', HOST_NAME: '', SYSLOG_ADDR: '192.0.2.9' });
  await openFile(page, `phone:${mac}`);
  const left = page.getByRole('region', { name: 'Left on the phone' });
  await expect(left.getByRole('listitem')).toHaveCount(1);
  await expect(left).toContainText('SYSLOG_ADDR');
});

/** What the workstation knows the phone to hold, left-overs too. */
async function held(cli: (...args: string[]) => Promise<string>): Promise<Record<string, string>> {
  const told = JSON.parse(await cli('config', 'effective', '--phone', mac, '--held', '--json')) as Record<
    'parameters' | 'leftOvers',
    { name: string; value: string }[]
  >;
  return Object.fromEntries([...told.parameters, ...told.leftOvers].map(({ name, value }) => [name, value]));
}
