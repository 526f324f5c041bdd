/** All words of the hand-made screens, below `tasks.` so that they meet no declared name. */
import type { Strings } from '../../contract.ts'
import { en as campaignsEn } from './campaigns.en.ts'
import { fr as campaignsFr } from './campaigns.fr.ts'
import * as general from './general.ts'
import * as groups from './groups.ts'
import * as home from './home.ts'
import * as imports from './import.ts'
import * as member from './member.ts'
import * as sales from './sales.ts'
import * as templates from './templates.ts'

export const strings: { en: Strings; fr: Strings } = {
  en: {
    tasks: {
      ...general.en,
      home: home.en,
      import: imports.en,
      groups: groups.en,
      templates: templates.en,
      campaigns: campaignsEn,
      member: member.en,
      outbox: member.outboxEn,
      leads: sales.en,
      stages: sales.stagesEn,
      events: sales.eventsEn,
    },
  },
  fr: {
    tasks: {
      ...general.fr,
      home: home.fr,
      import: imports.fr,
      groups: groups.fr,
      templates: templates.fr,
      campaigns: campaignsFr,
      member: member.fr,
      outbox: member.outboxFr,
      leads: sales.fr,
      stages: sales.stagesFr,
      events: sales.eventsFr,
    },
    ra: templates.editorFr,
  },
}
