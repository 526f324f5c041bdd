/** How things are going, in four pictures; each can be read as a table instead. */
import { Box, useTheme } from '@mui/material'
import { Bar, BarChart, CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { may } from '../../authProvider.ts'
import { useNumber, useWords } from '../parts/words.ts'
import { ChartCard } from './ChartCard.tsx'
import { useAttendance, useCampaignResults, useLeadsByStage, usePeopleOverTime } from './figures.ts'

export function Charts() {
  return (
    <Box
      sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' } }}
    >
      {may('read', 'contacts') && <PeopleOverTime />}
      {may('read', 'campaigns') && <CampaignResults />}
      {may('read', 'leads') && <LeadsByStage />}
      {may('read', 'events') && <Attendance />}
    </Box>
  )
}

const height = 240
const margin = { top: 8, right: 12, bottom: 0, left: -8 }

function useInk() {
  const { palette, typography } = useTheme()
  return {
    text: { fill: palette.text.secondary, fontSize: 12, fontFamily: typography.fontFamily },
    line: palette.divider,
    tooltip: {
      contentStyle: {
        background: palette.background.paper,
        borderColor: palette.divider,
        borderRadius: 8,
        color: palette.text.primary,
      },
      cursor: { fill: palette.action.hover },
    },
    palette,
  }
}

function PeopleOverTime() {
  const words = useWords()
  const number = useNumber()
  const { data } = usePeopleOverTime()
  const ink = useInk()
  return (
    <ChartCard
      title={words('home.chart.people')}
      head={[words('home.chart.month'), words('home.chart.peopleColumn')]}
      rows={data?.map(point => [point.month, number(point.people)])}
    >
      <ResponsiveContainer width="100%" height={height}>
        <LineChart data={data} margin={margin} accessibilityLayer={false}>
          <CartesianGrid stroke={ink.line} vertical={false} />
          <XAxis dataKey="month" tick={ink.text} stroke={ink.line} minTickGap={16} />
          <YAxis
            tick={ink.text}
            stroke={ink.line}
            allowDecimals={false}
            width={56}
            tickFormatter={value => number(value)}
          />
          <Tooltip {...ink.tooltip} formatter={value => number(Number(value))} />
          <Line
            type="monotone"
            dataKey="people"
            name={words('home.chart.peopleColumn')}
            stroke={ink.palette.primary.main}
            strokeWidth={2.5}
            dot={false}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </ChartCard>
  )
}

function CampaignResults() {
  const words = useWords()
  const number = useNumber()
  const { data } = useCampaignResults()
  const ink = useInk()
  const parts = [
    ['arrived', ink.palette.success.main],
    ['onTheWay', ink.palette.info.main],
    ['didNotArrive', ink.palette.error.main],
    ['notSure', ink.palette.warning.main],
  ] as const
  return (
    <ChartCard
      title={words('home.chart.campaigns')}
      head={[words('home.chart.campaign'), ...parts.map(([part]) => words(`campaigns.drawer.${part}`))]}
      rows={data?.map(row => [row.name, ...parts.map(([part]) => number(row[part]))])}
    >
      <ResponsiveContainer width="100%" height={height}>
        <BarChart data={data} layout="vertical" margin={{ ...margin, left: 8 }} accessibilityLayer={false}>
          <XAxis type="number" tick={ink.text} stroke={ink.line} allowDecimals={false} />
          <YAxis
            type="category"
            dataKey="name"
            tick={ink.text}
            stroke={ink.line}
            width={130}
            tickFormatter={(name: string) => (name.length > 20 ? `${name.slice(0, 19)}…` : name)}
          />
          <Tooltip {...ink.tooltip} />
          {parts.map(([part, colour]) => (
            <Bar
              key={part}
              dataKey={part}
              stackId="all"
              name={words(`campaigns.drawer.${part}`)}
              fill={colour}
              isAnimationActive={false}
              maxBarSize={26}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </ChartCard>
  )
}

function LeadsByStage() {
  const words = useWords()
  const number = useNumber()
  const { data } = useLeadsByStage()
  const ink = useInk()
  const days = (value: number | undefined) =>
    value === undefined ? '—' : words('home.chart.days', { count: Math.max(1, Math.round(value)) })
  return (
    <ChartCard
      title={words('home.chart.leads')}
      head={[words('home.chart.stage'), words('home.chart.leadsColumn'), words('home.chart.inStage')]}
      rows={data?.map(row => [row.stage, number(row.leads), days(row.days)])}
    >
      <ResponsiveContainer width="100%" height={height}>
        <BarChart data={data} margin={margin} accessibilityLayer={false}>
          <CartesianGrid stroke={ink.line} vertical={false} />
          <XAxis dataKey="stage" tick={ink.text} stroke={ink.line} interval={0} />
          <YAxis tick={ink.text} stroke={ink.line} allowDecimals={false} width={56} />
          <Tooltip
            {...ink.tooltip}
            labelFormatter={stage => `${stage}: ${days(data?.find(row => row.stage === stage)?.days)}`}
          />
          <Bar
            dataKey="leads"
            name={words('home.chart.leadsColumn')}
            fill={ink.palette.secondary.main}
            isAnimationActive={false}
            maxBarSize={48}
          />
        </BarChart>
      </ResponsiveContainer>
    </ChartCard>
  )
}

function Attendance() {
  const words = useWords()
  const number = useNumber()
  const { data } = useAttendance()
  const ink = useInk()
  return (
    <ChartCard
      title={words('home.chart.attendance')}
      head={[words('home.chart.event'), words('home.chart.registered'), words('home.chart.came')]}
      rows={data?.map(row => [row.name, number(row.registered), number(row.came)])}
    >
      <ResponsiveContainer width="100%" height={height}>
        <BarChart data={data} margin={margin} accessibilityLayer={false}>
          <CartesianGrid stroke={ink.line} vertical={false} />
          <XAxis
            dataKey="name"
            tick={ink.text}
            stroke={ink.line}
            interval={0}
            tickFormatter={(name: string) => (name.length > 10 ? `${name.slice(0, 9)}…` : name)}
          />
          <YAxis tick={ink.text} stroke={ink.line} allowDecimals={false} width={56} />
          <Tooltip {...ink.tooltip} />
          <Bar
            dataKey="registered"
            name={words('home.chart.registered')}
            fill={ink.palette.divider}
            isAnimationActive={false}
            maxBarSize={24}
          />
          <Bar
            dataKey="came"
            name={words('home.chart.came')}
            fill={ink.palette.primary.main}
            isAnimationActive={false}
            maxBarSize={24}
          />
        </BarChart>
      </ResponsiveContainer>
    </ChartCard>
  )
}
