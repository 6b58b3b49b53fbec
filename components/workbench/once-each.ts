/** A function of an object that is asked again and again of the same one, by many: worked out once for each, for as long as it is there. */
export function onceEach<Of extends object, Answer>(workOut: (of: Of) => Answer): (of: Of) => Answer {
  const known = new WeakMap<Of, { readonly answer: Answer }>();
  return (of) => {
    const found = known.get(of) ?? { answer: workOut(of) };
    known.set(of, found);
    return found.answer;
  };
}
