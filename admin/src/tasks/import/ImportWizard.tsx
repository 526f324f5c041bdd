/** From a spreadsheet to people, in steps: file, columns, same person?, preview, result. Leaving and coming back is fine. */
import { Box, Paper, Step, StepButton, Stepper, useMediaQuery, useTheme } from '@mui/material'
import { visuallyHidden } from '@mui/utils'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearchParams } from 'react-router-dom'
import { Page } from '../../layout/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { Failure } from '../parts/Failure.tsx'
import { Loading } from '../parts/Loading.tsx'
import { useWords } from '../parts/words.ts'
import { ColumnsStep } from './ColumnsStep.tsx'
import { isOver, isRunning, type Job, load } from './job.ts'
import { PreviewStep } from './PreviewStep.tsx'
import { ResultStep } from './ResultStep.tsx'
import { SameStep } from './SameStep.tsx'
import { UploadStep } from './UploadStep.tsx'

const steps = ['file', 'columns', 'same', 'preview', 'result'] as const
type StepName = (typeof steps)[number]

/** Often enough to see the bar move; the request is small. */
const lookEveryMs = 700

export function ImportWizard() {
  const words = useWords()
  const theme = useTheme()
  const isPhone = useMediaQuery(theme.breakpoints.down('sm'))
  const { id } = useParams()
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const cache = useQueryClient()
  const job = useQuery({
    queryKey: ['import', id],
    queryFn: () => load(id ?? ''),
    enabled: id !== undefined,
    refetchInterval: query =>
      isRunning(query.state.data?.status) || search.get('step') === 'result' ? lookEveryMs : false,
  })

  const go = (step: StepName, to: string | undefined = id) =>
    navigate(to ? `/imports/${to}?step=${step}` : '/imports/create')
  const keep = (next: Job) => cache.setQueryData(['import', next.id], next)
  const step = stepOf(id, search.get('step'), job.data)
  const at = steps.indexOf(step)
  const locked = isRunning(job.data?.status) || isOver(job.data?.status)

  return (
    <Page
      title={words('import.title')}
      about={words('import.about')}
      above={<Back to="/imports">{words('import.all')}</Back>}
      sx={{ maxWidth: 1040, mx: 'auto', width: '100%' }}
    >
      <Stepper nonLinear activeStep={at} alternativeLabel={!isPhone} orientation="horizontal" sx={{ mb: 3 }}>
        {steps.map((name, index) => (
          <Step key={name} completed={index < at}>
            <StepButton disabled={locked || index >= at || index === 0} onClick={() => go(name)}>
              <Box component="span" sx={isPhone && name !== step ? visuallyHidden : undefined}>
                {words(`import.step.${name}`)}
              </Box>
            </StepButton>
          </Step>
        ))}
      </Stepper>
      <Paper variant="outlined" sx={{ p: { xs: 2, sm: 3 } }}>
        {id && job.isPending && <Loading />}
        <Failure error={job.error} retry={() => void job.refetch()} />
        {step === 'file' && (
          <UploadStep
            onUploaded={next => {
              keep(next)
              go('columns', next.id)
            }}
          />
        )}
        {job.data && (
          <Box>
            {step === 'columns' && <ColumnsStep job={job.data} onSaved={keep} onNext={() => go('same')} />}
            {step === 'same' && (
              <SameStep job={job.data} onSaved={keep} onNext={() => go('preview')} onBack={() => go('columns')} />
            )}
            {step === 'preview' && (
              <PreviewStep
                job={job.data}
                onStart={() => go('result')}
                onBack={() => go('same')}
                onColumns={() => go('columns')}
              />
            )}
            {step === 'result' && <ResultStep job={job.data} onChanged={keep} />}
          </Box>
        )}
      </Paper>
    </Page>
  )
}

function stepOf(id: string | undefined, asked: string | null, job: Job | undefined): StepName {
  if (!id) return 'file'
  if (isRunning(job?.status) || isOver(job?.status)) return 'result'
  return steps.find(name => name === asked && name !== 'file') ?? 'columns'
}
