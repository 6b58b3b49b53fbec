/** Summaries with their words in another order, and codes without their signs. */
export const REORDERED: readonly (readonly [typed: string, meant: string])[] = [
  // The summary, the column and the rows in another order.
  ['variable x = max(value) of lab(egfr)', 'variable x = max of value of lab(egfr)'],
  ['variable x = mean(value) of lab(egfr) before index', 'variable x = mean of value of lab(egfr) before index'],
  ['variable x = avg(value) of lab(egfr)', 'variable x = mean of value of lab(egfr)'],
  ['variable x = maximum(value) of lab(egfr)', 'variable x = max of value of lab(egfr)'],
  ['variable x = MAX(value) of lab(egfr)', 'variable x = max of value of lab(egfr)'],
  ['variable x = average(value) for lab(egfr) before index', 'variable x = mean of value of lab(egfr) before index'],
  ['variable x = value max of lab(egfr)', 'variable x = max of value of lab(egfr)'],
  ['variable x = lab(egfr).value.max', 'variable x = max of value of lab(egfr)'],
  ['variable x = lab(egfr).max(value)', 'variable x = max of value of lab(egfr)'],
  ['variable x = lab(egfr).max()', 'variable x = max of value of lab(egfr)'],
  ['variable x = lab(egfr) max value before index', 'variable x = max of value of lab(egfr) before index'],
  ['variable x = lab(egfr) value max before index', 'variable x = max of value of lab(egfr) before index'],
  ['variable x = max of lab(egfr) value', 'variable x = max of value of lab(egfr)'],
  ['variable x = max lab(egfr) value before index', 'variable x = max of value of lab(egfr) before index'],
  ['variable x = max of lab(egfr).value before index', 'variable x = max of value of lab(egfr) before index'],
  ['variable x = max value lab(egfr) before index', 'variable x = max of value of lab(egfr) before index'],
  ['variable x = max of value lab(egfr) before index', 'variable x = max of value of lab(egfr) before index'],
  ['variable x = value of max lab(egfr) before index', 'variable x = max of value of lab(egfr) before index'],
  ['variable x = value of maximum lab(egfr) before index', 'variable x = max of value of lab(egfr) before index'],
  ['variable x = max(lab(egfr), value)', 'variable x = max of value of lab(egfr)'],
  ['variable x = max(lab(egfr).value)', 'variable x = max of value of lab(egfr)'],
  ['variable x = max of (value of lab(egfr))', 'variable x = max of value of lab(egfr)'],
  ['variable x = max(lab(egfr) before index)', 'variable x = max of value of lab(egfr) before index'],
  ['variable x = sum(dose) of prescription', 'variable x = sum of dose of prescription'],
  ['variable x = max(cost) of procedure', 'variable x = max of cost of procedure'],
  ['variable x = procedure.cost.max', 'variable x = max of cost of procedure'],
  ['variable x = max(date) of visit', 'variable x = max of date of visit'],
  ['variable x = max(value) of egfr', 'variable x = max of value of lab(egfr)'],
  ['variable x = max egfr before index', 'variable x = max of value of lab(egfr) before index'],
  ['variable x = highest(value) of lab(egfr)', 'variable x = value of highest lab(egfr) by value'],
  ['variable x = count(code) of diagnosis', 'variable x = count of diagnosis'],
  ['variable x = distinct count of code of diagnosis', 'variable x = count of distinct code of diagnosis'],
  ['include max(value) of lab(egfr) before index > 60 mL/min/1.73m²', 'include max of value of lab(egfr) before index > 60 mL/min/1.73m²'],
  // Codes without quotes, braces or their system.
  [
    'codes x = { N18.3, N18.4 }\nexclude any diagnosis where code in x before index',
    'codes x = ICD10 { "N18.3", "N18.4" }\nexclude any diagnosis where code in x before index',
  ],
  [
    'codes x = N18*\nexclude any diagnosis where code in x before index',
    'codes x = ICD10 { "N18*" }\nexclude any diagnosis where code in x before index',
  ],
  [
    'codes x = N18\nexclude any diagnosis where code in x before index',
    'codes x = ICD10 { "N18" }\nexclude any diagnosis where code in x before index',
  ],
  [
    'codes x = ("N18.3", "N18.4")\nexclude any diagnosis where code in x before index',
    'codes x = ICD10 { "N18.3", "N18.4" }\nexclude any diagnosis where code in x before index',
  ],
  [
    'codes x = ["N18.3", "N18.4"]\nexclude any diagnosis where code in x before index',
    'codes x = ICD10 { "N18.3", "N18.4" }\nexclude any diagnosis where code in x before index',
  ],
  [
    'codes x = "N18.3" to "N18.5"\nexclude any diagnosis where code in x before index',
    'codes x = ICD10 { "N18.3".."N18.5" }\nexclude any diagnosis where code in x before index',
  ],
  [
    'codes x { "N18.3" }\nexclude any diagnosis where code in x before index',
    'codes x = ICD10 { "N18.3" }\nexclude any diagnosis where code in x before index',
  ],
  [
    'codes x = ICD { "N18.3" }\nexclude any diagnosis where code in x before index',
    'codes x = ICD10 { "N18.3" }\nexclude any diagnosis where code in x before index',
  ],
  [
    'codes x = N18.3-N18.5\nexclude any diagnosis where code in x before index',
    'codes x = ICD10 { "N18.3".."N18.5" }\nexclude any diagnosis where code in x before index',
  ],
  [
    'include any diagnosis where code in { N18.3, N18.4 } before index',
    'include any diagnosis where code in { "N18.3", "N18.4" } before index',
  ],
  ['include any diagnosis where code in { N18, N19 } before index', 'include any diagnosis where code in { "N18", "N19" } before index'],
  [
    'include any diagnosis where code in N18.3, N18.4 before index',
    'include any diagnosis where code in { "N18.3", "N18.4" } before index',
  ],
  ['include any diagnosis where code = N18.3 before index', 'include any diagnosis where code = "N18.3" before index'],
  ['include any diagnosis where code != N18 before index', 'include any diagnosis where code != "N18" before index'],
  [
    'include any diagnosis where code in { "N18.3".."N18.5" } before index',
    'include any diagnosis where code in ICD10 { "N18.3".."N18.5" } before index',
  ],
  [
    'include any diagnosis where code in { "N18.3"-"N18.5" } before index',
    'include any diagnosis where code in ICD10 { "N18.3".."N18.5" } before index',
  ],
  [
    'include any diagnosis where code in { "N18.3" to "N18.5" } before index',
    'include any diagnosis where code in ICD10 { "N18.3".."N18.5" } before index',
  ],
  [
    'include any diagnosis where code = "N18.3".."N18.5" before index',
    'include any diagnosis where code in ICD10 { "N18.3".."N18.5" } before index',
  ],
  [
    'include any diagnosis where code between "N18.3" and "N18.5" before index',
    'include any diagnosis where code in ICD10 { "N18.3".."N18.5" } before index',
  ],
  [
    'include any diagnosis where code between N18.3 and N18.5 before index',
    'include any diagnosis where code in ICD10 { "N18.3".."N18.5" } before index',
  ],
  [
    'include any diagnosis where code >= "N18.3" and code <= "N18.5" before index',
    'include any diagnosis where code in ICD10 { "N18.3".."N18.5" } before index',
  ],
  [
    'include any diagnosis where code from "N18.3" to "N18.5" before index',
    'include any diagnosis where code in ICD10 { "N18.3".."N18.5" } before index',
  ],
  [
    'include any diagnosis where code not in { N18*, N19 } before index',
    'include any diagnosis where code not in ICD10 { "N18*", "N19" } before index',
  ],
  [
    'include any diagnosis where code in not { "N18", "N19" } before index',
    'include any diagnosis where code not in { "N18", "N19" } before index',
  ],
  [
    'include any diagnosis where code in "N18.3", "N19".."N20" before index',
    'include any diagnosis where code in ICD10 { "N18.3", "N19".."N20" } before index',
  ],
];
