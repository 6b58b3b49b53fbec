import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { NotebookTab } from './notebook';
import { words } from './words';

const studies = [
  { language: 'en', name: 'Ann Field', account: 'ann', title: 'Does hormone therapy delay recurrence?' },
  { language: 'zh', name: '田安', account: 'tian', title: '内分泌治疗能否推迟复发？' },
] as const;

/** Chooses the language in the page's own menu, which reads in either language. */
async function speak(page: Page, language: 'en' | 'zh'): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`${words.en.preferences}|${words.zh.preferences}`, 'u') }).click();
  await page.getByRole('menuitemradio', { name: language === 'en' ? 'English' : '简体中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', language === 'en' ? 'en' : 'zh-CN');
}

for (const { language, name, account, title } of studies) {
  test(`a new person makes a study from the catalogue to the report (${language})`, async ({ page, context, signInAs, look }) => {
    test.setTimeout(300_000);
    const say = words[language];
    // A server that is kept from one run of the tests to the next knows the accounts of the last.
    const signInName = `${account}-${Date.now().toString(36)}`;

    await test.step('an administrator opens an account', async () => {
      await signInAs('security');
      await speak(page, language);
      await page.goto('/admin');
      await page.getByRole('button', { name: say.newAccount }).click();
      const form = page.getByRole('dialog', { name: say.newAccount });
      await form.getByLabel(say.signInName).fill(signInName);
      await form.getByLabel(say.legalName).fill(name);
      await form.getByLabel(say.institution).fill('Field Hospital');
      await form.getByLabel(say.firstPassword).fill('Heron kettle 41 violin');
      await form.getByRole('button', { name: say.create }).click();
      await expect(
        page.getByRole('cell', { name: language === 'zh' ? `${name}（${signInName}）` : `${name} (${signInName})` }),
      ).toBeVisible();
    });

    await test.step('the person signs in and reads the catalogue', async () => {
      await context.clearCookies();
      await page.goto('/signin');
      // The language chosen before the first sign-in is the account's from then on.
      await speak(page, language);
      await page.getByLabel(say.signInName).fill(signInName);
      await page.getByLabel(say.password).fill('Heron kettle 41 violin');
      await page.getByRole('button', { name: say.signIn, exact: true }).last().click();
      await page.waitForURL((url) => url.pathname === '/');
      await expect(page.locator('html')).toHaveAttribute('lang', language === 'en' ? 'en' : 'zh-CN');
      await page.getByRole('link', { name: say.catalogue, exact: true }).first().click();
      await expect(page.getByRole('heading', { level: 1, name: say.catalogue })).toBeVisible();
    });

    await test.step('begins a project and a notebook', async () => {
      await page.getByRole('link', { name: say.projects, exact: true }).first().click();
      await page.getByRole('button', { name: say.newProject }).first().click();
      const form = page.getByRole('dialog', { name: say.newProject });
      await form.getByLabel(say.projectName, { exact: true }).fill(title);
      await form.getByLabel(say.question, { exact: true }).fill(title);
      await form.getByLabel(say.database, { exact: true }).selectOption('breast_cancer@2026.1');
      await form.getByRole('button', { name: say.create }).click();
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
      await page.getByRole('button', { name: say.newNotebook }).first().click();
      const notebookForm = page.getByRole('dialog', { name: say.newNotebook });
      await notebookForm.getByLabel(say.notebookTitle).fill(title);
      await notebookForm.getByRole('button', { name: say.create }).click();
      await expect(page.getByRole('button', { name: say.addCohort })).toBeVisible();
      await look(`notebook-empty-${language}`);
    });

    const tab = new NotebookTab(page, say);
    const cohort = tab.cell('cohort', 'node_positive');
    const baseline = tab.cell('analysis', 'baseline');
    const curve = tab.cell('analysis', 'km1');
    const fit = tab.cell('analysis', 'cox1');

    await test.step('a cohort from the template of the database', async () => {
      await page.getByRole('button', { name: say.addCohort }).click();
      await tab.fresh(cohort);
      await expect(cohort).toContainText('3\u202f668 → 2\u202f232');
      for (const view of [say.flow, say.inWords, say.attrition, say.rows, say.sql]) {
        await cohort.getByRole('tab', { name: view, exact: true }).click();
        await expect(cohort.getByRole('tabpanel', { name: view, exact: true })).not.toBeEmpty();
      }
    });

    await test.step('Table 1 by treatment', async () => {
      await tab.add(say.tableOne);
      await tab.addTo(baseline, say.byGroup, /hormone/u);
      await tab.fresh(baseline);
      await expect(baseline.getByRole('table')).toContainText(/339 ?[(（]57\.9[)）]/u);
    });

    await test.step('Kaplan–Meier curves by treatment', async () => {
      await tab.add(say.kaplanMeier);
      await tab.addTo(curve, say.groups, /hormone/u);
      await tab.fresh(curve);
      await expect(curve.locator('[data-figure] svg').first()).toBeVisible();
      await expect(curve).toContainText(/log-rank/iu);
    });

    await test.step('a Cox model whose variables are changed in the form', async () => {
      await tab.add(say.cox);
      await tab.fresh(fit);
      await expect(fit).toContainText('age + hormone + nodes');
      await fit.getByRole('button', { name: new RegExp(`^${say.remove('.*age\\b')}`, 'u') }).click();
      await tab.addTo(fit, say.covariates, /grade/u);
      await expect(fit).toContainText('hormone + nodes + grade');
      await tab.fresh(fit);
      const coefficients = fit.getByRole('table').first().getByRole('row');
      await expect(coefficients).toHaveCount(4);
      await expect(coefficients.nth(3)).toContainText(language === 'en' ? 'Tumour grade' : '分级');
    });

    await test.step('the work is kept', async () => {
      await tab.saved();
      await look(`notebook-${language}`);
      await page.reload();
      await tab.fresh(fit);
    });

    await test.step('the report', async () => {
      const html = await tab.reportText();
      expect(html).toContain(title);
      expect(html).toContain('<svg');
      expect(html).toContain('2\u202f232');
      expect(html).not.toMatch(/https?:\/\/(?!doi\.org|www\.w3\.org)/u);
    });
  });
}
