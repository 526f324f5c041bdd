import { defineConfig } from 'vitest/config'

/** What starts browsers, servers or many processes, or runs for minutes: part of `npm test`, not of `npm run check`. */
const slow = [
  'test/{api,browser,cloud,conformance,doubles,guides,open-data,operations,processes,simulation,worker}/**/*.test.ts',
  '**/*.{kill,process}.test.ts',
  'worker/*.test.ts',
]

const common = {
  // Two cores: more workers than that only make the timing of child processes and browsers worse.
  maxWorkers: 2,
  testTimeout: 60_000,
  hookTimeout: 60_000,
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'quick',
          include: ['{api,infra,test}/**/*.test.ts', 'admin/src/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', ...slow],
        },
      },
      { test: { ...common, name: 'slow', include: slow, exclude: ['**/node_modules/**'] } },
    ],
  },
})
