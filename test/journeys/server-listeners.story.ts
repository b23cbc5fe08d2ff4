// Done-when 7 of the server issue: a person switches on more ways to ask, and real clients use them at once.
import { fetchFrom, freePort, readByTftp, rootOf } from '../support/story-clients';
import { goTo, goToActivity, listenAt, listenerRow, requestRow } from '../support/window-steps';
import { expect, test } from '../support/window';

test('HTTPS and TFTP are switched on in one go each, give out files that Activity shows, and go off again', async ({
  workstation,
}) => {
  const { page, url } = workstation;
  const [secure, datagrams] = [await freePort(), await freePort()];
  const https = `https://127.0.0.1:${secure}/KX-UT670.cfg`;
  await goTo(page, 'Server');
  await expect(page.getByText('None yet. One press makes a root')).toBeVisible();

  // Its certificate is made in the same go.
  await listenAt(page, 'HTTPS files', secure);
  await expect(listenerRow(page, 'HTTPS files')).toContainText('Open on 127.0.0.1, encrypted');
  const certificates = page.getByRole('list', { name: 'Certificates' });
  await expect(certificates.getByRole('listitem').filter({ hasText: '127.0.0.1' })).toContainText('fine');
  await listenAt(page, 'TFTP files', datagrams);
  await expect(listenerRow(page, 'TFTP files')).toContainText('Open on 127.0.0.1, read only');

  const ca = await rootOf(url);
  const plain = await fetchFrom(new URL('/KX-UT670.cfg', url).href);
  expect(plain.status).toBe(200);
  expect(await fetchFrom(https, { ca })).toEqual(plain);
  expect(await readByTftp({ address: '127.0.0.1', port: datagrams }, 'KX-UT670.cfg')).toEqual(plain.body);
  await expect(listenerRow(page, 'HTTPS files')).toContainText('1 file');
  await expect(listenerRow(page, 'TFTP files')).toContainText('1 file');

  await goToActivity(page, 'Requests');
  for (const protocol of ['http', 'https', 'tftp'])
    await expect(requestRow(page, new RegExp(`${protocol}(?!s).*/KX-UT670\\.cfg`, 'i'))).toHaveCount(1);
  await page.getByRole('button', { name: 'Narrow by time or protocol' }).click();
  await page.getByRole('menuitem', { name: 'Only TFTP' }).click();
  await expect(requestRow(page, '.cfg')).toHaveCount(1);
  await expect(requestRow(page, '.cfg')).toContainText(/tftp/i);

  await goTo(page, 'Server');
  for (const service of ['HTTPS files', 'TFTP files']) {
    await page.getByRole('switch', { name: service }).click();
    await expect(listenerRow(page, service)).toContainText('Off');
  }
  await expect(fetchFrom(https, { ca })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  // Phones that were told the port look there: switched on again, it is found there.
  await page.getByRole('switch', { name: 'HTTPS files' }).click();
  await expect(listenerRow(page, 'HTTPS files')).toContainText('Open on');
  expect((await fetchFrom(https, { ca })).status).toBe(200);
});
