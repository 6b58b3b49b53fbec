import type { FunctionName } from '../plan/expressions';
import { listText, type Speech, say } from './speech';

/** A function of the language in words, its arguments being in words already. */
export function callText(speech: Speech, fn: FunctionName, args: readonly string[]): string {
  const [first = '', second = ''] = args;
  const all = listText(speech, args, 'and');
  switch (fn) {
    case 'abs':
      return say(speech, `the absolute value of ${first}`, `${first}的绝对值`);
    case 'round':
      return second === ''
        ? say(speech, `${first} rounded`, `${first}（四舍五入取整）`)
        : say(speech, `${first} rounded to ${second} ${second === '1' ? 'digit' : 'digits'}`, `${first}（四舍五入至 ${second} 位小数）`);
    case 'floor':
      return say(speech, `${first} rounded down`, `${first}（向下取整）`);
    case 'ceil':
      return say(speech, `${first} rounded up`, `${first}（向上取整）`);
    case 'sqrt':
      return say(speech, `the square root of ${first}`, `${first}的平方根`);
    case 'ln':
      return say(speech, `the natural logarithm of ${first}`, `${first}的自然对数`);
    case 'exp':
      return say(speech, `e to the power of ${first}`, `e 的 ${first} 次方`);
    case 'lowest_of':
      return say(speech, `the lowest of ${all}`, `以下最低者：${args.join('；')}`);
    case 'highest_of':
      return say(speech, `the highest of ${all}`, `以下最高者：${args.join('；')}`);
    case 'earliest':
      return say(speech, `the earliest of ${all}`, `以下最早者：${args.join('；')}`);
    case 'latest':
      return say(speech, `the latest of ${all}`, `以下最晚者：${args.join('；')}`);
    case 'if_missing':
      return say(speech, `${first} (${second} where missing)`, `${first}（缺失时为${second}）`);
  }
}
