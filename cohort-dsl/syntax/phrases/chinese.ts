/** Chinese, and columns that only patients have. */
import { type Phrase, phrase } from './phrase';

export const CHINESE: readonly Phrase[] = [
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
