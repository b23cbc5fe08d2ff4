import { expect, test } from '../support/window';

test('the window opens and names the product', async ({ workstation }) => {
  await expect(workstation.page).toHaveTitle(/Cordboard/);
});
