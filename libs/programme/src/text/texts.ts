/** The languages in which members and marketers read. */
export type Language = 'en' | 'ru';

export const LANGUAGES = ['en', 'ru'] as const satisfies readonly Language[];

/** The same in every language. */
export type Texts = Readonly<Record<Language, string>>;
