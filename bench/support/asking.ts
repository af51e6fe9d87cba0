import { Agent, request } from 'undici'

/** Asks for one address again and again, so many in flight, over connections that stay open. Answers a second, each read to its end. */
export async function askAll(address: string, requests: number, inFlight: number): Promise<number> {
  const dispatcher = new Agent({ connections: inFlight })
  let left = requests
  const worker = async () => {
    while (left > 0) {
      left -= 1
      const { statusCode, body } = await request(address, { dispatcher, headers: { accept: 'text/html' } })
      await body.dump({ limit: Number.MAX_SAFE_INTEGER })
      if (statusCode !== 200) throw new Error(`${address} answered ${statusCode}`)
    }
  }
  try {
    const start = performance.now()
    await Promise.all(Array.from({ length: inFlight }, worker))
    return requests / ((performance.now() - start) / 1000)
  } finally {
    await dispatcher.close()
  }
}
