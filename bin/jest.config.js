export default { displayName: 'bin', testMatch: ['<rootDir>/**/*.spec.mjs'], transform: {}, testTimeout: 60_000 };
