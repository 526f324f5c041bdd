/** The steps of each pipeline in their order: where one may go from each, how many stand there, how long they usually stay. */
import AddIcon from '@mui/icons-material/Add'
import ArrowForwardIcon from '@mui/icons-material/ArrowForward'
import { Box, Button, Card, CardActionArea, Chip, Stack, Typography } from '@mui/material'
import { useGetList } from 'react-admin'
import { Link } from 'react-router-dom'
import { may } from '../../authProvider.ts'
import { Page } from '../../layout/Page.tsx'
import { useStageFigures } from '../home/figures.ts'
import { Failure } from '../parts/Failure.tsx'
import { Loading } from '../parts/Loading.tsx'
import { useWords } from '../parts/words.ts'
import type { Stage } from './Board.tsx'

const pipelines = ['leads', 'opportunities'] as const

export function StagesPage() {
  const words = useWords()
  const { data, error, refetch } = useGetList<Stage>('stages', {
    pagination: { page: 1, perPage: 100 },
    sort: { field: 'order', order: 'ASC' },
  })
  return (
    <Page
      title={words('stages.title')}
      about={words('stages.about')}
      actions={
        may('write', 'stages') && (
          <Button component={Link} to="/stages/create" variant="contained" startIcon={<AddIcon />}>
            {words('stages.new')}
          </Button>
        )
      }
    >
      <Failure error={error} retry={() => void refetch()} />
      {!data && !error && <Loading />}
      {data &&
        pipelines
          .filter(pipeline => may('read', pipeline))
          .map(pipeline => (
            <Pipeline key={pipeline} pipeline={pipeline} stages={data.filter(stage => stage.pipeline === pipeline)} />
          ))}
    </Page>
  )
}

function Pipeline({ pipeline, stages }: { pipeline: (typeof pipelines)[number]; stages: Stage[] }) {
  const words = useWords()
  const figures = useStageFigures(pipeline)
  const figureOf = (id: string) => figures.data?.find(each => each.id === id)
  return (
    <Box component="section" sx={{ mb: 4 }}>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 2, mb: 1 }}>
        <Typography variant="h2">{words(`stages.of.${pipeline}`)}</Typography>
        <Button component={Link} to={`/${pipeline}/board`} size="small">
          {words('leads.asBoard')}
        </Button>
      </Stack>
      {stages.length === 0 && <Typography color="textSecondary">{words('stages.none')}</Typography>}
      <Box component="ol" sx={{ listStyle: 'none', p: 0, m: 0, display: 'flex', flexDirection: 'column', gap: 1 }}>
        {stages.map(stage => {
          const figure = figureOf(stage.id)
          return (
            <Card component="li" key={stage.id} sx={{ borderLeft: 6, borderLeftColor: stage.colour ?? 'divider' }}>
              <CardActionArea
                component={Link}
                to={`/stages/${stage.id}${may('write', 'stages') ? '' : '/show'}`}
                sx={{ p: 1.5 }}
              >
                <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
                  <Typography sx={{ fontWeight: 600, minWidth: 140 }}>{stage.name}</Typography>
                  {stage.kind !== 'open' && (
                    <Chip
                      size="small"
                      variant="outlined"
                      color={stage.kind === 'won' ? 'success' : 'default'}
                      label={words(`stages.kind.${stage.kind}`)}
                    />
                  )}
                  <Typography variant="body2" color="textSecondary" sx={{ flex: 1, minWidth: 160 }}>
                    {figure && words('stages.count', { count: figure.leads })}
                    {figure?.days !== undefined &&
                      ` · ${words('stages.stay', { count: Math.max(1, Math.round(figure.days)) })}`}
                  </Typography>
                  <Next stage={stage} stages={stages} />
                </Stack>
              </CardActionArea>
            </Card>
          )
        })}
      </Box>
    </Box>
  )
}

function Next({ stage, stages }: { stage: Stage; stages: Stage[] }) {
  const words = useWords()
  const next = stages.filter(each => stage.allowedNext?.includes(each.id))
  return (
    <Stack direction="row" sx={{ gap: 0.5, alignItems: 'center', flexWrap: 'wrap' }}>
      <ArrowForwardIcon fontSize="small" color="action" aria-label={words('stages.next')} />
      {next.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {words('stages.anywhere')}
        </Typography>
      ) : (
        next.map(each => <Chip key={each.id} size="small" label={each.name} />)
      )}
    </Stack>
  )
}
