/** Runs `recurrent`. */
import type { MethodInput, MethodOutput } from '../../method';
import type { Work } from '../../pool';
import { runMean } from './mean';
import type { RecurrentOptions } from './options';
import { prepareHistories } from './prepare';
import { runModel } from './regression';

/** The run function of `recurrent`: reads and checks the histories, then curves or a model. */
export async function runRecurrent(input: MethodInput<RecurrentOptions>, work: Work): Promise<MethodOutput> {
  const prepared = prepareHistories(input.options, input.frame);
  const { type } = input.options;
  return type === 'mean_cumulative' ? runMean(input, prepared) : runModel(input, prepared, type, work);
}
