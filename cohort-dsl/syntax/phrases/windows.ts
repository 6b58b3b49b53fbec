/** When rows happened. */
import { DATE, type Phrase, phrase, ROWS } from './phrase';

export const WINDOWS: readonly Phrase[] = [
  phrase(
    String.raw`\b(?:within|in|during|over|for) (?:the )?(?:last|past|previous|preceding|prior) (\d+ \p{L}+)(?: (?:before|of|to|from|prior to) index)?(?! before)`,
    'within $1 before index',
  ),
  phrase(
    String.raw`\b(?:within|in|during|over) (?:the )?(?:first|next|following|subsequent) (\d+ \p{L}+)(?: (?:after|of|from|following) index)?`,
    'within $1 after index',
  ),
  phrase(String.raw`\b(?:within|in|during) the (day|week|month|year) (before|after) `, 'within 1 $1 $2 '),
  phrase(
    String.raw`(?:\bbetween |\bfrom |\bwithin )?\b(\d+) ?(?:to|and|-|–) ?(\d+) (\p{L}+) before (index|exit|birth|death)\b`,
    'from $4 - $2 $3 to $4 - $1 $3',
  ),
  phrase(
    String.raw`(?:\bbetween |\bfrom |\bwithin )?\b(\d+) ?(?:to|and|-|–) ?(\d+) (\p{L}+) after (index|exit|birth|death)\b`,
    'from $4 + $1 $3 to $4 + $2 $3',
  ),
  phrase(String.raw`(?<=[\p{L})]) ?[,，] ?(?=(?:before|after|within|on|from) )`, ' '),
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
  phrase(
    String.raw`(?<!\b(?:within|observed) )\b(\d+ \p{L}+) (?:after|from|post|following) (?:the )?(index|exit|birth|death)\b`,
    '$2 + $1',
  ),
  phrase(String.raw`(?<!\b(?:within|observed) )\b(\d+ \p{L}+) (?:before|prior to) (?:the )?(index|exit|birth|death)\b`, '$2 - $1'),
];
