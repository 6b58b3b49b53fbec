/**
 * The cases that teach the language, in the order a reader needs them: `docs/language.md` is written from them, and each is a case of the
 * specification like the others, run on DuckDB and on the reference evaluator.
 */
import type { Chapter } from './manual-chapter';
import { resultChapters } from './manual-results';

/** Entries of another cohort the programs may read: key, index date, exit date. */
export const otherCohorts = { trial: [[1, '2018-03-01', '2018-12-31']] } as const;

const people = `
patient  birth_date  death_date  sex  smoker
1        1950-03-01  -           F    true
2        1985-06-01  2021-02-01  M    false
3        2004-09-01  -           F    -

visit  date        kind
1      2020-01-10  out
1      2020-03-01  in
1      2020-03-20  in
2      2020-02-01  out
2      2020-06-01  in

diagnosis  date        code
1          2019-11-01  E11.9
2          2020-05-20  I10
3          2020-04-01  N18.4
`;

export const chapters: readonly Chapter[] = [
  {
    title: { en: 'Index: who enters, and on which day', zh: '入组：谁在哪一天进入' },
    lead: {
      en: 'A program has one `index`. Patients without such a day do not enter.',
      zh: '每个程序有一个 `index`。没有这一天的患者不进入队列。',
    },
    data: people,
    lessons: [
      {
        says: { en: 'The first row of a table.', zh: '表中的第一条记录。' },
        program: 'index at first visit',
        rows: 'patient_id  index_date\n1  2020-01-10\n2  2020-02-01',
      },
      {
        says: { en: 'The first row that satisfies a condition.', zh: '满足条件的第一条记录。' },
        program: 'index at first visit where kind = "in"',
        rows: 'patient_id  index_date\n1  2020-03-01\n2  2020-06-01',
      },
      {
        says: { en: 'The earliest of several dates.', zh: '若干日期中最早的一个。' },
        program: 'index at earliest(first visit, first diagnosis)',
        rows: 'patient_id  index_date\n1  2019-11-01\n2  2020-02-01\n3  2020-04-01',
      },
      {
        says: { en: 'A day of the calendar, the same for all.', zh: '对所有人相同的日历日期。' },
        program: 'index at @2020-06-30',
        rows: 'patient_id  index_date\n1  2020-06-30\n2  2020-06-30\n3  2020-06-30',
      },
      {
        says: {
          en: 'Every row, at least 30 days after the one kept before: a patient may enter more than once.',
          zh: '每条记录，且与前一条保留的记录至少相隔 30 天：一名患者可多次入组。',
        },
        program: 'index at each visit spaced 30 days',
        rows: 'patient_id  index_date\n1  2020-01-10\n1  2020-03-01\n2  2020-02-01\n2  2020-06-01',
      },
      {
        says: {
          en: 'Two arms: the one that comes first, with its label.',
          zh: '两个组：先出现者，并记下其标签。',
        },
        program: 'index at first of { visit as "seen"; diagnosis as "diagnosed" }',
        rows: 'patient_id  index_date  index_label\n1  2019-11-01  diagnosed\n2  2020-02-01  seen\n3  2020-04-01  diagnosed',
      },
    ],
  },
  {
    title: { en: 'Criteria', zh: '标准' },
    lead: {
      en: 'In the order written. `include` keeps only true, `exclude` removes only true; the attrition table counts each step.',
      zh: '按书写顺序执行。`include` 只保留为真者，`exclude` 只去除为真者；筛选过程表逐步计数。',
    },
    data: people,
    lessons: [
      {
        says: { en: 'A label names the step in the attrition table.', zh: '标签是该步骤在筛选过程表中的名称。' },
        program: 'index at first diagnosis\ninclude "Adults": age at index >= 18\nexclude "Seen before": any visit before index',
        rows: 'patient_id  index_date\n1  2019-11-01',
        attrition:
          'database  3  -  -  -\nindex  3  3  0  -\nobservation  3  3  0  0\ninclude  2  2  1  1\nexclude  1  1  1  1\nfollow_up  1  1  0  0\nresult  1  1  0  0',
      },
      {
        says: { en: 'An unknown smoker is not excluded …', zh: '吸烟情况未知者不会被排除……' },
        program: 'index at first diagnosis\nexclude patient.smoker',
        rows: 'patient_id\n2\n3',
      },
      {
        says: { en: '… nor included by the opposite.', zh: '……也不会因相反的条件而被纳入。' },
        program: 'index at first diagnosis\ninclude not patient.smoker',
        rows: 'patient_id\n2',
      },
      {
        says: { en: 'At least one of several conditions.', zh: '若干条件中至少满足一个。' },
        program: 'index at first diagnosis\ninclude at least 1 of (age at index >= 60, patient.sex = "M")',
        rows: 'patient_id\n1\n2',
      },
      {
        says: {
          en: '`index.COLUMN` is of the row that gave the index; `keep first entry` comes after the criteria.',
          zh: '`index.列名` 取自确定入组日期的那条记录；`keep first entry` 在标准之后执行。',
        },
        program: 'index at each visit\ninclude index.kind = "in"\nkeep first entry',
        rows: 'patient_id  index_date\n1  2020-03-01\n2  2020-06-01',
      },
      {
        says: { en: 'Parameters, lets and code lists have names.', zh: '参数、中间量和编码集都有名称。' },
        program:
          'param youngest = 60 years\ncodes diabetes "Diabetes" = ICD10 { "E10".."E14" }\nlet first_day = date of first diagnosis\nindex at first diagnosis where code in diabetes\ninclude index >= birth + youngest and first_day = index',
        rows: 'patient_id  index_date\n1  2019-11-01',
      },
      {
        says: { en: 'Another cohort of the notebook.', zh: '笔记本中的另一个队列。' },
        program: 'index at first diagnosis\ninclude "Was in the trial": any cohort trial before index',
        rows: 'patient_id\n1',
      },
    ],
  },
  {
    title: { en: 'Windows', zh: '时间窗' },
    lead: {
      en: 'A window stands after the rows it keeps. A row without a date satisfies none.',
      zh: '时间窗写在它所筛选的记录之后。没有日期的记录不满足任何时间窗。',
    },
    data: `
diagnosis  date
1          2019-12-30
1          2019-12-31
1          2020-01-01
1          2020-01-02
1          2020-01-03
`,
    lessons: [
      {
        says: { en: 'Against a day.', zh: '相对于某一天。' },
        values: {
          'count of diagnosis before index': 2,
          'count of diagnosis on or before index': 3,
          'count of diagnosis on index': 1,
          'count of diagnosis on or after index': 3,
          'count of diagnosis after index': 2,
        },
      },
      {
        says: { en: 'Of a length.', zh: '有一定长度。' },
        values: {
          'count of diagnosis within 1 day before index': 1,
          'count of diagnosis within 1 day on or before index': 2,
          'count of diagnosis within 1 day of index': 3,
          'count of diagnosis within 1 month after index': 2,
        },
      },
      {
        says: { en: 'Between two days, both included; several windows must all hold.', zh: '两日之间，含两端；多个时间窗须同时满足。' },
        values: {
          'count of diagnosis from index - 1 day to index + 2 days': 4,
          'count of diagnosis after (first diagnosis) before index': 1,
        },
      },
    ],
  },
  {
    title: { en: 'One row of a patient', zh: '一名患者的一条记录' },
    lead: {
      en: '`first` and `last` go by the date. Rows of one day count as the dictionary says: here the last eGFR of a day stands for it.',
      zh: '`first` 与 `last` 按日期取。同一天的多条记录按数据字典的规定处理：此处以当天最后一次 eGFR 为准。',
    },
    data: `
lab  date              item        value
1    2019-06-01T08:00  egfr        55
1    2019-12-01T08:00  egfr        40
1    2020-03-01T08:00  egfr        48
1    2020-03-01T17:00  egfr        45
1    2020-01-15T08:00  creatinine  150
`,
    lessons: [
      {
        says: { en: 'A column of the first, last, lowest row.', zh: '第一条、最后一条、最小值记录中的某一列。' },
        values: {
          'value of first lab(egfr)': 55,
          'value of last lab(egfr) before index': 40,
          'value of first lab(egfr) after index': 45,
          'value of lowest lab(egfr) by value': 40,
          'date of 2nd lab(egfr)': '2019-12-01T08:00:00',
        },
      },
      {
        says: {
          en: 'The first row below 50 is another thing than the first row being below 50.',
          zh: '“首次低于 50 的记录”不同于“首条记录是否低于 50”。',
        },
        values: {
          'value of first lab(egfr) where value < 50 mL/min/1.73m²': 40,
          'value of first lab(egfr) < 50 mL/min/1.73m²': false,
        },
      },
      {
        says: {
          en: 'Units are converted: 150 µmol/L of creatinine are 1.70 mg/dL.',
          zh: '单位自动换算：肌酐 150 µmol/L 等于 1.70 mg/dL。',
        },
        values: {
          'value of last lab(creatinine) > 1.6 mg/dL': true,
          'value of last lab(creatinine) > 1.8 mg/dL': false,
        },
      },
    ],
  },
  {
    title: { en: 'Many rows of a patient', zh: '一名患者的多条记录' },
    lead: {
      en: 'Of no rows a count is 0 and `any` is false; every other summary is missing.',
      zh: '没有记录时计数为 0，`any` 为假；其余汇总值缺失。',
    },
    data: `
visit  date        end_date    kind
1      2019-10-01  2019-10-05  in
1      2019-10-04  2019-10-08  out
1      2019-12-01  2019-12-01  in

lab  date              item  value
1    2019-06-01T08:00  egfr  40
1    2019-09-01T08:00  egfr  50
1    2019-12-01T08:00  egfr  90

prescription  date        end_date    code
1             2019-01-01  2019-01-31  A10
1             2019-02-05  2019-03-05  A10
1             2019-08-01  2019-08-31  A10
`,
    lessons: [
      {
        says: { en: 'Are there such rows?', zh: '是否有这样的记录？' },
        values: {
          'any visit where kind = "in"': true,
          'no visit after index': true,
          'at least 3 visit': true,
          'at least 3 visit spaced 30 days': false,
        },
      },
      {
        says: { en: 'How many, how long, how much?', zh: '多少条、多长时间、数值多少？' },
        values: {
          'count of visit': 3,
          'count of visit after index': 0,
          'count of distinct kind of visit': 2,
          'days covered by visit': 9,
          'mean of value of lab(egfr)': 60,
          'median of value of lab(egfr)': 50,
          'max of value of lab(crp)': null,
        },
      },
      {
        says: {
          en: 'Prescriptions less than 10 days apart are one episode; tables can be read together.',
          zh: '间隔不超过 10 天的处方合为一个治疗周期；多张表可合并读取。',
        },
        values: {
          'count of episodes(prescription, gap: 10 days)': 2,
          'end of first episodes(prescription, gap: 10 days)': '2019-03-05',
          'count of union(visit, prescription)': 6,
        },
      },
      {
        says: {
          en: 'Where both sides have a time of day, `on` means the same instant; `the day of` compares days.',
          zh: '双方都有时刻时，`on` 指同一时刻；`the day of` 按日比较。',
        },
        values: {
          'count of lab(egfr) on @2019-06-01T12:00': 0,
          'count of lab(egfr) on the day of @2019-06-01T12:00': 1,
          'count of lab(egfr) within 1 year of the day of @2019-06-01T12:00': 3,
        },
      },
      {
        says: {
          en: 'Pauses and prolongations may be months and years: they keep the day or take the month’s last. A row of a table without an end is one day.',
          zh: '间隔与延长可以用月、年：日不变，缺该日时取月末。没有结束日期的表，一条记录计一天。',
        },
        values: {
          'count of episodes(prescription, gap: 5 months)': 1,
          'end of first episodes(prescription, gap: 0 days, plus: 1 month)': '2019-04-05',
          'days covered by episodes(lab(egfr), gap: 0 days)': 3,
        },
      },
    ],
  },
  {
    title: { en: 'Codes', zh: '编码' },
    lead: {
      en: 'A single code matches exactly; `*` is a prefix; a range compares the leading characters; `not` takes away.',
      zh: '单个编码精确匹配；`*` 表示前缀；范围按前几位比较；`not` 表示去除。',
    },
    data: `
diagnosis  date        code
1          2019-01-01  E11.9
1          2019-02-01  E14.2
1          2019-03-01  N18.3
`,
    lessons: [
      {
        says: { en: 'How often each list is met.', zh: '各编码集命中的次数。' },
        values: {
          'count of diagnosis where code in ICD10 { "E11" }': 0,
          'count of diagnosis where code in ICD10 { "E11*" }': 1,
          'count of diagnosis where code in ICD10 { "E10".."E14" }': 2,
          'count of diagnosis where code in ICD10 { "E10".."E14", not "E14*" }': 1,
          'count of diagnosis where code = "N18.3"': 1,
        },
      },
    ],
  },
  {
    title: { en: 'Dates and ages', zh: '日期与年龄' },
    lead: {
      en: 'Completed years and months turn on the day; adding months stays inside the month.',
      zh: '满年、满月以当日为准；加月份时不越过月末。',
    },
    data: `
patient  birth_date
1        1960-03-01
`,
    lessons: [
      {
        says: { en: 'Lengths between days.', zh: '两日之间的长度。' },
        values: {
          'age at index': 59,
          'years from birth to @2020-03-01': 60,
          'months from @2020-01-31 to @2020-02-29': 0,
          'months from @2020-01-31 to @2020-03-01': 1,
          'days from index to @2019-12-25': -7,
        },
      },
      {
        says: { en: 'Days reckoned from days; a missing day is skipped.', zh: '由日期推算日期；缺失的日期被跳过。' },
        values: {
          '@2020-01-31 + 1 month': '2020-02-29',
          'earliest(death, @2021-01-01)': '2021-01-01',
          'year of index': 2020,
          'observed 1 year before index': true,
        },
      },
    ],
  },
  {
    title: { en: 'Missing values', zh: '缺失值' },
    lead: {
      en: 'Nothing is known of patient 1: what rests on a missing value is missing, unless the known side decides.',
      zh: '患者 1 的信息均未知：依赖缺失值的结果也缺失，除非已知的一侧足以决定结果。',
    },
    data: `
patient  smoker  height  children
1        -       -       -
`,
    lessons: [
      {
        says: { en: 'Conditions.', zh: '条件。' },
        values: {
          'patient.height > 160 cm': null,
          'not patient.smoker': null,
          'patient.smoker and false': false,
          'patient.smoker or true': true,
          'patient.height is missing': true,
        },
      },
      {
        says: { en: 'Values.', zh: '值。' },
        values: {
          'patient.children + 1': null,
          'if_missing(patient.children, 0)': 0,
          'case when patient.smoker then "yes" else "no or unknown" end': 'no or unknown',
        },
      },
    ],
  },
  ...resultChapters,
];
