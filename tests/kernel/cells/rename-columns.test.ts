import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { readCodeTree } from '@/analysis-kernel/cells/code/read-code';
import { columnOperations, withColumns } from '@/analysis-kernel/cells/rename-columns';
import { fill, placeholders } from '@/analysis-kernel/cells/text/placeholders';
import { type CellKind, emptyNotebook, type Notebook, newCell } from '@/analysis-kernel/document/notebook';
import { applyAll } from '@/analysis-kernel/document/operations';
import { tokenize } from '@/analysis-kernel/formula/tokens';
import { loadMethods } from '@/analysis-kernel/registry/registry';

/** Every method, as a notebook with a cell of each has them. */
const methods = new Map((await loadMethods()).map((method) => [method.id, method]));

type Content = readonly [kind: CellKind, name: string | null, body: string];

function notebookOf(...cells: readonly Content[]): Notebook {
  return { ...emptyNotebook(), cells: cells.map(([kind, name, body], at) => newCell(String(at), { kind, name, body }, 1)) };
}

const cohort = ['cohort', 'adults', 'index at first stay'] as const;

/** The texts of the other cells after columns of the cohort have other names. */
function renamed(columns: Readonly<Record<string, string>>, ...cells: readonly Content[]): readonly string[] {
  const notebook = notebookOf(cohort, ...cells);
  const { notebook: now, applied } = applyAll(
    notebook,
    columnOperations(notebook, 'adults', new Map(Object.entries(columns)), methods).operations,
  );
  expect(applied.every(({ conflict }) => conflict === null)).toBe(true);
  return now.cells.slice(1).map(({ body }) => body);
}

/** The lines of each other cell that have to be looked at. */
function doubts(columns: Readonly<Record<string, string>>, ...cells: readonly Content[]): readonly (readonly number[])[] {
  const notebook = notebookOf(cohort, ...cells);
  const found = columnOperations(notebook, 'adults', new Map(Object.entries(columns)), methods).doubts;
  return notebook.cells.slice(1).map(({ id }) => found.get(id) ?? []);
}

describe('a column of a cohort under another name', () => {
  it.each<[string, CellKind, string, string]>([
    [
      'columns of a query, bare, qualified and in quotes',
      'sql',
      'SELECT age, a.age, "age" FROM adults a WHERE age > 1',
      'SELECT years, a.years, "years" FROM adults a WHERE years > 1',
    ],
    [
      'no function, text, comment or alias of that name',
      'sql',
      "SELECT age(x), 'age', x AS age -- age\nFROM adults",
      "SELECT age(x), 'age', x AS age -- age\nFROM adults",
    ],
    [
      'the list of a query, not the alias sorted by',
      'sql',
      'SELECT age + 1 AS age FROM adults ORDER BY age',
      'SELECT years + 1 AS age FROM adults ORDER BY age',
    ],
    [
      'no column of another table',
      'sql',
      'SELECT p.age, adults.age FROM patient p JOIN adults USING (id)',
      'SELECT p.age, adults.years FROM patient p JOIN adults USING (id)',
    ],
    [
      'no column of another query inside',
      'sql',
      'SELECT age FROM adults WHERE id IN (SELECT age FROM patient)',
      'SELECT years FROM adults WHERE id IN (SELECT age FROM patient)',
    ],
    ['nothing of a query over other tables', 'sql', 'SELECT age FROM patient', 'SELECT age FROM patient'],
    [
      'columns, lists of columns and weights',
      'analysis',
      'method: table1\ndata: adults\nby: age\nvariables: [age, "sex", age2]\nweights: {column: age, kind: sampling}',
      'method: table1\ndata: adults\nby: years\nvariables: [years, "sex", age2]\nweights: {column: years, kind: sampling}',
    ],
    [
      'a formula, bare, in calls and interactions',
      'analysis',
      'method: cox\ndata: adults\nformula: Surv(t, e) ~ age + log(age) + age:sex + agegroup',
      'method: cox\ndata: adults\nformula: Surv(t, e) ~ years + log(years) + years:sex + agegroup',
    ],
    [
      'a formula in quotes or over lines',
      'analysis',
      'method: cox\ndata: adults\nformula: >\n  Surv(t, e) ~ age +\n  strata(age)\n',
      'method: cox\ndata: adults\nformula: >\n  Surv(t, e) ~ years +\n  strata(years)\n',
    ],
    [
      'its condition',
      'analysis',
      "method: describe\ndata: adults\nvariables: [sex]\nwhere: age > 50 AND sex = 'age'",
      "method: describe\ndata: adults\nvariables: [sex]\nwhere: years > 50 AND sex = 'age'",
    ],
    [
      'nothing of an analysis of other data',
      'analysis',
      'method: describe\ndata: patient\nvariables: [age]',
      'method: describe\ndata: patient\nvariables: [age]',
    ],
    [
      'code and drawings',
      'chart',
      'Plot.dot(adults, { x: "age", y: (d) => d.age + d["age"], label: "age" }).plot()',
      'Plot.dot(adults, { x: "years", y: (d) => d.years + d["years"], label: "age" }).plot()',
    ],
    [
      'code with types',
      'code',
      'const ages: number[] = (adults as any).array("age"); ages.filter((x: number) => x > 1).length',
      'const ages: number[] = (adults as any).array("years"); ages.filter((x: number) => x > 1).length',
    ],
    ['nothing of code over other tables', 'code', 'patient.array("age")', 'patient.array("age")'],
  ])('reaches %s', (_, kind, body, expected) => {
    expect(renamed({ age: 'years' }, [kind, 'reader', body])).toEqual([expected]);
  });

  it.each<[string, string, string]>([
    [
      'patterns, and objects made of them that are read by a text',
      'Plot.barY(adults.objects().map(({ age, n }) => ({ age, n })), { x: "age", y: "n" }).plot()',
      'Plot.barY(adults.objects().map(({ years: age, n }) => ({ years: age, n })), { x: "years", y: "n" }).plot()',
    ],
    ['a pattern in an option', 'Plot.dot(adults, { fill: ({age}) => age })', 'Plot.dot(adults, { fill: ({years: age}) => age })'],
    ['a pattern under a name of its own', 'adults.objects().map(({age: a}) => a)', 'adults.objects().map(({years: a}) => a)'],
    ['a pattern with a value for none', 'adults.objects().map(({age = 1}) => age)', 'adults.objects().map(({years: age = 1}) => age)'],
    ['a declared pattern', 'const { age } = adults.object(0);\nage', 'const { years: age } = adults.object(0);\nage'],
    ['an assigned pattern', 'let a;\n({ "age": a } = adults.object(0));\na', 'let a;\n({ "years": a } = adults.object(0));\na'],
    [
      'keys of what is made of rows',
      'aq.from(adults.objects().map((d) => ({ age: d.age > 60 }))).groupby("age").derive({ age: (d) => d.age })',
      'aq.from(adults.objects().map((d) => ({ years: d.years > 60 }))).groupby("years").derive({ years: (d) => d.years })',
    ],
    [
      'patterns in code with types',
      'const f = ({ age }: { age: number }): number => (age as number) + 1;\nadults.objects().map((d: any) => f(d as { age: number }))',
      'const f = ({ years: age }: { age: number }): number => (age as number) + 1;\nadults.objects().map((d: any) => f(d as { age: number }))',
    ],
    ['members behind types', '(adults.object(0) as any).age', '(adults.object(0) as any).years'],
    ['templates that are the name', 'adults.array(`age`)', 'adults.array(`years`)'],
    [
      'a text that a mark writes',
      'Plot.text(adults, { text: "age", title: "age" })',
      'Plot.text(adults, { text: "years", title: "years" })',
    ],
    ['no title of a drawing', 'Plot.plot({ title: "age", marks: [] }); adults', 'Plot.plot({ title: "age", marks: [] }); adults'],
    [
      'no name in another case',
      'Plot.dot(adults.objects().map((d) => ({ Age: d.age })), { x: "Age" })',
      'Plot.dot(adults.objects().map((d) => ({ Age: d.years })), { x: "Age" })',
    ],
    ['no variable', 'const age = adults.array("age"); age.length', 'const age = adults.array("years"); age.length'],
  ])('reaches in code %s', (_, body, expected) => {
    expect(doubts({ age: 'years' }, ['code', 'reader', body])).toEqual([[]]);
    expect(renamed({ age: 'years' }, ['code', 'reader', body])).toEqual([expected]);
  });

  it('writes keys and patterns of names that need it in quotes', () => {
    expect(renamed({ age: 'age at op' }, ['code', 'c', 'adults.objects().map(({ age }) => ({ age }))'])).toEqual([
      'adults.objects().map(({ "age at op": age }) => ({ "age at op": age }))',
    ]);
  });

  it('keeps a drawing of a query’s rows the drawing it was', () => {
    expect(
      renamed(
        { hormone: 'therapy' },
        ['sql', 'q1', 'SELECT hormone, count(*) AS n FROM adults GROUP BY hormone'],
        ['chart', 'bars', 'Plot.barY(q1.objects().map(({ hormone, n }) => ({ hormone, n })), { x: "hormone", y: "n" })'],
      ),
    ).toEqual([
      'SELECT therapy, count(*) AS n FROM adults GROUP BY therapy',
      'Plot.barY(q1.objects().map(({ therapy: hormone, n }) => ({ therapy: hormone, n })), { x: "therapy", y: "n" })',
    ]);
  });

  it('leaves a name with both kinds of quotes to be missed in words, which no place in brackets can hold', () => {
    const text = '{adults[1].age}';
    expect(renamed({ age: `it's "x"` }, ['text', null, text])).toEqual([text]);
  });

  it('follows code that gives the column on', () => {
    expect(
      renamed(
        { age: 'years' },
        ['code', 'older', 'adults.filter((d) => d.sex === 1)'],
        ['chart', 'c', 'Plot.dot(older, { x: "age" })'],
        ['sql', 's', 'SELECT age FROM older'],
      ),
    ).toEqual(['adults.filter((d) => d.sex === 1)', 'Plot.dot(older, { x: "years" })', 'SELECT years FROM older']);
  });

  it.each<[string, string, readonly number[]]>([
    ['a text compared with a value', 'adults.columnNames()\n.filter((name) => name !== "age")', [1, 2]],
    ['a text that code is read from', 'adults.derive({\n a: aq.escape("d.age + 1") })', [2]],
    ['a text with a sign before the name', 'Plot.barX(adults, { sort: { x: "-age" } })', [1]],
    ['a name put together', ['adults.array(`$', '{"mean"}age`)'].join(''), [1]],
    ['a search', 'adults.select(aq.matches(/age/))', [1]],
    ['the new name for another thing', 'adults.derive({ years: (d) => d.age * 2 })', [1]],
    ['code that is half written', 'adults.array("age"', [1]],
  ])('says where code may read it in a way that cannot be followed: %s', (_, body, lines) => {
    expect(doubts({ age: 'years' }, ['chart', 'reader', body])).toEqual([lines]);
  });

  it.each<[string, string, readonly number[]]>([
    ['a name put together', 'const key = ["hor", "mone"].join("");\nadults.objects().filter((row) => row[key] > 0).length', [2]],
    ['a name added to', 'let key = "hor";\nkey += "mone";\nadults.object(0)[key]', [3]],
    ['names that are listed', 'Object.keys(adults.objects()[0]).filter((k) => /^horm/.test(k)).length', [1]],
    ['values that are listed', 'adults.objects().map((row) =>\nObject.values(row)[3])', [2]],
    ['listing that is handed on', 'adults.objects()\n.map(Object.values)', [2]],
    ['listing under another name', 'const { keys } = Object;\nkeys(adults.object(0))', [1]],
    ['listing by a key', 'Object["keys"](adults.object(0))', [1]],
    ['a loop over names', 'let n = 0;\nfor (const k in adults.object(0)) n += 1;\nn', [2]],
    ['columns that are listed', 'adults.columnNames().filter((k) => /^horm/.test(k)).length', [1]],
    ['columns chosen by a part of the name', 'adults.select(aq.startswith("horm"))', [1]],
    ['a pattern with a key that is found', 'const key = "hor".concat("mone");\nadults.objects().map(({ [key]: value }) => value)', [2]],
    ['a parameter', 'const total = (key) => ss.sum(adults.objects().map((row) => row[key]));\ntotal(adults.title)', [1]],
    ['whether there is such a name', 'const key = String(1);\nkey in adults.object(0)', [2]],
    ['a name that a pattern declares', 'const { key } = adults.params();\nadults.object(0)[key]', [2]],
    ['an object that rows are written into', 'const all = {};\nObject.assign(all, adults.object(0));\nall[adults.title]', [3]],
    ['code made while it runs', 'adults.objects().map((row) => eval("row.hor" + "mone"))', [1]],
    ['code with types', 'const key: string = ["hor", "mone"].join("");\nadults.objects().filter((row: any) => row[key] > 0).length', [2]],
  ])('says where code over the table finds a name while it runs: %s', (_, body, lines) => {
    expect(doubts({ hormone: 'therapy' }, ['chart', 'reader', body])).toEqual([lines]);
  });

  it.each<[string, string]>([
    [
      'places in an array',
      'const rows = adults.objects();\nlet n = 0;\nfor (let i = 1; i < rows.length; i += 1) n += rows[i].age - rows[i - 1].age;\nn',
    ],
    ['a place that is reckoned', 'const ages = adults.array("age");\nconst middle = Math.floor(ages.length / 2);\nages[middle]'],
    ['places given to a callback', 'const rows = adults.objects();\nrows.map((row, at) => rows[at].age)'],
    ['names that all stand in the cell', '["hormone", "age"].map((name) => ss.mean(adults.objects().map((row) => row[name])))'],
    ['a name that stands in the cell', 'const key = "hormone";\nadults.objects().filter((row) => row[key] > 0).length'],
    ['a loop over names in the cell', 'for (const key of ["age", "sex"]) console.log(adults.object(0)[key]);'],
    ['labels of codes', 'const labels = { 1: "Male", 2: "Female" };\nadults.objects().map((row) => labels[row.sex])'],
    ['counts by a value', 'const n = {};\nfor (const row of adults.objects()) n[row.sex] = (n[row.sex] ?? 0) + 1;\nObject.entries(n)'],
    ['counts in one expression', 'adults.objects().reduce((n, row) => ({ ...n, [row.sex]: (n[row.sex] ?? 0) + 1 }), {})'],
    ['no other table', 'patient.objects().map((row) => row[patient.title])'],
  ])('doubts no code that only reads what can be followed: %s', (_, body) => {
    expect(doubts({ hormone: 'therapy' }, ['chart', 'reader', body])).toEqual([[]]);
  });

  it('says where code over the table reads an input that offers the old name', () => {
    const pick: Content = ['input', 'pick', 'type: select\noptions: [{value: hormone, label: Hormone}, age]'];
    const reader: Content = ['chart', 'c', 'adults.objects().filter((row) => row[pick] > 0).length'];
    const drawing: Content = ['chart', 'd', 'Plot.dot(adults, {\n x: pick })'];
    const elsewhere: Content = ['chart', 'e', 'Plot.dot(patient, { x: pick })'];
    expect(doubts({ hormone: 'therapy' }, pick, reader, drawing, elsewhere)).toEqual([[], [1], [2], []]);
    expect(doubts({ sex: 'gender' }, pick, drawing)).toEqual([[], []]);
    expect(renamed({ hormone: 'therapy' }, pick, reader)).toEqual([pick[2], reader[2]]);
  });

  it('leaves code alone, and says so, where the new name is there or another table may have the old one', () => {
    const both = 'adults.array("age").concat(children.array("age"))';
    const clash = 'adults.objects().map((d) => ({ years: 1, age: d.age }))';
    const cells: readonly Content[] = [
      ['sql', 'children', 'SELECT * FROM patient'],
      ['code', 'b', both],
      ['code', 'c', clash],
    ];
    expect(renamed({ age: 'years' }, ...cells).slice(1)).toEqual([both, clash]);
    expect(doubts({ age: 'years' }, ...cells)).toEqual([[], [1], [1]]);
    const notebook = notebookOf(cohort, ...cells);
    const known = columnOperations(notebook, 'adults', new Map([['age', 'years']]), methods, (name) =>
      name === 'children' ? ['n'] : null,
    );
    expect([...known.doubts.keys()]).toEqual(['3']);
  });

  it('says at what reads code that could not be followed that it may be wrong too', () => {
    const cells: readonly Content[] = [
      ['code', 'c', 'adults.select(aq.not("-age"))'],
      ['chart', 'd', 'Plot.dot(c, { x: "age" })'],
    ];
    expect(doubts({ age: 'years' }, ...cells)).toEqual([[1], [1]]);
  });

  it('takes a drawing’s own words for columns only where they must be, and else says where to look', () => {
    const body = 'Plot.barY(adults.objects().map(({ count }) => ({ n: count })),\nPlot.groupX({ y: "count" }, { x: "n" }))';
    expect(renamed({ count: 'visits' }, ['chart', 'c', body])).toEqual([body.replace('({ count })', '({ visits: count })')]);
    expect(doubts({ count: 'visits' }, ['chart', 'c', body])).toEqual([[2]]);
    expect(renamed({ x: 'width' }, ['chart', 'c', 'Plot.dot(adults, { x: (d) => d.x })'])).toEqual([
      'Plot.dot(adults, { x: (d) => d.width })',
    ]);
  });

  it('follows a query that gives the column on, and stops where it is called otherwise', () => {
    expect(
      renamed(
        { age: 'years' },
        ['sql', 'people', 'SELECT age, sex FROM adults'],
        ['sql', 'all_of_it', 'FROM people'],
        ['sql', 'other', 'SELECT age AS a FROM people'],
        ['analysis', 'd1', 'method: describe\ndata: all_of_it\nvariables: [age]'],
        ['analysis', 'd2', 'method: describe\ndata: other\nvariables: [a]'],
        ['text', null, '{people["f"].age} and {other[1].a}'],
      ),
    ).toEqual([
      'SELECT years, sex FROM adults',
      'FROM people',
      'SELECT years AS a FROM people',
      'method: describe\ndata: all_of_it\nvariables: [years]',
      'method: describe\ndata: other\nvariables: [a]',
      '{people["f"].years} and {other[1].a}',
    ]);
  });

  it('reaches the terms that words and queries take results by', () => {
    expect(
      renamed(
        { age: 'years', sex: 'gender' },
        ['analysis', 'fit', 'method: cox\ndata: adults\nformula: Surv(t, e) ~ age + sex + age:sex + agegroup'],
        [
          'text',
          null,
          '{fit.coefficients["age"].estimate | 2} {fit.coefficients["sexfemale"].estimate} {fit.coefficients["age:sex"].p | p} {fit.coefficients["agegroup2"].p}',
        ],
        ['sql', 'q', "SELECT estimate FROM fit_coefficients WHERE term = 'age'"],
      ).slice(1),
    ).toEqual([
      '{fit.coefficients["years"].estimate | 2} {fit.coefficients["genderfemale"].estimate} {fit.coefficients["years:gender"].p | p} {fit.coefficients["agegroup2"].p}',
      "SELECT estimate FROM fit_coefficients WHERE term = 'years'",
    ]);
  });

  it('writes names that need it in quotes', () => {
    expect(
      renamed(
        { age: 'age at index', sex: 'order' },
        ['sql', 's', 'SELECT age, sex FROM adults'],
        ['analysis', 'a', 'method: glm\ndata: adults\nfamily: gaussian\nformula: y ~ age'],
        ['code', 'c', 'adults.objects().map((d) => d.age)'],
      ),
    ).toEqual([
      'SELECT "age at index", "order" FROM adults',
      'method: glm\ndata: adults\nfamily: gaussian\nformula: y ~ `age at index`',
      'adults.objects().map((d) => d["age at index"])',
    ]);
  });

  it.each<[string, string, string, string]>([
    ['age at op', '"age at op"', '[age at op, sex]', '{s[1]["age at op"]} {s["x"]["age at op"]}'],
    ['年龄', '年龄', '[年龄, sex]', '{s[1].年龄} {s["x"].年龄}'],
    ['select', '"select"', '[select, sex]', '{s[1].select} {s["x"].select}'],
    ['true', '"true"', '["true", sex]', '{s[1].true} {s["x"].true}'],
    ['a, b', '"a, b"', '["a, b", sex]', '{s[1]["a, b"]} {s["x"]["a, b"]}'],
    ['a "b"', '"a ""b"""', '[a "b", sex]', `{s[1]['a "b"']} {s["x"]['a "b"']}`],
    ["it's", '"it\'s"', "[it's, sex]", '{s[1]["it\'s"]} {s["x"]["it\'s"]}'],
    ['x: y', '"x: y"', '["x: y", sex]', '{s[1]["x: y"]} {s["x"]["x: y"]}'],
  ])('writes the name %s as each reader can read it', (name, sql, list, text) => {
    const cells = renamed(
      { age: name },
      ['sql', 's', 'SELECT age FROM adults'],
      ['analysis', 'd', 'method: describe\ndata: adults\nvariables: [age, sex]'],
      ['analysis', 'g', 'method: glm\ndata: adults\nfamily: gaussian\nformula: age ~ sex'],
      ['code', 'c', 'adults.objects().map(({ age }) => ({ age }))'],
      ['text', null, '{s.age} {s["x"].age}'],
    );
    expect(cells[0]).toBe(`SELECT ${sql} FROM adults`);
    expect(cells[1]).toBe(`method: describe\ndata: adults\nvariables: ${list}`);
    expect(parseYaml(cells[1])).toMatchObject({ variables: [name, 'sex'] });
    const { formula } = parseYaml(cells[2]) as { formula: string };
    expect(tokenize(formula)[0]).toMatchObject({ kind: 'name', text: name });
    expect(readCodeTree(cells[3])).not.toBeNull();
    expect(cells[4]).toBe(text.replace('{s[1].', '{s.'));
    const outcome = {
      tables: new Map([['table', { columns: ['row', name], types: ['text', 'integer'], rows: [['x', 7]] }]]),
      totals: new Map(),
    };
    expect(placeholders(cells[4], () => true).map((one) => fill(one, outcome as never))).toEqual([{ text: '7' }, { text: '7' }]);
  });

  it('writes a row’s name with quotes in the other ones, and a column in brackets anew', () => {
    expect(
      renamed(
        { 'age at op': 'old' },
        ['sql', 's', 'SELECT "age at op" FROM adults'],
        ['text', null, '{s[1]["age at op"]} {s["age at op"].n}'],
      )[1],
    ).toBe('{s[1].old} {s["age at op"].n}');
  });

  it('changes several columns at once, as an outcome’s name does, and one cell alone where that is asked', () => {
    const body = 'method: km\ndata: adults\nformula: Surv(relapse_days, relapse_event) ~ 1';
    const columns = { relapse_days: 'death_days', relapse_event: 'death_event' };
    const [now] = renamed(columns, ['analysis', 'k', body]);
    expect(now).toBe('method: km\ndata: adults\nformula: Surv(death_days, death_event) ~ 1');
    expect(withColumns(newCell('1', { kind: 'analysis', name: 'k', body }, 1), 'adults', new Map(Object.entries(columns)), methods)).toBe(
      now,
    );
  });

  it('is taken back by the opposite renaming, whatever reads it', () => {
    const name = fc.constantFrom('alpha', 'beta2', 'γ', '年龄');
    fc.assert(
      fc.property(name, name, (from, to) => {
        fc.pre(from !== to);
        const cells: readonly Content[] = [
          ['sql', 's', `SELECT ${from}, max(${from}) OVER () AS top FROM adults`],
          ['analysis', 'd', `method: describe\ndata: s\nvariables: [${from}]`],
          ['chart', 'c', `Plot.dot(s, {x: "${from}", y: (d) => d.${from}}).plot()`],
          ['text', null, `{s[1].${from}}`],
        ];
        const there = renamed({ [from]: to }, ...cells);
        expect(there.every((body) => body.includes(to) && !body.includes(from))).toBe(true);
        const back = renamed({ [to]: from }, ...cells.map(([kind, cell], at): Content => [kind, cell, there[at]]));
        expect(back).toEqual(cells.map(([, , body]) => body));
      }),
      { seed: 5 },
    );
  });
});
