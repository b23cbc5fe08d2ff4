import { editorText, goToLine, openFile, openPhone, typeConfig } from '../support/window-steps';
import { expect, test } from '../support/window';

test('a line in the phone’s own file beats its group, and the inspector says so while it is typed', async ({
  workstation,
}) => {
  const { page, cli } = workstation;
  const mac = '0080F0A1B2C3';
  await page.setViewportSize({ width: 1440, height: 900 });
  await cli('phones', 'add', '--mac', mac, '--model', 'KX-UT670', '--name', 'Desk', '--group', 'Reception');
  await cli('phones', 'add', '--mac', '0080F0A1B2C4', '--model', 'KX-UT670', '--name', 'Door', '--group', 'Reception');
  await openFile(page, 'group:Reception');
  await typeConfig(page, 'TIME_QUERY_INTVL="600"\n');
  await cli('config', 'publish', '--message', 'Group');

  const panel = await openPhone(page, 'Desk');
  await panel.getByRole('button', { name: 'Edit config' }).click();
  await typeConfig(page, 'TIME_QUERY_INTVL="900"\n');
  await goToLine(page, 1);
  const inspector = page.getByRole('complementary', { name: 'Effective value' });
  const layer = (name: string) => inspector.getByRole('listitem').filter({ hasText: new RegExp(`^${name}`) });
  await expect(inspector.getByRole('heading', { name: 'TIME_QUERY_INTVL' })).toBeVisible();
  await expect(inspector).toContainText('900from Phone');
  await expect(layer('Phone')).toContainText('"900"');
  await expect(layer('Phone')).toContainText('you are here');
  await expect(layer('Phone')).toContainText('wins');
  await expect(layer('Group')).toContainText('"600"');
  await expect(layer('Group')).toContainText('overridden');
  await expect(layer('Model')).toContainText('not set');
  await expect(layer('Default')).toContainText('"43200"');

  // The stack leads to the line of the group, seen from there.
  await inspector.getByRole('link', { name: 'Edit Group' }).click();
  await expect(editorText(page)).toContainText('TIME_QUERY_INTVL="600"');
  await expect(layer('Group')).toContainText('you are here');
  await expect(inspector).toContainText('The value here has no effect for this phone');
  const layers = page.getByRole('navigation', { name: 'Layers, weakest first' });
  await layers.getByRole('link', { name: /This phone/ }).click();

  // And back: the group's value holds again.
  await goToLine(page, 1);
  await inspector.getByRole('button', { name: 'Use group value' }).click();
  await expect(editorText(page)).not.toContainText('TIME_QUERY_INTVL');
  await layers.getByRole('link', { name: /Reception/ }).click();
  await goToLine(page, 1);
  await expect(inspector).toContainText('600from Group Reception');
  await expect(layer('Group')).toContainText('wins');
  await expect(layer('Phone')).toContainText('not set');
});
