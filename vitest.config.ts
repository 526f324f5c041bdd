import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'api/**/*.test.ts',
      'worker/**/*.test.ts',
      'infra/**/*.test.ts',
      'admin/src/**/*.test.{ts,tsx}',
      'test/**/*.test.ts',
    ],
    // Two cores: more workers than that only make the timing of child processes and browsers worse.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
