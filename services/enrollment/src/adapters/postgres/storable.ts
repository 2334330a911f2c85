/** PostgreSQL's text holds every character but NUL. One that slipped in must not spoil the batch that it is part of. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}
