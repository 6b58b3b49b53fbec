/** Code lists and single codes. */
import { type Phrase, phrase, ROWS, words } from './phrase';

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
  phrase(String.raw`(?<=where )icd[- ]?(\w*) (?:in|=|==|is) ?[({\[]? ?((?:"[^"]*")(?: ?, ?"[^"]*")*) ?[)}\]]?`, 'code in ICD$1 { $2 }'),
  phrase(String.raw`(?<=where )atc (?:in|=|==|is) ?[({\[]? ?((?:"[^"]*")(?: ?, ?"[^"]*")*) ?[)}\]]?`, 'code in ATC { $1 }'),
  phrase(
    String.raw`(?<!\p{L})(in|=) (ICD|ATC|LOINC|SNOMED|OMOP)[- ]?(\w*) ?[(\[] ?((?:"[^"]*"|\d+)(?: ?, ?(?:"[^"]*"|\d+))*) ?[)\]]`,
    '$1 $2$3 { $4 }',
  ),
  phrase(String.raw`(?<!\p{L})(in|=) (ICD|ATC|LOINC|SNOMED|OMOP)[- ]?(\w*):? ("[^"]*"(?: ?, ?"[^"]*")*)`, '$1 $2$3 { $4 }'),
  phrase(String.raw`(?<!\p{L})(in|=) icd[- ]?(\w*) ?\{`, '$1 ICD$2 {'),
  phrase(String.raw`\bin ?[(\[] ?((?:"[^"]*"|\d+)(?: ?, ?(?:"[^"]*"|\d+))*) ?[)\]]`, 'in { $1 }'),
  phrase(String.raw`\bin atc ?\{`, 'in ATC {'),
  phrase(String.raw`^(codes \S+(?: "[^"]*")? =) (?=\{)`, '$1 ICD10 ', '$1 ATC ', '$1 ICD9CM3 '),
  phrase(String.raw`^(codes \S+(?: "[^"]*")? =) ("[^"]*"(?: ?, ?"[^"]*")*)$`, '$1 ICD10 { $2 }', '$1 ATC { $2 }'),
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
];
