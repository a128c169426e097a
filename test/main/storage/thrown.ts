/** What `fn` throws, for asking it questions. */
export function thrownBy(fn: () => unknown): { code?: string; message: string; about?: string; versions?: unknown } {
  try {
    fn();
  } catch (thrown) {
    return thrown as Error;
  }
  throw new Error('nothing was thrown');
}

export async function rejectionOf(promise: unknown): Promise<{ code?: string; message: string; about?: string }> {
  try {
    await promise;
  } catch (thrown) {
    return thrown as Error;
  }
  throw new Error('nothing was thrown');
}
