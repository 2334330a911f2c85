/** Every folder with a jest.config.js of its own is a project; long soaks are named otherwise than specs and never run here. */
export default {
  projects: ['<rootDir>/{bin,walls}/jest.config.js', '<rootDir>/{libs,services,deploy}/*/jest.config.js'],
  watchman: false,
  // Of the run, not of a project: real servers start in these specs, on machines that do other things as well.
  testTimeout: 120_000,
};
