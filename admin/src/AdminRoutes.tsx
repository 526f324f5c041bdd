/** Which address shows which screen: the tasks made by hand, then list, form and page of every declared resource. */
import { type AnyResource, register } from '@dormouse/model'
import { Box } from '@mui/material'
import { type ComponentType, lazy, useEffect } from 'react'
import { CoreAdminUI, CustomRoutes, type DashboardComponent, Resource } from 'react-admin'
import { Route } from 'react-router-dom'
import { may } from './authProvider.ts'
import { AccessDenied, NotFound } from './layout/DeadEnd.tsx'
import { BrokenPage } from './layout/ErrorBoundary.tsx'
import { Layout } from './layout/Layout.tsx'
import { Waiting } from './layout/Waiting.tsx'
import { overridesOf } from './overrides.ts'
import { ListScreen } from './screens/list/ListScreen.tsx'
import { hasPast } from './screens/past/day.ts'
import { ShowThenOrNow } from './screens/past/ShowThenOrNow.tsx'
import { creatable, editable, titleOf } from './screens/titles.ts'
import { tasks } from './tasks/index.tsx'

// The list is what everybody opens first; forms and pages come while it is being read.
const CreateScreen = lazy(async () => ({ default: (await import('./screens/form/CreateScreen.tsx')).CreateScreen }))
const EditScreen = lazy(async () => ({ default: (await import('./screens/form/EditScreen.tsx')).EditScreen }))
const ShowScreen = lazy(async () => ({ default: (await import('./screens/show/ShowScreen.tsx')).ShowScreen }))

/** A list is read for a moment before anything in it is opened. */
const fetchAheadAfterMs = 2000

export function AdminRoutes() {
  useEffect(() => {
    const timer = setTimeout(() => {
      // When it fails now, it is asked for again when it is needed.
      void import('./screens/show/ShowScreen.tsx').catch(() => undefined)
      void import('./screens/form/EditScreen.tsx').catch(() => undefined)
    }, fetchAheadAfterMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <CoreAdminUI
      layout={Layout}
      dashboard={tasks.dashboard as DashboardComponent}
      catchAll={NotFound}
      accessDenied={AccessDenied}
      error={BrokenApplication}
      loading={Waiting}
      loginPage={false}
      title="Dormouse"
      // It would load a picture from react-admin's makers at every start.
      disableTelemetry
      requireAuth
    >
      {taskRoutes(true)}
      {taskRoutes(false)}
      {register.filter(({ name }) => may('read', name)).map(screensOf)}
    </CoreAdminUI>
  )
}

/** What breaks outside the layout's own boundary takes the layout along. */
const BrokenApplication = ({ error }: { error: Error }) => (
  <Box component="main" sx={{ p: 3 }}>
    <BrokenPage error={error} />
  </Box>
)

function taskRoutes(noLayout: boolean) {
  const routes = tasks.routes.filter(route => (route.noLayout ?? false) === noLayout)
  return (
    <CustomRoutes noLayout={noLayout}>
      {routes.map(({ path, element }) => (
        <Route key={path} path={path} element={element} />
      ))}
    </CustomRoutes>
  )
}

/** Screens made by hand come first; what they leave out is derived. */
function screensOf({ name, single }: AnyResource) {
  const made = overridesOf(name)
  const derived = (Screen: ComponentType<{ resource: string }>) => <Screen resource={name} />
  if (single)
    return (
      <Resource
        key={name}
        name={name}
        list={made.list ?? made.edit ?? derived(editable(name) ? EditScreen : ShowScreen)}
      />
    )
  const show = made.show ? <made.show /> : derived(ShowScreen)
  return (
    <Resource
      key={name}
      name={name}
      list={made.list ?? derived(ListScreen)}
      create={made.create ?? (creatable(name) ? derived(CreateScreen) : undefined)}
      edit={made.edit ?? (creatable(name) ? derived(EditScreen) : undefined)}
      show={hasPast(name) ? <ShowThenOrNow resource={name}>{show}</ShowThenOrNow> : show}
      recordRepresentation={record => titleOf(name, record)}
    />
  )
}
