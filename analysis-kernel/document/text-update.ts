/** What an update of a shared text may be when it comes from outside. It is read here before the document sees it. */
import * as Y from 'yjs';
import { OperationError } from './operations';

/** Bytes of one update: what a text of the greatest length takes, and as much again for its structure. */
const MOST_BYTES = 800_000;
/** Pieces of one update, written or deleted: more than anybody types while off line for a day. */
const MOST_PIECES = 50_000;
/** Steps between the neighbours that all pieces of one update name: what others wrote between them meanwhile. */
const MOST_STEPS = 500_000;

interface Id {
  readonly client: number;
  readonly clock: number;
}

/**
 * Refuses an update unless it is one writer's strings and deletions in the one text, made from what the document has.
 * @param name of the text in its document
 * @param clients numbers that may write
 * @param longest characters a text may have
 * @throws OperationError
 */
export function demandFitting(update: Uint8Array, document: Y.Doc, name: string, clients: ReadonlySet<number>, longest: number): void {
  if (update.length > MOST_BYTES) throw new OperationError('an update is too long');
  const { structs, ds } = read(update);
  const deletions = [...ds.clients.values()].reduce((sum, ranges) => sum + ranges.length, 0);
  if (structs.length + deletions > MOST_PIECES) throw new OperationError('an update has too many pieces');
  const known = Y.decodeStateVector(Y.encodeStateVector(document));
  const stateOf = (client: number) => known.get(client) ?? 0;
  const walk = { left: MOST_STEPS };
  let [writer, end, written]: [number | null, number, number] = [null, 0, 0];
  for (const struct of structs) {
    const { client, clock } = struct.id;
    if (!clients.has(client) || (writer !== null && writer !== client)) throw new OperationError('an update is written by another');
    // What was there before may come again; what is new goes on from it without a gap.
    if (clock > (writer === null ? stateOf(client) : end)) throw new OperationError('an update is made from what is not here');
    [writer, end] = [client, clock + struct.length];
    written += struct.length;
    demandPlain(struct, name);
    const isHere = (id: Id | null) => id === null || id.clock < stateOf(id.client) || (id.client === client && id.clock < clock);
    const { origin, rightOrigin } = struct as Y.Item;
    if (!isHere(origin) || !isHere(rightOrigin)) throw new OperationError('an update is made from what is not here');
    demandOrder(document, origin, rightOrigin, stateOf, walk);
  }
  if (written > 2 * longest) throw new OperationError('an update is too long');
  for (const [client, ranges] of ds.clients) {
    const until = Math.max(stateOf(client), client === writer ? end : 0);
    if (ranges.some(({ clock, len }) => clock + len > until)) throw new OperationError('an update deletes what is not here');
  }
}

function read(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> {
  try {
    return Y.decodeUpdate(update);
  } catch {
    throw new OperationError('an update cannot be read');
  }
}

/** A string, or what was one, in the text itself. */
function demandPlain(struct: Y.Item | Y.GC | Y.Skip, name: string): void {
  if (!(struct instanceof Y.Item)) throw new OperationError('an update holds more than text');
  const { content, parent, parentSub } = struct;
  // Read from an update, what says where it stands names no parent.
  if ((parent !== null && String(parent) !== name) || parentSub !== null) throw new OperationError('an update is of another text');
  if (parent === null && struct.origin === null && struct.rightOrigin === null) throw new OperationError('an update is of another text');
  if (content instanceof Y.ContentDeleted) return;
  if (!(content instanceof Y.ContentString)) throw new OperationError('an update holds more than text');
  if (/[\0\r]|\p{Surrogate}/u.test(content.str)) throw new OperationError('an update holds ill-formed text');
}

/** Two neighbours named by what is new stand in this order. */
function demandOrder(
  document: Y.Doc,
  left: Id | null,
  right: Id | null,
  stateOf: (client: number) => number,
  walk: { left: number },
): void {
  if (!left || !right || left.clock >= stateOf(left.client) || right.clock >= stateOf(right.client)) return;
  const itemOf = ({ client, clock }: Id) => Y.getItem(document.store, Y.createID(client, clock));
  const [from, to] = [itemOf(left), itemOf(right)];
  if (from === to && left.clock < right.clock) return;
  for (let item = from.right; item && walk.left > 0; item = item.right) {
    if (item === to) return;
    walk.left -= 1;
  }
  throw new OperationError('an update is made from what is not here');
}
