const retrySeconds = [2, 5, 15, 60, 300];

/** 2, 5, 15, 60 s, then every 5 min, spread by a fifth either way; `random` is in [0, 1). EHR notes 2.12. */
export function backoffMs(attempts: number, random: number): number {
  const seconds = retrySeconds[Math.min(attempts, retrySeconds.length) - 1] ?? 2;
  return Math.round(seconds * 1000 * (0.8 + 0.4 * random));
}
