/** Addresses by which somebody outside would have us call inside: written as addresses, and as public names that lead there. */

/** Refused by their text, at save and at each call. */
export const ADDRESSES: readonly string[] = [
  // This machine, in every way that a parser of addresses takes.
  ...['127.0.0.1', '127.1', '127.0.1', '127.255.255.254', '2130706433', '017700000001', '0x7f000001', '0x7f.0.0.1', '0x7f.1', '0177.0.0.1'],
  ...['127.0.0.1.', '0', '0.0.0.0', '000.000.000.000', '0x0', 'localhost', 'LOCALHOST', 'localhost.', 'app.localhost', 'localhost.localdomain'],
  ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[0000::0001]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[::ffff:0:127.0.0.1]'],
  // Private networks and what stands between.
  ...['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.254', '192.168.0.1', '192.168.255.255', '0300.0250.0.1', '0xc0a80001', '3232235521'],
  ...['100.64.0.1', '100.127.255.254', '198.18.0.1', '192.0.0.8', '192.0.2.1', '203.0.113.7', '224.0.0.1', '239.255.255.250', '255.255.255.255'],
  ...['[fc00::1]', '[fd12:3456::1]', '[fe80::1]', '[fec0::1]', '[ff02::1]', '[2001:db8::1]', '[3fff::1]', '[100::1]'],
  // The metadata of clouds.
  ...['169.254.169.254', '169.254.170.2', '0xa9fea9fe', '2852039166', '0251.0376.0251.0376', '[::ffff:169.254.169.254]', '[fd00:ec2::254]'],
  ...['metadata', 'metadata.google.internal', 'instance-data.ec2.internal', '100.100.100.200', '192.0.0.192'],
  // IPv4 in IPv6: NAT64 and its local prefix, 6to4, Teredo.
  ...['[64:ff9b::7f00:1]', '[64:ff9b::a9fe:a9fe]', '[64:ff9b:1::7f00:1]', '[2002:7f00:1::]', '[2002:a9fe:a9fe::1]', '[2001:0:53aa:64c:0:0:80ff:fffe]'],
  // Letters that become digits and dots.
  ...['①②⑦.⓪.⓪.①', '127。0。0。1', '１２７.0.0.1', 'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ', '127%2e0%2e0%2e1', '%31%32%37.0.0.1'],
  // Names of this network.
  ...['db', 'kubernetes.default.svc', 'kubernetes.default.svc.cluster.local', 'router.lan', 'nas.home', 'wiki.corp', 'printer.local', '1.0.0.127.in-addr.arpa'],
].map((host) => `https://${host}/v1`);

/** Other schemes, ports and a user before the host. */
export const ODD: readonly string[] = [
  ...['http://api.example.com/v1', 'ftp://api.example.com/', 'file:///etc/passwd', 'gopher://127.0.0.1:6379/_INFO', 'dict://127.0.0.1:11211/stats'],
  ...['data:text/plain,hello', 'blob:https://api.example.com/1', 'javascript:alert(1)', 'ws://127.0.0.1/', 'unix:/var/run/docker.sock:/info'],
  ...['http://unix:/var/run/docker.sock:/info', 'ldap://127.0.0.1/', 'jar:https://127.0.0.1!/', '//127.0.0.1/'],
  ...[22, 25, 80, 2375, 3306, 5432, 6379, 7233, 8080, 9200, 11211, 27017].map((port) => `https://api.example.com:${port}/v1`),
  ...['https://api.example.com@127.0.0.1/', 'https://api.example.com:443@10.0.0.1/', 'https://user:pw@api.example.com/'],
  ...['https://127.0.0.1#@api.example.com/', 'https://127.0.0.1\\@api.example.com/', 'https://127.0.0.1?api.example.com/', 'https:\\\\127.0.0.1/'],
];

/** Public names, which say nothing wrong, and the addresses that the DNS answers for them. */
export const NAMES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [
    ...['127.0.0.1', '127.8.8.8', '0.0.0.0', '10.1.2.3', '172.20.0.1', '192.168.1.1', '100.64.0.1', '169.254.169.254', '169.254.170.2', '198.18.0.1'],
    ...['192.0.0.8', '192.88.99.1', '203.0.113.1', '224.0.0.251', '240.0.0.1', '255.255.255.255', '::1', '::', '::ffff:127.0.0.1', '::ffff:10.0.0.1'],
    ...['::127.0.0.1', '::ffff:0:10.0.0.1', '64:ff9b::a00:1', '64:ff9b:1::a00:1', '2002:a00:1::', '2001:0:53aa:64c::1', 'fc00::1', 'fd00:ec2::254'],
    ...['fe80::1', 'fec0::1', 'ff02::1', '2001:db8::1', '3fff::1', '5f00::1', '100::1'],
  ].map((address, n) => [`n${n}.targets.example.com`, [address]]),
);
