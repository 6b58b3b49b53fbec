import type { Method } from '@/analysis-kernel/registry/method';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import { startingOptions } from '@/analysis-kernel/registry/starting';
import { withOption } from './analysis-yaml';

/** An analysis of a method on a table above it, filled so that it runs as it stands. */
export function startingAnalysis(method: Method, data: string, columns: readonly OfferedColumn[]): string {
  const options = Object.entries(startingOptions(method, columns));
  return options.reduce((body, [key, value]) => withOption(body, key, value), withOption(`method: ${method.id}`, 'data', data));
}
