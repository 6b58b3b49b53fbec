import { joined, type Localised } from '../../source/localised';

type None = Readonly<Record<never, never>>;

/** An outcome by its label in quotation marks, else by its name as it is written. */
interface OutcomeNamed {
  readonly outcome: string;
  readonly label: string | null;
}

const outcomeSaid = ({ outcome, label }: OutcomeNamed): string => (label === null ? `\`${outcome}\`` : `“${label}”`);

/** Advice on study design. A lint warns and never refuses; each says why it matters and what to do. */
export const lintMessages = {
  'lint-outcome-not-excluded': (p: OutcomeNamed): Localised => ({
    en: `Patients who had the outcome ${outcomeSaid(p)} before the index are not excluded; their earlier events count for nothing, and they are followed as if at risk. Exclude them, or say in the protocol why they belong.`,
    zh: `入组前已发生结局 ${outcomeSaid(p)} 的患者没有被排除；其早先的事件不计入，却仍按有风险者随访。请排除他们，或在方案中说明理由。`,
  }),
  'lint-future-criterion': (p: { readonly text: string }): Localised => ({
    en: `\`${p.text}\` may look at what happens after the index: whoever meets it must have lived until then (immortal time). End its window at the index, or make that day the index.`,
    zh: `\`${p.text}\` 可能用到入组之后的信息：满足条件者必然存活到那时（永恒时间偏倚）。请让时间窗止于入组，或把那一天作为入组日期。`,
  }),
  'lint-future-variable': (p: { readonly name: string; readonly text: string }): Localised => ({
    en: `The variable \`${p.name}\` may be measured after the index (\`${p.text}\`): it must not be used as a baseline covariate. Add a window such as \`on or before index\`.`,
    zh: `变量 \`${p.name}\` 可能在入组之后测量（\`${p.text}\`）：不能作为基线协变量。请加时间窗，例如 \`on or before index\`。`,
  }),
  'lint-lookback': (p: { readonly text: string; readonly required: string | null }): Localised => ({
    en: `\`${p.text}\` looks back further than ${p.required === null ? 'any criterion requires patients to be observed: no `observed … before index` is required' : `the ${p.required} of observation that are required`}; what is not recorded there counts as not having happened.`,
    zh: `\`${p.text}\` 的回溯长于${p.required === null ? '任何观察要求：没有 `observed … before index` 标准' : `所要求的观察期（${p.required}）`}；未被记录的情况会被当作没有发生。`,
  }),
  'lint-no-follow-up': (_: None): Localised => ({
    en: 'There is no `follow until`: patients are followed until observation or life ends. Say so in the protocol, or write when follow-up ends.',
    zh: '没有 `follow until`：随访将到观察结束或死亡为止。请在方案中写明，或写出随访何时结束。',
  }),
  'lint-unlabelled-death': (p: OutcomeNamed): Localised => ({
    en: `Follow-up of ${outcomeSaid(p)} may end with death, which the outcome does not name: death is then a competing event, not a censoring. Name it: \`earliest { … ; death as "death" }\`.`,
    zh: `${outcomeSaid(p)} 的随访可能止于死亡，而该结局没有列出死亡：死亡是竞争事件，不是删失。请列出：\`earliest { … ; death as "death" }\`。`,
  }),
  'lint-each-unspaced': (_: None): Localised => ({
    en: 'Every row is an entry, so that a patient enters again on the next day; entries of one patient overlap. Add `spaced`, or take the first.',
    zh: '每条记录都是一次入组，同一患者次日即可再次入组，入组记录相互重叠。请加 `spaced`，或只取首次。',
  }),
  'lint-codes-unused': (p: { readonly name: string }): Localised => ({
    en: `The code list \`${p.name}\` is not used.`,
    zh: `编码集 \`${p.name}\` 没有被使用。`,
  }),
  'lint-codes-duplicated': (p: { readonly code: string; readonly by: string }): Localised => ({
    en: `"${p.code}" is already in the list: ${p.by} covers it.`,
    zh: `"${p.code}" 已在编码集中：${p.by} 已包含它。`,
  }),
  'lint-codes-same': (p: { readonly name: string; readonly other: string }): Localised => ({
    en: `The code lists \`${p.name}\` and \`${p.other}\` hold the same codes.`,
    zh: `编码集 \`${p.name}\` 与 \`${p.other}\` 的编码相同。`,
  }),
  'lint-codes-reversed': (p: { readonly from: string; readonly to: string }): Localised => ({
    en: `The range "${p.from}".."${p.to}" runs backwards and holds no code.`,
    zh: `区间 "${p.from}".."${p.to}" 首尾颠倒，不含任何编码。`,
  }),
  'lint-codes-in-one-text': (p: { readonly code: string; readonly system: string }): Localised => ({
    en: `"${p.code}" is read as one code, but no code of ${p.system} is written so: a range is "N18.3".."N18.5", codes that begin alike "N18*", and each of several codes has its own quotation marks.`,
    zh: `"${p.code}" 按一个编码读取，但 ${p.system} 没有这样书写的编码：区间写作 "N18.3".."N18.5"，相同开头写作 "N18*"，多个编码各用一对引号。`,
  }),
  'lint-codes-edition': (p: { readonly list: string; readonly column: string }): Localised => ({
    en: `The list holds codes of ${p.list}, the column codes of ${p.column}: editions of one system differ in some codes; check that these mean the same.`,
    zh: `编码集采用 ${p.list}，而列采用 ${p.column}：同一体系的不同版本部分编码不同；请核对含义是否一致。`,
  }),
  'lint-criteria-duplicated': (p: { readonly text: string }): Localised => ({
    en: `This criterion repeats an earlier one (\`${p.text}\`) and removes nobody.`,
    zh: `此标准与前面的标准（\`${p.text}\`）重复，不会再排除任何人。`,
  }),
  'lint-criteria-contradictory': (p: { readonly text: string }): Localised => ({
    en: `This criterion contradicts an earlier one (\`${p.text}\`): nobody can be left.`,
    zh: `此标准与前面的标准（\`${p.text}\`）矛盾：不会有患者留下。`,
  }),
  'lint-calendar': (p: { readonly text: string; readonly calendar: string }): Localised => ({
    en: `\`${p.text}\` speaks of the calendar, but the dates of this database are ${p.calendar === 'shifted' ? 'shifted for privacy' : 'arbitrary'}: the answer does not mean what it says.`,
    zh: `\`${p.text}\` 涉及日历日期，但本数据库的日期${p.calendar === 'shifted' ? '为保护隐私已平移' : '是任意设定的'}：结果与字面含义不符。`,
  }),
  'lint-window-empty': (p: { readonly text: string }): Localised => ({
    en: `No date can lie in the windows of \`${p.text}\`: it never has a row.`,
    zh: `\`${p.text}\` 的时间窗不可能包含任何日期：永远没有记录。`,
  }),
  'lint-instant': (p: { readonly text: string }): Localised => ({
    en: `\`${p.text}\` compares times of day: only rows of the very same instant pass.`,
    zh: `\`${p.text}\` 比较的是具体时刻：只有同一时刻的记录才符合。`,
  }),
  'lint-whole-hours': (p: { readonly text: string; readonly unit: string; readonly count: string }): Localised => ({
    en: `\`${p.text}\` counts whole ${p.unit}: ${p.count} ${p.unit} and part of another are ${p.count}.`,
    zh: `\`${p.text}\` 按整${p.unit === 'hours' ? '小时' : '分钟'}计数：${p.count} ${p.unit === 'hours' ? '小时' : '分钟'}多仍算 ${p.count}。`,
  }),
  'lint-implausible': (p: { readonly number: string; readonly low: number; readonly high: number; readonly unit: string }): Localised => ({
    en: `\`${p.number}\` lies outside ${p.low}–${p.high} ${p.unit}, what the dictionary holds for plausible: is its unit right?`,
    zh: `\`${p.number}\` 超出 ${p.low}–${p.high} ${p.unit}（数据字典所列合理范围）：单位是否有误？`,
  }),
  'lint-series-outcome': (p: { readonly series: string; readonly outcome: string }): Localised => ({
    en: `The rows of the series \`${p.series}\` are chosen by the date of the outcome \`${p.outcome}\`: patients without the outcome have none, and what follows must not be used to predict it. For all patients write \`exit\`.`,
    zh: `序列 \`${p.series}\` 的记录由结局 \`${p.outcome}\` 的日期选取：没有该结局的患者没有记录，且不得用来预测该结局。若要包括所有患者，请写 \`exit\`。`,
  }),
  'lint-series-items': (p: { readonly series: string; readonly items: readonly string[] }): Localised => ({
    en: `The series \`${p.series}\` holds values of several items (${joined(p.items).en}), and none of its columns says which row is of which. Take one item, or add the column \`item\`.`,
    zh: `序列 \`${p.series}\` 含多个项目的值（${joined(p.items).zh}），但没有一列说明各记录属于哪个项目。请只取一个项目，或加上列 \`item\`。`,
  }),
  'lint-range-empty': (p: { readonly text: string }): Localised => ({
    en: `\`${p.text}\` is never true: the lower bound lies above the upper one.`,
    zh: `\`${p.text}\` 永远不为真：下限高于上限。`,
  }),
  'lint-constant': (p: { readonly text: string }): Localised => ({
    en: `\`${p.text}\` is the same for every patient: it depends on no data.`,
    zh: `\`${p.text}\` 对每名患者都相同：它不依赖任何数据。`,
  }),
  'lint-always': (p: { readonly text: string; readonly answer: boolean }): Localised => ({
    en: `\`${p.text}\` is always ${p.answer ? 'true' : 'false'}.`,
    zh: `\`${p.text}\` 永远为${p.answer ? '真' : '假'}。`,
  }),
  'lint-hidden-name': (p: { readonly name: string; readonly table: string }): Localised => ({
    en: `\`${p.name}\` is here the column of \`${p.table}\`, not the name your program gives to something else.`,
    zh: `此处的 \`${p.name}\` 是 \`${p.table}\` 的列，而不是程序中定义的同名内容。`,
  }),
  'lint-washout-unobserved': (p: { readonly length: string }): Localised => ({
    en: `The washout of ${p.length} asks for no observation: a patient who was not yet observed passes it. Add \`include observed ${p.length} before index\`.`,
    zh: `${p.length} 的洗脱期不要求有观察：尚未被观察的患者也会通过。请加 \`include observed ${p.length} before index\`。`,
  }),
};
