/** Code lists and single codes. */
import { type Phrase, phrase, ROWS, words } from './phrase';

/** A code, in quotes or as it stands in a book: a letter, digits, perhaps a point and a star. */
const CODE = String.raw`(?:"[^"\n]*"|[a-z]\d[a-z0-9]*(?:\.[a-z0-9]+)*\*?)`;
const STARRED = String.raw`(?:"[^"\n]*\*"|[a-z]\d[a-z0-9]*(?:\.[a-z0-9]+)*\*)`;
const NEXT = String.raw`(?: ?[,，、;|] ?| or | and )`;
const TO = String.raw`(?: ?(?:\.\.|-|–|—|~) ?| to )`;
const CODES_RUN = `${CODE}(?:(?:${NEXT}|${TO})${CODE})*`;

/** Codes in a run: of a code list where a range or a star is among them, else as they are. */
const runsOfCodes = ([test, word]: readonly [test: string, word: string]): readonly Phrase[] => [
  phrase(String.raw`\bcode (?:${test}) ?[({\[]? ?(${CODE}(?:${NEXT}${CODE})*${TO}${CODES_RUN})(?: ?[)}\]])?`, `code ${word} SYSTEM { %1 }`),
  phrase(
    String.raw`\bcode (?:${test}) ?[({\[]? ?((?:${CODE}${NEXT})*${STARRED}(?:${NEXT}${CODE})*)(?: ?[)}\]])?`,
    `code ${word} SYSTEM { %1 }`,
  ),
  phrase(String.raw`\bcode (?:${test}) ?[({\[]? ?(${CODE}(?:${NEXT}${CODE})+)(?: ?[)}\]])?`, `code ${word} { %1 }`),
  phrase(String.raw`\bcode (?:${test}) ?(${CODE})`, `code ${word === 'in' ? '=' : '!='} %1`),
];

export const CODES: readonly Phrase[] = [
  phrase(String.raw`%in% ?(?:c ?)?(?=\()`, 'in '),
  phrase(String.raw`(?<=\bin )c ?(?=\()`, ''),
  // A code system's name for its column.
  phrase(String.raw`(?<=\b(?:any|no|first|last|each) )(${ROWS}) (?=(?:icd|atc)[- ]?\w* (?:in|=|==|is) ?[({\["])`, '$1 where '),
  phrase(
    String.raw`(?<=^(?:include|exclude)(?: "[^"]*":)? )(?=(?:icd|atc)[- ]?\w* (?:in|=|==|is) ?[({\["])`,
    'any diagnosis where ',
    'any prescription where ',
  ),
  phrase(String.raw`(?<=where )icd[- ]?(\w*) (?:in|=|==|is) ?[({\[]? ?((?:"[^"]*")(?: ?, ?"[^"]*")*)(?: ?[)}\]])?`, 'code in ICD$1 { $2 }'),
  phrase(String.raw`(?<=where )atc (?:in|=|==|is) ?[({\[]? ?((?:"[^"]*")(?: ?, ?"[^"]*")*)(?: ?[)}\]])?`, 'code in ATC { $1 }'),
  phrase(
    String.raw`(?<!\p{L})(in|=) (ICD|ATC|LOINC|SNOMED|OMOP)[- ]?(\w*) ?[(\[] ?((?:"[^"]*"|\d+)(?: ?, ?(?:"[^"]*"|\d+))*) ?[)\]]`,
    '$1 $2$3 { $4 }',
  ),
  phrase(String.raw`(?<!\p{L})(in|=) (ICD|ATC|LOINC|SNOMED|OMOP)[- ]?(\w*):? ("[^"]*"(?: ?, ?"[^"]*")*)`, '$1 $2$3 { $4 }'),
  phrase(String.raw`(?<!\p{L})(in|=) icd[- ]?(\w*) ?\{`, '$1 ICD$2 {'),
  phrase(String.raw`\bin ?[(\[] ?((?:"[^"]*"|\d+)(?: ?, ?(?:"[^"]*"|\d+))*) ?[)\]]`, 'in { $1 }'),
  phrase(String.raw`\bin atc ?\{`, 'in ATC {'),
  words(
    String.raw`code (?:=|==|like|in|is|starts with|startswith|matches) "([^"%*]*)[%*]"`,
    'code in ICD10 { "$1*" }',
    'code in ATC { "$1*" }',
    'code in ICD9CM3 { "$1*" }',
  ),
  phrase(String.raw`\bcode (?:=|==|is) ("[^"]*") or (?:code (?:=|==|is) )?("[^"]*")`, 'code in { $1, $2 }'),
  phrase(String.raw`\bcode (?:=|==|is|in) ("[^"]*")(?:,| or| and) ?("[^"]*")`, 'code in { $1, $2 }'),
  phrase(String.raw`\bcode (?:=|==|is|in) ("[^"]*")(?:,| or| and) ?("[^"]*")(?:,|,? or|,? and) ?("[^"]*")`, 'code in { $1, $2, $3 }'),
  phrase(
    String.raw`\bcode\.?\s?(?:startswith|starts_with|str\.startswith)\((?:code, ?)?"([^"]*)"\)`,
    'code in ICD10 { "$1*" }',
    'code in ATC { "$1*" }',
    'code in ICD9CM3 { "$1*" }',
  ),
  phrase(
    String.raw`(?<=\b(?:any|no|first|last|each) )(${ROWS}) (?:with code|of code|coded|coded as|with|of) ("[^"]*")`,
    '$1 where code = $2',
  ),
  phrase(
    String.raw`(?<=^(?:include|exclude)(?: "[^"]*":)? )(${ROWS}) (?:with code|of code|coded|coded as|with|of) ("[^"]*")`,
    'any $1 where code = $2',
  ),
  words(String.raw`code in [(\[]([^()\[\]]*)[)\]]`, 'code in { $1 }'),
  words(String.raw`code in ("[^"]*")`, 'code = $1'),
  phrase(
    String.raw`(?<![\p{L}\p{N}_.])(?!(?:code|where|and|or|not) )(${ROWS}) (?:in|of|with|with code|with codes|code in|coded|coded as) (?=(?:ICD|ATC|OMOP|SNOMED|LOINC)\w* ?\{)`,
    '$1 where code in ',
  ),
  phrase(String.raw`(${ROWS}) (?=(?:ICD|ATC|OMOP|SNOMED|LOINC)\w* ?\{)(?<!in )`, '$1 where code in '),
  phrase(String.raw`^(codes \S+(?: "[^"]*")?) ?[=:]? ?[({\[]? ?(${CODES_RUN})(?: ?[)}\]])?$`, '$1 = SYSTEM { %2 }'),
  phrase(String.raw`\bcode (?:between|from) (${CODE}) (?:and|to) (${CODE})`, 'code in SYSTEM { %1..%2 }'),
  phrase(String.raw`\bcode >= (${CODE}) and (?:code )?<= (${CODE})`, 'code in SYSTEM { %1..%2 }'),
  phrase(String.raw`\bin not (?=[({\[])`, 'not in '),
  ...[['=|==|is|in|one of', 'in'] as const, ['!=|<>|not in|is not', 'not in'] as const].flatMap(runsOfCodes),
];

/** A run of codes as items of a code list. */
export function codeItems(run: string): string {
  const items = new RegExp(`(${CODE})|(${TO})|${NEXT}`, 'gi');
  return run.trim().replace(items, (_, code: string | undefined, to: string | undefined) => {
    if (code !== undefined) return code.startsWith('"') ? code : `"${code}"`;
    return to === undefined ? ', ' : '..';
  });
}
