/** Patients whose columns have Chinese labels and Latin names that no text may show. */
import type { Column, ColumnMeta, Frame } from '@/analysis-kernel/frame/column';

const label = (zh: string) => ({ en: 'words', zh });
const N = 240;

function numbers(name: string, type: 'integer' | 'number' | 'boolean', value: (row: number) => number | null, meta: ColumnMeta): Column {
  const values = Array.from({ length: N }, (_, row) => value(row));
  return {
    kind: 'numeric',
    type,
    name,
    meta,
    valid: Uint8Array.from(values, (one) => (one === null ? 0 : 1)),
    values: Float64Array.from(values, (one) => one ?? Number.NaN),
  };
}
function dates(name: string, value: (row: number) => number, meta: ColumnMeta): Column {
  return { ...numbers(name, 'integer', value, meta), kind: 'numeric', type: 'date' } as Column;
}
function category(name: string, levels: readonly (readonly [string, string])[], code: (row: number) => number, meta: ColumnMeta): Column {
  return {
    kind: 'text',
    type: 'text',
    name,
    meta: { ...meta, levels: levels.map(([key, zh]) => ({ key, label: label(zh) })) },
    valid: new Uint8Array(N).fill(1),
    codes: Int32Array.from({ length: N }, (_, row) => code(row)),
    dictionary: levels.map(([key]) => key),
  };
}
/** Numbers without a pattern, the same each time. */
const noise = (row: number, salt: number) => (((Math.sin(row * 12.9898 + salt * 78.233) * 43758.5453) % 1) + 1) % 1;

export const frame: Frame = {
  length: N,
  columns: [
    numbers('zq_id', 'integer', (row) => row, { label: label('患者编号'), role: 'key' }),
    numbers('zq_age', 'integer', (row) => (row % 31 === 0 ? null : 40 + Math.floor(40 * noise(row, 1))), {
      label: label('入组时年龄（以周岁计，取整）'),
      unit: 'a',
    }),
    numbers('zq_marker', 'number', (row) => 10 * noise(row, 2), { label: label('血清标志物浓度的基线测量值'), unit: 'mg/L' }),
    numbers('zq_twice', 'number', (row) => 20 * noise(row, 2), { label: label('标志物浓度的两倍'), unit: 'mg/L' }),
    numbers('zq_wild', 'number', (row) => (row === 7 ? Number.POSITIVE_INFINITY : row), { label: label('含无穷大的指标') }),
    numbers('zq_weight', 'integer', (row) => row % 3, { label: label('分析权重') }),
    numbers('zq_visits', 'integer', (row) => Math.floor(12 * noise(row, 3) ** 3), { label: label('门诊次数') }),
    numbers('zq_days', 'integer', (row) => 1 + Math.floor(2500 * noise(row, 4)), { label: label('随访天数'), unit: 'd' }),
    numbers('zq_entry', 'integer', () => 0, { label: label('进入时间'), unit: 'd' }),
    dates('zq_date', (row) => 14_000 + 11 * row, { label: label('入组日期') }),
    dates('zq_end', (row) => 15_000 + 12 * row, { label: label('末次随访日期') }),
    numbers('zq_cause', 'integer', (row) => Math.floor(3 * noise(row, 5)), {
      label: label('结局'),
      codes: [
        { key: '1', label: label('复发') },
        { key: '2', label: label('死亡') },
      ],
    }),
    numbers('zq_dead', 'boolean', (row) => (noise(row, 6) < 0.5 ? 1 : 0), { label: label('死亡') }),
    numbers('zq_event', 'integer', (row) => (noise(row, 7) < 0.6 ? 1 : 0), {
      label: label('复发'),
      event: { outcome: 'zq_event', causes: null, deathsUnlabelled: 4 },
    }),
    category(
      'zq_status',
      [
        ['zq_alive', '存活'],
        ['zq_died', '死亡'],
      ],
      (row) => (noise(row, 6) < 0.5 ? 1 : 0),
      { label: label('生存状态') },
    ),
    category(
      'zq_sex',
      [
        ['zq_f', '女'],
        ['zq_m', '男'],
      ],
      (row) => row % 2,
      { label: label('性别') },
    ),
    category(
      'zq_centre',
      [
        ['zq_c1', '中心'],
        ['zq_c2', '第二中心'],
        ['zq_c3', '第三中心'],
      ],
      (row) => row % 3,
      {
        label: label('中心'),
        role: 'centre',
      },
    ),
    category(
      'zq_rare',
      [
        ['zq_r1', '常见型'],
        ['zq_r2', '罕见型'],
      ],
      (row) => (row < 3 ? 1 : 0),
      { label: label('病理类型') },
    ),
  ],
};
