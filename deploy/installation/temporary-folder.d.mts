/** What `temporary-folder.mjs` is to specs that are compiled. */
export function temporaryFolder(name: string): Promise<string>;
