import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { stepKey } from '../results/attrition';
import { countText } from '../results/format';
import type { ResultTable, Value } from '../results/result';
import type { Drawing } from './drawing';
import type { FigureOf } from './kinds';
import { sheet } from './sheet';
import { svg, wrap } from './svg';
import { finite, reader } from './table-access';
import { type FigureOptions, type Palette, palette } from './theme';

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

function isCriterion({ kind }: Step): boolean {
  return kind === 'include' || kind === 'exclude';
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

/** A column of boxes, each as high as its lines. */
interface BoxColumn {
  readonly x: number;
  readonly width: number;
  readonly stroke: string;
  /** Whether the last line, its count, is bold. */
  readonly bold: boolean;
}

const boxHeight = (lines: readonly string[]) => lines.length * LINE + PAD * 2 - 4;

function box({ x, width, stroke, bold }: BoxColumn, y: number, lines: readonly string[], document: Document): readonly Element[] {
  const height = boxHeight(lines);
  return [
    svg(document, 'rect', { x, y, width, height, rx: 4, fill: 'none', stroke, 'stroke-width': 1 }),
    ...lines.map((line, index) => {
      const weight = bold && index === lines.length - 1 ? 600 : null;
      return svg(document, 'text', { x: x + PAD, y: y + PAD + 10 + index * LINE, 'font-weight': weight }, [line]);
    }),
  ];
}

/** An arrow down or to the right. */
function arrow(x1: number, y1: number, x2: number, y2: number, stroke: string, document: Document): readonly Element[] {
  const head = x1 === x2 ? `M${x2 - 4} ${y2 - 6}L${x2} ${y2}L${x2 + 4} ${y2 - 6}` : `M${x2 - 6} ${y2 - 4}L${x2} ${y2}L${x2 - 6} ${y2 + 4}`;
  return [`M${x1} ${y1}L${x2} ${y2}`, head].map((d) => svg(document, 'path', { d, stroke, fill: 'none' }));
}

/** The two columns: those who go on, and beside them those removed. */
function columnsOf(width: number, { ink, muted }: Palette): { readonly main: BoxColumn; readonly side: BoxColumn } {
  const narrow = width < 520;
  const main = narrow ? width * 0.46 : Math.min(300, width * 0.42);
  const side = Math.min(360, width - main - (narrow ? 40 : 70));
  return { main: { x: 8, width: main, stroke: ink, bold: true }, side: { x: width - side - 8, width: side, stroke: muted, bold: false } };
}

/** A cohort flow diagram of an attrition table: patients who go on in the middle, those removed to the right, with the reason. */
function drawFlow(table: ResultTable, labels: Readonly<Record<string, Localised>>, options: FigureOptions): Element {
  const { document, lang, width } = options;
  const colours = palette(options.theme);
  const steps = stepsOf(table, labels, lang);
  const { main, side } = columnsOf(width, colours);
  const centre = main.x + main.width / 2;
  const count = (value: number) => `n = ${countText(value)}`;
  // The steps that removed nobody and are neither start nor end say nothing in a diagram.
  const shown = steps.filter((step, index) => index === 0 || step.removed > 0 || isCriterion(step));
  const result = steps.find((step) => step.kind === 'result') ?? null;
  const shapes: Element[] = [];
  let y = 8;
  let below = 0;
  shown.forEach((step, index) => {
    if (index > 0) {
      const lines = [...wrap(removalText(step, lang), side.width - PAD * 2, 12), count(step.removed)];
      const middle = below + 12 + boxHeight(lines) / 2;
      shapes.push(...box(side, below + 12, lines, document), ...arrow(centre, middle, side.x, middle, colours.muted, document));
      y = below + boxHeight(lines) + 26;
      shapes.push(...arrow(centre, below, centre, y, colours.muted, document));
    }
    // The last box is the cohort itself; of the boxes between the reason beside them says what happened.
    const named = index === shown.length - 1 && index > 0 ? result : isCriterion(step) ? null : step;
    const label = named ? stepLabel(named.kind, named.label, lang) : TEXTS.remaining[lang];
    const lines = [...wrap(label, main.width - PAD * 2, 12), count(step.patients)];
    shapes.push(...box(main, y, lines, document));
    below = y + boxHeight(lines);
  });
  const root = sheet(document, width, below + 10, colours);
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
