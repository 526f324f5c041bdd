/** The icons that declarations may name in `menu.icon`; a name that is not here gets the plain one. */

import Balance from '@mui/icons-material/AccountBalanceWalletOutlined'
import Article from '@mui/icons-material/ArticleOutlined'
import Badge from '@mui/icons-material/BadgeOutlined'
import Report from '@mui/icons-material/BarChartOutlined'
import Block from '@mui/icons-material/BlockOutlined'
import Campaign from '@mui/icons-material/CampaignOutlined'
import Plain from '@mui/icons-material/CircleOutlined'
import Ticket from '@mui/icons-material/ConfirmationNumberOutlined'
import Event from '@mui/icons-material/EventOutlined'
import Folder from '@mui/icons-material/FolderOutlined'
import Groups from '@mui/icons-material/GroupsOutlined'
import Handshake from '@mui/icons-material/HandshakeOutlined'
import History from '@mui/icons-material/HistoryOutlined'
import Home from '@mui/icons-material/HomeOutlined'
import File from '@mui/icons-material/InsertDriveFileOutlined'
import List from '@mui/icons-material/ListAltOutlined'
import Mail from '@mui/icons-material/MailOutlined'
import Bell from '@mui/icons-material/NotificationsOutlined'
import People from '@mui/icons-material/PeopleAltOutlined'
import Log from '@mui/icons-material/ReceiptLongOutlined'
import Settings from '@mui/icons-material/SettingsOutlined'
import Transfer from '@mui/icons-material/SwapHorizOutlined'
import Task from '@mui/icons-material/TaskAltOutlined'
import Lead from '@mui/icons-material/TrendingUpOutlined'
import Tag from '@mui/icons-material/TuneOutlined'
import Import from '@mui/icons-material/UploadFileOutlined'
import Stage from '@mui/icons-material/ViewKanbanOutlined'
import type { SvgIconProps } from '@mui/material/SvgIcon'
import type { ComponentType } from 'react'

export type Icon = ComponentType<SvgIconProps>

export const icons: Record<string, Icon> = {
  accounts: Balance,
  activities: Task,
  balance: Balance,
  badge: Badge,
  bell: Bell,
  block: Block,
  campaign: Campaign,
  article: Article,
  event: Event,
  fields: Tag,
  file: File,
  folder: Folder,
  groups: Groups,
  handshake: Handshake,
  history: History,
  home: Home,
  import: Import,
  lead: Lead,
  leads: Lead,
  list: List,
  log: Log,
  mail: Mail,
  opportunities: Handshake,
  people: People,
  plain: Plain,
  report: Report,
  reports: Report,
  settings: Settings,
  staff: Badge,
  stage: Stage,
  stages: Stage,
  tag: Tag,
  task: Task,
  ticket: Ticket,
  transfer: Transfer,
  upload: Import,
}

export const iconNamed = (name: string | undefined): Icon => icons[name ?? ''] ?? Plain
