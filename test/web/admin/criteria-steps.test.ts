import { expect } from 'chai'
import fc from 'fast-check'
import type { Criterion } from '../../../src/core/criteria.ts'
import { parseCriterion } from '../../../src/core/index.ts'
import type { CourseCriteria } from '../../../src/core/ladder.ts'
import { at, readStep, stepsOffered, takeStep, type Verb } from '../../../src/web/admin/criteria-steps.ts'
import { anyCriterion } from '../../core/factories.ts'
import { criteria } from '../fixture-views.ts'

const leaf = (statement: string): Criterion => ({ type: 'confirmed', statement })
const [a, b, c, added] = ['a', 'b', 'c', 'added'].map(leaf) as [Criterion, Criterion, Criterion, Criterion]
const all = (...of: Criterion[]): Criterion => ({ type: 'all', of })
const any = (...of: Criterion[]): Criterion => ({ type: 'any', of })

const judgedBy = (criterion: Criterion): CourseCriteria => ({
  ...criteria,
  completed: { criterion, award: 'automatic', expiresAfterMonths: 12 },
})
const taken = (root: Criterion, verb: Verb, ...path: number[]) =>
  takeStep(judgedBy(root), { verb, level: 'completed', path }, added).completed.criterion

const leaves = (node: Criterion): string[] =>
  'of' in node ? node.of.flatMap(leaves) : [JSON.stringify(node)]
function paths(node: Criterion, path: number[] = []): number[][] {
  return [path, ...('of' in node ? node.of.flatMap((child, index) => paths(child, [...path, index])) : [])]
}

function maySave(root: Criterion): boolean {
  try {
    return parseCriterion(root) !== null
  } catch {
    return false
  }
}

describe('a step in the editor', () => {
  for (const [what, done, wanted] of [
    ['adds to a group', taken(all(a, any(b)), 'add', 1), all(a, any(b, added))],
    ['makes a group of a condition that stands alone, to add to it', taken(a, 'add'), all(a, added)],
    ['removes one', taken(all(a, b), 'remove', 0), all(b)],
    ['removes a group that is left empty', taken(all(a, any(b)), 'remove', 1, 0), all(a)],
    ['never leaves a level without a condition', taken(all(any(a)), 'remove', 0, 0), all(any(a))],
    [
      'asks for no more than are left',
      taken({ type: 'at-least', n: 2, of: [a, b] }, 'remove', 0),
      {
        type: 'at-least',
        n: 1,
        of: [b],
      },
    ],
    ['moves up', taken(all(a, b, c), 'up', 2), all(a, c, b)],
    ['moves down', taken(all(a, b, c), 'down', 0), all(b, a, c)],
    ['moves into the group above', taken(all(any(a), b), 'in', 1), all(any(a, b))],
    ['moves out, behind its group', taken(all(any(a, b), c), 'out', 0, 0), all(any(b), a, c)],
    ['moves the last one out of a group, which goes', taken(all(any(a), c), 'out', 0, 0), all(a, c)],
    ['makes a group', taken(all(a, b), 'group', 1), all(a, any(b))],
    ['takes a group apart', taken(all(any(a, b), c), 'ungroup', 0), all(a, b, c)],
    ['takes the level’s own group away where one is left', taken(all(a), 'ungroup'), a],
    ['changes nothing where nothing is', taken(all(a), 'remove', 7, 3), all(a)],
  ] as const) {
    it(what, () => {
      expect(done).to.deep.equal(wanted)
    })
  }

  it('keeps what is said of the level, and the other levels', () => {
    const next = takeStep(judgedBy(all(a, b)), { verb: 'remove', level: 'completed', path: [0] }, null)
    expect(next).to.deep.equal({
      ...criteria,
      completed: { criterion: all(b), award: 'automatic', expiresAfterMonths: 12 },
    })
  })

  it('that is offered changes the tree, leaves one that may be saved, and loses nothing it was not told to', () => {
    fc.assert(
      fc.property(anyCriterion.filter(maySave), (root) => {
        for (const path of paths(root)) {
          for (const verb of stepsOffered(root, path)) {
            const next = taken(root, verb, ...path)
            expect(next, `${verb} ${path}`).not.to.deep.equal(
              verb === 'up' || verb === 'down' ? undefined : root,
            )
            parseCriterion(next)
            const before = leaves(root)
            const now = leaves(next)
            const gone = verb === 'remove' ? leaves(at(root, path) as Criterion) : []
            const come = verb === 'add' ? [JSON.stringify(added)] : []
            expect([...now, ...gone].sort()).to.deep.equal([...before, ...come].sort())
          }
        }
      }),
    )
  })

  it('is read from a button’s value, and from nothing else', () => {
    expect(readStep('in:demonstrated.0.12')).to.deep.equal({
      verb: 'in',
      level: 'demonstrated',
      path: [0, 12],
    })
    expect(readStep('remove:completed')).to.deep.equal({ verb: 'remove', level: 'completed', path: [] })
    for (const text of [
      undefined,
      '',
      'remove',
      'burn:completed',
      'remove:x.0',
      'remove:completed.-1',
      'up:completed.1e3',
    ])
      expect(readStep(text), String(text)).to.equal(null)
  })
})
