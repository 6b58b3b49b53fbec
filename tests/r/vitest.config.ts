import everyday from '../../vitest.config';

/** The scripts shown beside results, run by R itself: where R stands, by `npm run test:r`. */
export default { ...everyday, test: { ...everyday.test, include: ['tests/r/*.test.ts'], exclude: [] } };
