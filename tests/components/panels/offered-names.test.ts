import { describe, expect, it } from 'vitest';
import type { ReleaseDocument } from '@/app/_contract/release-document';
import { matching, namesOfCell, namesOfDatabase } from '@/components/notebook/panels/offered-names';

const label = (en: string, zh: string) => ({ en, zh });
const summary = { kind: 'text', distinct: 3 } as const;

const release = {
  dictionary: {
    tables: [
      {
        name: 'lab',
        role: 'event',
        label: label('Laboratory', '检验'),
        items: [{ name: 'egfr', label: label('Filtration rate', '滤过率'), unit: 'mL/min/{1.73_m2}' }],
        columns: [{ name: 'value', label: label('Value', '数值'), type: 'number', unit: null }],
      },
      {
        name: 'patient',
        role: 'patient',
        label: label('Patients', '患者'),
        items: [],
        columns: [{ name: 'sex', label: label('Sex', '性别'), type: 'category' }],
      },
    ],
  },
  profile: {
    tables: [],
    columns: [['patient/sex', { rows: 200, known: 150, patients: 150, summary }]],
    items: [['lab/egfr', { rows: 900, known: 900, patients: 120, summary }]],
  },
} as unknown as ReleaseDocument;

describe('what the data panel says of a name', () => {
  it('is its type, its unit as it is usually written, and how much of it is filled', () => {
    const [lab, patient] = namesOfDatabase(release, 'en');
    expect(lab.entries[0]).toEqual({
      insert: 'lab(egfr)',
      name: 'egfr',
      label: 'Filtration rate',
      type: null,
      unit: 'mL/min/1.73 m²',
      filled: { rows: 900, known: 900, patients: 120, summary },
    });
    expect(lab.entries[1]).toMatchObject({ insert: 'value', type: 'number', unit: null, filled: null });
    expect(patient.entries[0]).toMatchObject({ insert: 'patient.sex', type: 'category', filled: { rows: 200, known: 150 } });
  });

  it('holds for the columns of the notebook’s own cells', () => {
    const column = {
      name: 'age',
      type: 'integer',
      label: label('Age', '年龄'),
      unit: 'a',
      use: 'numeric',
      outcome: null,
      causes: null,
      levels: null,
    } as const;
    const names = namesOfCell({ name: 'adults', cell: 'adults', columns: [column] }, 'zh', new Map([['age', { known: 9, rows: 10 }]]));
    expect(names.entries).toEqual([
      { insert: 'age', name: 'age', label: '年龄', type: 'integer', unit: '年', filled: { known: 9, rows: 10 } },
    ]);
  });

  it('is found by name, label or table', () => {
    const [lab] = namesOfDatabase(release, 'en');
    expect(matching(lab, 'filtration')?.map(({ name }) => name)).toEqual(['egfr']);
    expect(matching(lab, 'lab')).toHaveLength(2);
    expect(matching(lab, 'nothing')).toBeNull();
  });
});
