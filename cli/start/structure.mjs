/** How much a call of an action holds, counted as its bytes arrive: it is refused before anybody has read what was too much. */

/** Objects, lists and their members in one call of an action: a save of a hundred changes has some two thousand. */
const MOST_PARTS = 50_000;
/** Characters of one call: a save has 1.2 million of text at most, and what stands around them. */
export const MOST_CHARACTERS = 1_500_000;

const [QUOTE, BACKSLASH] = [...'"\\'].map((sign) => sign.charCodeAt(0));
const structural = new Uint8Array(256);
for (const sign of '{[,') structural[sign.charCodeAt(0)] = 1;

/**
 * @param mostCharacters of the text; a sign written as an escape of two counts once
 * @returns takes the next bytes, and says whether there is too much by now
 */
export function tooMuch(mostCharacters = MOST_CHARACTERS) {
  let parts = 0;
  let characters = 0;
  let inText = false;
  let escaped = false;
  return (bytes) => {
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at];
      // Every byte of UTF-8 but those that go on with a character.
      if ((byte & 0xc0) !== 0x80 && !escaped) characters += 1;
      if (escaped) escaped = false;
      else if (byte === QUOTE) inText = !inText;
      else if (inText) escaped = byte === BACKSLASH;
      else parts += structural[byte];
    }
    return parts > MOST_PARTS || characters > mostCharacters;
  };
}
