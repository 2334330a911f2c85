export default { displayName: 'faults', testMatch: ['<rootDir>/*.spec.mjs'], transform: {}, testTimeout: 60_000 };
