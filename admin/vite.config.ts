import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where the API of `npm run dev` listens; everything that is not the admin's own goes there. */
const api = 'http://127.0.0.1:4000'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: {
    // React Router names its development build for everybody; the production build is the same without its warnings.
    alias: [
      { find: /^react-router$/, replacement: production('react-router', 'index.mjs') },
      { find: /^react-router\/dom$/, replacement: production('react-router', 'dom-export.mjs') },
    ],
  },
  server: { host: '127.0.0.1', port: 4001, proxy: { '/api': api, '/u': api } },
  build: {
    target: 'es2023',
    // An inlined asset would need `data:` in the page's Content Security Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // react-admin and MUI are one chunk on purpose: they are always needed together, and one file compresses better.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      // The application is named as an entry beside the gate, so that the groups below know what belongs to it.
      input: [here('index.html'), here('src/App.tsx')],
      output: {
        codeSplitting: {
          groups: [
            // What seldom changes stands apart, so that a new version of the admin leaves it in the browser's cache.
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
            {
              name: 'gate',
              test: /admin[\\/](index\.html|src[\\/](login[\\/](?!outside|oidc|cognito)|(api|session|main)\.ts))/,
              priority: 20,
            },
            // One file rather than fifty shared pieces: it compresses better, and is one request.
            { name: 'application', tags: ['$initial'], priority: 10 },
          ],
        },
      },
    },
  },
})

function production(name: string, file: string): string {
  const development = fileURLToPath(import.meta.resolve(name))
  return join(dirname(dirname(development)), 'production', file)
}

function here(path: string): string {
  return join(import.meta.dirname, path)
}
