/** Where the app listens, in a form that every client takes. */
export async function urlOf(app: { getUrl(): Promise<string> }): Promise<string> {
  return (await app.getUrl()).replace('[::1]', 'localhost');
}
