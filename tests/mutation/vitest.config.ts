/** The tests as mutation runs them: a change that a test noticed is not tried a second time. */
import { mergeConfig } from 'vitest/config';
import tests from '../../vitest.config';

export default mergeConfig(tests, { test: { retry: 0 } });
