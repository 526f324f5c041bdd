/** The screens made by hand, where the task asks for more than a derived screen. All but the first page load when opened. */
import InboxIcon from '@mui/icons-material/MarkunreadMailboxOutlined'
import { type ComponentType, lazy } from 'react'
import type { TaskScreens } from '../contract.ts'
import { MembersBulkActions } from './groups/MembersBulkActions.tsx'
import { MembersListActions } from './groups/MembersListActions.tsx'
import { BoardButton } from './leads/BoardButton.tsx'
import { strings } from './strings/index.ts'

/** A screen out of a module of its own. */
const screen = <K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K) =>
  lazy(async () => ({ default: (await load())[name] }))

const home = () => import('./home/Home.tsx')
const imports = () => import('./import/ImportWizard.tsx')
const groups = () => import('./groups/GroupForm.tsx')
const groupParts = () => import('./groups/GroupParts.tsx')
const templates = () => import('./templates/TemplateForm.tsx')
const campaignList = () => import('./campaigns/CampaignList.tsx')
const campaignWizard = () => import('./campaigns/Wizard.tsx')
const campaignPage = () => import('./campaigns/CampaignPage.tsx')
const member = () => import('./member/MemberParts.tsx')
const board = () => import('./leads/Board.tsx')
const event = () => import('./events/EventParts.tsx')
const received = () => import('./member/Received.tsx')

const SubjectCell = lazy(async () => ({ default: (await import('./templates/SubjectCell.tsx')).SubjectCell }))
const MatchCell = lazy(async () => ({ default: (await import('./groups/MatchCell.tsx')).MatchCell }))
const ImportWizard = screen(imports, 'ImportWizard')
const Received = screen(received, 'Received')
const LeadsBoard = screen(board, 'LeadsBoard')
const OpportunitiesBoard = screen(board, 'OpportunitiesBoard')
const CheckIn = screen(() => import('./events/CheckIn.tsx'), 'CheckIn')
const Places = screen(event, 'Places')
const Outbox = screen(() => import('./outbox/Outbox.tsx'), 'Outbox')

export const tasks: TaskScreens = {
  dashboard: screen(home, 'Home'),
  routes: [
    { path: '/outbox', element: <Outbox /> },
    { path: '/outbox/:id', element: <Outbox /> },
    { path: '/leads/board', element: <LeadsBoard /> },
    { path: '/opportunities/board', element: <OpportunitiesBoard /> },
    { path: '/events/:id/check-in', element: <CheckIn /> },
  ],
  overrides: {
    contacts: {
      listActions: MembersListActions,
      bulkActions: MembersBulkActions,
      showActions: screen(member, 'MemberActions'),
      showTabs: [{ label: 'tasks.member.received', path: 'received', element: <Received /> }],
    },
    segments: {
      create: screen(groups, 'GroupCreate'),
      edit: screen(groups, 'GroupEdit'),
      showActions: screen(groupParts, 'WriteToGroup'),
      show: screen(() => import('./groups/GroupPage.tsx'), 'GroupPage'),
      cells: { match: MatchCell },
    },
    templates: {
      create: screen(templates, 'TemplateCreate'),
      edit: screen(templates, 'TemplateEdit'),
      show: screen(() => import('./templates/TemplatePage.tsx'), 'TemplatePage'),
      showActions: screen(() => import('./templates/TemplateActions.tsx'), 'TemplateActions'),
      cells: { subject: SubjectCell },
    },
    campaigns: {
      list: screen(campaignList, 'CampaignList'),
      create: screen(campaignWizard, 'CampaignCreate'),
      edit: screen(campaignWizard, 'CampaignEdit'),
      show: screen(campaignPage, 'CampaignPage'),
    },
    leads: { listActions: BoardButton },
    opportunities: { listActions: BoardButton },
    stages: { list: screen(() => import('./leads/StagesPage.tsx'), 'StagesPage') },
    events: {
      showActions: screen(event, 'EventActions'),
      showTabs: [{ label: 'tasks.events.tab', path: 'places', element: <Places /> }],
    },
    imports: { create: ImportWizard, edit: ImportWizard, show: ImportWizard },
  },
  menu: [
    {
      label: 'tasks.outbox.menu',
      icon: InboxIcon,
      path: '/outbox',
      group: 'settings',
      order: 40,
      roles: ['staff'],
    },
  ],
  strings,
}
