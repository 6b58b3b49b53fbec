/** Dates, functions and lengths of time. */
import { DATE, type Phrase, phrase, VALUE } from './phrase';

/** Dates with slashes, points or Chinese words, or with the year last: there the day and the month may be either. */
const WRITTEN_DATES: readonly Phrase[] = [
  ...[
    [String.raw`(\d\d)`, String.raw`(\d\d)`, '$2-$3'],
    [String.raw`(\d)`, String.raw`(\d\d)`, '0$2-$3'],
    [String.raw`(\d\d)`, String.raw`(\d)`, '$2-0$3'],
    [String.raw`(\d)`, String.raw`(\d)`, '0$2-0$3'],
  ].map(([month, day, put]) => phrase(String.raw`(?<![@\d./])["']?(\d{4})[/.年]${month}[/.月]${day}(?!\d)日?["']?`, `@$1-${put}`)),
  phrase(String.raw`(?<![@\d./])(\d{4})[/.](\d\d)[/.](\d\d) (to|and) (\d{4})[/.](\d\d)[/.](\d\d)(?!\d)`, '@$1-$2-$3 $4 @$5-$6-$7'),
  ...['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].flatMap((month, at) => [
    phrase(String.raw`(?<!\d)(\d\d)[ -]${month}[a-z]*,?[ -](\d{4})(?!\d)`, `@$2-${String(at + 1).padStart(2, '0')}-$1`),
    phrase(String.raw`(?<!\d)(\d)[ -]${month}[a-z]*,?[ -](\d{4})(?!\d)`, `@$2-${String(at + 1).padStart(2, '0')}-0$1`),
  ]),
  phrase(String.raw`["']?(?<![@\d./])(\d\d)[/.](\d\d)[/.](\d{4})(?!\d)["']?`, '@$3-$2-$1', '@$3-$1-$2'),
];

export const DATES: readonly Phrase[] = [
  // Dates and functions.
  phrase(String.raw`\b(year|month)\((${DATE})\)`, '$1 of $2'),
  phrase(String.raw`\b(index|exit|birth|death)\.(year|month)\b`, '$2 of $1'),
  phrase(String.raw`\b(index|exit|birth|death) (year|month)\b`, '$2 of $1'),
  phrase(String.raw`\b(?:time|duration) from (${DATE}) to (${DATE}) in (minutes|hours|days|weeks|months|years)`, '$3 from $1 to $2'),
  // Some count from the first to the second, some the other way about.
  phrase(String.raw`\bdatediff\((${DATE}), ?(${DATE})\)`, 'days from $2 to $1', 'days from $1 to $2'),
  phrase(String.raw`\bdatediff\((?:["']?days?["']?, ?)?(${DATE}), ?(${DATE})\)`, 'days from $1 to $2'),
  phrase(String.raw`\bdifftime\((${DATE}), ?(${DATE})(?:, ?[^)]*)?\)`, 'days from $2 to $1'),
  phrase(String.raw`\b(minutes|hours|days|weeks|months|years) (?:since|after|elapsed since) index$`, '$1 from index to exit'),
  phrase(String.raw`\b(minutes|hours|days|weeks|months|years) (?:since|after|elapsed since) (?!index$)(${DATE})$`, '$1 from $2 to index'),
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
  phrase(String.raw`(?<== )(\S+) if (.+?) else (\S+)$`, 'case when $2 then $1 else $3 end'),
  phrase(String.raw`(?<== )(.+?) \? (\S+) : (\S+)$`, 'case when $1 then $2 else $3 end'),
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
];
