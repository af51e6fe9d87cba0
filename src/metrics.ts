import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Tool } from './tool.ts'

/** Metrics in the Prometheus text format: the process, the queue by state, and platforms that are down. */
export function createMetrics({ engine, counts, lti }: Tool): () => Promise<string> {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'credential_ladder_jobs',
    help: 'Jobs in the queue by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      for (const [state, count] of Object.entries(await engine.counts())) this.set({ state }, count)
    },
  })
  new Gauge({
    name: 'credential_ladder_done',
    help: 'What was done since the process began',
    labelNames: ['what'],
    registers: [registry],
    collect() {
      for (const [what, count] of Object.entries(counts)) this.set({ what }, count)
    },
  })
  new Gauge({
    name: 'credential_ladder_platforms_resting',
    help: 'Origins of platforms that are down and left alone for a while',
    registers: [registry],
    collect() {
      this.set(lti.circuits().filter(({ state }) => state !== 'closed').length)
    },
  })
  return () => registry.metrics()
}
