import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Tool } from './tool.ts'

/** Metrics in the Prometheus text format: the process, and the queue by state. */
export function createMetrics({ engine, counts }: Tool): () => Promise<string> {
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
  return () => registry.metrics()
}
