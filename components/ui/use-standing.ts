import { startTransition, useEffect, useState } from 'react';

/** False while the server draws, and until the page stands; what is drawn then keeps nobody from being heard. */
export function useStanding(): boolean {
  const [stands, setStands] = useState(false);
  useEffect(() => startTransition(() => setStands(true)), []);
  return stands;
}
