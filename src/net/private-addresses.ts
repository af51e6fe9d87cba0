import { BlockList, isIP } from 'node:net'

/** Addresses that are nobody's business to ask a server for: loopback, private, link-local, carrier, multicast, documentation (IANA special-purpose registries). */
const BLOCKED_4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const
const BLOCKED_6 = [
  ['::', 127],
  ['64:ff9b::', 96],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const

const blocked = new BlockList()
for (const [net, prefix] of BLOCKED_4) blocked.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of BLOCKED_6) blocked.addSubnet(net, prefix, 'ipv6')

/** Whether an address literal is private; anything that is no address counts as private. IPv4 inside IPv6 is judged as IPv4. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return true
  if (family === 4) return blocked.check(address, 'ipv4')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1]) return blocked.check(mapped[1], 'ipv4')
  return /^::ffff:/i.test(address) || blocked.check(address, 'ipv6')
}
