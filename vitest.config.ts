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
}
const within = (ms: number) => ({ testTimeout: ms, hookTimeout: ms })

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          ...within(60_000),
          name: 'quick',
          include: ['{api,infra,test}/**/*.test.ts', 'admin/src/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', ...slow],
        },
      },
      // Processes and browsers take their time on a machine that is busy with other things.
      { test: { ...common, ...within(180_000), name: 'slow', include: slow, exclude: ['**/node_modules/**'] } },
    ],
  },
})
