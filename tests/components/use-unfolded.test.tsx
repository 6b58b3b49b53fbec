// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { useUnfolded } from '@/components/ui/use-unfolded';

function Form({ wanted }: { readonly wanted: boolean }) {
  return useUnfolded(wanted) ? <p>form</p> : null;
}

afterEach(cleanup);

it('folds at once when nothing is pressed', () => {
  const { rerender } = render(<Form wanted />);
  rerender(<Form wanted={false} />);
  expect(screen.queryByText('form')).toBeNull();
});

it('stays while a pointer is pressed, and folds once its click was heard', async () => {
  const { rerender } = render(<Form wanted />);
  fireEvent.pointerDown(document.body);
  rerender(<Form wanted={false} />);
  expect(screen.queryByText('form')).not.toBeNull();
  fireEvent.pointerUp(document.body);
  expect(screen.queryByText('form')).not.toBeNull();
  fireEvent.click(document.body);
  await waitFor(() => expect(screen.queryByText('form')).toBeNull());
});

it('shows at once, pressed or not', () => {
  const { rerender } = render(<Form wanted={false} />);
  fireEvent.pointerDown(document.body);
  rerender(<Form wanted />);
  expect(screen.queryByText('form')).not.toBeNull();
  fireEvent.pointerUp(document.body);
});
