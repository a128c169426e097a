import { afterEach } from 'vitest';

/** Undoes after each test what it had set up, the newest first. Called once in a test file; gives the way to say what is to be undone. */
export function undoAfterEach(): <T>(thing: T, act: (thing: T) => unknown) => T {
  const undo: (() => unknown)[] = [];
  afterEach(async () => {
    for (const act of undo.splice(0).reverse()) await act();
  });
  return (thing, act) => {
    undo.push(() => act(thing));
    return thing;
  };
}
