/** The application behind the gate: react-admin's context, our layout, and one set of screens per declared resource. */
import { CssBaseline } from '@mui/material'
import { QueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { CoreAdminContext, type I18nProvider, localStorageStore, ThemeProvider, ThemesContext } from 'react-admin'
import { createRoot } from 'react-dom/client'
import { AdminRoutes } from './AdminRoutes.tsx'
import { authProvider } from './authProvider.ts'
import { dataProvider } from './dataProvider.ts'
import { openI18n } from './i18n/provider.ts'
import { hasFrench, onFrench } from './i18n/said.ts'
import { darkTheme, lightTheme } from './layout/theme.ts'
import { loadSettings, useSettings } from './settings.ts'

/** Puts the application into the element; the answer takes it out again. */
export function start(element: HTMLElement): () => void {
  const words = openI18n()
  void loadSettings()
  const root = createRoot(element)
  void words.then(i18nProvider => root.render(<App words={i18nProvider} />))
  return () => root.unmount()
}

const themes = { lightTheme, darkTheme }
const store = localStorageStore()

function App({ words }: { words: I18nProvider }) {
  const [queryClient] = useState(openQueryClient)
  return (
    <CoreAdminContext
      authProvider={authProvider}
      dataProvider={dataProvider}
      i18nProvider={useFresh(words)}
      queryClient={queryClient}
      store={store}
    >
      <ThemesContext.Provider value={themes}>
        <ThemeProvider>
          <CssBaseline enableColorScheme />
          <AdminRoutes />
        </ThemeProvider>
      </ThemesContext.Provider>
    </CoreAdminContext>
  )
}

/**
 * A new object whenever the organisation changes what it calls its people, and when the French of the server's sentences
 * arrives, so that every screen asks for its words again.
 */
function useFresh(provider: I18nProvider): I18nProvider {
  const { people } = useSettings()
  const french = useSyncExternalStore(onFrench, hasFrench)
  const [fresh, setFresh] = useState(provider)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new is not in the object but in what it answers.
  useEffect(() => setFresh({ ...provider }), [people, french, provider])
  return fresh
}

/** Refusals are answers: asking again does not change them. A connection that dropped is worth two more tries. */
function openQueryClient(): QueryClient {
  const retriesMax = 2
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < retriesMax && ((error as { status?: number }).status ?? 0) === 0,
        refetchOnWindowFocus: false,
      },
    },
  })
}
