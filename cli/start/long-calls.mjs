import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Sends kept results: longer than any other call, and read in a thread of its own. */
const LONG = 'keepResultsAction';

/** @returns the ids under which the build offers the actions whose calls may be long */
export function longCalls(root) {
  const { node } = JSON.parse(readFileSync(join(root, '.next', 'server', 'server-reference-manifest.json'), 'utf8'));
  return new Set(Object.keys(node).filter((id) => node[id].exportedName === LONG));
}
