import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { stepKey } from '../results/attrition';
import { countText } from '../results/format';
import type { ResultTable, Value } from '../results/result';
import type { Drawing } from './drawing';
import type { FigureOf } from './kinds';
import { svg, wrap } from './svg';
import { finite, reader } from './table-access';
import { type FigureOptions, FONT, palette } from './theme';

interface Step {
  readonly kind: string;
  readonly label: string;
  readonly patients: number;
  readonly removed: number;
}

/** Words of the fixed steps and of the counts, from the glossary. */
const TEXTS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  database: { en: 'In the database', zh: '数据库中的患者' },
  index: { en: 'With an index date', zh: '有入组日期' },
  observation: { en: 'Index in an observation period', zh: '入组日期在观察期内' },
  keep: { en: 'Entries kept', zh: '保留的入组记录' },
  merged: { en: 'Entries merged', zh: '合并的入组记录' },
  follow_up: { en: 'With follow-up', zh: '有随访' },
  result: { en: 'Cohort', zh: '队列' },
  remaining: { en: 'Remaining', zh: '剩余患者' },
  noIndex: { en: 'No index event', zh: '无入组事件' },
  outside: { en: 'Index outside observation', zh: '入组日期不在观察期内' },
  noFollowUp: { en: 'Exit before index', zh: '出组早于入组' },
  notMet: { en: 'Not met', zh: '不符合' },
  excluded: { en: 'Excluded', zh: '排除' },
};

/** Words for a step: its own label where the program wrote one, else the glossary's. */
export function stepLabel(kind: string, label: string, lang: Language): string {
  return kind === 'include' || kind === 'exclude' || kind === 'keep'
    ? label || (TEXTS[kind]?.[lang] ?? kind)
    : (TEXTS[kind]?.[lang] ?? label);
}

/** The table of attrition with what its steps ask in the words of a language, as far as labels have them. */
export function wordedSteps(table: ResultTable, labels: Readonly<Record<string, Localised>>, lang: Language): ResultTable {
  const at = reader(table);
  const place = table.columns.indexOf('label');
  const worded = (row: readonly Value[]) => labels[stepKey(at(row, 'step'))]?.[lang] ?? row[place];
  return { ...table, rows: table.rows.map((row) => row.map((value, column) => (column === place ? worded(row) : value))) };
}

function stepsOf(given: ResultTable, labels: Readonly<Record<string, Localised>>, lang: Language): Step[] {
  const table = wordedSteps(given, labels, lang);
  const at = reader(table);
  return table.rows.map((row) => ({
    kind: String(at(row, 'kind')),
    label: String(at(row, 'label') ?? ''),
    patients: finite(at(row, 'patients')) ?? 0,
    removed: finite(at(row, 'removed_patients')) ?? 0,
  }));
}

function removalText(step: Step, lang: Language): string {
  const colon = lang === 'zh' ? '：' : ': ';
  const own = stepLabel(step.kind, step.label, lang);
  if (step.kind === 'index') return TEXTS.noIndex[lang];
  if (step.kind === 'observation') return TEXTS.outside[lang];
  if (step.kind === 'follow_up') return TEXTS.noFollowUp[lang];
  if (step.kind === 'include') return `${TEXTS.notMet[lang]}${colon}${own}`;
  if (step.kind === 'exclude') return `${TEXTS.excluded[lang]}${colon}${own}`;
  return own;
}

const LINE = 18;
const PAD = 10;

/** A cohort flow diagram of an attrition table: patients who go on in the middle, those removed to the right, with the reason. */
function drawFlow(table: ResultTable, labels: Readonly<Record<string, Localised>>, options: FigureOptions): Element {
  const { document, lang, width } = options;
  const colours = palette(options.theme);
  const steps = stepsOf(table, labels, lang);
  const narrow = width < 520;
  const main = narrow ? width * 0.46 : Math.min(300, width * 0.42);
  const side = Math.min(360, width - main - (narrow ? 40 : 70));
  const mainLeft = 8;
  const sideLeft = width - side - 8;
  const root = svg(document, 'svg', { width, 'font-family': FONT, 'font-size': 12, fill: colours.ink });
  const shapes: Element[] = [];
  const count = (value: number) => `n = ${countText(value)}`;
  const box = (x: number, y: number, boxWidth: number, lines: readonly string[], strong: boolean): number => {
    const height = lines.length * LINE + PAD * 2 - 4;
    shapes.push(
      svg(document, 'rect', {
        x,
        y,
        width: boxWidth,
        height,
        rx: 4,
        fill: 'none',
        stroke: strong ? colours.ink : colours.muted,
        'stroke-width': 1,
      }),
    );
    lines.forEach((line, index) => {
      shapes.push(
        svg(
          document,
          'text',
          { x: x + PAD, y: y + PAD + 10 + index * LINE, 'font-weight': strong && index === lines.length - 1 ? 600 : null },
          [line],
        ),
      );
    });
    return height;
  };
  const arrow = (x1: number, y1: number, x2: number, y2: number) => {
    shapes.push(svg(document, 'path', { d: `M${x1} ${y1}L${x2} ${y2}`, stroke: colours.muted, fill: 'none' }));
    const head =
      x1 === x2 ? `M${x2 - 4} ${y2 - 6}L${x2} ${y2}L${x2 + 4} ${y2 - 6}` : `M${x2 - 6} ${y2 - 4}L${x2} ${y2}L${x2 - 6} ${y2 + 4}`;
    shapes.push(svg(document, 'path', { d: head, stroke: colours.muted, fill: 'none' }));
  };
  const centre = mainLeft + main / 2;
  // The steps that removed nobody and are neither start nor end say nothing in a diagram.
  const shown = steps.filter((step, index) => index === 0 || step.removed > 0 || step.kind === 'include' || step.kind === 'exclude');
  const result = steps.find((step) => step.kind === 'result') ?? null;
  let y = 8;
  let below = 0;
  shown.forEach((step, index) => {
    if (index > 0) {
      const lines = [...wrap(removalText(step, lang), side - PAD * 2, 12), count(step.removed)];
      const height = box(sideLeft, below + 12, side, lines, false);
      arrow(centre, below + 12 + height / 2, sideLeft, below + 12 + height / 2);
      y = below + height + 26;
      arrow(centre, below, centre, y);
    }
    // The last box is the cohort itself; of the boxes between the reason beside them says what happened.
    const isCriterion = step.kind === 'include' || step.kind === 'exclude';
    const named = index === shown.length - 1 && index > 0 ? result : isCriterion ? null : step;
    const label = wrap(named ? stepLabel(named.kind, named.label, lang) : TEXTS.remaining[lang], main - PAD * 2, 12);
    below = y + box(mainLeft, y, main, [...label, count(step.patients)], true);
  });
  const height = below + 10;
  root.setAttribute('height', String(height));
  root.setAttribute('viewBox', `0 0 ${width} ${height}`);
  if (colours.ground !== 'none') root.appendChild(svg(document, 'rect', { width, height, fill: colours.ground }));
  for (const shape of shapes) root.appendChild(shape);
  return root;
}

/** The flow diagram of a cohort. */
export const flowDrawing: Drawing<FigureOf<'flow'>> = {
  draw: (_, table, labels, options) => drawFlow(table, labels, options),
  alt: (_, table, labels, lang) =>
    stepsOf(table, labels, lang)
      .map((step) => `${stepLabel(step.kind, step.label, lang)} ${countText(step.patients)}`)
      .join(lang === 'zh' ? '；' : '; '),
};
