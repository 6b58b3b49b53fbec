/**
 * The usual clinical spellings of units and the UCUM code each stands for.
 * A row is: UCUM code, the spelling the formatter writes, and the other spellings that are read.
 */
const rows: readonly (readonly [ucum: string, usual: string, ...others: string[]])[] = [
  // kidney
  [
    'mL/min/{1.73_m2}',
    'mL/min/1.73m²',
    'ml/min/1.73m²',
    'mL/min/1.73m2',
    'ml/min/1.73m2',
    'mL/min/1.73_m2',
    'ml/min/1.73_m2',
    'mL/min/1.73',
  ],
  ['mL/min', 'mL/min', 'ml/min'],
  ['mg/g', 'mg/g'],
  ['mg/mmol', 'mg/mmol'],
  ['mg/(24.h)', 'mg/24h', 'mg/d', 'mg/24hr'],
  ['g/(24.h)', 'g/24h', 'g/d', 'g/24hr'],
  // substance concentration
  ['mol/L', 'mol/L', 'mol/l'],
  ['mmol/L', 'mmol/L', 'mmol/l', 'mM'],
  ['umol/L', 'µmol/L', 'umol/L', 'umol/l', 'µmol/l', 'mcmol/L'],
  ['nmol/L', 'nmol/L', 'nmol/l'],
  ['pmol/L', 'pmol/L', 'pmol/l'],
  ['meq/L', 'mEq/L', 'meq/L', 'mEq/l', 'meq/l'],
  ['mosm/kg', 'mOsm/kg', 'mosm/kg'],
  ['mmol/mol', 'mmol/mol'],
  // mass concentration
  ['g/L', 'g/L', 'g/l'],
  ['g/dL', 'g/dL', 'g/dl'],
  ['mg/L', 'mg/L', 'mg/l'],
  ['mg/dL', 'mg/dL', 'mg/dl'],
  ['ug/L', 'µg/L', 'ug/L', 'ug/l', 'µg/l', 'mcg/L'],
  ['ug/dL', 'µg/dL', 'ug/dL', 'ug/dl', 'µg/dl', 'mcg/dL'],
  ['ug/mL', 'µg/mL', 'ug/mL', 'ug/ml', 'µg/ml', 'mcg/mL'],
  ['ng/L', 'ng/L', 'ng/l'],
  ['ng/mL', 'ng/mL', 'ng/ml'],
  ['ng/dL', 'ng/dL', 'ng/dl'],
  ['pg/mL', 'pg/mL', 'pg/ml'],
  ['pg', 'pg'],
  // activity
  ['U/L', 'U/L', 'U/l'],
  ['[IU]/L', 'IU/L', 'IU/l'],
  ['[IU]/mL', 'IU/mL', 'IU/ml'],
  ['m[IU]/L', 'mIU/L', 'mIU/l'],
  ['m[IU]/mL', 'mIU/mL', 'mIU/ml'],
  ['u[IU]/mL', 'µIU/mL', 'uIU/mL', 'uIU/ml', 'µIU/ml'],
  ['[IU]', 'IU'],
  ['U/mL', 'U/mL', 'U/ml'],
  // blood count
  ['10*12/L', '10^12/L', '10¹²/L', 'x10^12/L', '10*12/L'],
  ['10*9/L', '10^9/L', '10⁹/L', 'x10^9/L', '10*9/L', 'G/L'],
  ['10*6/L', '10^6/L', '10⁶/L', 'x10^6/L', '10*6/L'],
  ['10*6/uL', '10^6/µL', '10^6/uL', '10⁶/µL', '10*6/uL'],
  ['10*3/uL', '10^3/µL', '10^3/uL', '10³/µL', 'K/uL', 'K/µL', '10*3/uL'],
  ['/uL', '/µL', '/uL', 'cells/µL', 'cells/uL', '/mm³', '/mm3'],
  ['fL', 'fL', 'fl'],
  // vital signs and body size
  ['mm[Hg]', 'mmHg', 'mm[Hg]'],
  ['kPa', 'kPa', 'kpa'],
  ['/min', '/min', 'bpm'],
  ['Cel', '°C', '℃', 'Cel'],
  ['[degF]', '°F', '℉'],
  ['kg/m2', 'kg/m²', 'kg/m2'],
  ['m2', 'm²', 'm2'],
  ['kg', 'kg', 'Kg', 'KG'],
  ['g', 'g'],
  ['mg', 'mg'],
  ['ug', 'µg', 'ug', 'mcg'],
  ['m', 'm'],
  ['cm', 'cm'],
  ['mm', 'mm'],
  ['mm/h', 'mm/h', 'mm/hr'],
  ['L', 'L', 'l'],
  ['mL', 'mL', 'ml'],
  ['uL', 'µL', 'uL'],
  // ratios
  ['%', '%'],
  ['1', '1'],
  ['[ppm]', 'ppm', '[ppm]'],
  ['{INR}', 'INR'],
];

/** The two mu's, superscripts and the multiplication sign, folded so that one table row serves every keyboard. */
function folded(spelling: string): string {
  return spelling
    .normalize('NFKC')
    .replaceAll('μ', 'µ')
    .replace(/^[×x]\s*(?=10[\^*])/, '');
}

const byUcum = new Map<string, string>(rows.map(([ucum, usual]) => [ucum, usual]));
const bySpelling = new Map<string, string>();
for (const [ucum, ...spellings] of rows) {
  bySpelling.set(ucum, ucum);
  for (const spelling of spellings) {
    bySpelling.set(spelling, ucum);
    if (!bySpelling.has(folded(spelling))) bySpelling.set(folded(spelling), ucum);
  }
}

/**
 * The UCUM code a clinical spelling stands for, or null when the table does not know the spelling.
 * Text: the unit as written, without quotes and blanks at its ends. Reading is case-sensitive but for the spellings listed.
 */
export function spellingToUcum(spelling: string): string | null {
  const text = spelling.trim();
  return bySpelling.get(text) ?? bySpelling.get(folded(text)) ?? null;
}

/** The spelling clinicians use for a UCUM code; the code itself where the table has no other. */
export function usualSpelling(ucum: string): string {
  return byUcum.get(ucum) ?? ucum;
}

/** Every usual spelling with its UCUM code, in the table's order: for completion and for the manual. */
export function unitSpellings(): readonly { readonly ucum: string; readonly usual: string; readonly others: readonly string[] }[] {
  return rows.map(([ucum, usual, ...others]) => ({ ucum, usual, others }));
}
