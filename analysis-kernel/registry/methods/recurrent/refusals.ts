/** What `recurrent` refuses, with what to do instead. */
import { countOf, countText } from '../../../results/format';
import { leaveOut, MethodError } from '../../../results/method-error';
import { RECURRENT_ERRORS as ERRORS } from './errors';

const have = (n: number) => `${countOf(n, 'patient')} ${n === 1 ? 'has' : 'have'}`;

/** A left side without the start of the rows. */
export function startMissing(stop: string): MethodError {
  const text = {
    en: `The formula gives when each row ends (${stop}) and not when it starts, and nobody is at risk before. Write Surv(start, ${stop}, event), with a row from each event to the next.`,
    zh: `公式只给出各行的终止时间（${stop}），没有起始时间，无法确定何时处于风险中。请写 Surv(start, ${stop}, event)，每次事件至下一次为一行。`,
  };
  return new MethodError(ERRORS, 'start_missing', text, 'formula');
}

/** A model without a covariate. */
export function noTerms(): MethodError {
  const text = {
    en: 'The formula has no covariate, so there is no ratio to estimate. Name one, or take type: mean_cumulative for the mean number of events.',
    zh: '公式没有协变量，无比值可估计。请写入协变量；若要平均事件数，请用 type: mean_cumulative。',
  };
  return new MethodError(ERRORS, 'no_terms', text, 'formula');
}

/** A cluster in the formula, beside the patients. */
export function noClusters(id: string): MethodError {
  const text = {
    en: `The variance is summed within patients (${id}), so cluster() has no meaning here. Leave it out; for centres write strata().`,
    zh: `方差按患者（${id}）求和，此处不使用 cluster()。请删去；中心可写 strata()。`,
  };
  return new MethodError(ERRORS, 'formula_term', text, 'formula');
}

/** Patients with a row twice. */
export function repeatedRows(n: number, id: string): MethodError {
  const text = {
    en: `${have(n)} rows with the same start and stop (by ${id}), and would be at risk twice at once. Keep one row of each (SELECT DISTINCT); of two events at one time count one, or move one by less than the unit.`,
    zh: `${countText(n)} 名患者（按 ${id}）有起止时间相同的行，会被重复计为处于风险中。请每段只保留一行（SELECT DISTINCT）；同一时间的两次事件计为一次，或将其中一次移动不足一个单位的时间。`,
  };
  return new MethodError(ERRORS, 'repeated_rows', text, 'id');
}

/** Patients with rows that overlap otherwise. */
export function overlappingRows(n: number, id: string): MethodError {
  const text = {
    en: `${have(n)} rows that overlap in time (by ${id}), and would be at risk twice while they do. End each row where the next begins. If several patients share a value of ${id}, name the column that tells them apart.`,
    zh: `${countText(n)} 名患者（按 ${id}）的行在时间上重叠，重叠期间会被重复计为处于风险中。请使每行止于下一行的开始。若多名患者的 ${id} 取值相同，请指定能区分患者的列。`,
  };
  return new MethodError(ERRORS, 'overlapping_rows', text, 'id');
}

/** Patients with rows after the terminal event. */
export function afterTerminal(n: number): MethodError {
  const text = {
    en: `${have(n)} rows after the one that ends with the terminal event. It ends what can be observed: mark it on the last row of a patient alone.`,
    zh: `${countText(n)} 名患者在以终末事件结束的行之后仍有行。终末事件之后不再有观察：请只在每名患者的最后一行标记。`,
  };
  return new MethodError(ERRORS, 'after_terminal', text, 'terminal');
}

/** Numbers of events that are none, or that do not rise for so many patients. */
export function orderValues(column: string, falling: number): MethodError {
  const text =
    falling === 0
      ? {
          en: `${column} is to say which event a row waits for: 1, 2, 3 and so on. It has other values.`,
          zh: `${column} 应为各行所等待事件的序号：1、2、3……；其中有其他取值。`,
        }
      : {
          en: `${have(falling)} numbers of events (${column}) that do not rise by their events: a row after an event waits for a later one, a row after none for the same or a later.`,
          zh: `${countText(falling)} 名患者的事件序号（${column}）与其事件不符：事件之后的行应等待更后的一次，未发生事件之后的行序号不变或更大。`,
        };
  return new MethodError(ERRORS, 'order_values', text, 'order', null, [leaveOut('order')]);
}

/** Patients whose rows have different frequencies. */
export function weightsDiffer(n: number, column: string): MethodError {
  const text = {
    en: `${have(n)} rows with different frequencies (${column}). A frequency says how many such patients there are, and is the same in all rows of one.`,
    zh: `${countText(n)} 名患者各行的频数（${column}）不同。频数表示此类患者的人数，同一患者各行应相同。`,
  };
  return new MethodError(ERRORS, 'weights_differ', text, 'weights.column');
}

/** A variance between patients, of whom there is one. */
export function oneId(id: string): MethodError {
  const text = {
    en: `All complete rows are of one patient (${id}); a variance between patients needs two at least. Is it the column that tells patients apart?`,
    zh: `完整的行均属于同一名患者（${id}）；患者间方差至少需要两名患者。请确认该列能区分患者。`,
  };
  return new MethodError(ERRORS, 'one_id', text, 'id');
}

/** More groups than are compared. */
export function tooManyGroups(n: number, most: number): MethodError {
  const text = {
    en: `There are ${countText(n)} groups, more than the ${most} that are compared. Cut a number into classes first.`,
    zh: `共有 ${countText(n)} 组，超过可比较的 ${most} 组。数值变量请先分组。`,
  };
  return new MethodError(ERRORS, 'too_many_groups', text, 'formula');
}

/** No event among the complete rows. */
export function noEvents(n: number, label: string, offset: number): MethodError {
  const text = {
    en: `None of the ${countText(n)} complete rows has the event (${label}). Check the coding of ${label}, or the rows lost to missing values.`,
    zh: `${countText(n)} 个完整的行均未发生事件（${label}）。请检查 ${label} 的编码，或因缺失而排除的行。`,
  };
  return new MethodError(ERRORS, 'no_events', text, 'formula', offset);
}
