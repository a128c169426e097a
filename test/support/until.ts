/** Waits until something holds that real input and output bring about, on a busy machine too. Throws with the words when it does not come. */
export async function until(holds: () => unknown | Promise<unknown>, words: string, milliseconds = 50_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${words}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
