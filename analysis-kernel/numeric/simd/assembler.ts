/** Just enough of WebAssembly's binary format to write small numeric functions by hand: memory, i32 addresses, pairs of doubles. */

export type Code = readonly number[];

/** Parameters and locals of a function are numbered in one sequence: i32, then f64, then the f64x2 locals. */
export interface WasmFunction {
  readonly name: string;
  readonly parameters: readonly ('i32' | 'f64')[];
  readonly returns: 'f64' | null;
  /** i32 locals, then f64x2 locals, numbered after the parameters. */
  readonly i32Locals: number;
  readonly pairLocals: number;
  readonly body: Code;
}

const TYPE = { i32: 0x7f, f64: 0x7c, pair: 0x7b } as const;
const PAGE = 0x40;

/** Unsigned and signed LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

const doubleBytes = (value: number): number[] => [...new Uint8Array(new Float64Array([value]).buffer)];
const simd = (opcode: number, ...immediate: number[]): Code => [0xfd, ...unsigned(opcode), ...immediate];

/** Puts a local on the stack. */
export const get = (local: number): Code => [0x20, ...unsigned(local)];
/** Takes a local from the stack. */
export const set = (local: number): Code => [0x21, ...unsigned(local)];
/** An i32 constant. */
export const integer = (value: number): Code => [0x41, ...signed(value)];
/** Sum of two i32. */
export const addInteger: Code = [0x6a];
/** Sum of two doubles. */
export const addDouble: Code = [0xa0];
/** A double at address + offset. */
export const loadDouble = (offset: number): Code => [0x2b, 3, ...unsigned(offset)];
/** Stores a double at address + offset. */
export const storeDouble = (offset: number): Code => [0x39, 3, ...unsigned(offset)];
/** A pair of doubles at address + offset. */
export const loadPair = (offset: number): Code => simd(0x00, 4, ...unsigned(offset));
/** Stores a pair of doubles at address + offset. */
export const storePair = (offset: number): Code => simd(0x0b, 4, ...unsigned(offset));
/** The pair that holds a double twice. */
export const bothOf = simd(0x14);
/** A constant pair, both of the same value. */
export const pairOf = (value: number): Code => simd(0x0c, ...doubleBytes(value), ...doubleBytes(value));
/** Sum of two pairs. */
export const addPairs = simd(0xf0);
/** Difference of two pairs. */
export const subtractPairs = simd(0xf1);
/** Product of two pairs. */
export const multiplyPairs = simd(0xf2);
/** Both lanes' bits shifted left by an i32. */
export const shiftLanesLeft = simd(0xcb);
/** Both lanes added as 64-bit integers. */
export const addLanesAsIntegers = simd(0xce);
/** The sum of the two doubles of a local. */
export const lanesTotal = (local: number): Code => [...get(local), ...simd(0x21, 0), ...get(local), ...simd(0x21, 1), ...addDouble];

/** Runs `body` for the counter at 0, step, 2·step… below the local `limit` (at least once); the counter must start at 0. */
export const countUp = (counter: number, step: number, limit: number, body: Code): Code => [
  0x03,
  PAGE,
  ...body,
  ...get(counter),
  ...integer(step),
  ...addInteger,
  0x22,
  ...unsigned(counter),
  ...get(limit),
  0x48,
  0x0d,
  0,
  0x0b,
];

const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const text = (value: string): Code => [...unsigned(value.length), ...[...value].map((letter) => letter.charCodeAt(0))];

/** The bytes of a module that exports these functions and works on the memory imported as `env.memory`. */
export function assemble(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters, returns }) => [
    0x60,
    ...list(parameters.map((type) => [TYPE[type]])),
    ...list(returns === null ? [] : [[TYPE[returns]]]),
  ]);
  const bodies = functions.map(({ i32Locals, pairLocals, body }) => {
    const locals = list([
      [...unsigned(i32Locals), TYPE.i32],
      [...unsigned(pairLocals), TYPE.pair],
    ]);
    return [...unsigned(locals.length + body.length + 1), ...locals, ...body, 0x0b];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(types)),
    ...section(2, list([[...text('env'), ...text('memory'), 2, 0, 1]])),
    ...section(3, list(functions.map((_, index) => unsigned(index)))),
    ...section(7, list(functions.map(({ name }, index) => [...text(name), 0, ...unsigned(index)]))),
    ...section(10, list(bodies)),
  ]);
}
