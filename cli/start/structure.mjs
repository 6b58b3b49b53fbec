/** How much structure a JSON text has, counted as its bytes arrive: what makes it dear to read, where a long text in it is cheap. */

/** Objects, lists and their members in one call of an action: a save of a hundred changes has some two thousand. */
const MOST_PARTS = 50_000;

const [QUOTE, BACKSLASH] = [...'"\\'].map((sign) => sign.charCodeAt(0));
const structural = new Uint8Array(256);
for (const sign of '{[,') structural[sign.charCodeAt(0)] = 1;

/** @returns takes the next bytes, and says whether there is too much by now */
export function tooManyParts() {
  let parts = 0;
  let inText = false;
  let escaped = false;
  return (bytes) => {
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (escaped) escaped = false;
      else if (byte === QUOTE) inText = !inText;
      else if (inText) escaped = byte === BACKSLASH;
      else parts += structural[byte];
    }
    return parts > MOST_PARTS;
  };
}
