import type { ImportReport } from '../../../schemas/imports.ts'
import { buildApp } from '../../app.ts'
import type { Broker } from '../../broker.ts'
import { readConfig } from '../../config.ts'
import { type ComparedAnswer, compareAnswers } from '../../domain/imports/compare-answers.ts'
import { sample } from '../../domain/imports/sample.ts'
import { chunksOf, given, inPhase, type Run } from '../run.ts'
import { answerOf, askSource, pathOf, type Question } from '../source/answers.ts'
import { readEnvironments, readLiveVersions } from '../source/environments.ts'

/** Asks both sides whether what lives in each environment can be deployed there: that much must be told alike. */
export async function compareSample(run: Run, { size, seed }: { size: number; seed: number }): Promise<ImportReport['answers']> {
  const answers: ImportReport['answers'] = { asked: 0, equal: 0, allowed: 0, differs: 0, differences: [] }
  await inPhase(run, 'can-i-deploy on both sides', async step => {
    const questions: Question[] = []
    for (const environment of await readEnvironments(run.source)) {
      const live = await readLiveVersions(run.source, environment)
      questions.push(
        ...live.map(({ application, version }) => ({ pacticipant: application, version, environment: environment.name }))
      )
    }
    const target = await openTarget(run.broker)
    for (const chunk of chunksOf(sample(questions, size, seed), 10)) {
      await Promise.all(chunk.map(question => compareOne(run, target.ask, question, answers)))
      step(chunk.length)
    }
    await target.close()
  })
  return answers
}

type Ask = (question: Question) => Promise<ComparedAnswer>

async function compareOne(run: Run, askHere: Ask, question: Question, answers: ImportReport['answers']): Promise<void> {
  const there = await given(run, 'versions', `can-i-deploy ${Object.values(question).join(' ')}`, () =>
    askSource(run.source, question)
  )
  if (there === undefined) return
  answers.asked++
  const comparison = compareAnswers(there, await askHere(question))
  answers[comparison.outcome]++
  if (comparison.outcome !== 'equal') answers.differences.push({ ...question, ...comparison })
}

/** This broker as its clients see it, whether or not it listens; nobody but the import speaks to it, so it lets everybody in. */
async function openTarget(broker: Broker): Promise<{ ask: Ask; close: () => Promise<void> }> {
  const app = await buildApp({ ...broker, config: readConfig({ SOLOIST_LOG_LEVEL: 'silent' }) })
  const ask = async (question: Question) => answerOf((await app.inject({ url: pathOf(question) })).json())
  return { ask, close: () => app.close() }
}
