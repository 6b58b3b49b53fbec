/** `diagnostic`: how well markers tell cases from controls. */
import { defineMethod, type Written } from '../../method';
import { describingColumns, isGrouping, type OfferedColumn, startingNumbers } from '../../offered-column';
import { diagnosticEntry } from './entry';
import { DIAGNOSTIC_ERRORS } from './errors';
import { DIAGNOSTIC_OPTIONS } from './options';
import { diagnosticScript } from './script';
import { DIAGNOSTIC_TABLES } from './tables';
import { diagnosticParagraph } from './texts';

export const diagnosticMethod = defineMethod({
  ...diagnosticEntry,
  response: 'none',
  starting: startingDiagnostic,
  options: DIAGNOSTIC_OPTIONS,
  tables: Object.values(DIAGNOSTIC_TABLES),
  figures: ['roc'],
  errors: DIAGNOSTIC_ERRORS,
  run: async () => (await import('./run')).runDiagnostic,
  paragraph: diagnosticParagraph,
  rScript: diagnosticScript,
  examples: [
    {
      database: 'renal_flc',
      sql: 'SELECT mgus, flc_kappa, flc_lambda FROM sample',
      cell: 'method: diagnostic\ndata: light_chains\noutcome: mgus\nmarkers: [flc_kappa, flc_lambda]\ncut: 1',
      sentence: {
        en: 'Accuracy for Monoclonal gammopathy: Kappa free light chain, AUC 0.802 (95% CI 0.762 to 0.842), at ≤ 1, sensitivity 75.7% (95% CI 67.1% to 82.6%), specificity 72.1% (95% CI 71.1% to 73.1%); Lambda free light chain, AUC 0.894 (95% CI 0.857 to 0.930), at ≤ 1, sensitivity 76.5% (95% CI 68.0% to 83.3%), specificity 89.9% (95% CI 89.2% to 90.6%). AUC of Kappa free light chain minus Lambda free light chain −0.092 (95% CI −0.154 to −0.029), p = 0.004.',
        zh: '对“意义未明的单克隆丙种球蛋白病”的诊断准确性：κ 游离轻链，AUC 0.802（95% CI 0.762～0.842），截断值 ≤ 1，灵敏度 75.7%（95% CI 67.1%～82.6%），特异度 72.1%（95% CI 71.1%～73.1%）；λ 游离轻链，AUC 0.894（95% CI 0.857～0.930），截断值 ≤ 1，灵敏度 76.5%（95% CI 68.0%～83.3%），特异度 89.9%（95% CI 89.2%～90.6%）。AUC 之差（κ 游离轻链 − λ 游离轻链）−0.092（95% CI −0.154～−0.029），P = 0.004。',
      },
    },
  ],
  references: [
    {
      text: 'DeLong ER, DeLong DM, Clarke-Pearson DL. Comparing the areas under two or more correlated receiver operating characteristic curves: a nonparametric approach. Biometrics 1988;44:837–845.',
      doi: '10.2307/2531595',
    },
    {
      text: 'Simel DL, Samsa GP, Matchar DB. Likelihood ratios with confidence: sample size estimation for diagnostic test studies. Journal of Clinical Epidemiology 1991;44:763–770.',
      doi: '10.1016/0895-4356(91)90128-V',
    },
    {
      text: 'Mercaldo ND, Lau KF, Zhou XH. Confidence intervals for predictive values with an emphasis to case–control studies. Statistics in Medicine 2007;26:2170–2183.',
      doi: '10.1002/sim.2677',
    },
    {
      text: 'McClish DK. Analyzing a portion of the ROC curve. Medical Decision Making 1989;9:190–195.',
      doi: '10.1177/0272989X8900900307',
    },
    {
      text: 'Youden WJ. Index for rating diagnostic tests. Cancer 1950;3:32–35.',
      doi: '10.1002/1097-0142(1950)3:1<32::AID-CNCR2820030106>3.0.CO;2-3',
    },
    {
      text: 'Robin X, Turck N, Hainard A, et al. pROC: an open-source package for R and S+ to analyze and compare ROC curves. BMC Bioinformatics 2011;12:77.',
      doi: '10.1186/1471-2105-12-77',
    },
  ],
});

/** A yes or no as the outcome, and the first number as a marker of it. */
function startingDiagnostic(columns: readonly OfferedColumn[]): Written {
  const isYesNo = ({ type, levels, words }: OfferedColumn) => type === 'boolean' || (levels === null && words?.length === 2);
  const outcome = describingColumns(columns).filter(isGrouping).find(isYesNo);
  const marker = startingNumbers(columns).find(({ name }) => name !== outcome?.name);
  return { ...(outcome === undefined ? {} : { outcome: outcome.name }), ...(marker === undefined ? {} : { markers: [marker.name] }) };
}
