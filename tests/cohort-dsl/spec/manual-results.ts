/** The manual's last chapters: outcomes, variables and series. */
import type { Chapter } from './manual-chapter';

export const resultChapters: readonly Chapter[] = [
  {
    title: { en: 'Follow-up and outcomes', zh: '随访与结局' },
    lead: {
      en: 'Follow-up ends with observation or death at the latest. Days run from the index date to the outcome, or to exit.',
      zh: '随访最迟在观察结束或死亡时终止。天数从入组日期算到结局，或算到出组。',
    },
    data: `
patient  death_date
1        -
2        2020-03-01
3        -

visit  date
1      2020-01-01
2      2020-01-01
3      2020-01-01

diagnosis  date        code
1          2020-02-01  N18.5
1          2020-06-01  N18.5
2          2019-12-02  N18.3
3          2021-02-01  N18.5
`,
    lessons: [
      {
        says: { en: 'Without `follow until`.', zh: '不写 `follow until` 时。' },
        program: 'index at first visit',
        rows: 'patient_id  exit_date  exit_reason\n1  2024-12-31  end of observation\n2  2020-03-01  death\n3  2024-12-31  end of observation',
      },
      {
        says: { en: 'The earliest of several ends gives the reason.', zh: '若干终点中最早者给出出组原因。' },
        program: 'index at first visit\nfollow until earliest { index + 1 year as "1 year"; first diagnosis after index as "diagnosis" }',
        rows: 'patient_id  exit_date  exit_reason\n1  2020-02-01  diagnosis\n2  2020-03-01  death\n3  2021-01-01  1 year',
      },
      {
        says: {
          en: 'An outcome gives three columns: its date, the days, and whether it was seen.',
          zh: '一个结局给出三列：日期、天数、是否发生。',
        },
        program: 'index at first visit\nfollow until index + 1 year\noutcome failure = first diagnosis after index',
        rows: 'patient_id  failure_date  failure_days  failure_event\n1  2020-02-01  31  1\n2  -  60  0\n3  -  366  0',
      },
      {
        says: { en: 'With labels the event tells which came first.', zh: '带标签时，事件值表示先发生的是哪一个。' },
        program:
          'index at first visit\nfollow until index + 1 year\noutcome failure = earliest { first diagnosis after index as "diagnosis"; death as "death" }',
        rows: 'patient_id  failure_days  failure_event  failure_cause\n1  31  1  diagnosis\n2  60  2  death\n3  366  0  -',
      },
      {
        says: { en: '`each` counts every event, in a table of its own.', zh: '`each` 计入每次事件，并另成一张表。' },
        program: 'index at first visit\nfollow until index + 1 year\noutcome failure = each diagnosis after index',
        rows: 'patient_id  failure_days  failure_event\n1  31  1\n2  60  0\n3  366  0',
        long: { name: 'failure', rows: 'patient_id  date  days  number\n1  2020-02-01  31  1\n1  2020-06-01  152  2' },
      },
      {
        says: {
          en: '`time from` counts from an earlier day; `entry_days` says when the patient came under observation.',
          zh: '`time from` 从更早的日期起算；`entry_days` 表示患者何时进入观察（延迟进入）。',
        },
        program: 'index at first visit\ntime from (date of first diagnosis before index)\noutcome dead = death',
        rows: 'patient_id  entry_days  dead_days  dead_event\n2  30  90  1',
      },
    ],
  },
  {
    title: { en: 'Variables and series', zh: '变量与序列' },
    lead: {
      en: 'A variable is a column of the cohort, a series a table of its own.',
      zh: '变量是队列中的一列，序列另成一张表。',
    },
    data: `
patient  birth_date  sex
1        1950-03-01  F
2        1985-06-01  M

visit  date
1      2020-01-01
2      2020-01-01

lab  date              item  value
1    2019-12-01T08:00  egfr  40
1    2020-06-01T08:00  egfr  35
2    2020-02-01T08:00  egfr  80
`,
    lessons: [
      {
        says: { en: 'One value a patient; a variable sees those above it.', zh: '每名患者一个值；变量可用其上方的变量。' },
        program:
          'index at first visit\nvariable age = age at index\nvariable egfr = value of last lab(egfr) within 90 days on or before index\nvariable old = age >= 65\nvariable group = case when old then "65+" else "under 65" end',
        rows: 'patient_id  age  egfr  old  group\n1  69  40  true  65+\n2  34  -  false  under 65',
      },
      {
        says: { en: 'Many rows a patient: the measurements of the follow-up.', zh: '每名患者多条记录：随访期间的测量值。' },
        program: 'index at first visit\nfollow until index + 1 year\nseries course = lab(egfr) from index to exit { value }',
        rows: 'patient_id  exit_date\n1  2021-01-01\n2  2021-01-01',
        long: { name: 'course', rows: 'patient_id  days  value\n1  152  35\n2  31  80' },
      },
      {
        says: {
          en: 'Every series has `date`, the row’s own date or datetime, and `days`, which counts days; a column is named once.',
          zh: '每个序列都有 `date`（记录本身的日期或日期时间）和按天计的 `days`；同一列只写一次。',
        },
        program: 'index at first visit\nseries course = lab(egfr) { date, value }',
        rows: 'patient_id  index_date\n1  2020-01-01\n2  2020-01-01',
        long: {
          name: 'course',
          rows: 'patient_id  date  days  value\n1  2019-12-01T08:00:00  -31  40\n1  2020-06-01T08:00:00  152  35\n2  2020-02-01T08:00:00  31  80',
        },
      },
    ],
  },
];
