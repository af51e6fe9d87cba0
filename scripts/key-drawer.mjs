// In the process of the tests: RSA keys come out of a drawer. To find a pair of 2,048 bits takes a seventh of a second, and every tool and
// every VLE that a test opens wants some: together they were a third of what the tests took. The first that ask fill the drawer, with pairs
// found as always; who asks after that gets the next one, so that of any 32 in a row no two are the same.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const DRAWER = 32
const folder = join(import.meta.dirname, '..', '.tmp', 'test-keys')
const { subtle } = globalThis.crypto
const prototype = Object.getPrototypeOf(subtle)
const { generateKey } = prototype
let given = 0

const isCommon = ({ name, modulusLength, hash }) =>
  name === 'RSASSA-PKCS1-v1_5' && modulusLength === 2048 && (hash?.name ?? hash) === 'SHA-256'

prototype.generateKey = function (algorithm, extractable, usages) {
  if (!isCommon(algorithm)) return generateKey.call(this, algorithm, extractable, usages)
  const file = join(folder, `${given % DRAWER}.json`)
  given += 1
  return fromDrawer(file, algorithm, extractable)
}

async function fromDrawer(file, algorithm, extractable) {
  const { publicJwk, privateJwk } = kept(file) ?? (await fill(file, algorithm))
  return {
    publicKey: await subtle.importKey('jwk', publicJwk, algorithm, true, ['verify']),
    privateKey: await subtle.importKey('jwk', privateJwk, algorithm, extractable, ['sign']),
  }
}

function kept(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

async function fill(file, algorithm) {
  const pair = await generateKey.call(subtle, algorithm, true, ['sign', 'verify'])
  const pairs = {
    publicJwk: await subtle.exportKey('jwk', pair.publicKey),
    privateJwk: await subtle.exportKey('jwk', pair.privateKey),
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Two processes may fill it at once: nobody reads half a file.
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(pairs), { mode: 0o600 })
  renameSync(`${file}.${process.pid}`, file)
  return pairs
}
