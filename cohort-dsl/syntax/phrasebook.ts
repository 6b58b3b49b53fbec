/** What people write out of habit (everyday English, SQL, R, other tools) and what it is called here. */
import { LETTERS } from './identifiers';

export interface Phrase {
  /** The phrase in small letters; groups are what stays as it is. */
  readonly said: RegExp;
  /** The ways it may be meant, the likeliest first; `$1` is the first group. */
  readonly means: readonly string[];
}

/** Rows as they stand after a word such as `any`: a table, or a table with its items. */
const ROWS = String.raw`[\p{L}_][\p{L}\p{N}_]*(?:\([\p{L}\p{N}_, ]*\))?`;
/** A date as one term. */
const DATE = String.raw`(?:@[0-9T:-]+|[\p{L}_][\p{L}\p{N}_.]*)(?: ?[+-] ?\d+ \p{L}+)?`;
/** A column or another simple value. */
const VALUE = String.raw`[\p{L}_][\p{L}\p{N}_.]*`;
const PICK = 'first|last|highest|lowest';

/** `\p{L}` is a letter of a name. Without the flags `i` and `u` a phrase costs a tenth of the time to be made ready. */
function phrase(said: string, ...means: readonly string[]): Phrase {
  const plain = said
    .replace(/\[(?:\\.|[^\]\\])*\]/g, (group) => group.replaceAll('\\p{L}', LETTERS).replaceAll('\\p{N}', '0-9'))
    .replaceAll('\\p{L}', `[${LETTERS}]`)
    .replace(/\\.|[A-Z]/g, (part) => (part.startsWith('\\') ? part : part.toLowerCase()));
  return { said: new RegExp(plain, 'dgm'), means };
}

/** A phrase of whole words. */
function words(said: string, ...means: readonly string[]): Phrase {
  return phrase(String.raw`(?<![\p{L}\p{N}_])${said}(?![\p{L}\p{N}_])`, ...means);
}

/** Dates with slashes, points or Chinese words, or with the year last: there the day and the month may be either. */
const WRITTEN_DATES: readonly Phrase[] = [
  ...[
    [String.raw`(\d\d)`, String.raw`(\d\d)`, '$2-$3'],
    [String.raw`(\d)`, String.raw`(\d\d)`, '0$2-$3'],
    [String.raw`(\d\d)`, String.raw`(\d)`, '$2-0$3'],
    [String.raw`(\d)`, String.raw`(\d)`, '0$2-0$3'],
  ].map(([month, day, put]) => phrase(String.raw`(?<![@\d./])["']?(\d{4})[/.年]${month}[/.月]${day}(?!\d)日?["']?`, `@$1-${put}`)),
  phrase(String.raw`["']?(?<![@\d./])(\d\d)[/.](\d\d)[/.](\d{4})(?!\d)["']?`, '@$3-$2-$1', '@$3-$1-$2'),
];

/** In the order in which all of them are applied: what holds others first. */
export const PHRASES: readonly Phrase[] = [
  // Comments.
  phrase('(?<!-)--(?=[ \\p{L}]|$)', '//'),
  phrase(String.raw`\/\*+ ?(.*?) ?\*+\/[ \t]*(?=\n|$)`, '// $1'),
  // Clauses.
  phrase(
    String.raw`^(?:select|find|get|identify)(?: all| distinct)?(?: patients?| subjects?| \*| patient_id)?(?: from [\p{L}_]+)? where (?=.)`,
    'include ',
  ),
  phrase(
    String.raw`^(?:select|find|get|identify)(?: all)? (?:patients?|subjects?) (?:with|who have|having) (?:any |a |an )?`,
    'include any ',
  ),
  phrase(String.raw`^censor(?:ed|ing)?(?: (?:at|on|by|when)|:| =)? `, 'follow until '),
  phrase(String.raw`(?<=\n)(?:and|but) not `, 'exclude '),
  phrase(String.raw`(?<=^|\n)(?:where|and|having) (?=\S)`, 'include '),
  words('follow[- ]?up (?:until|till|to)', 'follow until '),
  words('followed (?:until|till|to)', 'follow until '),
  words('follow(?:[- ]?up)? for', 'follow until index + '),
  phrase(String.raw`^follow(?:ed)?(?:[- ]?up)? from index (?:to|until|till) `, 'follow until '),
  words(String.raw`follow until (\d+ \p{L}+)(?! (?:after|from|post|following|before|since))`, 'follow until index + $1'),
  phrase(String.raw`^follow until (?:(?:the )?end of (?:follow-?up|study)|end)$`, 'follow until end of observation'),
  phrase(String.raw`^follow until ((?:(?! or ).)+) or (.+)$`, 'follow until earliest { $1; $2 }'),
  phrase(String.raw`^follow until (?:min|minimum|first)\((.+)\)$`, 'follow until earliest($1)'),
  phrase(String.raw`^outcome (\S+)( "[^"]*")? = (?:time|days) (?:to|until) `, 'outcome $1$2 = '),
  phrase(String.raw`^outcome (\S+)( "[^"]*")? = ((?:(?! or ).)+ as "[^"]*")$`, 'outcome $1$2 = earliest { $3 }'),
  phrase(String.raw`^outcome (\S+)( "[^"]*")? = first of \{`, 'outcome $1$2 = earliest {'),
  phrase(String.raw`^outcome (\S+)( "[^"]*")? = (${ROWS})((?: |$).*)$`, 'outcome $1$2 = first $3$4'),
  phrase(
    String.raw`^(include|exclude)( "[^"]*":)? (?:if|when|patients (?:with|who have)|those with|with|having|has|have|exists|a history of|history of|a|an|prior|previous) (?=${ROWS})`,
    '$1$2 any ',
    '$1$2 ',
  ),
  phrase(String.raw`^(include|exclude)( "[^"]*":)? (?:without|never|not having) (?:any )?`, '$1$2 no '),
  phrase(String.raw`(?<=^|\n)(?:inclusion|includes|included|including|inc|criterion|criteria|require|inclusion criteria)(:? )`, 'include '),
  phrase(String.raw`(?<=^|\n)(?:exclusion|excludes|excluded|excluding|excl|exclusion criteria)(:? )`, 'exclude '),
  phrase(String.raw`^keep (first|last)(?: \p{L}+)?$`, 'keep $1 entry'),
  phrase(
    String.raw`^index(?: date)? ?(?:= ?|: ?|is |date is |at date of |at the |at the date of )(first|last|earliest|each|date|@)`,
    'index at $1',
  ),
  phrase(String.raw`^index date (?:at|=|:|is) ?`, 'index at '),
  phrase(String.raw`^index at (?:all|every|any of) (?=${ROWS})`, 'index at each '),
  phrase(String.raw`^index at any (?=${ROWS})`, 'index at first '),
  phrase(String.raw`^index at (first|last) of (?=${ROWS})`, 'index at $1 '),
  phrase(String.raw`^index at (first|last) date of (?=${ROWS})`, 'index at $1 '),
  phrase(String.raw`^index at (?:min|earliest|first)\((?:date of )?(${ROWS})\)`, 'index at first $1'),
  phrase(String.raw`^index at (?:max|latest|last)\((?:date of )?(${ROWS})\)`, 'index at last $1'),
  phrase(String.raw`^index at date of (?=${ROWS})(?!${PICK})`, 'index at date of first '),
  phrase(
    String.raw`(?<=^|\n)(?:var|define|new|set|compute|generate|mutate|covariate|feature) (\S+)( "[^"]*")? ?(?::=|<-|=|:) ?`,
    'variable $1$2 = ',
  ),
  phrase(String.raw`(?<=^|\n)let (\S+) ?(?::=|<-|:) ?`, 'let $1 = '),
  phrase(String.raw`^(variable|outcome|param|codes) (\S+)( "[^"]*")? ?(?::=|<-|:|==) ?`, '$1 $2$3 = '),
  phrase(String.raw`^(variable|outcome) (\S+) as (?!")`, '$1 $2 = '),
  phrase(String.raw`^series (.*\S) ?(?:\(|\[)([^()\[\]{}"]+)(?:\)|\])$`, 'series $1 { $2 }'),
  phrase(String.raw`^(series \S+ = lab\([^)]*\)[^{]*?)\s*$`, '$1 { date, value }'),
  phrase(String.raw`^(series [^{]*?)\s*$`, '$1 { date }'),
  // Code lists.
  phrase(String.raw`%in% ?(?:c ?)?(?=\()`, 'in '),
  phrase(String.raw`(?<=\bin )c ?(?=\()`, ''),
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
  words(String.raw`code in [(\[]([^()\[\]]*)[)\]]`, 'code in { $1 }'),
  words(String.raw`code in ("[^"]*")`, 'code = $1'),
  phrase(
    String.raw`(${ROWS}) (?:in|of|with|with code|with codes|code in|coded|coded as) (?=(?:ICD|ATC|OMOP|SNOMED|LOINC)\w* ?\{)`,
    '$1 where code in ',
  ),
  phrase(String.raw`(${ROWS}) (?=(?:ICD|ATC|OMOP|SNOMED|LOINC)\w* ?\{)(?<!in )`, '$1 where code in '),
  // Conditions.
  phrase('==', '='),
  phrase(String.raw`\b(?:np|numpy|math)\.(?=\p{L})`, ''),
  phrase(String.raw`\b(age at index|${VALUE}) ?(?:\*\*|\^) ?2(?!\d)`, '$1 * $1'),
  phrase(String.raw`\s*&&?\s*`, ' and '),
  phrase(String.raw`\s*\|\|?\s*`, ' or '),
  phrase(String.raw`!(?=[\p{L}(])`, 'not '),
  phrase(String.raw`\bis not (?:null|missing|na|empty|none)\b`, 'is known'),
  phrase(String.raw`\bis (?:null|na|empty|none|unknown)\b`, 'is missing'),
  phrase(String.raw`\b(?:is\.na|isnull|is_null|missing)\((${VALUE})\)`, '$1 is missing'),
  phrase(String.raw`(?:<>|!==|\bis not\b|\bne\b) ?(?=")`, '!= '),
  phrase(String.raw`(?:==|\bequals\b|\bequal to\b|\bis equal to\b|\bis\b|\beq\b) ?(?=["\d(])`, '= '),
  phrase(
    String.raw`\b(\p{L}+\.\p{L}+) (?:is|=|==) (?!(?:true|false|missing|known|yes|no|y|n)(?!\p{L}))([\p{L}]+)(?![\p{L}\p{N}_.( ])`,
    '$1 = "$2"',
  ),
  phrase(String.raw`\b(${VALUE}) = (?:yes|y|1|"yes")(?![\p{L}\p{N}_.])`, '$1'),
  phrase(String.raw`\b(${VALUE}) = (?:no|n|0|"no")(?![\p{L}\p{N}_.])`, 'not $1'),
  phrase(String.raw`\b(${VALUE}) like "([^"%*]*)[%*]"`, '$1 starts with "$2"'),
  phrase(String.raw`\b(${VALUE}) like "[%*]([^"%*]*)[%*]"`, '$1 contains "$2"'),
  phrase(String.raw`\b(${VALUE}) (?:begins with|beginning with|startswith|start with) "`, '$1 starts with "'),
  phrase(String.raw`\b(${VALUE}) (?:includes|containing|has|contain) "`, '$1 contains "'),
  phrase(String.raw`\bstr_detect\((${VALUE}), ("[^"]*")\)`, '$1 contains $2'),
  phrase(String.raw`\b(age at index|${VALUE}) (?:over|above|greater than|more than|older than|gt|exceeds) (?=\d)`, '$1 > '),
  phrase(String.raw`\b(age at index|${VALUE}) (?:under|below|less than|younger than|lower than|lt) (?=\d)`, '$1 < '),
  phrase(String.raw`\b(age at index|${VALUE}) (?:at least|>=|minimum|gte|ge|of at least|not less than|from) (?=\d+(?! to| ?-))`, '$1 >= '),
  phrase(String.raw`\b(age at index|${VALUE}) (?:at most|maximum|lte|le|up to|no more than) (?=\d)`, '$1 <= '),
  phrase(
    String.raw`\b(age at index|${VALUE}) (?:(?:from|in|between|=|is|of) )?(?:\[|\()?(\d+(?:\.\d+)?) ?(?:to|-|–|\.\.|,|:) ?(\d+(?:\.\d+)?)(?:\]|\))?`,
    '$1 between $2 and $3',
  ),
  phrase(String.raw`(age at index (?:[<>]=?|=) \d+) (?:years? old|years?|yrs?|y|yo)\b`, '$1'),
  phrase(String.raw`\bage ?([<>=!]+ ?\d+) at (?:index|baseline|entry)`, 'age at index $1'),
  phrase(String.raw`\bage (?:on|of|in|by) index\b`, 'age at index'),
  phrase(String.raw`\bage\((index|${VALUE})\)`, 'age at $1'),
  phrase(String.raw`\bage at (?:baseline|entry|enrolment|enrollment|diagnosis|inclusion|index date)\b`, 'age at index'),
  phrase(String.raw`\b(?:baseline|current) age\b`, 'age at index'),
  phrase(String.raw`(?<![\p{L}\p{N}_.])age(?= ?(?:[<>=!]|between|in))`, 'age at index'),
  phrase(String.raw`(?<=^(?:include|exclude) )(\S+(?: at index)?(?: [<>=]+ \S+)?), (?=\S)`, '$1 and '),
  phrase(String.raw`\b(${VALUE}) in (\{[^{}]*\}|[\p{L}_][\p{L}\p{N}_]*(?: ?\{[^{}]*\})?) and not in `, '$1 in $2 and $1 not in '),
  // Order of words.
  phrase(String.raw`(?<=^(?:include|exclude) )(${ROWS}) (any|no) `, '$2 $1 '),
  phrase(
    String.raw`(?<=^(?:include|exclude) )((?:on or )?(?:before|after) index|within \d+ \p{L}+ (?:before|after|of) index),? ((?:any|no) ${ROWS})`,
    '$2 $1',
  ),
  phrase(String.raw`\b(before|after) index,? within (\d+ \p{L}+)`, 'within $2 $1 index'),
  phrase(String.raw`\b(any|no) (?:previous|prior|earlier|past) (?=${ROWS})`, '$1 '),
  phrase(String.raw`\b(${PICK}) value (?=lab\()`, 'value of $1 '),
  phrase(String.raw`\b(lab\([^)]*\)) (first|last)(?: value)?\b`, 'value of $2 $1'),
  // Counts of rows.
  phrase(String.raw`\b(?:more than|over|>) 1 (?=${ROWS})`, 'at least 2 '),
  phrase(String.raw`\b(?:more than|over|>) 2 (?=${ROWS})`, 'at least 3 '),
  phrase(String.raw`\b(?:fewer than|less than|under|<) 2 (?=${ROWS})`, 'at most 1 '),
  phrase(String.raw`\b(?:fewer than|less than|under|<) 3 (?=${ROWS})`, 'at most 2 '),
  phrase(String.raw`\b(?:>=|≥|minimum|min|no fewer than|a minimum of|at least:) ?(\d+) (?=${ROWS})`, 'at least $1 '),
  phrase(String.raw`(?<=(?:include|exclude) )(?:>=|≥) ?(\d+) (?=${ROWS})`, 'at least $1 '),
  phrase(String.raw`(?<=(?:include|exclude) )(?:<=|≤) ?(\d+) (?=${ROWS})`, 'at most $1 '),
  phrase(String.raw`\b(?:two|2) or more (?=${ROWS})`, 'at least 2 '),
  phrase(String.raw`\b(?:three|3) or more (?=${ROWS})`, 'at least 3 '),
  phrase(String.raw`\b(?:one|1) or more (?=${ROWS})`, 'at least 1 '),
  phrase(String.raw`\b(\d+)\+ (?=${ROWS})`, 'at least $1 '),
  words('at least once', 'any'),
  words('at least twice', 'at least 2'),
  phrase(String.raw`\bat least (\d+) times (?=${ROWS})`, 'at least $1 '),
  phrase(String.raw`\bexactly (?:one|once) (?=${ROWS})`, 'exactly 1 '),
  phrase(String.raw`\bat least (\d+) (?:different|unique|separate) days of `, 'at least $1 distinct days of '),
  // Numbers about rows.
  words('(?:avg|average|arithmetic mean)', 'mean'),
  words('(?:maximum|largest|greatest)(?= of)', 'max'),
  words('(?:minimum|smallest)(?= of)', 'min'),
  words('(?:std|stddev|stdev|standard deviation)', 'sd'),
  words('total(?= of)', 'sum'),
  phrase(String.raw`\b(mean|median|min|max|sum|sd)(?: of)? value (?:of|for|in) (?=${ROWS})`, '$1 of value of '),
  phrase(String.raw`\b(mean|median|min|max|sum|sd)(?: of)? (${VALUE}) (?:of|for|in) (?=${ROWS})`, '$1 of $2 of '),
  phrase(String.raw`\b(mean|median|min|max|sum|sd)\((${VALUE})(?: of |, ?)(${ROWS})\)`, '$1 of $2 of $3'),
  phrase(String.raw`\b(mean|median|min|max|sum|sd)\((${ROWS})\.(${VALUE})\)`, '$1 of $3 of $2'),
  phrase(String.raw`\b(mean|median|min|max|sum|sd)\((${ROWS})\)`, '$1 of value of $2'),
  phrase(String.raw`\b(mean|median|min|max|sum|sd) (?:of )?(lab\([^)]*\))`, '$1 of value of $2'),
  phrase(String.raw`\b(?:count|n|number|length|len|nrow)\((?:\*|1)?\) (?:of|from|in) (?=${ROWS})`, 'count of '),
  phrase(String.raw`\b(?:count|n|number|length|len|nrow)\((${ROWS})\)`, 'count of $1'),
  phrase(String.raw`\b(?:number|num|no\.|frequency|times) of (?=${ROWS})`, 'count of '),
  phrase(
    String.raw`\b(?:count distinct|count unique|count of unique|n_distinct|number of distinct|count of different) (?:of )?(${VALUE}) (?:of|in|from) `,
    'count of distinct $1 of ',
  ),
  phrase(String.raw`\b(?:count distinct|n_distinct)\((${VALUE})\) (?:of|from|in) `, 'count of distinct $1 of '),
  phrase(String.raw`\bcount (?=${ROWS})(?!of\b)`, 'count of '),
  phrase(String.raw`\bdays (?:covered|on|of supply|supplied)(?: of| by)? (?=${ROWS})`, 'days covered by '),
  // Picks.
  phrase(String.raw`\b(?:the )?(?:most recent|latest|newest|closest|nearest) (?=${ROWS})`, 'last '),
  phrase(String.raw`\b(?:the )?(?:earliest|initial|oldest) (?=${ROWS})(?!\{|\()`, 'first '),
  phrase(String.raw`\bthe (?=${PICK}|${ROWS})`, ''),
  phrase(String.raw`\b(${PICK}) (value|date|code|item) of (?=${ROWS})`, '$2 of $1 '),
  phrase(String.raw`\b(${PICK}) (lab\([^)]*\)) value\b`, 'value of $1 $2'),
  phrase(String.raw`\b(${PICK}) (${ROWS}) date\b`, 'date of $1 $2'),
  phrase(String.raw`\b(${PICK}) (${ROWS})\.(${VALUE})`, '$3 of $1 $2'),
  phrase(String.raw`(?<== |, |\()(${ROWS})\.(first|last)(?:\(\))?(?:\.value)?`, 'value of $2 $1'),
  phrase(String.raw`\b(first|last)\((lab\([^)]*\))\)`, 'value of $1 $2'),
  phrase(String.raw`(?<== )(first|last) (lab\([^)]*\))`, 'value of $1 $2'),
  phrase(
    String.raw`\blab(?:\.|\[| of | )"?(\w+)"?\]?(?= |$|\))(?<!lab where|lab before|lab after|lab on|lab within|lab from|lab called|lab by)`,
    'lab($1)',
  ),
  phrase(String.raw`\blab\((?:item ?=+ ?)?"(\w+)"\)`, 'lab($1)'),
  phrase(String.raw`\b(any |no |at least \d+ )(lab\([^)]*\)) ?([<>=!]+ ?\S+(?: [^ ]*\/\S*)?)`, '$1$2 where value $3'),
  phrase(String.raw`(?<=(?:include|exclude)(?: "[^"]*":)? )(lab\([^)]*\)) ?([<>=!]+ ?\S+(?: [^ ]*\/\S*)?)`, 'any $1 where value $2'),
  phrase(
    String.raw`\b(any|no|at least \d+) (${ROWS}) (?:with|having|whose|that has|for which|if|when|and) (?=${VALUE} ?[<>=]|value|code|kind)`,
    '$1 $2 where ',
  ),
  // Windows.
  phrase(
    String.raw`\b(?:within|in|during|over|for) (?:the )?(?:last|past|previous|preceding|prior) (\d+ \p{L}+)(?: (?:before|of|to|from|prior to) index)?(?! before)`,
    'within $1 before index',
  ),
  phrase(
    String.raw`\b(?:within|in|during|over) (?:the )?(?:first|next|following|subsequent) (\d+ \p{L}+)(?: (?:after|of|from|following) index)?`,
    'within $1 after index',
  ),
  phrase(String.raw`\b(?:during|in|over|inside) (?:the )?(\d+ \p{L}+) (?:before|prior to|preceding|ahead of) `, 'within $1 before '),
  phrase(String.raw`\b(?:during|in|over|inside) (?:the )?(\d+ \p{L}+) (?:after|following|post|from|since) `, 'within $1 after '),
  phrase(
    String.raw`\bwithin (?:the )?(\d+ \p{L}+) (?:prior to|preceding|previous to|earlier than|ahead of|pre|leading up to|prior) `,
    'within $1 before ',
  ),
  phrase(String.raw`\bwithin (\d+ \p{L}+) (?:following|post|since|from|subsequent to|later than) `, 'within $1 after '),
  phrase(String.raw`\bwithin (\d+ \p{L}+) (?:around|about|\+\/-|to|either side of) `, 'within $1 of '),
  phrase(String.raw`\bwithin (\d+ \p{L}+) (?=index\b|@|exit\b|birth\b|death\b)`, 'within $1 of ', 'within $1 before ', 'within $1 after '),
  phrase(String.raw`\bduring (${DATE}) (?:to|until|and|-) `, 'from $1 to '),
  phrase(String.raw`\bduring (?:the )?follow[- ]?up\b`, 'from index to exit'),
  phrase(String.raw`\bduring (?:the )?observation\b`, 'from start of observation to end of observation'),
  phrase(String.raw`\bfrom (${DATE}) (?:until|till|through|thru|up to|-) `, 'from $1 to '),
  phrase(String.raw`\bbetween (${DATE}) (?:and|to|-) (?=[@\p{L}])`, 'from $1 to '),
  phrase(
    String.raw`\b(?:on|at)? ?(?:before or on|at or before|before\/on|before or at|no later than|not after|up to and including|up to|until|till|by) (?=index|@|exit|death|birth|${DATE}$)`,
    ' on or before ',
  ),
  phrase(
    String.raw`\b(?:after or on|at or after|on\/after|after or at|no earlier than|not before|since|from) (?=${DATE}(?! to\b))`,
    ' on or after ',
  ),
  phrase(String.raw`\b(?:prior to|preceding|earlier than|pre|previous to|prior) (?=index|@|exit|death|birth)`, 'before '),
  phrase(String.raw`\b(?:following|later than|post|subsequent to|past) (?=index|@|exit|death|birth)`, 'after '),
  phrase(String.raw`(${ROWS}) (?:<|<=) (?=index\b|@)`, '$1 before '),
  phrase(String.raw`(${ROWS}) (?:>|>=) (?=index\b|@)`, '$1 after '),
  phrase(
    String.raw`\b(?:on|at|at the|on the) (?:the )?(?:index date|date of index|day of index|index day|day 0|baseline|same day as index)\b`,
    'on index',
  ),
  phrase(
    String.raw`\b(?:the )?(?:index[ _]?date|index\.date|date of index|index day|baseline date|cohort_start_date|cohort entry)\b(?! (?:at|=|:))`,
    'index',
  ),
  phrase(String.raw`\b(?:the )?(?:exit[ _]date|end of follow[- ]?up|cohort_end_date)\b`, 'exit'),
  phrase(String.raw`\b(?:the )?(?:death[ _]date|deathdate|dod)\b`, 'death'),
  phrase(String.raw`\b(?:the )?(?:birth[ _]date|birthdate|date of birth|dob|birthday)\b`, 'birth'),
  phrase(String.raw`\b(?:today|now|current_date|sysdate|getdate)(?:\(\))?`, 'end of observation'),
  phrase(
    String.raw`\b(?:overlaps|overlap|overlapping with|overlaps with|spanning|covering|active on|ongoing at|ongoing on|including) (?=index|@|exit|birth|death)`,
    'overlapping ',
  ),
  phrase(String.raw`\b(?:ends|ended|end) (?=before|after|on|within|from)`, 'ending '),
  phrase(String.raw`\b(?:starts|started|starting|begins|beginning) (?=before|after|on|within|from)`, ''),
  phrase(String.raw`\bspaced (?:by|at least|at least by|apart|every) `, 'spaced '),
  phrase(String.raw`\b(\d+ \p{L}+) apart\b`, 'spaced $1'),
  phrase(String.raw`(?:,? at least|,? separated by|,? spaced) (\d+ \p{L}+)(?: apart)?$`, ' spaced $1'),
  phrase(String.raw`\bobserved (?:for|at least|for at least|>=|during|over|in|within) (?:the )?(?=\d)`, 'observed '),
  phrase(
    String.raw`\b(?:observation|observation of|continuous observation|enrolled|continuously observed|continuously enrolled|lookback|look-back of) (?=\d+ \p{L}+ before)`,
    'observed ',
  ),
  phrase(String.raw`\b(observed \d+ \p{L}+) (?:prior to|preceding|pre) `, '$1 before '),
  phrase(String.raw`\b(\d+ \p{L}+) (?:after|from|post|following) (?:the )?(index|exit|birth|death)\b`, '$2 + $1'),
  phrase(String.raw`\b(\d+ \p{L}+) (?:before|prior to) (?:the )?(index|exit|birth|death)\b`, '$2 - $1'),
  // Dates and functions.
  phrase(String.raw`\b(year|month)\((${DATE})\)`, '$1 of $2'),
  phrase(String.raw`\b(index|exit|birth|death)\.(year|month)\b`, '$2 of $1'),
  phrase(String.raw`\b(index|exit|birth|death) (year|month)\b`, '$2 of $1'),
  phrase(String.raw`\bdatediff\((?:["']?days?["']?, ?)?(${DATE}), ?(${DATE})\)`, 'days from $1 to $2'),
  phrase(String.raw`\bdifftime\((${DATE}), ?(${DATE})(?:, ?[^)]*)?\)`, 'days from $2 to $1'),
  phrase(String.raw`\b(minutes|hours|days|weeks|months|years) (?:since|after|elapsed since) (${DATE})$`, '$1 from $2 to index'),
  phrase(String.raw`\b(minutes|hours|days|weeks|months|years) (?:between|from) (${DATE}) (?:and|until|till|-) (?=\S)`, '$1 from $2 to '),
  phrase(String.raw`\b(?:time|duration|interval|length) (?:from|between) (${DATE}) (?:to|and|until) `, 'days from $1 to '),
  phrase(String.raw`(?<== )(exit|death|index) - (index|birth)\b`, 'days from $2 to $1'),
  phrase(String.raw`\((exit|death|index) - (index|birth)\)`, '(days from $2 to $1)'),
  phrase(String.raw`\b(?:coalesce|ifnull|nvl|isnull|if_null|replace_na|ifna)\(`, 'if_missing('),
  phrase(String.raw`\b(?:log|loge)\(`, 'ln('),
  phrase(String.raw`\b(?:ceiling)\(`, 'ceil('),
  phrase(String.raw`\b(?:least|pmin|smallest)\(`, 'lowest_of(', 'earliest('),
  phrase(String.raw`\b(?:greatest|pmax|largest)\(`, 'highest_of(', 'latest('),
  phrase(String.raw`\bmin\((?=[^()]*,)`, 'lowest_of(', 'earliest('),
  phrase(String.raw`\bmax\((?=[^()]*,)`, 'highest_of(', 'latest('),
  phrase(String.raw`\b(?:ifelse|if_else|iif|iff|if)\(([^(),]+), ?([^(),]+), ?([^(),]+)\)`, 'case when $1 then $2 else $3 end'),
  phrase(
    String.raw`(?<!case |case when .*)\bif (.+?) then (.+?) (?:else|otherwise) (.+?)(?: end(?: if)?)?$`,
    'case when $1 then $2 else $3 end',
  ),
  phrase(String.raw`^(.*\bcase) (?!when)(.+? then )`, '$1 when $2'),
  phrase(String.raw`^(.*\bcase when .+?(?:then|else) (?:(?! end\b).)+?)$`, '$1 end'),
  phrase(String.raw`(\bcase when .+) otherwise `, '$1 else '),
  phrase(String.raw`\bcase_when\((.+?) ~ (.+?)(?:, ?TRUE ~ (.+?))?\)`, 'case when $1 then $2 else $3 end'),
  phrase(String.raw`\b(${VALUE}) \? (\S+) : (\S+)`, 'case when $1 then $2 else $3 end'),
  // Lengths of time.
  phrase(String.raw`\b(\d+)[ -]?(?:d|dys|dy)\b`, '$1 days'),
  phrase(String.raw`\b(\d+)[ -]?(?:w|wk|wks)\b`, '$1 weeks'),
  phrase(String.raw`\b(\d+)[ -]?(?:mo|mos|mth|mths|mon)\b`, '$1 months'),
  phrase(String.raw`\b(\d+)[ -]?(?:y|yr|yrs)\b`, '$1 years'),
  phrase(String.raw`\b(\d+)[ -]?(?:h|hr|hrs)\b`, '$1 hours'),
  phrase(String.raw`\b(?:a|one) (day|week|month|year|hour)\b`, '1 $1'),
  phrase(String.raw`\b(\d+)-(day|week|month|year)s?\b`, '$1 $2s'),
  phrase(String.raw`\binterval '(\d+) (\p{L}+)'`, '$1 $2'),
  phrase(String.raw`\bdate ?['"](\d{4}-\d{2}-\d{2})['"]`, '@$1'),
  phrase(String.raw`['"](\d{4}-\d{2}-\d{2})['"]`, '@$1'),
  phrase(String.raw`(?<![@\d-])(\d{4}-\d{2}-\d{2})(?![\d"'])`, '@$1'),
  ...WRITTEN_DATES,
  // Chinese.
  phrase('年龄', 'age at index'),
  phrase(' ?(?:大于等于|大于或等于|不小于|不低于|不少于) ?(?=[\\d@])', ' >= '),
  phrase(' ?(?:小于等于|小于或等于|不大于|不高于|不超过) ?(?=[\\d@])', ' <= '),
  phrase(' ?(?:大于|高于|超过) ?(?=[\\d@])', ' > '),
  phrase(' ?(?:小于|低于) ?(?=[\\d@])', ' < '),
  phrase(' ?(?:不等于) ?', ' != '),
  phrase(' ?(?:等于|是) ?(?=["\\d])', ' = '),
  phrase(' ?(?:介于|在) ?(\\d+) ?(?:岁|周岁)? ?(?:和|与|到|至|-|~) ?(\\d+) ?(?:岁|周岁)?(?: ?之间)?', ' between $1 and $2'),
  phrase(String.raw`(age at index ?(?:[<>]=?|=|≥|≤) ?\d+) ?(?:岁|周岁)`, '$1'),
  phrase(' ?(?:为空|缺失|是空)', ' is missing'),
  phrase('(?:任意|任何|任一)(?:一次)? ?', 'any '),
  phrase('(?:首次|第一次) ?', 'first '),
  phrase('(?:末次|最后一次|最近一次) ?', 'last '),
  phrase('至少 ?(\\d+) ?次? ?', 'at least $1 '),
  phrase('(\\d+) ?(?:天|日)(?!期)', '$1 days'),
  phrase('(\\d+) ?(?:周|星期)(?!岁)', '$1 weeks'),
  phrase('(\\d+) ?(?:个月|月)', '$1 months'),
  phrase('(\\d+) ?年', '$1 years'),
  phrase('(\\d+) ?小时', '$1 hours'),
  phrase(' ?(?:入组日期|入组日|索引日期|索引日|基线日|指数日期)', ' index'),
  phrase(
    String.raw`(?<=any [\p{L}_]+(?:\([\p{L}\p{N}_]*\))? ?)(?:在 ?)?index ?(?:之前|以前|前) ?(\d+ \p{L}+) ?(?:之内|以内|内)`,
    ' within $1 before index',
  ),
  phrase(
    String.raw`(?<=any [\p{L}_]+(?:\([\p{L}\p{N}_]*\))? ?)(?:在 ?)?index ?(?:之后|以后|后) ?(\d+ \p{L}+) ?(?:之内|以内|内)`,
    ' within $1 after index',
  ),
  phrase(String.raw`(?:在 ?)?index ?(?:之前|以前|前)`, 'before index'),
  phrase(String.raw`(?:在 ?)?index ?(?:之后|以后|后)`, 'after index'),
  phrase('^(?:随访至|随访到|随访直到) ?', 'follow until '),
  phrase('(?:死亡日期|死亡)', 'death'),
  // What only patients have.
  phrase(String.raw`(?<![\p{L}\p{N}_.])sex(?= ?(?:=|!=|in|is))`, 'patient.sex'),
];
