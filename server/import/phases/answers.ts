import type { ImportReport } from '../../../schemas/imports.ts'
import { askMatrix } from '../../actions/ask-matrix.ts'
import { compareAnswers } from '../../domain/imports/compare-answers.ts'
import { sample } from '../../domain/imports/sample.ts'
import { readCanIDeploy } from '../../domain/matrix/read-question.ts'
import { matrixDocument } from '../../hal/matrix.ts'
import { chunksOf, given, inPhase, type Run } from '../run.ts'
import { answerOf, askSource, type Question } from '../source/answers.ts'
import { type Document, isDocument } from '../source/document.ts'
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
    for (const chunk of chunksOf(sample(questions, size, seed), 10)) {
      await Promise.all(chunk.map(question => compareOne(run, question, answers)))
      step(chunk.length)
    }
  })
  return answers
}

async function compareOne(run: Run, question: Question, answers: ImportReport['answers']): Promise<void> {
  const there = await given(run, 'versions', `can-i-deploy ${Object.values(question).join(' ')}`, () =>
    askSource(run.source, question)
  )
  if (there === undefined) return
  answers.asked++
  const here = await askHere(run, question)
  const comparison = compareAnswers(there, answerOf(here))
  answers[comparison.outcome]++
  if (comparison.outcome !== 'equal') answers.differences.push({ ...question, ...comparison })
}

/** What this broker would answer, whether or not it listens. */
async function askHere({ broker }: Run, { pacticipant, version, environment }: Question): Promise<Document> {
  const { question } = readCanIDeploy({ pacticipant, version, environment })
  if (question === undefined) return {}
  const document: unknown = matrixDocument(await askMatrix(broker, question), '', environment)
  return isDocument(document) ? document : {}
}
