import { originOf } from '../values.ts'

/** Origins that may show the tool in a frame, each once; what is no http address is left out. */
export function frameOrigins(addresses: readonly (string | null)[]): string[] {
  const origins = addresses.map((address) => (address === null ? null : originOf(address)))
  return [...new Set(origins.filter((origin): origin is string => origin !== null))]
}
