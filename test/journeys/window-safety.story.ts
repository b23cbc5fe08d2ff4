// The window may do nothing but show itself and call the workstation.
import { expect, test } from '../support/window';

test('the content security policy refuses what is not ours', async ({ workstation }) => {
  const { page } = workstation;
  await expect(page.getByRole('button', { name: 'Add a phone' })).toBeVisible();
  // Elements, not `evaluate`: that one runs whatever the policy says.
  const refused = await page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
    const add = <Tag extends keyof HTMLElementTagNameMap>(
      tag: Tag,
      part: Partial<HTMLElementTagNameMap[Tag]>,
    ): void => {
      document.body.append(Object.assign(document.createElement(tag), part));
    };
    add('script', { textContent: 'document.title = "taken"' });
    add('script', { src: 'data:text/javascript,document.title="taken"' });
    add('style', { textContent: 'body { display: none }' });
    add('iframe', { src: 'data:text/html,<p>foreign</p>' });
    add('img', { src: 'http://127.0.0.1:9/picture.png' });
    await fetch('http://127.0.0.1:9/').catch(() => undefined);
    while (new Set(violations).size < 5) await new Promise((resolve) => setTimeout(resolve, 20));
    return [...new Set(violations)].toSorted();
  });
  expect(refused).toEqual(['connect-src', 'frame-src', 'img-src', 'script-src-elem', 'style-src-elem']);
  await expect(page).toHaveTitle(/Cordboard/);
});

test('no style or script of ours goes against the policy on any page', async ({ workstation }) => {
  const { page, cli } = workstation;
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await cli('phones', 'add', '--mac', '0080F0A1B2C3', '--model', 'KX-UT670', '--name', 'Reception');
  for (const [hash, heading] of [
    ['#/phones/0080F0A1B2C3', 'Phones'],
    ['#/files', 'Files'],
    ['#/files/site', 'Config'],
    ['#/schedules', 'Schedules'],
    ['#/activity', 'Activity'],
    ['#/server', 'Server'],
  ] as const) {
    await page.evaluate((to) => (window.location.hash = to), hash);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  }
  await page.getByRole('button', { name: 'Unpublished changes' }).click();
  await expect(page.getByRole('dialog').getByLabel('Note')).toBeVisible();
  expect(complaints).toEqual([]);
});
