import { expect, test } from './fixtures';

const publicPages = [
  { name: 'welcome', path: '/' },
  { name: 'sign-in', path: '/signin' },
  { name: 'catalogue', path: '/catalogue' },
  { name: 'catalogue-search', path: '/catalogue?q=egfr' },
  { name: 'catalogue-nothing-found', path: '/catalogue?q=zzzzzz' },
  { name: 'database', path: '/catalogue/breast_cancer' },
  { name: 'database-synthetic', path: '/catalogue/renal' },
  { name: 'table', path: '/catalogue/breast_cancer/surgery' },
  { name: 'table-items', path: '/catalogue/renal/lab' },
];

for (const { name, path } of publicPages) {
  test(`${name} in both languages, dark, and 400 px wide`, async ({ page, look }) => {
    await page.goto(path);
    await look(name);
    await page.setViewportSize({ width: 400, height: 800 });
    await look(`${name}-narrow`);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await look(`${name}-dark`);
    await page.context().addCookies([{ name: 'coho-language', value: 'zh', url: page.url() }]);
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    await look(`${name}-zh-dark`);
  });
}

test('the demo study opens on its curve, and home remembers it', async ({ page, signInAs }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await signInAs('viewer');
  await expect(page.locator('[data-figure] svg').first()).toBeInViewport({ ratio: 0.8 });
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  const title = await page.getByRole('heading', { level: 1 }).textContent();
  await page.goto('/');
  const first = page.getByRole('region', { name: 'Continue' }).getByRole('listitem').first();
  await expect(first).toContainText(title ?? '');
  await expect(first.getByRole('img', { name: /Kaplan–Meier/u }).first()).toBeVisible();
});

test('a person’s own pages', async ({ page, signInAs, look }) => {
  await signInAs('owner');
  await page.goto('/');
  await look('home');
  await page.goto('/projects');
  await look('projects');
  await page.goto('/account');
  await look('account');
  await page.goto('/projects');
  await page.getByRole('link', { name: 'Hormone therapy and recurrence in node-positive breast cancer' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hormone therapy and recurrence in node-positive breast cancer');
  await look('project');
  await page.getByRole('tab', { name: /^Members/u }).click();
  await look('project-members');
  await page.setViewportSize({ width: 400, height: 800 });
  await look('project-narrow');
});

test('administration and the audit log', async ({ page, signInAs, look }) => {
  await signInAs('security');
  await look('admin');
  await page.getByRole('button', { name: 'New account' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('admin-new-account');
  await page.context().clearCookies();
  await signInAs('auditor');
  await look('audit');
  await page.getByRole('button', { name: 'Verify the chain' }).click();
  await expect(page.getByRole('status')).toContainText('The chain is intact');
});

test.describe('pages that refuse', () => {
  test.use({ expectedStatuses: [403, 404] });

  test('say which right is missing and who gives it', async ({ page, signInAs, look }) => {
    await signInAs('viewer');
    const response = await page.goto('/admin');
    expect(response?.status()).toBe(403);
    await expect(page.locator('main')).toContainText('system administrator or security administrator');
    await expect(page.locator('main')).toContainText('A security administrator can give it');
    await look('forbidden');
  });

  test('do not tell whether a project exists', async ({ page, signInAs, look }) => {
    await signInAs('auditor');
    const response = await page.goto('/projects/no-such-project');
    expect(response?.status()).toBe(404);
    await expect(page.locator('main')).toContainText('the project’s owner can add you');
    await look('not-found');
  });

  test('send nobody to sign in, and on to where she wanted', async ({ page }) => {
    await page.goto('/account');
    await expect(page).toHaveURL(/\/signin\?next=%2Faccount$/u);
    await page.getByRole('textbox', { name: 'Sign-in name' }).fill('analyst');
    await page.getByLabel('Password').fill('coho-demo-2026');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page).toHaveURL(/\/account$/u);
  });
});
