/** First and last initial, titles left out: "Dr. Anna Lindqvist" is AL. */
export function initialsOf(name: string): string {
  const parts = name.split(' ').filter((part) => !part.endsWith('.'));
  return `${parts[0]?.[0] ?? ''}${parts.length > 1 ? parts.at(-1)![0] : ''}`.toUpperCase();
}
