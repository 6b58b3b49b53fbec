/** Counts of rows, numbers about them, and picks. */
import { type Phrase, PICK, phrase, ROWS, VALUE, words } from './phrase';

const SUMMARIES = ['mean', 'median', 'min', 'max', 'sum', 'sd'];
const SUMMARY = SUMMARIES.join('|');
const NAME = String.raw`[\p{L}_][\p{L}\p{N}_]*`;
/** Columns that most tables of events have. */
const COLUMN = 'value|date|code|dose|end';

/** Rows in parentheses, none of them joined to others. */
const INSIDE = String.raw`(?:(?! (?:and|or) )[^()]|\([^()]*\))*?`;
const WINDOWED = String.raw`(?:on |on or )?(?:before|after)\b|on\b|within\b|from\b|overlapping\b`;

export const OF_ROWS: readonly Phrase[] = [
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
  // A window belongs to the rows, within the parentheses around the test.
  phrase(String.raw`\bnot ?\( ?any (${INSIDE}) ?\) (?=${WINDOWED})`, 'no $1 '),
  phrase(String.raw`(?<!not ?)\( ?((?:any|no|at least \d+|at most \d+|exactly \d+) ${INSIDE}) ?\) (?=${WINDOWED})`, '$1 '),
  // Numbers about rows.
  words('(?:avg|average|arithmetic mean)', 'mean'),
  words('(?:maximum|largest|greatest)(?= |\\()', 'max'),
  words('(?:minimum|smallest)(?= |\\()', 'min'),
  words('(?:std|stddev|stdev|standard deviation)', 'sd'),
  words('total(?= of|\\()', 'sum'),
  ...SUMMARIES.map((word) => words(`${word}(?= of|\\()`, word)),
  // The summary, the column and the rows in another order.
  phrase(String.raw`\b(${SUMMARY})\((${NAME})\) (?:of|for|in|from) (?=${ROWS})`, '$1 of $2 of '),
  phrase(String.raw`\b(${COLUMN}) (${SUMMARY}) (?:of|for|in|from) (?=${ROWS})`, '$2 of $1 of '),
  phrase(String.raw`\b(${SUMMARY})(?: of)? (${COLUMN}) (?=${ROWS})(?!of |for |in |from )`, '$1 of $2 of '),
  phrase(String.raw`\b(${SUMMARY})(?: of)? (?!of )(${ROWS})[. ](${COLUMN})\b`, '$1 of $3 of $2'),
  phrase(String.raw`\b(${COLUMN}) of (${SUMMARY})(?: of)? (?=${ROWS})`, '$2 of $1 of '),
  phrase(String.raw`(?<![\p{L}\p{N}_.])(?!of )(${ROWS})(?:\.(${NAME})\.| (${COLUMN}) )(${SUMMARY})\b(?:\(\))?`, '$4 of $2$3 of $1'),
  phrase(String.raw`(?<![\p{L}\p{N}_.])(?!of )(${ROWS})[. ](${SUMMARY})(?:\((${NAME})\)| (${COLUMN})\b)`, '$2 of $3$4 of $1'),
  phrase(String.raw`(?<![\p{L}\p{N}_.])(lab\([^)]*\))[. ](${SUMMARY})\b(?:\(\))?`, '$2 of value of $1'),
  phrase(String.raw`\b(${SUMMARY})\((${ROWS})(?:\.|, ?| )(${COLUMN})\)`, '$1 of $3 of $2'),
  phrase(String.raw`\b(${SUMMARY}) of \((${NAME}) of (${ROWS})\)`, '$1 of $2 of $3'),
  phrase(String.raw`\b(${SUMMARY})\((lab\([^)]*\)) ([^()]*)\)`, '$1 of value of $2 $3'),
  phrase(
    String.raw`\b(${SUMMARY})(?: of)? (?!(?:${COLUMN}|lab)\b)(${NAME})(?= (?:before|after|within|on|from|where) |$)`,
    '$1 of value of $2',
  ),
  phrase(String.raw`\b(highest|lowest)\((${NAME})\) of (${ROWS})`, '$2 of $1 $3 by $2'),
  phrase(String.raw`\bcount\((${NAME})\) (?:of|from|in) (?=${ROWS})`, 'count of ', 'count of distinct $1 of '),
  phrase(String.raw`\b(?:distinct|unique) count of (${NAME}) (?:of|from|in) `, 'count of distinct $1 of '),
  phrase(String.raw`\b(${SUMMARY})(?: of)? value (?:of|for|in) (?=${ROWS})`, '$1 of value of '),
  phrase(String.raw`\b(${SUMMARY})(?: of)? (${VALUE}) (?:of|for|in) (?=${ROWS})`, '$1 of $2 of '),
  phrase(String.raw`\b(${SUMMARY})\((${VALUE})(?: of |, ?)(${ROWS})\)`, '$1 of $2 of $3'),
  phrase(String.raw`\b(${SUMMARY})\((${ROWS})\.(${VALUE})\)`, '$1 of $3 of $2'),
  phrase(String.raw`\b(${SUMMARY})\((${ROWS})\)`, '$1 of value of $2'),
  phrase(String.raw`\b(${SUMMARY}) (?:of )?(lab\([^)]*\))`, '$1 of value of $2'),
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
  phrase(String.raw`\bcount\(distinct (${VALUE})\) (?:of|from|in) `, 'count of distinct $1 of '),
  // Picks.
  phrase(String.raw`(?<== )(first|last) of (?=${ROWS})`, '$1 '),
  phrase(String.raw`(?<=^index at )(first|last) (lab\([^)]*\)) ?([<>=]+ ?\S+(?: [^ ]*\/\S*)?)`, '$1 $2 where value $3'),
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
  phrase(String.raw`(?<![\p{L}\p{N}_.])([\p{L}_][\p{L}\p{N}_]*)\((?:item ?=+ ?)?"([\p{L}_][\p{L}\p{N}_]*)"\)`, '$1($2)'),
  // Codes with a point are no names: in backticks they are read, and what is meant by them is said.
  phrase(String.raw`(?<![\p{L}\p{N}_.])([\p{L}_][\p{L}\p{N}_]*)\("?([a-z]?\d[\p{L}\p{N}.]*)"?\)`, '$1(`$2`)'),
  phrase(String.raw`\b(any |no |at least \d+ )(lab\([^)]*\)) ?([<>=!]+ ?\S+(?: [^ ]*\/\S*)?)`, '$1$2 where value $3'),
  phrase(String.raw`(?<=(?:include|exclude)(?: "[^"]*":)? )(lab\([^)]*\)) ?([<>=!]+ ?\S+(?: [^ ]*\/\S*)?)`, 'any $1 where value $2'),
  // An item by its name alone.
  phrase(
    String.raw`(?<=^(?:include|exclude)(?: "[^"]*":)? )(?:any )?([\p{L}_][\p{L}\p{N}_]*) ?([<>]=?|=|!=) ?([\d.]+(?: [^ ]*\/\S*)?) ((?:on or )?(?:before|after|on|within|from) .+)$`,
    'value of last $1 $4 $2 $3',
    'any $1 where value $2 $3 $4',
  ),
  phrase(
    String.raw`\b(any|no|at least \d+) (${ROWS}) (?:with|having|whose|that has|for which|if|when|and) (?=${VALUE} ?[<>=]|value|code|kind)`,
    '$1 $2 where ',
  ),
];
