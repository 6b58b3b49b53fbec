/** What a server action answers, as React sends it: rows with an id, either JSON to the end of the line or a text of a given length. */

/** The value with the property `ok`, its long texts put back in their places; null where there is none. */
export function actionAnswer(
  body: Buffer,
): { readonly ok: boolean; readonly value?: unknown; readonly problem?: { readonly code: string } } | null {
  const rows = rowsOf(body);
  const found = [...rows.values()].find((text) => text.startsWith('{"ok":'));
  if (found === undefined) return null;
  return JSON.parse(found, (_, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith('$')) return value;
    return value.startsWith('$$') ? value.slice(1) : (rows.get(value.slice(1)) ?? value);
  });
}

function rowsOf(body: Buffer): ReadonlyMap<string, string> {
  const rows = new Map<string, string>();
  for (let at = 0; at < body.length; ) {
    const colon = body.indexOf(':', at);
    if (colon < 0) break;
    const id = body.toString('utf8', at, colon);
    const isText = body[colon + 1] === 'T'.charCodeAt(0);
    const comma = isText ? body.indexOf(',', colon) : -1;
    const start = isText ? comma + 1 : colon + 1;
    const line = body.indexOf('\n', colon);
    const end = isText ? start + Number.parseInt(body.toString('utf8', colon + 2, comma), 16) : line < 0 ? body.length : line;
    rows.set(id, body.toString('utf8', start, end));
    at = isText ? end : end + 1;
  }
  return rows;
}
