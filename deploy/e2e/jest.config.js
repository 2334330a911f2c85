import preset from '../../jest.preset.js';

/** Whole installations are started here, beside whatever else the machine does. */
export default { ...preset, testTimeout: 300_000 };
