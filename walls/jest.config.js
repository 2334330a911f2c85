export default { displayName: 'walls', testMatch: ['<rootDir>/*.spec.mjs'], transform: {}, testTimeout: 60_000 };
