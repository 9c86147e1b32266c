// What whoever wants to leave a jail would try.

/** Paths that lead out, or would for somebody who takes them for what they are not. */
export const paths: readonly (string | Uint8Array)[] = [
  // Up.
  ...[
    '..',
    '../',
    '../.',
    '../secret.txt',
    '../victim',
    '../jail',
    '../jail/../secret.txt',
    '.././secret.txt',
  ],
  ...[
    './../secret.txt',
    'dir/../../secret.txt',
    'dir/../..',
    'dir/deep/../../../secret.txt',
    '../jail-evil/file',
  ],
  ...[
    'dir//..//..//secret.txt',
    './/.//..//secret.txt',
    `${'../'.repeat(1000)}etc/passwd`,
    '...//../secret.txt',
  ],
  ...[`${'dir/../'.repeat(100)}../secret.txt`, 'file/../../secret.txt', 'none/../../secret.txt'],
  // Absolute.
  ...[
    '/',
    '//',
    '/etc/passwd',
    '//etc/passwd',
    '/../secret.txt',
    '/proc/self/root/etc/passwd',
    '/.',
    '/dev/null',
  ],
  ...['/proc/self/fd/0', '/proc/self/cwd/package.json', '/dev/fd/1'],
  // Through links that stand there.
  ...['to-secret', 'to-up/secret.txt', 'to-up-slash/secret.txt', 'to-up/victim', 'to-victim/inside'],
  ...['to-victim/', 'to-evil/file', 'absolute-secret', 'absolute-up/secret.txt', 'absolute-root/etc/passwd'],
  ...[
    'round-about',
    'over-link',
    'back-in',
    'dir/to-secret',
    'dir/to-up/secret.txt',
    'dir/to-up/jail/to-secret',
  ],
  ...['to-up/jail/../secret.txt', 'dir/../to-up/secret.txt', 'to-up/./secret.txt', 'to-up/new.txt'],
  ...['proc-fd/0', 'proc-fd/3', 'proc-root/etc/passwd', 'proc-cwd/package.json', 'to-up/../../../etc/passwd'],
  // Names that others read as paths, or cut off.
  ...['file\0/../../secret.txt', '..\0', '../secret.txt\0.png', '..\\secret.txt', '%2e%2e/secret.txt'],
  ...[
    '\u{ff0e}\u{ff0e}/secret.txt',
    '..\u{2215}secret.txt',
    '.. /secret.txt',
    ' ../secret.txt',
    'C:\\secret.txt',
  ],
  ...['~/secret.txt', 'file:///etc/passwd', '\\\\?\\C:\\secret.txt', '..;/secret.txt'],
  // Bytes that are not text: an overlong slash, an overlong dot, half a character, a surrogate.
  ...[
    [0x2e, 0x2e, 0xc0, 0xaf, 0x73],
    [0xc0, 0xae, 0xc0, 0xae, 0x2f, 0x73],
    [0x2e, 0x2e, 0x2f, 0xff],
  ].map(bytes => new Uint8Array(bytes)),
  new Uint8Array([0x66, 0xed, 0xa0, 0x80]),
  // Long ones.
  ...[`../${'a'.repeat(300)}`, `${'a/'.repeat(2100)}../secret.txt`, `${'./'.repeat(2100)}../secret.txt`],
]
