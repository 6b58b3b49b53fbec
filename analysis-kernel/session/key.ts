/** A cell's key: equal keys mean equal results, whoever ran them and when. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalize } from 'json-canonicalize';
import type { CellKind } from '../document/notebook';
import type { Value } from '../results/result';
import { normalisedSource } from './normalised-source';

/** What a key is made of; another number where that changes. */
export const KEY_FORMAT = 'coho-cell-2';

export interface KeyParts {
  readonly kind: CellKind;
  readonly name: string;
  /** The text; of a cohort the fingerprint of its rows. */
  readonly source: string;
  /** Keys of the cells it reads, by name as read. */
  readonly inputs: readonly (readonly [string, string])[];
  /** Value of an input cell. */
  readonly value: Value;
  readonly extract: string;
  readonly policy: string;
  /** The engine's version; its native and its browser build agree. */
  readonly engine: string;
  readonly kernel: string;
}

/** SHA-256 over the parts in a fixed order, as 64 hexadecimal digits. */
export function cellKey(parts: KeyParts): string {
  const { kind, name, inputs, value, extract, policy, engine, kernel } = parts;
  const sorted = [...inputs].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  const text = canonicalize([KEY_FORMAT, kind, name, normalisedSource(parts.source), sorted, value, extract, policy, engine, kernel]);
  return bytesToHex(sha256(utf8ToBytes(text)));
}
