/** What happens when a line of the file is about somebody who is there already. */
import { Button, FormControl, FormControlLabel, Radio, RadioGroup, Stack, Typography } from '@mui/material'
import { useState } from 'react'
import { Failure } from '../parts/Failure.tsx'
import { useAct } from '../parts/useAct.ts'
import { useWords } from '../parts/words.ts'
import { type Job, type OnDuplicate, save } from './job.ts'

interface SameStepProps {
  job: Job
  onSaved(job: Job): void
  onNext(): void
  onBack(): void
}

const choices: OnDuplicate[] = ['update', 'skip', 'ask']

export function SameStep({ job, onSaved, onNext, onBack }: SameStepProps) {
  const words = useWords()
  const act = useAct()
  const [chosen, setChosen] = useState<OnDuplicate>(job.onDuplicate)
  const next = async () => {
    const saved = await act.run(() => save(job.id, { onDuplicate: chosen }))
    if (!saved) return
    onSaved(saved)
    onNext()
  }
  return (
    <>
      <Typography variant="h2" id="same-person">
        {words('import.same.title')}
      </Typography>
      <Typography color="textSecondary" sx={{ mb: 2 }}>
        {words('import.same.about')}
      </Typography>
      <FormControl>
        <RadioGroup
          aria-labelledby="same-person"
          value={chosen}
          onChange={(_, value) => setChosen(value as OnDuplicate)}
        >
          {choices.map(choice => (
            <FormControlLabel
              key={choice}
              value={choice}
              control={<Radio />}
              sx={{ alignItems: 'flex-start', mb: 1.5, '& .MuiRadio-root': { mt: -0.75 } }}
              label={
                <>
                  <Typography sx={{ fontWeight: 600 }}>{words(`import.same.${choice}`)}</Typography>
                  <Typography variant="body2" color="textSecondary">
                    {words(`import.same.${choice}Help`)}
                  </Typography>
                </>
              }
            />
          ))}
        </RadioGroup>
      </FormControl>
      <Failure error={act.error} />
      <Stack direction="row" sx={{ mt: 2, justifyContent: 'space-between' }}>
        <Button onClick={onBack}>{words('back')}</Button>
        <Button variant="contained" loading={act.busy} onClick={() => void next()}>
          {words('next')}
        </Button>
      </Stack>
    </>
  )
}
